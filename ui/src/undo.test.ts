import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Deed, type Line, takeBack, Undo } from "./undo";

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

const steps: string[] = [];
const status: { line: Line | null } = { line: null };
let undo = new Undo(status);
const deed = (said: string, more: Partial<Deed> = {}): Deed => ({
  said,
  back: () => Promise.resolve(void steps.push(`back ${said}`)),
  again: () => Promise.resolve(void steps.push(`again ${said}`)),
  ...more,
});
const z = (target: Element, more: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent("keydown", { code: "KeyZ", ctrlKey: true, bubbles: true, cancelable: true, ...more });
  const answer = (heard: KeyboardEvent) => undo.press(heard);
  document.addEventListener("keydown", answer, { once: true });
  target.dispatchEvent(event);
  document.removeEventListener("keydown", answer);
  return event;
};

beforeEach(() => {
  steps.length = 0;
  status.line = null;
  undo = new Undo(status);
});

test("the last deed is taken back first, and done again last", async () => {
  undo.note(deed("did-title"));
  undo.note(deed("did-status"));
  expect(status.line?.id).toBe("did-status");
  z(place);
  await vi.waitFor(() => expect(status.line).toMatchObject({ id: "undone", of: { id: "did-status" } }));
  z(place);
  await vi.waitFor(() => expect(status.line?.of?.id).toBe("did-title"));
  z(place, { shiftKey: true });
  await vi.waitFor(() => expect(status.line?.id).toBe("did-title"));
  expect(steps).toEqual(["back did-status", "back did-title", "again did-title"]);
  expect(z(place, { shiftKey: true }).defaultPrevented).toBe(true);
});

test("where there is nothing to take back, the key is left alone", () => {
  expect(z(place).defaultPrevented).toBe(false);
});

test("a way back that only the status line offers comes first", () => {
  undo.note(deed("did-title"));
  status.line = { id: "action-changed", deeds: [{ id: "undo", run: () => steps.push("line") }] };
  expect(z(place).defaultPrevented).toBe(true);
  status.line = { id: "saved-as", deeds: [{ id: "open-file", run: () => steps.push("file") }] };
  z(place);
  expect(steps).toEqual(["line", "back did-title"]);
});

test("a new deed ends what could be done again", async () => {
  undo.note(deed("did-title"));
  undo.back();
  await vi.waitFor(() => expect(status.line?.id).toBe("undone"));
  undo.note(deed("did-status"));
  expect(undo.again()).toBe(false);
});

test("in a field of text, in the editor, over a dialog and in a syllable the key is not ours", () => {
  undo.note(deed("did-title"));
  place.innerHTML = "<div class='ProseMirror'><p></p></div>";
  z(field);
  z(place.querySelector("p") as Element);
  z(place, { isComposing: true });
  const dialog = document.createElement("div");
  dialog.setAttribute("role", "dialog");
  document.body.append(dialog);
  z(place);
  dialog.remove();
  place.innerHTML = "";
  expect(steps).toEqual([]);
  z(place);
  expect(steps).toEqual(["back did-title"]);
});

test("what is typed in one field is one deed, told when the field is left", () => {
  field.focus();
  undo.note(deed("did-title", { field, places: "title/en" }));
  undo.note(deed("did-title", { field, places: "title/en", again: () => Promise.resolve(void steps.push("again all")) }));
  expect(status.line).toBeNull();
  field.blur();
  expect(status.line?.id).toBe("did-title");
  undo.back();
  expect(steps).toEqual(["back did-title"]);
  expect(undo.back()).toBe(false);
});

test("a field that is written anew after it was left is a new deed", () => {
  const typing = () => undo.note(deed("did-title", { field, places: "title/en" }));
  typing();
  field.dispatchEvent(new Event("blur"));
  typing();
  expect([undo.back(), undo.back(), undo.back()]).toEqual([true, true, false]);
});

test("a page that closes takes its deeds along, and no others", () => {
  const page = {};
  undo.note(deed("moved-to-bin"));
  undo.note(deed("did-status", { owner: page }));
  undo.forget(page);
  expect(status.line).toBeNull();
  undo.back();
  expect(steps).toEqual(["back moved-to-bin"]);
});
