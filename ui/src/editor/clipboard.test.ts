import { EditorState, TextSelection } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { paste } from "./clipboard";
import { edits } from "./edits";
import { fromCell, toNodes } from "./markdown";
import { linesIn } from "./paste";
import { caretIn, here } from "./place";
import { cellOf, kindOf, row, schema } from "./schema";

function page(en: string, ko: string, offset: number): EditorState {
  const doc = schema.nodes.doc.create(null, [row({ id: "a", kind: "quote", en: toNodes(en), ko: toNodes(ko) })]);
  return EditorState.create({ doc, selection: TextSelection.create(doc, caretIn(doc, 0, "en", "start").head + offset) });
}

function after(state: EditorState, text: string): EditorState {
  const next = state.apply(paste(state, linesIn(text)));
  next.doc.check();
  return next;
}

const told = (state: EditorState) =>
  state.doc.content.content.map((node) => [fromCell(cellOf(node, "en")), fromCell(cellOf(node, "ko")), kindOf(node)].join("|"));

describe("lines at the caret", () => {
  it("one line goes into the text", () => {
    const state = after(page("ab", "가", 1), "X");
    expect(told(state)).toEqual(["aXb|가|quote"]);
    expect(here(state)?.offset).toBe(2);
  });

  it("several lines become rows; what stood behind the caret stays behind them", () => {
    const state = after(page("ab", "가", 1), "1\n2\n3");
    expect(told(state)).toEqual(["a1|가|quote", "2||point", "3b||point"]);
    expect([here(state)?.index, here(state)?.offset]).toEqual([2, 1]);
  });

  it("fill an empty row and keep its id", () => {
    const start = page("", "", 0);
    const state = after(start, "1\n2");
    expect(told(state)).toEqual(["1||quote", "2||point"]);
    expect(edits(start.doc.content.content, state.doc.content.content).map((edit) => edit.do)).toEqual(["insert", "write"]);
  });

  it("of two languages go into both columns", () => {
    expect(told(after(page("ab", "가", 2), "one\t하나\ntwo\t둘"))).toEqual(["ab|가|quote", "one|하나|point", "two|둘|point"]);
  });

  it("replace what is selected", () => {
    const state = page("abc", "", 0);
    const chosen = state.apply(state.tr.setSelection(TextSelection.create(state.doc, state.selection.head, state.selection.head + 2)));
    expect(told(after(chosen, "X"))).toEqual(["Xc||quote"]);
  });
});
