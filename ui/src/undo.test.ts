import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { takeBack } from "./undo";

const done = vi.fn();
const field = document.createElement("input");
const place = document.createElement("div");

beforeEach(() => {
  done.mockReset();
  document.execCommand = done;
  document.body.append(field, place);
  addEventListener("keydown", takeBack);
});

afterEach(() => removeEventListener("keydown", takeBack));

function press(target: Element, code: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { code, ctrlKey: true, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
}

test("Ctrl Z takes back in a plain field, and Ctrl Shift Z and Ctrl Y do it again", () => {
  expect(press(field, "KeyZ").defaultPrevented).toBe(true);
  press(field, "KeyZ", { shiftKey: true });
  press(field, "KeyY");
  expect(done.mock.calls).toEqual([["undo"], ["redo"], ["redo"]]);
});

test("other places and other keys are left to themselves", () => {
  press(place, "KeyZ");
  press(field, "KeyZ", { ctrlKey: false });
  press(field, "KeyZ", { altKey: true });
  press(field, "KeyX");
  expect(done).not.toHaveBeenCalled();
});

test("nothing is taken back in the middle of a syllable", () => {
  press(field, "KeyZ", { isComposing: true });
  press(field, "KeyZ", { keyCode: 229 });
  expect(done).not.toHaveBeenCalled();
});
