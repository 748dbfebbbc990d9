import { EditorState } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { toNodes } from "./markdown";
import { kindsOf } from "./model";
import { caretIn } from "./place";
import { kindOf, row, schema } from "./schema";
import { choose, dismiss, kinds, slash, slashKey } from "./slash";

function page(ko: string): EditorState {
  const doc = schema.nodes.doc.create(null, [row({ id: "a", ko: toNodes(ko) })]);
  return EditorState.create({ doc, selection: caretIn(doc, 0, "ko", "end"), plugins: [slash()] });
}

const typed = (state: EditorState, text: string) => state.apply(state.tr.insertText(text));
const open = (state: EditorState) => slashKey.getState(state)?.slash?.typed;

describe("the menu behind a slash", () => {
  it("is filtered in English, in Korean and by initial consonants", () => {
    expect(kinds("")).toHaveLength(6);
    expect(kinds("deci")).toEqual(["decision"]);
    expect(kinds("결정")).toEqual(["decision"]);
    expect(kinds("ㅎㅅㅈㅊ")).toEqual(["action"]);
    expect(kinds("후속")).toEqual(["action"]);
    expect(kinds("안")).toEqual(["agenda"]);
    expect(kinds("zzz")).toEqual([]);
  });

  it("offers what the record is made of", () => {
    expect(kinds("", kindsOf("agreement"))).toEqual(["clause", "heading", "point", "commitment", "quote"]);
    expect(kinds("이행", kindsOf("agreement"))).toEqual(["commitment"]);
    expect(kinds("decision", kindsOf("agreement"))).toEqual([]);
    expect(kinds("조항", kindsOf("meeting"))).toEqual([]);
  });

  it("follows a syllable while it is being composed", () => {
    for (const part of ["ㄱ", "겨", "결", "결저", "결정"]) expect(kinds(part), part).toContain("decision");
  });

  it("opens at the start of a line and after a space, never inside a word", () => {
    expect(open(typed(page(""), "/"))).toBe("");
    expect(open(typed(page("합의 "), "/결"))).toBe("결");
    expect(open(typed(page("AI"), "/"))).toBeUndefined();
    expect(open(typed(page("a "), "/ b"))).toBeUndefined();
  });

  it("takes its words out and makes the row what was chosen", () => {
    const state = typed(page("교환 "), "/결정");
    const tr = choose(state, "decision");
    expect(tr && [kindOf(tr.doc.child(0)), tr.doc.textContent]).toEqual(["decision", "교환 "]);
  });

  it("stays closed for the slash for which somebody closed it", () => {
    let state = typed(page(""), "/");
    state = typed(state.apply(dismiss(state)), "d");
    expect(open(state)).toBeUndefined();
    expect(open(typed(state, " /"))).toBe("");
  });
});
