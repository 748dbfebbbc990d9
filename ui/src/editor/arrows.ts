import { TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { caretIn, here, type Mode, neighbour, type Place } from "./place";
import { settle } from "./settle";

/** Moves the caret by an arrow key to where the eye expects it; nothing where the browser does so by itself. */
export function arrow(view: EditorView, code: string, extend: boolean, mode: Mode): Transaction | null {
  if (code === "ArrowUp" || code === "ArrowDown") return vertical(view, code === "ArrowDown" ? 1 : -1, extend);
  if (code === "ArrowLeft" || code === "ArrowRight") return horizontal(view, code === "ArrowRight" ? 1 : -1, extend, mode);
  return null;
}

/** The page reads row by row, but up and down stay in their column. */
function vertical(view: EditorView, step: 1 | -1, extend: boolean): Transaction | null {
  const { state } = view;
  const at = here(state);
  if (!at) return null;
  const { left } = view.coordsAtPos(state.selection.head);
  if (line(view, at, step, extend)) return view.state.tr.scrollIntoView();
  const index = at.index + step;
  const anchor = extend ? state.selection.anchor : null;
  if (index >= 0 && index < state.doc.childCount) return reach(view, anchor, below(view, at, index, step, left));
  return reach(view, anchor, caretIn(state.doc, at.index, at.lang, step > 0 ? "end" : "start").head);
}

/** Lets the browser go one line further, and answers whether that was inside the cell. */
function line(view: EditorView, at: Place, step: 1 | -1, extend: boolean): boolean {
  if (view.endOfTextblock(step > 0 ? "down" : "up")) return false;
  const before = view.state.selection.head;
  // At the seam of a wrapped line the measure above errs, so the browser's own answer counts.
  document.getSelection()?.modify(extend ? "extend" : "move", step > 0 ? "forward" : "backward", "line");
  settle(view);
  const now = here(view.state);
  return now !== null && now.start === at.start && view.state.selection.head !== before;
}

/** Returns the position in the nearest line of a row of the same language, under the same place on the line. */
function below(view: EditorView, at: Place, index: number, step: 1 | -1, left: number): number {
  const { $head } = caretIn(view.state.doc, index, at.lang, step > 0 ? "start" : "end");
  const line = view.coordsAtPos($head.pos);
  const found = view.posAtCoords({ left, top: (line.top + line.bottom) / 2 })?.pos ?? $head.pos;
  return Math.max($head.start(), Math.min($head.end(), found));
}

function horizontal(view: EditorView, step: 1 | -1, extend: boolean, mode: Mode): Transaction | null {
  const { state } = view;
  const at = here(state);
  if (!at || (!extend && !state.selection.empty)) return null;
  if (step > 0 ? at.offset < at.cell.content.size : at.offset > 0) return null;
  // Extending stays in the column: a selection is of one language unless somebody drags over both.
  const next = neighbour(state.doc, at.index, at.lang, step, extend ? at.lang : mode);
  if (!next) return state.tr;
  const head = caretIn(state.doc, next[0], next[1], step > 0 ? "start" : "end").head;
  return reach(view, extend ? state.selection.anchor : null, head);
}

function reach({ state }: EditorView, anchor: number | null, head: number): Transaction {
  return state.tr.setSelection(TextSelection.create(state.doc, anchor ?? head, head)).scrollIntoView();
}
