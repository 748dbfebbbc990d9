import { mount } from "svelte";
import App from "./App.svelte";
import { awaitLetters } from "./letters";
import "./style/tokens.css";
import "./style/base.css";
import { followWidth } from "./widths";

awaitLetters();
followWidth();
const target = document.getElementById("app");
if (target) mount(App, { target });
