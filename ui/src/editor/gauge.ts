import type { Node } from "prosemirror-model";
import { cellOf, idOf, kindOf } from "./schema";

/** How the two cells of a row share the page, in pixels; a language that is not shown has no width. */
export interface Columns {
  en: number;
  ko: number;
  /** Whether one stands beneath the other. */
  stacked: boolean;
  line: number;
}

// How wide a letter is on average, against the height of a line.
const LETTER = { en: 0.31, ko: 0.5 };

/** What rows of one page tell of those of the next. */
export class Usual {
  columns: Columns = { en: 500, ko: 500, stacked: false, line: 27 };
  /** How much taller than their lines the rows of each kind have been. */
  readonly more = new Map<string, { sum: number; count: number }>();
}

/** Most records are opened in the same window: the rows are given their height once, and not again when it is measured. */
const shared = new Usual();

/** Knows how tall a row is that is not drawn: as tall as it was the last time, or as its texts and its kind let expect. */
export class Gauge {
  readonly #known = new Map<string, number>();

  constructor(private readonly usual = shared) {}

  /** Takes over how the page is divided now; answers whether that is new. What was measured before counts no more then. */
  fit(columns: Columns): boolean {
    const old = this.usual.columns;
    if (old.en === columns.en && old.ko === columns.ko && old.stacked === columns.stacked && old.line === columns.line) return false;
    this.usual.columns = columns;
    this.#known.clear();
    this.usual.more.clear();
    return true;
  }

  /** Notes how tall a row is that is drawn. */
  note(row: Node, height: number): void {
    const kind = kindOf(row);
    const more = this.usual.more.get(kind) ?? { sum: 0, count: 0 };
    this.usual.more.set(kind, { sum: more.sum + height - this.#lines(row), count: more.count + 1 });
    this.#known.set(idOf(row), height);
  }

  /** Forgets how tall a row was: something else stands in it. */
  forget(row: Node): void {
    this.#known.delete(idOf(row));
  }

  /** Returns how tall a row is or may be. */
  height(row: Node): number {
    const known = this.#known.get(idOf(row));
    if (known !== undefined) return known;
    const { columns, more } = this.usual;
    const kind = more.get(kindOf(row));
    return Math.max(columns.line, Math.round(this.#lines(row) + (kind ? kind.sum / kind.count : columns.line / 4)));
  }

  /** Returns the position where the rows end that fill a screen from the top of the page. */
  stretch(doc: Node, screen: number): number {
    let [pos, tall] = [0, 0];
    for (let at = 0; at < doc.childCount && tall < screen; at += 1) {
      pos += doc.child(at).nodeSize;
      tall += this.height(doc.child(at));
    }
    return pos;
  }

  #lines(row: Node): number {
    const { en, ko, stacked, line } = this.usual.columns;
    const lines = (lang: "en" | "ko", width: number) =>
      width > 0 ? Math.max(1, Math.ceil((cellOf(row, lang).content.size * LETTER[lang] * line) / width)) : 0;
    const [english, korean] = [lines("en", en), lines("ko", ko)];
    return line * (stacked ? english + korean : Math.max(english, korean));
  }
}
