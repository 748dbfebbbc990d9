import type { EditorView } from "prosemirror-view";
import type { Kind } from "./model";
import { choose, dismiss, slashKey } from "./slash";

/** The menu behind a `/`: what it offers, which line is chosen, and where it stands. */
export class Menu {
  kinds = $state.raw<readonly Kind[]>([]);
  at = $state(0);
  spot = $state.raw<{ left: number; top: number; bottom: number } | null>(null);
  /** Asks for a picture, which no row can turn into. */
  onpicture = () => {};
  #typed = "";
  #view: EditorView | null = null;

  /** Looks at the page again after it changed. */
  follow(view: EditorView): void {
    this.#view = view;
    const open = view.hasFocus() || this.kinds.length === 0 ? slashKey.getState(view.state)?.slash : null;
    if (!open) {
      if (this.kinds.length > 0) this.kinds = [];
      return;
    }
    if (this.kinds.length > 0 && this.#typed === open.typed) return;
    this.#typed = open.typed;
    this.kinds = open.kinds;
    this.at = 0;
    this.spot = view.coordsAtPos(open.from);
  }

  /** Takes the keys of an open menu; answers whether it did. */
  press(name: string): boolean {
    if (this.kinds.length === 0) return false;
    const count = this.kinds.length;
    const chosen = this.kinds[this.at];
    if (name === "ArrowDown") this.at = (this.at + 1) % count;
    else if (name === "ArrowUp") this.at = (this.at + count - 1) % count;
    else if (name === "Escape") this.close();
    else if ((name === "Enter" || name === "Tab") && chosen) this.choose(chosen);
    else return false;
    return true;
  }

  /** Makes the row this kind. */
  choose(kind: Kind): void {
    const tr = this.#view && choose(this.#view.state, kind);
    if (tr) this.#view?.dispatch(tr.scrollIntoView());
    this.#view?.focus();
    if (kind === "picture") this.onpicture();
  }

  close(): void {
    if (this.kinds.length > 0) this.#view?.dispatch(dismiss(this.#view.state));
  }
}
