import type { Node, ResolvedPos } from "prosemirror-model";
import { type EditorState, TextSelection } from "prosemirror-state";
import type { Lang } from "./model";
import { cellOf, langOf } from "./schema";

/** Which languages are on screen. */
export type Mode = "both" | Lang;

/** Where in the flow a position is. */
export interface Place {
  /** The row, counted from 0, and the position before it. */
  index: number;
  pos: number;
  segment: Node;
  lang: Lang;
  cell: Node;
  /** The position where the text of the cell starts, and how far into it the place is. */
  start: number;
  offset: number;
}

/** Returns where a position is, or nothing between cells. */
export function placeOf($pos: ResolvedPos): Place | null {
  if ($pos.depth < 2) return null;
  const [segment, cell] = [$pos.node(1), $pos.node(2)];
  return { index: $pos.index(0), pos: $pos.before(1), segment, lang: langOf(cell), cell, start: $pos.start(2), offset: $pos.parentOffset };
}

/** Returns where the caret is. */
export function here(state: EditorState): Place | null {
  return placeOf(state.selection.$head);
}

/** Returns the position before a row. */
export function before(doc: Node, index: number): number {
  let pos = 0;
  for (let at = 0; at < index; at += 1) pos += doc.child(at).nodeSize;
  return pos;
}

/** Returns the row with this id and the position before it. */
export function find(doc: Node, id: string): { segment: Node; pos: number; index: number } | null {
  let pos = 0;
  for (let index = 0; index < doc.childCount; index += 1) {
    const segment = doc.child(index);
    if (segment.attrs.id === id) return { segment, pos, index };
    pos += segment.nodeSize;
  }
  return null;
}

/** Returns the position where the text of a cell starts, given the position before its row. */
export function startIn(segment: Node, pos: number, lang: Lang): number {
  return pos + 2 + (lang === "ko" ? cellOf(segment, "en").nodeSize : 0);
}

/** Returns a caret at the start or the end of a cell. */
export function caretIn(doc: Node, index: number, lang: Lang, edge: "start" | "end"): TextSelection {
  const segment = doc.child(index);
  const start = startIn(segment, before(doc, index), lang);
  return TextSelection.create(doc, edge === "start" ? start : start + cellOf(segment, lang).content.size);
}

/** Returns the cell that follows or precedes one in reading order, as far as the languages on screen go. */
export function neighbour(doc: Node, index: number, lang: Lang, step: 1 | -1, mode: Mode): [number, Lang] | null {
  const inside: Lang = step > 0 ? "ko" : "en";
  if (mode === "both" && lang !== inside) return [index, inside];
  const next = index + step;
  if (next < 0 || next >= doc.childCount) return null;
  return [next, mode === "both" ? (step > 0 ? "en" : "ko") : mode];
}
