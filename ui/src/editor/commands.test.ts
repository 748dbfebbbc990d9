import { EditorState, TextSelection } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { all, back, cell, type Command, enter, forward, insert, move, remove, turn } from "./commands";
import { fromCell, toNodes } from "./markdown";
import type { Lang } from "./model";
import { caretIn, here, type Mode } from "./place";
import { cellOf, idOf, kindOf, row, schema } from "./schema";
import { bold, link, linked } from "./styles";

type Made = [en: string, ko?: string, kind?: string];

function page(made: Made[], index = 0, lang: Lang = "en", offset = Number.NaN): EditorState {
  const rows = made.map(([en, ko = "", kind = "point"], at) => row({ id: `r${at}`, kind, en: toNodes(en), ko: toNodes(ko) }));
  const doc = schema.nodes.doc.create(null, rows);
  const end = caretIn(doc, index, lang, "end");
  const selection = Number.isNaN(offset) ? end : TextSelection.create(doc, caretIn(doc, index, lang, "start").head + offset);
  return EditorState.create({ doc, selection });
}

function after(state: EditorState, command: Command, mode: Mode = "both"): EditorState {
  const tr = command(state, mode);
  if (!tr) throw new Error("the command was not meant for it");
  const next = state.apply(tr);
  next.doc.check();
  return next;
}

const told = (state: EditorState) =>
  state.doc.content.content.map((node) => [fromCell(cellOf(node, "en")), fromCell(cellOf(node, "ko")), kindOf(node)].join("|"));
const caret = (state: EditorState) => {
  const at = here(state);
  return [at?.index, at?.lang, at?.offset];
};

describe("Enter", () => {
  it("makes a plain row below in the same language", () => {
    const state = after(page([["a", "가", "action"], ["b"]], 0, "ko"), enter);
    expect(told(state)).toEqual(["a|가|action", "||point", "b||point"]);
    expect(caret(state)).toEqual([1, "ko", 0]);
  });

  it("takes what stands behind the caret along", () => {
    const state = after(page([["one two", "하나"]], 0, "en", 4), enter);
    expect(told(state)).toEqual(["one |하나|point", "two||point"]);
    expect(idOf(state.doc.child(0))).toBe("r0");
  });

  it("at the start of a text makes room above, so that the text stays what it is", () => {
    const state = after(page([["one", "하나", "decision"]], 0, "en", 0), enter);
    expect(told(state)).toEqual(["||point", "one|하나|decision"]);
    expect(caret(state)).toEqual([1, "en", 0]);
  });

  it("on an empty decision makes it a plain line", () => {
    expect(told(after(page([["", "", "decision"]]), enter))).toEqual(["||point"]);
  });
});

describe("Tab", () => {
  it("goes to the other language, then to the next row, and back", () => {
    const state = page([["a", "가"], ["b", "나"]]);
    const korean = after(state, cell(1));
    const below = after(korean, cell(1));
    expect([caret(korean), caret(below)]).toEqual([[0, "ko", 1], [1, "en", 1]]);
    expect(caret(after(below, cell(-1)))).toEqual([0, "ko", 1]);
  });

  it("stays in the language that is on screen", () => {
    expect(caret(after(page([["a", "가"], ["b", "나"]], 0, "ko"), cell(1), "ko"))).toEqual([1, "ko", 1]);
  });
});

describe("Backspace at the start", () => {
  it("of an empty row takes it away", () => {
    const state = after(page([["a", "가"], [""], ["c"]], 1, "ko"), back);
    expect(told(state)).toEqual(["a|가|point", "c||point"]);
    expect(caret(state)).toEqual([0, "ko", 1]);
  });

  it("of a decision makes it plain, and of a plain row joins it with the one above in both languages", () => {
    const plain = after(page([["a", "가"], ["b", "나", "decision"]], 1, "en", 0), back);
    expect(told(plain)).toEqual(["a|가|point", "b|나|point"]);
    const joined = after(plain, back);
    expect(told(joined)).toEqual(["ab|가 나|point"]);
    expect(caret(joined)).toEqual([0, "en", 1]);
  });

  it("is no concern inside a text", () => {
    expect(back(page([["abc"]], 0, "en", 2), "both")).toBeNull();
  });

  it("leaves a last empty row", () => {
    expect(told(after(page([["", "", "quote"]]), back))).toEqual(["||point"]);
  });
});

describe("Delete at the end", () => {
  it("joins the row below", () => {
    expect(told(after(page([["a"], ["b", "나"]]), forward))).toEqual(["ab|나|point"]);
  });

  it("never swallows a decision", () => {
    expect(told(after(page([["a"], ["b", "", "decision"]]), forward))).toEqual(["a||point", "b||decision"]);
  });
});

describe("rows", () => {
  it("move with the caret", () => {
    const state = after(page([["a"], ["b"], ["c"]], 1, "en", 0), move(-1));
    expect(told(state)).toEqual(["b||point", "a||point", "c||point"]);
    expect(caret(state)).toEqual([0, "en", 0]);
    expect(told(after(after(state, move(1)), move(1)))).toEqual(["a||point", "c||point", "b||point"]);
    expect(told(after(state, move(-1)))).toEqual(told(state));
  });

  it("turn into a kind and back", () => {
    const state = after(page([["a"]]), turn("decision"));
    expect([told(state), told(after(state, turn("decision")))]).toEqual([["a||decision"], ["a||point"]]);
  });

  it("go away whatever stands in them", () => {
    expect(told(after(page([["a"], ["b", "나"]], 1), remove))).toEqual(["a||point"]);
    expect(told(after(page([["a", "가", "decision"]]), remove))).toEqual(["||point"]);
  });

  it("come below the caret, or take an empty row", () => {
    expect(told(after(page([["a"], ["b"]]), insert("action")))).toEqual(["a||point", "||action", "b||point"]);
    expect(told(after(page([[""]]), insert("action")))).toEqual(["||action"]);
  });
});

describe("a selection over rows", () => {
  const over = (from: [number, Lang, number], to: [number, Lang, number]) => {
    const state = page([["one", "하나"], ["two", "둘"], ["three", "셋"]]);
    const [start, end] = [from, to].map(([index, lang, offset]) => caretIn(state.doc, index, lang, "start").head + offset) as [number, number];
    return state.apply(state.tr.setSelection(TextSelection.create(state.doc, start, end)));
  };

  it("in one language empties that language alone", () => {
    expect(told(after(over([0, "ko", 1], [2, "ko", 1]), back))).toEqual(["one|하|point", "two||point", "three||point"]);
  });

  it("over both languages takes whole rows away", () => {
    expect(told(after(over([0, "en", 1], [2, "ko", 1]), back))).toEqual(["o||point"]);
  });

  it("becomes bold in its column alone", () => {
    const state = over([0, "en", 1], [1, "en", 2]);
    const made = state.apply(bold(state) ?? state.tr);
    expect(told(made)).toEqual(["o**ne**|하나|point", "**tw**o|둘|point", "three|셋|point"]);
    expect(told(made.apply(bold(made) ?? made.tr))).toEqual(told(state));
  });

  it("grows from the cell to the column with Ctrl A", () => {
    const one = after(page([["one", "하나"], ["two", "둘"]], 0, "ko"), all);
    const two = after(one, all);
    expect([here(one)?.index, here(two)?.index]).toEqual([0, 1]);
    expect(told(after(two, back))).toEqual(["one||point", "two||point"]);
  });
});

describe("a link", () => {
  it("is set, changed and taken away where the caret stands", () => {
    let state = page([["see the record"]], 0, "en", 8);
    state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, state.selection.head, state.selection.head + 6)));
    const set = (address: string) => {
      const found = linked(state);
      const tr = found && link(state, found, address);
      if (tr) state = state.apply(tr);
      return tr !== null;
    };
    expect(set("example.org/atr")).toBe(true);
    expect(told(state)).toEqual(["see the [record](https://example.org/atr)||point"]);
    state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, state.selection.from + 2)));
    expect(linked(state)?.href).toBe("https://example.org/atr");
    expect(set("javascript:alert(1)")).toBe(false);
    expect(set("")).toBe(true);
    expect(told(state)).toEqual(["see the record||point"]);
  });
});
