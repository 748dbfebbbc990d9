import { type EditorState, Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { drawn } from "./near";
import { here } from "./place";
import { column, crosses } from "./span";

/** Marks the row and the cell of the caret, and the column and the whole rows of a selection. */
export function current(): Plugin {
  return new Plugin({
    props: {
      decorations(state) {
        const at = here(state);
        if (!at) return null;
        const cell = at.start - 1;
        return DecorationSet.create(state.doc, [
          ...chosen(state),
          Decoration.node(at.pos, at.pos + at.segment.nodeSize, { class: "current" }),
          Decoration.node(cell, cell + at.cell.nodeSize, { class: "here" }),
        ]);
      },
      attributes: (state) => ({ class: crosses(state) && column(state) ? `column-${column(state)}` : "" }),
    },
  });
}

/** The rows between the ends of a selection: the browser paints none that were drawn after the selection was made. */
function chosen(state: EditorState): Decoration[] {
  if (!crosses(state)) return [];
  const { from, to } = state.selection;
  return drawn(state).flatMap((pos) => {
    const end = pos + (state.doc.nodeAt(pos)?.nodeSize ?? 0);
    return pos > from && end < to ? [Decoration.node(pos, end, { class: "chosen" })] : [];
  });
}
