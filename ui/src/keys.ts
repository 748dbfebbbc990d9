import { createKeybindingsHandler } from "tinykeys";

/** On a Mac the system has a menu bar, and the command key. */
export const MAC = /Mac/.test(globalThis.navigator?.userAgent ?? "");

/** A key, what it does and the words for it. Keys are named by `event.code`: the same key in every layout. */
export interface Key {
  press: string;
  label: string;
  run: (event: KeyboardEvent) => void;
}

/** Returns whether a syllable is being composed: then no key means anything but the syllable. */
export function composing(event: KeyboardEvent): boolean {
  // WebKit reports the key that ends a composition as code 229 with isComposing already false.
  return event.isComposing || event.keyCode === 229;
}

/** Listens for the keys until the returned function is called. */
export function listen(target: Window | HTMLElement, keys: Key[]): () => void {
  const bindings = Object.fromEntries(keys.map((key) => [key.press, guarded(key)]));
  const handler = createKeybindingsHandler(bindings);
  const onkeydown = (event: Event) => {
    if (!composing(event as KeyboardEvent)) handler(event);
  };
  target.addEventListener("keydown", onkeydown);
  return () => target.removeEventListener("keydown", onkeydown);
}

function guarded(key: Key) {
  return (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return;
    if (key.press !== "Escape") event.preventDefault();
    key.run(event);
  };
}

/** Returns a key as it stands on the keyboard: `$mod+Shift+KeyL` becomes `Ctrl Shift L`. */
export function printed(press: string): string {
  const names: Record<string, string> = { $mod: MAC ? "⌘" : "Ctrl", Comma: ",", Slash: "/", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", PageUp: "PgUp", PageDown: "PgDn" };
  return press
    .split("+")
    .map((part) => names[part] ?? part.replace(/^(Key|Digit)/, ""))
    .join(" ");
}
