import { EditorState } from "prosemirror-state";
import { history, undo } from "prosemirror-history";
import { describe, expect, it } from "vitest";
import { edits } from "./edits";
import { fromCell } from "./markdown";
import type { Segment } from "./model";
import { caretIn, here } from "./place";
import { mergeText, refresh, rowFrom, type Rows } from "./refresh";
import { cellOf, idOf, schema } from "./schema";

const segment = (en: string, ko = "", more: Partial<Segment> = {}) => ({ pos: "V", kind: "point", en, ko, ...more }) as Segment;
const rows = (...list: [string, Segment][]): Rows => list;

function page(list: Rows): EditorState {
  const doc = schema.nodes.doc.create(null, list.map(([id, each]) => rowFrom(id, each)));
  return EditorState.create({ doc, selection: caretIn(doc, 0, "en", "end"), plugins: [history()] });
}

const told = (state: EditorState) => state.doc.content.content.map((node) => `${idOf(node)}: ${fromCell(cellOf(node, "en"))} | ${fromCell(cellOf(node, "ko"))}`);

describe("what comes back from the record", () => {
  const seen = rows(["a", segment("one", "하나")], ["b", segment("two")]);
  const start = page(seen);
  const sent = start.doc.content.content;

  it("changes nothing on the page when it is what was sent", () => {
    const typed = start.apply(start.tr.insertText(" more"));
    const now = rows(["a", segment("one more", "하나")], ["b", segment("two")]);
    const { tr, sent: next } = refresh(typed, { sent: typed.doc.content.content, seen, now });
    expect(tr.docChanged).toBe(false);
    expect(edits(next, typed.doc.content.content)).toEqual([]);
  });

  it("keeps what was handed over while the record of before is still shown", () => {
    const tr = start.tr.insertText(" more").insert(start.doc.content.size + " more".length, rowFrom("n", segment("new")));
    const typed = start.apply(tr);
    const page = typed.doc.content.content;
    expect(refresh(typed, { sent: page, seen, now: seen }).tr.docChanged).toBe(false);
    // A field that was set shows at once, on a record that knows nothing yet of the words.
    const now = rows(["a", segment("one", "하나", { due: "2027-04-30" })], ["b", segment("two")]);
    const shown = typed.apply(refresh(typed, { sent: page, seen, now }).tr);
    expect(told(shown)).toEqual(["a: one more | 하나", "b: two | ", "n: new | "]);
    const cut = start.apply(start.tr.delete(0, start.doc.child(0).nodeSize));
    expect(refresh(cut, { sent: cut.doc.content.content, seen, now: seen }).tr.docChanged).toBe(false);
    expect(refresh(cut, { sent: cut.doc.content.content, seen, now }).tr.docChanged).toBe(false);
  });

  it("keeps what was typed since, caret and undo included", () => {
    const typed = start.apply(start.tr.insertText(" mine"));
    const now = rows(["a", segment("one", "하나 둘")], ["x", segment("theirs")], ["b", segment("two!", "", { kind: "decision" })]);
    const { tr, sent: next } = refresh(typed, { sent, seen, now });
    const state = typed.apply(tr);
    expect(told(state)).toEqual(["a: one mine | 하나 둘", "x: theirs | ", "b: two! | "]);
    expect(here(state)?.offset).toBe("one mine".length);
    expect(edits(next, state.doc.content.content)).toEqual([{ do: "write", id: "a", lang: "en", text: "one mine" }]);
    let undone = state;
    undo(state, (back) => (undone = state.apply(back)));
    expect(told(undone)).toEqual(["a: one | 하나 둘", "x: theirs | ", "b: two! | "]);
  });

  it("brings both wordings together where both wrote", () => {
    const typed = start.apply(start.tr.insertText(" mine"));
    const { tr } = refresh(typed, { sent, seen, now: rows(["a", segment("Theirs: one", "하나")], ["b", segment("two")]) });
    expect(told(typed.apply(tr))[0]).toBe("a: Theirs: one mine | 하나");
  });

  it("takes a row away that somebody deleted, unless it was changed here", () => {
    const gone = rows(["b", segment("two")]);
    expect(told(start.apply(refresh(start, { sent, seen, now: gone }).tr))).toEqual(["b: two | "]);
    const typed = start.apply(start.tr.insertText(" mine"));
    const { tr, sent: next } = refresh(typed, { sent, seen, now: gone });
    const state = typed.apply(tr);
    expect(told(state)).toEqual(["a: one mine | 하나", "b: two | "]);
    expect(edits(next, state.doc.content.content)).toMatchObject([{ do: "insert", id: "a", after: null }]);
  });

  it("does not bring back what was deleted here and is not saved yet", () => {
    const cut = start.apply(start.tr.delete(0, start.doc.child(0).nodeSize));
    const now = rows(["a", segment("one", "하나")], ["b", segment("two, theirs")]);
    const { tr, sent: next } = refresh(cut, { sent, seen, now });
    const state = cut.apply(tr);
    expect(told(state)).toEqual(["b: two, theirs | "]);
    expect(edits(next, state.doc.content.content)).toEqual([{ do: "remove", id: "a" }]);
  });

  it("follows rows that somebody moved", () => {
    const now = rows(["b", segment("two")], ["a", segment("one", "하나")]);
    const state = start.apply(refresh(start, { sent, seen, now }).tr);
    expect(told(state)).toEqual(["b: two | ", "a: one | 하나"]);
    expect(here(state)?.index).toBe(1);
  });

  it("fills an empty page, and leaves a row to type in when everything is gone", () => {
    const empty = page(rows(["ghost", segment("")]));
    const filled = empty.apply(refresh(empty, { sent: [], seen: [], now: seen }).tr);
    expect(told(filled)).toEqual(["a: one | 하나", "b: two | "]);
    const bare = start.apply(refresh(start, { sent, seen, now: [] }).tr);
    expect(bare.doc.childCount).toBe(1);
    expect(bare.doc.textContent).toBe("");
    expect(edits([], bare.doc.content.content)).toEqual([]);
  });
});

describe("two changes of one text", () => {
  it("both stand", () => {
    expect(mergeText("a b c", "a B c", "a b c d")).toBe("a B c d");
    expect(mergeText("a b c", "a b c d", "x a b c")).toBe("x a b c d");
    expect(mergeText("", "ours", "theirs")).toContain("ours");
    expect(mergeText("", "ours", "theirs")).toContain("theirs");
    expect(mergeText("word", "", "word!")).toBe("!");
  });
});
