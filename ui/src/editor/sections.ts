import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { blank, fieldsOf, idOf, kindOf } from "./schema";
import { empty } from "./span";

export const sectionsKey = new PluginKey<readonly string[]>("sections");

/** Returns the sections of the flow on the page. */
export function sectionsIn(state: EditorState): readonly string[] {
  return sectionsKey.getState(state) ?? [];
}

/** Returns the section that a row stands in. */
export function sectionOf(row: Node | null | undefined): string | undefined {
  return row ? (fieldsOf(row).section ?? undefined) : undefined;
}

/** Returns the fields of a new row beside another one. */
export function beside(row: Node | null | undefined): { section?: string } {
  const section = sectionOf(row);
  return section === undefined ? {} : { section };
}

/**
 * Returns the rows with every section in its place: a row without one belongs to the section above it, no section is
 * lost or out of order, and an empty one has a row to type in.
 */
export function arranged(rows: readonly Node[], sections: readonly string[]): readonly Node[] {
  if (sections.length === 0) return rows;
  const parts = new Map<string, Node[]>(sections.map((name) => [name, []]));
  let above = sections[0] ?? "";
  for (const row of rows) {
    const own = sectionOf(row) ?? (parts.has("") ? "" : undefined);
    const name = own !== undefined && parts.has(own) ? own : above;
    parts.get(name)?.push(sectionOf(row) === name || (name === "" && own === "") ? row : within(row, name));
    above = name;
  }
  for (const [name, part] of parts) if (part.length === 0 && name !== "") part.push(within(empty(), name));
  return [...parts.values()].flat();
}

function within(row: Node, section: string): Node {
  return row.type.create({ ...row.attrs, fields: { ...fieldsOf(row), section } }, row.content);
}

/** Returns the rows without the empty ones that only offer a place to type: the record does not have them. */
export function written(rows: readonly Node[], sections: readonly string[], sent: readonly Node[]): readonly Node[] {
  if (sections.length === 0) return rows;
  const known = new Set(sent.map(idOf));
  return rows.filter((row) => known.has(idOf(row)) || !blank(row) || kindOf(row) !== "point");
}

/** Puts every section of the page into its place. */
export function arrange(tr: Transaction, sections: readonly string[]): Transaction {
  const now = tr.doc.content.content;
  const rows = arranged(now, sections);
  const here = new Map(now.map((row) => [idOf(row), row]));
  const kept = rows.filter((row) => here.has(idOf(row)));
  if (kept.some((row, at) => idOf(row) !== idOf(now[at] as Node))) return tr.replaceWith(0, tr.doc.content.size, rows);
  let pos = 0;
  for (const row of rows) {
    const old = here.get(idOf(row));
    if (!old) tr.insert(pos, row);
    else if (old !== row) tr.setNodeAttribute(pos, "fields", fieldsOf(row));
    pos += row.nodeSize;
  }
  return tr;
}

/** Keeps the sections of the page whole, whatever is typed, pasted, moved or deleted. */
export function sections(first: readonly string[]): Plugin<readonly string[]> {
  return new Plugin<readonly string[]>({
    key: sectionsKey,
    state: {
      init: () => first,
      apply: (tr, list) => (tr.getMeta(sectionsKey) as readonly string[] | undefined) ?? list,
    },
    appendTransaction(trs, _old, state) {
      const list = sectionsIn(state);
      if (list.length === 0 || !trs.some((tr) => tr.docChanged)) return null;
      const tr = arrange(state.tr, list);
      return tr.docChanged ? tr : null;
    },
  });
}
