import { TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { caretIn, here, type Mode, neighbour } from "./place";

/** Moves the caret out of a cell by an arrow key, to where the eye expects it. Inside a cell the browser moves it. */
export function arrow(view: EditorView, code: string, extend: boolean, mode: Mode): Transaction | null {
  if (code === "ArrowUp" || code === "ArrowDown") return vertical(view, code === "ArrowDown" ? 1 : -1, extend);
  if (code === "ArrowLeft" || code === "ArrowRight") return horizontal(view, code === "ArrowRight" ? 1 : -1, extend, mode);
  return null;
}

/** The page reads row by row, but up and down stay in their column. */
function vertical(view: EditorView, step: 1 | -1, extend: boolean): Transaction | null {
  const { state } = view;
  const at = here(state);
  if (!at || !view.endOfTextblock(step > 0 ? "down" : "up")) return null;
  const index = at.index + step;
  const head = state.selection.head;
  if (index < 0 || index >= state.doc.childCount) {
    const end = caretIn(state.doc, at.index, at.lang, step > 0 ? "end" : "start");
    return reach(view, extend, end.head);
  }
  const { left } = view.coordsAtPos(head);
  return reach(view, extend, below(view, index, step, left));
}

/** Returns the position in the nearest line of a row of the same language, under the same place on the line. */
function below(view: EditorView, index: number, step: 1 | -1, left: number): number {
  const lang = here(view.state)?.lang ?? "en";
  const { $head } = caretIn(view.state.doc, index, lang, step > 0 ? "start" : "end");
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
  const next = extend ? neighbour(state.doc, at.index, at.lang, step, at.lang) : neighbour(state.doc, at.index, at.lang, step, mode);
  if (!next) return state.tr;
  return reach(view, extend, caretIn(state.doc, next[0], next[1], step > 0 ? "start" : "end").head);
}

function reach({ state }: EditorView, extend: boolean, head: number): Transaction {
  const anchor = extend ? state.selection.anchor : head;
  return state.tr.setSelection(TextSelection.create(state.doc, anchor, head)).scrollIntoView();
}
