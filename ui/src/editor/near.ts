import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, type Selection } from "prosemirror-state";
import { type Decoration as Mark, Decoration, DecorationSet } from "prosemirror-view";
import { idOf } from "./schema";

/** A flow of so many rows is drawn whole. */
export const FEW = 60;
/** The most rows that are drawn around the screen, however many came in there at once. */
const MOST = 150;

/** A part of the page, between two positions. */
export interface Stretch {
  from: number;
  to: number;
}

interface Drawn extends Stretch {
  rows: DecorationSet;
}

export const nearKey = new PluginKey<Drawn>("near");

/** Returns whether a row with these decorations is drawn in full. */
export function isNear(marks: readonly Mark[]): boolean {
  return marks.some((mark) => (mark.spec as { near?: boolean }).near === true);
}

/** Returns the positions before the rows that are drawn in full. */
export function drawn(state: EditorState): number[] {
  return nearKey.getState(state)?.rows.find().map(({ from }) => from) ?? [];
}

/**
 * Draws only the rows near the screen in full; the others are empty boxes of about their height. Whatever the caret or
 * an end of the selection comes to is drawn with its neighbours in the same moment, so that it can be measured, typed in
 * and left by an arrow. `held` names the rows that have to stay as they are, wherever the screen goes.
 */
export function near(first: Stretch, held: () => readonly string[]): Plugin<Drawn> {
  return new Plugin<Drawn>({
    key: nearKey,
    state: {
      init: (_config, { doc, selection }) => ({ ...first, rows: marked(doc, places(doc, selection, first, held())) }),
      apply(tr, old) {
        const asked = tr.getMeta(nearKey) as Stretch | undefined;
        if (!asked && !tr.docChanged && !tr.selectionSet) return old;
        const stretch = asked ?? { from: tr.mapping.map(old.from, -1), to: tr.mapping.map(old.to, 1) };
        const kept = old.rows.map(tr.mapping, tr.doc);
        const wanted = places(tr.doc, tr.selection, stretch, held());
        const still = kept.find();
        // Typing changes no row but its own: what is marked stays marked.
        const same = still.length === wanted.length && still.every(({ from }, at) => from === wanted[at]);
        return { ...stretch, rows: same ? kept : marked(tr.doc, wanted) };
      },
    },
    props: {
      decorations: (state) => nearKey.getState(state)?.rows,
    },
  });
}

function places(doc: Node, { $anchor, $head }: Selection, { from, to }: Stretch, held: readonly string[]): number[] {
  const [anchor, head, few] = [$anchor.index(0), $head.index(0), doc.childCount <= FEW];
  const found: number[] = [];
  let around = 0;
  for (let index = 0, pos = 0; index < doc.childCount; index += 1) {
    const row = doc.child(index);
    const end = pos + row.nodeSize;
    const inside = end > from && pos < to && around++ < MOST;
    const touched = Math.abs(index - anchor) <= 1 || Math.abs(index - head) <= 1;
    if (few || inside || touched || held.includes(idOf(row))) found.push(pos);
    pos = end;
  }
  return found;
}

function marked(doc: Node, places: readonly number[]): DecorationSet {
  return DecorationSet.create(doc, places.map((pos) => Decoration.node(pos, pos + (doc.nodeAt(pos)?.nodeSize ?? 0), {}, { near: true })));
}
