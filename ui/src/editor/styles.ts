import { toggleMark } from "prosemirror-commands";
import type { EditorState, Transaction } from "prosemirror-state";
import { linkable } from "./markdown";
import { here } from "./place";
import { schema } from "./schema";
import { spans } from "./span";

/** Makes what is selected bold, or no longer; within one column if the selection runs over several rows. */
export function bold(state: EditorState): Transaction | null {
  const mark = schema.marks.bold;
  if (state.selection.empty) {
    let made: Transaction | null = null;
    toggleMark(mark)(state, (tr) => (made = tr));
    return made;
  }
  const found = spans(state).filter((span) => span.to > span.from);
  const all = found.every((span) => allBold(state, span.start + span.from, span.start + span.to));
  const tr = state.tr;
  for (const { start, from, to } of found) {
    if (all) tr.removeMark(start + from, start + to, mark);
    else tr.addMark(start + from, start + to, mark.create());
  }
  return tr;
}

/** Returns whether everything between two positions is bold. */
function allBold(state: EditorState, from: number, to: number): boolean {
  let whole = true;
  state.doc.nodesBetween(from, to, (node) => {
    if (node.isText && !schema.marks.bold.isInSet(node.marks)) whole = false;
  });
  return whole;
}

/** A stretch that is a link or is to become one. */
export interface Linked {
  from: number;
  to: number;
  href: string;
}

/** Returns the link around the caret, or what is selected inside one cell. */
export function linked(state: EditorState): Linked | null {
  const at = here(state);
  if (!at || !state.selection.$from.sameParent(state.selection.$to)) return null;
  const { from, to, empty } = state.selection;
  let found: Linked | null = null;
  at.cell.forEach((node, offset) => {
    const mark = schema.marks.link.isInSet(node.marks);
    const [start, end] = [at.start + offset, at.start + offset + node.nodeSize];
    if (!mark || (empty ? from < start || from > end : from >= end || to <= start)) return;
    const href = String(mark.attrs.href);
    found = found && found.href === href ? { ...found, to: end } : { from: start, to: end, href };
  });
  return found ?? { from, to, href: "" };
}

/** Sets, changes or takes away a link; nothing when the address may not be one. */
export function link(state: EditorState, { from, to }: Linked, address: string): Transaction | null {
  const mark = schema.marks.link;
  if (address.trim() === "") return state.tr.removeMark(from, to, mark);
  const href = linkable(/^[a-z][a-z0-9+.-]*:/i.test(address.trim()) ? address : `https://${address.trim()}`);
  if (!href) return null;
  const tr = state.tr;
  if (from === to) return tr.insert(from, schema.text(address.trim(), [mark.create({ href })]));
  return tr.removeMark(from, to, mark).addMark(from, to, mark.create({ href }));
}
