import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { composes, SyllableGuard } from "./hangul";

/** What WebKitGTK tells a field, in its order, when a syllable is composed and somebody clicks elsewhere. */
function fire(target: EventTarget, type: string, init: Record<string, unknown> = {}): Event {
  const event = new Event(type, { bubbles: true, cancelable: true });
  for (const [name, value] of Object.entries(init)) Object.defineProperty(event, name, { value });
  target.dispatchEvent(event);
  return event;
}

describe("the guard of the syllable", () => {
  let field: HTMLInputElement;
  let stop: () => void;

  beforeEach(() => {
    field = document.createElement("input");
    document.body.append(field);
    stop = new SyllableGuard().watch(document);
  });
  afterEach(() => {
    stop();
    field.remove();
  });

  function compose(before: string, syllable: string): void {
    field.value = before + syllable;
    field.setSelectionRange(before.length, field.value.length);
    fire(field, "compositionstart");
    fire(field, "compositionupdate", { data: syllable });
    fire(field, "beforeinput", { inputType: "deleteCompositionText" });
    // The browser takes the composition out.
    field.value = before;
    field.setSelectionRange(before.length, before.length);
  }

  it("puts the syllable back where it stood when somebody clicks elsewhere", () => {
    compose("회의", "록");
    let heard = 0;
    field.addEventListener("input", () => (heard += 1));
    fire(document.body, "pointerdown");
    expect(field.value).toBe("회의록");
    expect(heard).toBe(1);
  });

  it("lets the late commit of the input method pass by, once", () => {
    compose("회의", "록");
    fire(field, "focusout");
    fire(document.body, "pointerdown");
    expect(field.value).toBe("회의록");
    expect(fire(field, "beforeinput", { inputType: "insertFromComposition", data: "록" }).defaultPrevented).toBe(true);
    expect(fire(field, "beforeinput", { inputType: "insertFromComposition", data: "록" }).defaultPrevented).toBe(false);
  });

  it("leaves an ordinary commit alone", () => {
    compose("회의", "록");
    expect(fire(field, "beforeinput", { inputType: "insertFromComposition", data: "록" }).defaultPrevented).toBe(false);
    fire(document.body, "pointerdown");
    expect(field.value).toBe("회의");
  });

  it("forgets the syllable as soon as something else is typed", () => {
    compose("회의", "록");
    fire(field, "beforeinput", { inputType: "insertText", data: "a" });
    fire(document.body, "pointerdown");
    expect(field.value).toBe("회의");
  });

  it("stops when it is told to", () => {
    stop();
    compose("회의", "록");
    fire(document.body, "pointerdown");
    expect(field.value).toBe("회의");
  });
});

describe("a key inside a syllable", () => {
  it("is known by either sign", () => {
    expect(composes(new KeyboardEvent("keydown", { isComposing: true }))).toBe(true);
    expect(composes(new KeyboardEvent("keydown", { keyCode: 229 } as KeyboardEventInit))).toBe(true);
    expect(composes(new KeyboardEvent("keydown", { code: "Enter", keyCode: 13 } as KeyboardEventInit))).toBe(false);
  });
});
