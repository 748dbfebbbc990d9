import { expect, test } from "vitest";
import { matches } from "../kit/match";
import { inline } from "./inline";

test("bold and links are read, everything else is text", () => {
  expect(inline("see **both** and [the page](https://example.org)!")).toEqual([
    { text: "see ", bold: false, address: "" },
    { text: "both", bold: true, address: "" },
    { text: " and ", bold: false, address: "" },
    { text: "the page", bold: false, address: "https://example.org" },
    { text: "!", bold: false, address: "" },
  ]);
  expect(inline("<b>2 \\* 3</b>")).toEqual([{ text: "<b>2 * 3</b>", bold: false, address: "" }]);
});

test("initial consonants find Korean words", () => {
  expect(matches("ㅎㅇㄹ", "회의록")).toBe(true);
  expect(matches("회의", "제2차 실무회의")).toBe(true);
  expect(matches("ㅎㄹㅇ", "회의록")).toBe(false);
  expect(matches("SES", "Session")).toBe(true);
  expect(matches("회의".normalize("NFD"), "실무회의")).toBe(true);
});
