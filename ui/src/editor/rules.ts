import { closeHistory } from "prosemirror-history";
import type { EditorView } from "prosemirror-view";
import type { Kind } from "./model";
import { here } from "./place";
import { pictured } from "./schema";

const SIGNS: Record<string, Kind> = { "#": "heading", "##": "heading", "[]": "action", "[ ]": "action", "!": "decision", "D:": "decision", "A:": "action", "§": "clause", "C:": "commitment", ">": "quote", "-": "point", "*": "point" };

/**
 * Turns a sign at the start of a line, once a space follows it, into a kind of row. Undo brings the sign back.
 * Called before the text is typed in, never while a syllable is composed.
 */
export function sign(view: EditorView, from: number, to: number, text: string, offered: readonly Kind[]): boolean {
  const at = here(view.state);
  if (text !== " " || !at || from !== to || from !== at.start + at.offset) return false;
  const kind = SIGNS[at.cell.textBetween(0, at.offset)];
  if (!kind || !offered.includes(kind) || pictured(at.segment)) return false;
  view.dispatch(view.state.tr.insertText(text, from, to));
  const tr = closeHistory(view.state.tr.delete(at.start, from + text.length));
  view.dispatch(tr.setNodeAttribute(at.pos, "kind", kind));
  return true;
}
