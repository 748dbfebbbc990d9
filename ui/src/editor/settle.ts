import type { EditorView } from "prosemirror-view";

/** Reads where the browser has put the caret: its own news of that can come after the next key. */
export function settle(view: EditorView): void {
  // ProseMirror has this step only inside; without it a quick key acts where the caret was before.
  (view as unknown as { domObserver: { flush: () => void } }).domObserver.flush();
}
