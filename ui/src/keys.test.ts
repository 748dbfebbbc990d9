import { afterEach, beforeEach, expect, test } from "vitest";
import { listen, printed } from "./keys";

let ran: string[] = [];
let stop: () => void;

beforeEach(() => {
  ran = [];
  stop = listen(window, [
    { press: "$mod+KeyN", label: "new", run: () => ran.push("new") },
    { press: "$mod+KeyL", label: "lock", run: () => ran.push("lock") },
    { press: "$mod+Shift+KeyL", label: "labels", run: () => ran.push("labels") },
    { press: "Escape", label: "back", run: () => ran.push("back") },
  ]);
});

afterEach(() => stop());

function press(code: string, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true, ...more });
  window.dispatchEvent(event);
  return event;
}

test("a key is named by its place, whatever letter the layout puts there", () => {
  press("KeyN", "n", { ctrlKey: true });
  press("KeyN", "ㅜ", { ctrlKey: true });
  expect(ran).toEqual(["new", "new"]);
});

test("a key with Shift is another key", () => {
  press("KeyL", "L", { ctrlKey: true, shiftKey: true });
  press("KeyL", "l", { ctrlKey: true });
  expect(ran).toEqual(["labels", "lock"]);
});

test("no key means anything while a syllable is being composed", () => {
  const composing = press("KeyN", "ㅜ", { ctrlKey: true, isComposing: true });
  const ending = press("Escape", "Escape", { keyCode: 229 });
  expect(ran).toEqual([]);
  expect(composing.defaultPrevented || ending.defaultPrevented).toBe(false);
});

test("what an editor or a dialog has answered already is left alone", () => {
  const event = new KeyboardEvent("keydown", { code: "Escape", key: "Escape", cancelable: true });
  event.preventDefault();
  window.dispatchEvent(event);
  expect(ran).toEqual([]);
});

test("a key is printed as it stands on the keyboard", () => {
  expect(printed("$mod+Shift+KeyL")).toBe("Ctrl Shift L");
  expect(printed("$mod+Comma")).toBe("Ctrl ,");
  expect(printed("$mod+Digit1")).toBe("Ctrl 1");
});
