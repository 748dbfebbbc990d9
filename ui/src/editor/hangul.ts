import type { EditorView } from "prosemirror-view";

/** Returns whether a key belongs to a syllable that is being composed: then it means nothing else. */
export function composes(event: KeyboardEvent): boolean {
  // WebKit reports the key that ends a composition as code 229 with isComposing already false.
  return event.isComposing || event.keyCode === 229;
}

/** How long after it was taken out a syllable may still come back from the input method. */
const LATE = 1_500;

interface Syllable {
  target: EventTarget;
  text: string;
  /** Where it stood. */
  at: number;
  since: number;
  restored: boolean;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

/**
 * Keeps the syllable that is being composed when somebody clicks elsewhere.
 *
 * WebKitGTK then takes the composition out; the input method commits it later, at the new caret or nowhere at all.
 * The guard puts it back where it stood, at once, and lets the late commit pass by. It serves the editor and every
 * plain field of the window.
 */
export class SyllableGuard {
  readonly #views = new Set<EditorView>();
  #composed = "";
  #held: Syllable | null = null;

  /** Guards the text of an editor too, until the returned function is called. */
  adopt(view: EditorView): () => void {
    this.#views.add(view);
    return () => this.#views.delete(view);
  }

  /** Listens until the returned function is called. */
  watch(root: Document): () => void {
    const listeners: [string, (event: Event) => void][] = [
      ["compositionstart", () => this.#begin()],
      ["compositionupdate", (event) => (this.#composed = (event as CompositionEvent).data)],
      ["beforeinput", (event) => this.#input(event as InputEvent)],
      ["pointerdown", () => this.#restore()],
      ["focusout", () => this.#restore()],
    ];
    for (const [name, listener] of listeners) root.addEventListener(name, listener, true);
    return () => {
      for (const [name, listener] of listeners) root.removeEventListener(name, listener, true);
    };
  }

  #begin(): void {
    this.#composed = "";
    this.#held = null;
  }

  #input(event: InputEvent): void {
    if (event.inputType === "deleteCompositionText") this.#hold(event.target);
    else if (event.inputType === "insertFromComposition") this.#commit(event);
    else if (event.inputType !== "insertCompositionText") this.#held = null;
  }

  #hold(target: EventTarget | null): void {
    const end = target && this.#caret(target);
    const text = this.#composed;
    // At this moment the composition is selected, so it starts its own length before the end of the selection.
    this.#held = target && end !== null && text ? { target, text, at: end - text.length, since: performance.now(), restored: false } : null;
  }

  #commit(event: InputEvent): void {
    const held = this.#held;
    this.#held = null;
    if (!held?.restored || event.data !== held.text || late(held)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #restore(): void {
    const held = this.#held;
    if (!held || held.restored || late(held)) return;
    held.restored = true;
    const view = this.#viewOf(held.target);
    if (view) view.dispatch(view.state.tr.insertText(held.text, Math.min(held.at, view.state.doc.content.size)));
    else if (isField(held.target)) {
      held.target.setRangeText(held.text, held.at, held.at, "end");
      held.target.dispatchEvent(new InputEvent("input", { bubbles: true, data: held.text, inputType: "insertText" }));
    }
  }

  #caret(target: EventTarget): number | null {
    const view = this.#viewOf(target);
    if (view) return view.state.selection.to;
    return isField(target) ? target.selectionEnd : null;
  }

  #viewOf(target: EventTarget): EditorView | undefined {
    // A field inside the editor, such as a due date, is a plain field.
    if (isField(target)) return undefined;
    return [...this.#views].find((view) => target instanceof Node && view.dom.contains(target));
  }
}

function late(held: Syllable): boolean {
  return performance.now() - held.since > LATE;
}

function isField(target: EventTarget): target is Field {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** The one guard of the window. */
export const guard = new SyllableGuard();
let watchers = 0;
let stop = () => {};

/** Guards every field of the page until the returned function is called; however often it is asked for, it listens once. */
export function keepSyllables(): () => void {
  watchers += 1;
  if (watchers === 1) stop = guard.watch(document);
  return () => {
    watchers -= 1;
    if (watchers === 0) stop();
  };
}
