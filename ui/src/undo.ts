import { composing } from "./keys";

/** Takes back, or does again, what was typed in a plain field: WebKitGTK keeps its history, but gives it no key. */
export function takeBack(event: KeyboardEvent): void {
  const field = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
  const command = commandOf(event);
  if (!field || !command || composing(event) || event.defaultPrevented) return;
  event.preventDefault();
  document.execCommand(command);
}

function commandOf(event: KeyboardEvent): "undo" | "redo" | null {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  if (event.code === "KeyZ") return event.shiftKey ? "redo" : "undo";
  return event.code === "KeyY" && !event.shiftKey ? "redo" : null;
}
