import type { Edit } from "./model";

const typed = new WeakSet<Edit[]>();

/** Marks edits of texts and rows: the editor keeps their history and takes them back itself. */
export function byEditor(edits: Edit[]): Edit[] {
  typed.add(edits);
  return edits;
}

/** Returns whether the editor takes these edits back itself. */
export function isByEditor(edits: Edit[]): boolean {
  return typed.has(edits);
}
