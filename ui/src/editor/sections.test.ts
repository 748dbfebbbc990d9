import { EditorState, TextSelection } from "prosemirror-state";
import type { Node } from "prosemirror-model";
import { expect, test } from "vitest";
import { back, enter, forward, move, remove, section } from "./commands";
import { edits } from "./edits";
import { toNodes } from "./markdown";
import { living } from "./model";
import { sectionsOf } from "./parts";
import { caretIn, find } from "./place";
import { idOf, row, schema } from "./schema";
import { arranged, sectionOf, sections, written } from "./sections";

const LIST = ["problem", "users", "risks"];
const line = (id: string, name: string, en = "", ko = "") =>
  row({ id, fields: { section: name }, en: toNodes(en), ko: toNodes(ko) });

function page(rows: Node[], caret: string, edge: "start" | "end" = "end"): EditorState {
  const doc = schema.nodes.doc.create(null, [...arranged(rows, LIST)]);
  const at = find(doc, caret)?.index ?? 0;
  return EditorState.create({ doc, selection: caretIn(doc, at, "en", edge), plugins: [sections(LIST)] });
}

const told = (state: EditorState) => state.doc.content.content.map((one) => `${sectionOf(one)}:${one.child(0).textContent}`);
const act = (state: EditorState, command: typeof enter) => state.apply(command(state, "both") ?? state.tr);

test("a practice has its sections, those with fields of their own only where they hold lines", () => {
  expect(sectionsOf({ kind: "meeting", segments: {} })).toEqual([]);
  const empty = sectionsOf({ kind: "practice" });
  expect([empty[0], empty.length, empty.includes("rights")]).toEqual(["problem", 9, false]);
  const held = sectionsOf({ kind: "practice", segments: { a: { section: "rights" }, b: { section: "newer" }, c: { section: "gone", removed: true } } });
  expect(held.slice(-3)).toEqual(["inclusion", "rights", "newer"]);
});

test("segments are read by section, whatever their places say", () => {
  const segments = { a: { pos: "A", section: "users" }, b: { pos: "B", section: "problem" } };
  expect(living({ kind: "practice", segments } as never).map(([id]) => id)).toEqual(["b", "a"]);
});

test("every section has a row to type in, and an empty one is not written down", () => {
  const rows = arranged([line("a", "users", "Teams")], LIST);
  expect(rows.map(sectionOf)).toEqual(LIST);
  expect(written(rows, LIST, []).map(idOf)).toEqual(["a"]);
  expect(edits([], written(rows, LIST, []))).toMatchObject([{ do: "insert", id: "a", segment: { section: "users", en: "Teams" } }]);
});

test("Enter makes a new line in the same section, also before its first one", () => {
  const rows = [line("a", "problem", "One"), line("b", "users", "Two")];
  expect(told(act(page(rows, "a"), enter))).toEqual(["problem:One", "problem:", "users:Two", "risks:"]);
  expect(told(act(page(rows, "b", "start"), enter))).toEqual(["problem:One", "users:", "users:Two", "risks:"]);
});

test("Backspace and Delete never join what stands in two sections", () => {
  const rows = [line("a", "problem", "One"), line("b", "users", "Two")];
  const whole = ["problem:One", "users:Two", "risks:"];
  expect(told(act(page(rows, "b", "start"), back))).toEqual(whole);
  expect(told(act(page(rows, "a"), forward))).toEqual(whole);
});

test("an empty row goes unless it is the last one of its section", () => {
  const two = [line("a", "problem", "One"), line("b", "users"), line("c", "users", "Two")];
  const gone = act(page(two, "b"), back);
  expect(told(gone)).toEqual(["problem:One", "users:Two", "risks:"]);
  expect(idOf(gone.selection.$head.node(1))).toBe("c");
  const one = page([line("a", "problem", "One"), line("b", "users")], "b");
  expect(told(act(one, back))).toEqual(["problem:One", "users:", "risks:"]);
  expect(told(act(one, forward))).toEqual(["problem:One", "users:", "risks:"]);
});

test("a section whose lines are all deleted keeps its place, and the caret stays in it", () => {
  const state = act(page([line("a", "problem", "One"), line("b", "users", "Two"), line("c", "risks", "Three")], "b"), remove);
  expect(told(state)).toEqual(["problem:One", "users:", "risks:Three"]);
  expect(sectionOf(state.selection.$head.node(1))).toBe("users");
});

test("everything selected and deleted leaves every section", () => {
  const state = page([line("a", "problem", "One"), line("b", "users", "Two"), line("c", "risks", "Three")], "a", "start");
  const [head, tail] = [caretIn(state.doc, 0, "en", "start"), caretIn(state.doc, 2, "ko", "end")];
  const all = state.apply(state.tr.setSelection(TextSelection.create(state.doc, head.from, tail.to)));
  expect(told(act(all, back))).toEqual(["problem:", "users:", "risks:"]);
});

test("a line that moves over the edge of a section belongs to the next one", () => {
  const rows = [line("a", "problem", "One"), line("b", "problem", "Two"), line("c", "users", "Three")];
  const down = act(page(rows, "b"), move(1));
  expect(told(down)).toEqual(["problem:One", "users:Two", "users:Three", "risks:"]);
  const up = act(page(rows, "c"), move(-1));
  expect(told(up)).toEqual(["problem:One", "problem:Two", "problem:Three", "users:", "risks:"]);
});

test("a line that was pasted belongs to the section above it", () => {
  const state = page([line("a", "problem", "One"), line("c", "risks", "Three")], "a");
  const found = find(state.doc, "a");
  const after = (found?.pos ?? 0) + (found?.segment.nodeSize ?? 0);
  expect(told(state.apply(state.tr.insert(after, row({ id: "p", en: toNodes("Pasted") }))))).toEqual([
    "problem:One",
    "problem:Pasted",
    "users:",
    "risks:Three",
  ]);
});

test("keys go from section to section", () => {
  const rows = [line("a", "problem", "One"), line("b", "problem", "Two"), line("c", "users", "Three")];
  const at = (state: EditorState) => idOf(state.selection.$head.node(1));
  const start = page(rows, "b");
  expect(at(act(start, section(1)))).toBe("c");
  expect(at(act(start, section(-1)))).toBe("a");
  const plain = EditorState.create({ doc: schema.nodes.doc.create(null, rows) });
  expect(section(1)(plain, "both")).toBeNull();
});
