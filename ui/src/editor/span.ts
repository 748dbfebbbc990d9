import type { Node } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { newId } from "./id";
import type { Lang } from "./model";
import { LANGS } from "./model";
import { type Place, placeOf, startIn } from "./place";
import { blank, cellOf, idOf, row } from "./schema";

/** A stretch of one cell that is selected. */
export interface Span {
  id: string;
  lang: Lang;
  cell: Node;
  /** The position where the text of the cell starts; the stretch is counted from there. */
  start: number;
  from: number;
  to: number;
}

/** Returns whether the selection reaches over more than one cell. */
export function crosses(state: EditorState): boolean {
  return !state.selection.empty && !state.selection.$from.sameParent(state.selection.$to);
}

/** Returns the column in which the selection runs, if it starts and ends in the same language. */
export function column(state: EditorState): Lang | null {
  const [anchor, head] = [placeOf(state.selection.$anchor), placeOf(state.selection.$head)];
  return anchor && head && anchor.lang === head.lang ? anchor.lang : null;
}

/** Returns what is selected, cell by cell: within one language only that column, otherwise both. */
export function spans(state: EditorState): Span[] {
  const { $from, $to } = state.selection;
  const [first, last] = [placeOf($from), placeOf($to)];
  const only = column(state);
  const found: Span[] = [];
  state.doc.nodesBetween($from.pos, $to.pos, (segment, pos) => {
    for (const lang of LANGS) {
      if (only && lang !== only) continue;
      const span = spanIn(segment, pos, lang, first, last);
      if (span) found.push(span);
    }
    return false;
  });
  return found;
}

function spanIn(segment: Node, pos: number, lang: Lang, first: Place | null, last: Place | null): Span | null {
  const [cell, start] = [cellOf(segment, lang), startIn(segment, pos, lang)];
  const [from, to] = [(first?.start ?? 0) + (first?.offset ?? 0), last ? last.start + last.offset : Number.MAX_SAFE_INTEGER];
  if (start + cell.content.size < from || start > to) return null;
  return { id: idOf(segment), lang, cell, start, from: Math.max(0, from - start), to: Math.min(cell.content.size, to - start) };
}

/** Takes out what is selected. Rows that are empty afterwards go, but for the one that keeps the caret. */
export function cut(state: EditorState): Transaction {
  const tr = state.tr;
  const found = spans(state);
  const first = found[0];
  for (const { start, from, to } of [...found].reverse()) tr.delete(start + from, start + to);
  if (!first) return tr;
  const caret = tr.mapping.map(first.start + first.from, -1);
  tr.setSelection(TextSelection.create(tr.doc, caret));
  if (!crosses(state)) return tr;
  const touched = new Set(found.map((span) => span.id));
  const keeps = idOf(tr.doc.resolve(caret).node(1));
  for (let index = tr.doc.childCount - 1, pos = tr.doc.content.size; index >= 0; index -= 1) {
    const segment = tr.doc.child(index);
    pos -= segment.nodeSize;
    if (touched.has(idOf(segment)) && idOf(segment) !== keeps && blank(segment)) tr.delete(pos, pos + segment.nodeSize);
  }
  return tr;
}

/** Returns a fresh empty row. */
export function empty(kind = "point"): Node {
  return row({ id: newId(), kind });
}
