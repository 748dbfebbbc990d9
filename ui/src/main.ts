import { mount } from "svelte";
import App from "./App.svelte";
import "./style/tokens.css";
import "./style/base.css";

const target = document.getElementById("app");
const letters = ["400", "700"].map((weight) => document.fonts.load(`${weight} 1em "Pretendard GOV"`, "마루"));

// A laptop without a Korean font would show boxes until the letters are there; a page without them is worth nothing.
void Promise.allSettled(letters).then(() => {
  if (target) mount(App, { target });
});
