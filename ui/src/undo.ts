import { composing } from "./keys";
import type { LabelArgs } from "./labels.svelte";

/** Words of the status line, with what a person can do about it. */
export interface Line {
  id: string;
  args?: LabelArgs;
  /** The label of the deed that this line speaks of: taken back, or done again. */
  of?: { id: string; args?: LabelArgs };
  deeds?: { id: string; run: () => void }[];
}

/** The words for a deed, where the page knows better ones than its edits tell. */
export interface Said {
  said: string;
  args?: LabelArgs;
}

/** Something that a person did, with the way back. */
export interface Deed extends Said {
  /** The record that it was done to, while its page is open. */
  owner?: object;
  back: () => Promise<void>;
  again: () => Promise<void>;
  /** What is being typed: the same field and the same places are one deed, told when the field is left. */
  field?: HTMLElement | null;
  places?: string;
}

/** Everything that a person did outside the texts that keep their own history, newest last. */
export class Undo {
  #past: Deed[] = [];
  #future: Deed[] = [];
  #told: Line | null = null;

  constructor(private readonly status: { line: Line | null }) {}

  /** Notes what was done and says so. */
  note(deed: Deed): void {
    const last = this.#past.at(-1);
    this.#future = [];
    if (deed.field && last?.field === deed.field && last.places === deed.places && last.owner === deed.owner) {
      last.again = deed.again;
      return;
    }
    this.#past.push(deed);
    if (!deed.field) return this.#tell(deed);
    const left = () => {
      if (this.#past.at(-1) === deed) this.#tell(deed);
      deed.field = null;
    };
    deed.field.addEventListener("blur", left, { once: true });
  }

  /** Takes the last deed back; answers whether there was one. A way back that only the status line offers comes first. */
  back(): boolean {
    const { line } = this.status;
    const offered = line === this.#told ? undefined : line?.deeds?.find(({ id }) => id === "undo");
    if (offered) {
      offered.run();
      return true;
    }
    const deed = this.#past.pop();
    if (!deed) return false;
    void deed.back().then(() => {
      this.#future.push(deed);
      this.#say({ id: "undone", of: { id: deed.said, args: deed.args }, deeds: [{ id: "editor-redo", run: () => this.again() }] });
    }, ignore);
    return true;
  }

  /** Does again what was taken back last; answers whether there was anything. */
  again(): boolean {
    const deed = this.#future.pop();
    if (!deed) return false;
    void deed.again().then(() => {
      this.#past.push(deed);
      this.#tell(deed);
    }, ignore);
    return true;
  }

  /** Answers the keys of undo where no text field and no editor keeps a history of its own. */
  press(event: KeyboardEvent): void {
    const command = commandOf(event);
    if (!command || composing(event) || event.defaultPrevented || keepsHistory(event.target)) return;
    if (document.querySelector("[role='dialog']")) return;
    if (command === "undo" ? this.back() : this.again()) event.preventDefault();
  }

  /** Lets the deeds of a record go with its page. */
  forget(owner?: object): void {
    const others = (deed: Deed) => owner !== undefined && deed.owner !== owner;
    const mine = [...this.#past, ...this.#future].some((deed) => !others(deed));
    this.#past = this.#past.filter(others);
    this.#future = this.#future.filter(others);
    if (mine) this.quiet();
  }

  /** Takes the words about the last deed off the status line; the deed can still be taken back. */
  quiet(): void {
    if (this.status.line === this.#told) this.status.line = null;
  }

  #tell({ said, args }: Deed): void {
    this.#say({ id: said, args, deeds: [{ id: "undo", run: () => this.back() }] });
  }

  #say(line: Line): void {
    this.#told = line;
    this.status.line = line;
  }
}

// What could not be taken back is told where it failed: at the record, or on the page.
function ignore(): void {}

/** Returns the field of text in which somebody types, if there is one. */
function fieldOf(target: EventTarget | null): HTMLElement | null {
  const input = target instanceof HTMLInputElement && !["checkbox", "radio", "button", "file"].includes(target.type);
  return input || target instanceof HTMLTextAreaElement ? target : null;
}

/** Returns the field in which somebody writes letter by letter; what is chosen, or sent with a dialog, is one deed at once. */
export function writtenIn(target: EventTarget | null): HTMLElement | null {
  const field = fieldOf(target);
  return field?.closest("[role='combobox'], [role='dialog']") ? null : field;
}

function keepsHistory(target: EventTarget | null): boolean {
  return fieldOf(target) !== null || (target instanceof Element && target.closest(".ProseMirror") !== null);
}

/** Takes back, or does again, what was typed in a plain field: WebKitGTK keeps its history, but gives it no key. */
export function takeBack(event: KeyboardEvent): void {
  const command = commandOf(event);
  if (!fieldOf(event.target) || !command || composing(event) || event.defaultPrevented) return;
  event.preventDefault();
  document.execCommand(command);
}

function commandOf(event: KeyboardEvent): "undo" | "redo" | null {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  if (event.code === "KeyZ") return event.shiftKey ? "redo" : "undo";
  return event.code === "KeyY" && !event.shiftKey ? "redo" : null;
}
