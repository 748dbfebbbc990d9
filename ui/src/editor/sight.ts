import type { EditorView } from "prosemirror-view";
import { scroller } from "../kit/near";
import { afterFrame } from "../kit/turns";
import type { Gauge } from "./gauge";
import { FEW, nearKey } from "./near";
import { before } from "./place";

/** What the page does when it is seen elsewhere. */
interface Seen {
  view: EditorView;
  gauge: Gauge;
  /** Gives the rows that are not drawn their height again. */
  fit: () => void;
}

/**
 * Draws the rows to which the screen comes. What is about to be seen is drawn before it can be seen empty; the next
 * screen in either direction a moment later. The row that is looked at stays where it is, whatever turns out to be taller
 * or shorter above it.
 */
export class Sight {
  readonly #box: HTMLElement;
  readonly #sizes = new ResizeObserver(() => this.follow());
  #later: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(private readonly seen: Seen) {
    this.#box = scroller(seen.view.dom) ?? document.documentElement;
    this.#box.addEventListener("scroll", this.follow, { passive: true });
    this.#sizes.observe(seen.view.dom);
    this.#sizes.observe(this.#box);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#later);
    this.#box.removeEventListener("scroll", this.follow);
    this.#sizes.disconnect();
  }

  /** Looks where the screen is. */
  follow = (): void => {
    const screen = this.#screen();
    if (!screen) return;
    this.#measure();
    // What is drawn may be shorter than expected: then more comes into sight.
    for (let tries = 0; tries < 3 && this.#lacks(screen, 0); tries += 1) this.#draw(screen);
    if (this.#later === undefined && this.#lacks(screen, 0.5)) this.#later = setTimeout(this.#prepare);
  };

  readonly #prepare = (): void => {
    this.#later = undefined;
    const screen = this.#screen();
    // A syllable that is being composed is left alone; the end of the composition comes back to this.
    if (screen && !this.seen.view.composing && this.#lacks(screen, 0.5)) this.#draw(screen);
  };

  #screen(): DOMRect | null {
    if (this.#rows.length <= FEW) return null;
    const box = this.#box.getBoundingClientRect();
    return box.height > 0 ? box : null;
  }

  get #rows(): HTMLCollection {
    return this.seen.view.dom.children;
  }

  /** Returns the row that ends below a height of the window, or the last one. */
  #at(height: number): number {
    let [low, high] = [0, this.#rows.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bottomOf(this.#rows[middle]) > height) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Returns whether a row on the screen, or so many screens away, is not drawn. */
  #lacks({ top, bottom, height }: DOMRect, away: number): boolean {
    const last = this.#at(bottom + away * height);
    for (let at = this.#at(top - away * height); at <= last; at += 1) if (far(this.#rows[at])) return true;
    return false;
  }

  #draw({ top, bottom, height }: DOMRect): void {
    const { view } = this.seen;
    this.#note();
    const [first, last] = [this.#at(top - height), this.#at(bottom + height)];
    const { doc } = view.state;
    this.#steady(top, bottom, () => {
      const stretch = { from: before(doc, first), to: before(doc, last + 1) };
      view.dispatch(view.state.tr.setMeta(nearKey, stretch).setMeta("addToHistory", false));
    });
  }

  /** Does something to rows that changes their height; what is looked at stays where it is. */
  #steady(top: number, bottom: number, change: () => void): void {
    let at = this.#at(top);
    const [first, last] = [at, this.#at(bottom)];
    while (at < last && far(this.#rows[at])) at += 1;
    if (far(this.#rows[at])) at = first;
    const stood = topOf(this.#rows[at]);
    change();
    const moved = topOf(this.#rows[at]) - stood;
    if (moved !== 0) this.#box.scrollTop += moved;
  }

  /** Looks how the page is divided: in another width all rows have another height. */
  #measure(): void {
    const { view, gauge, fit } = this.seen;
    const row = view.dom.querySelector(".segment > .pair");
    const [en, ko] = [row?.children[0], row?.children[1]];
    if (!en || !ko) return;
    const stacked = topOf(ko) >= bottomOf(en) && ko.clientWidth > 0 && en.clientWidth > 0;
    const line = Number.parseFloat(getComputedStyle(view.dom).lineHeight) || 27;
    if (!gauge.fit({ en: en.clientWidth, ko: ko.clientWidth, stacked, line })) return;
    this.#note();
    // What is empty can have its height a frame later than what is drawn.
    afterFrame(() => {
      const { top, bottom } = this.#box.getBoundingClientRect();
      if (!this.#stopped) this.#steady(top, bottom, fit);
    });
  }

  /** Notes how tall the rows are that are drawn. */
  #note(): void {
    const { view, gauge } = this.seen;
    const { doc } = view.state;
    for (let at = 0; at < this.#rows.length; at += 1) {
      const row = this.#rows[at];
      if (far(row)) continue;
      const next = this.#rows[at + 1];
      gauge.note(doc.child(at), (next ? topOf(next) : bottomOf(row)) - topOf(row));
    }
  }
}

function far(row: Element | undefined): boolean {
  return row?.className === "far";
}

function topOf(row: Element | undefined): number {
  return row?.getBoundingClientRect().top ?? 0;
}

function bottomOf(row: Element | undefined): number {
  return row?.getBoundingClientRect().bottom ?? 0;
}
