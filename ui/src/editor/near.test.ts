import { EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { toNodes } from "./markdown";
import { drawn, near, nearKey, type Stretch } from "./near";
import { before, caretIn } from "./place";
import { row, schema } from "./schema";

const line = (id: string) => row({ id, en: toNodes(`Line ${id}`), ko: toNodes("줄") });

/** A page of so many rows, of which the first twenty are on the screen. */
function page(count: number, held: string[] = []): EditorState {
  const doc = schema.nodes.doc.create(null, Array.from({ length: count }, (_, at) => line(`r${at}`)));
  return EditorState.create({ doc, selection: caretIn(doc, 0, "en", "end"), plugins: [near(stretch(doc, 0, 20), () => held)] });
}

const stretch = (doc: EditorState["doc"], from: number, to: number): Stretch => ({ from: before(doc, from), to: before(doc, to) });
const look = (state: EditorState, from: number, to: number) => state.tr.setMeta(nearKey, stretch(state.doc, from, to));
const caret = (state: EditorState, at: number) => state.tr.setSelection(caretIn(state.doc, at, "ko", "end"));

/** The rows that are drawn, by their numbers on the page. */
function rows(state: EditorState): number[] {
  return drawn(state).map((pos) => state.doc.resolve(pos).index(0));
}

const run = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const after = (state: EditorState, ...steps: ((state: EditorState) => Transaction)[]) => steps.reduce((now, step) => now.apply(step(now)), state);

describe("what is drawn", () => {
  it("is all of a short page, and of a long one what is on the screen", () => {
    expect(rows(page(60))).toEqual(run(0, 60));
    expect(rows(page(300))).toEqual(run(0, 20));
  });

  it("goes where the screen goes, and stays at the caret and beside it", () => {
    const state = after(page(300), (now) => look(now, 100, 120));
    expect(rows(state)).toEqual([0, 1, ...run(100, 120)]);
  });

  it("comes to the caret in the same moment, wherever it goes", () => {
    expect(rows(after(page(300), (now) => caret(now, 200)))).toEqual([...run(0, 20), 199, 200, 201]);
    expect(rows(after(page(300), (now) => caret(now, 299)))).toEqual([...run(0, 20), 298, 299]);
  });

  it("holds both ends of a selection and nothing between", () => {
    const all = (now: EditorState) => {
      const [head, tail] = [caretIn(now.doc, 0, "en", "start"), caretIn(now.doc, 299, "en", "end")];
      return now.tr.setSelection(TextSelection.create(now.doc, head.from, tail.to));
    };
    expect(rows(after(page(300), all))).toEqual([...run(0, 20), 298, 299]);
  });

  it("follows its rows when lines come in above and between", () => {
    const above = after(page(300), (now) => now.tr.insert(0, [line("a"), line("b")]));
    expect(rows(above)).toEqual(run(0, 22));
    const between = after(page(300), (now) => now.tr.insert(before(now.doc, 5), line("c")));
    expect(rows(between)).toEqual(run(0, 21));
    const below = after(page(300), (now) => now.tr.insert(before(now.doc, 250), line("d")));
    expect(rows(below)).toEqual(run(0, 20));
  });

  it("keeps what is drawn when a letter is typed, and when a row goes", () => {
    const typed = after(page(300), (now) => now.tr.insertText("x"));
    expect(rows(typed)).toEqual(run(0, 20));
    const gone = after(page(300), (now) => now.tr.delete(before(now.doc, 3), before(now.doc, 4)));
    expect(rows(gone)).toEqual(run(0, 19));
  });

  it("does not draw a thousand lines because they were pasted in at once", () => {
    const many = Array.from({ length: 1_000 }, (_, at) => line(`p${at}`));
    const state = after(page(300), (now) => now.tr.insert(before(now.doc, 10), many), (now) => caret(now, 1_009));
    expect(rows(state).length).toBeLessThan(200);
    expect(rows(state)).toContain(1_009);
  });

  it("keeps a row in which somebody is busy", () => {
    const busy: string[] = [];
    const state = page(300, busy);
    busy.push("r7");
    expect(rows(after(state, (now) => look(now, 100, 110), (now) => caret(now, 105)))).toEqual([7, ...run(100, 110)]);
  });
});
