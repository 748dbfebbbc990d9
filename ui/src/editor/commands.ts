import { Fragment, type Node } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { newId } from "./id";
import { type Fields, type Lang, LANGS, other } from "./model";
import { before, caretIn, find, here, type Mode, neighbour, placeOf, startIn } from "./place";
import { blank, cellOf, fieldsOf, kindOf, pictured, row, schema } from "./schema";
import { arrange, beside, sectionOf, sectionsIn } from "./sections";
import { crosses, cut, empty } from "./span";

/** What a key does to the page; nothing when it is not meant for it. */
export type Command = (state: EditorState, mode: Mode) => Transaction | null;

/** Makes a new row below in the same language; what stood behind the caret goes along. */
export const enter: Command = (state) => {
  const begin = (tr: Transaction) => enterAt(tr, sectionsIn(state).length > 0);
  if (!state.selection.empty) return rest(cut(state), begin);
  const tr = state.tr;
  return begin(tr) ? tr.scrollIntoView() : null;
};

function rest(tr: Transaction, then: (tr: Transaction) => boolean): Transaction {
  then(tr);
  return tr.scrollIntoView();
}

function enterAt(tr: Transaction, divided: boolean): boolean {
  const at = placeOf(tr.selection.$head);
  if (!at) return false;
  const kind = kindOf(at.segment);
  // An empty heading, decision and so on becomes a plain line again.
  if (blank(at.segment) && kind !== "point") {
    tr.setNodeAttribute(at.pos, "kind", "point");
    return true;
  }
  const after = at.pos + at.segment.nodeSize;
  const tail = at.cell.content.cut(at.offset);
  const fields = divided ? beside(at.segment) : {};
  if (at.offset === 0 && tail.size > 0) {
    tr.insert(at.pos, row({ id: newId(), fields }));
    return true;
  }
  const cell = { [at.lang]: tail };
  tr.insert(after, row({ id: newId(), fields, ...cell }));
  if (tail.size > 0) tr.delete(at.start + at.offset, at.start + at.cell.content.size);
  tr.setSelection(caretIn(tr.doc, at.index + 1, at.lang, "start"));
  return true;
}

/** Goes to the next cell, or the one before: the other language first. */
export const cell =
  (step: 1 | -1): Command =>
  (state, mode) => {
    const at = here(state);
    const next = at && neighbour(state.doc, at.index, at.lang, step, mode);
    if (!next) return state.tr;
    const [index, lang] = next;
    return state.tr.setSelection(caretIn(state.doc, index, lang, "end")).scrollIntoView();
  };

/** Backspace where the caret cannot go further back: an empty row goes, a special one turns plain, a plain one joins the one above. */
export const back: Command = (state) => {
  if (crosses(state)) return cut(state).scrollIntoView();
  const at = here(state);
  if (!at || !state.selection.empty || at.offset > 0) return null;
  if (begins(state, at.index) && !(blank(at.segment) && shares(state, at.index))) return state.tr;
  if (blank(at.segment)) return drop(state, at.lang, "end");
  // A picture goes as a whole, and only once its caption is empty.
  if (pictured(at.segment)) return captioned(at.segment) ? state.tr : drop(state, at.lang, "end");
  if (kindOf(at.segment) !== "point") return state.tr.setNodeAttribute(at.pos, "kind", "point");
  return at.index === 0 ? state.tr : join(state, at.index - 1, at.lang);
};

/** Delete where the caret cannot go further: an empty row goes, the row below joins this one. */
export const forward: Command = (state) => {
  if (crosses(state)) return cut(state).scrollIntoView();
  const at = here(state);
  if (!at || !state.selection.empty || at.offset < at.cell.content.size) return null;
  if (blank(at.segment) && state.doc.childCount > 1) return shares(state, at.index) ? drop(state, at.lang, "start") : state.tr;
  if (begins(state, at.index + 1)) return state.tr;
  const below = at.index + 1 < state.doc.childCount ? state.doc.child(at.index + 1) : null;
  return below && (blank(below) || kindOf(below) === "point") ? join(state, at.index, at.lang) : state.tr;
};

function captioned(segment: Node): boolean {
  return LANGS.some((lang) => cellOf(segment, lang).childCount > 0);
}

/** Returns whether a row is the first of its section, where the flow is divided: nothing joins what stands above it. */
function begins(state: EditorState, index: number): boolean {
  if (sectionsIn(state).length === 0) return false;
  return sectionOf(state.doc.maybeChild(index - 1)) !== sectionOf(state.doc.maybeChild(index));
}

/** Returns whether a row is not the last one of its section. */
function shares(state: EditorState, index: number): boolean {
  return sectionsIn(state).length === 0 || !begins(state, index) || !begins(state, index + 1);
}

/** Takes the row of the caret away. The last one of all leaves an empty row to type in. */
function drop(state: EditorState, lang: Lang, edge: "start" | "end"): Transaction {
  const at = here(state);
  const tr = state.tr;
  if (!at) return tr;
  if (state.doc.childCount === 1) {
    tr.replaceWith(0, state.doc.content.size, empty());
    return tr.setSelection(caretIn(tr.doc, 0, lang, "start"));
  }
  tr.delete(at.pos, at.pos + at.segment.nodeSize);
  // The first row of a section gives way to the one below it.
  const up = edge === "end" && !begins(state, at.index);
  const index = up ? Math.max(0, at.index - 1) : Math.min(at.index, tr.doc.childCount - 1);
  return tr.setSelection(caretIn(tr.doc, index, lang, at.index === 0 ? "start" : edge)).scrollIntoView();
}

/** Joins a row with the one below, in both languages; the caret stands at the seam. */
function join(state: EditorState, upper: number, lang: Lang): Transaction {
  const [one, two] = [state.doc.child(upper), state.doc.child(upper + 1)];
  const pos = before(state.doc, upper);
  const tr = state.tr.delete(pos + one.nodeSize, pos + one.nodeSize + two.nodeSize);
  for (const each of [...LANGS].reverse()) {
    const [above, below] = [cellOf(one, each).content, cellOf(two, each).content];
    const spaced = each !== lang && above.size > 0 && below.size > 0;
    const text = spaced ? Fragment.from(schema.text(" ")).append(below) : below;
    if (text.size > 0) tr.insert(startIn(one, pos, each) + above.size, text);
  }
  const seam = startIn(tr.doc.child(upper), pos, lang) + cellOf(one, lang).content.size;
  return tr.setSelection(TextSelection.create(tr.doc, seam)).scrollIntoView();
}

/** Deletes the rows that the selection touches, whatever stands in them. */
export const remove: Command = (state) => {
  const [first, last] = [state.selection.$from.index(0), Math.min(state.selection.$to.index(0), state.doc.childCount - 1)];
  const lang = here(state)?.lang ?? "en";
  const [from, to] = [before(state.doc, first), before(state.doc, last + 1)];
  const whole = from === 0 && to === state.doc.content.size;
  const tr = arrange(whole ? state.tr.replaceWith(from, to, empty()) : state.tr.delete(from, to), sectionsIn(state));
  const index = Math.min(first, tr.doc.childCount - 1);
  return tr.setSelection(caretIn(tr.doc, index, lang, "end")).scrollIntoView();
};

/** Moves the rows that the selection touches up or down. */
export const move =
  (step: 1 | -1): Command =>
  (state) => {
    const { $from, $to, $anchor, $head } = state.selection;
    const [first, last] = [$from.index(0), Math.min($to.index(0), state.doc.childCount - 1)];
    const passed = step > 0 ? last + 1 : first - 1;
    if (passed < 0 || passed >= state.doc.childCount) return state.tr;
    const [start, end] = [before(state.doc, first), before(state.doc, last + 1)];
    const node = state.doc.child(passed);
    const rows = state.doc.content.content.slice(first, last + 1);
    if (sectionsIn(state).length > 0 && rows.some((one) => sectionOf(one) !== sectionOf(node))) return across(state, first, rows, node);
    // The row that is passed moves, so that the caret and its rows stay as they are.
    const tr = state.tr;
    if (step > 0) tr.delete(end, end + node.nodeSize).insert(start, node);
    else tr.insert(end, node).delete(start - node.nodeSize, start);
    const by = step > 0 ? node.nodeSize : -node.nodeSize;
    return tr.setSelection(TextSelection.create(tr.doc, $anchor.pos + by, $head.pos + by)).scrollIntoView();
  };

/** Brings rows into the section of the row that they would have passed: they stand at its edge, where they stood before. */
function across(state: EditorState, first: number, rows: readonly Node[], passed: Node): Transaction {
  const tr = state.tr;
  let pos = before(state.doc, first);
  for (const one of rows) {
    tr.setNodeAttribute(pos, "fields", { ...fieldsOf(one), ...beside(passed) });
    pos += one.nodeSize;
  }
  return tr.scrollIntoView();
}

/** Goes to the section below, or to the start of this one and then the one above. */
export const section =
  (step: 1 | -1): Command =>
  (state) => {
    const at = here(state);
    if (!at || sectionsIn(state).length === 0) return null;
    const starts = [...Array(state.doc.childCount).keys()].filter((index) => begins(state, index));
    const goal = step > 0 ? starts.find((index) => index > at.index) : starts.findLast((index) => index < at.index);
    return goal === undefined ? state.tr : state.tr.setSelection(caretIn(state.doc, goal, at.lang, "end")).scrollIntoView();
  };

/** Makes the rows that the selection touches another kind; the same kind again makes them plain lines. */
export const turn =
  (kind: string): Command =>
  (state) => {
    const tr = state.tr;
    const touched: { node: Node; pos: number }[] = [];
    state.doc.nodesBetween(state.selection.from, state.selection.to, (node, pos) => {
      touched.push({ node, pos });
      return false;
    });
    const turned = touched.filter(({ node }) => !pictured(node));
    const all = turned.every(({ node }) => kindOf(node) === kind);
    for (const { pos } of turned) tr.setNodeAttribute(pos, "kind", all ? "point" : kind);
    return tr.scrollIntoView();
  };

/** Selects the cell, then its whole column. */
export const all: Command = (state, mode) => {
  const at = here(state);
  if (!at) return null;
  const { from, to } = state.selection;
  const end = at.start + at.cell.content.size;
  if ((from > at.start || to < end) && at.cell.content.size > 0) {
    return state.tr.setSelection(TextSelection.create(state.doc, at.start, end));
  }
  const lang = mode === "both" ? at.lang : mode;
  const [head, tail] = [caretIn(state.doc, 0, lang, "start"), caretIn(state.doc, state.doc.childCount - 1, lang, "end")];
  return state.tr.setSelection(TextSelection.create(state.doc, head.from, tail.to));
};

/** Goes to the first or the last row in the same language. */
export const edge =
  (which: "start" | "end"): Command =>
  (state) => {
    const lang = here(state)?.lang ?? "en";
    return state.tr.setSelection(caretIn(state.doc, which === "start" ? 0 : state.doc.childCount - 1, lang, which)).scrollIntoView();
  };

/** Puts an empty row of a kind below the caret, or turns the row when it is empty. */
export const insert =
  (kind: string): Command =>
  (state, mode) => {
    const at = here(state);
    const lang = mode === "both" ? (at?.lang ?? "en") : mode;
    if (at && blank(at.segment)) return kindOf(at.segment) === kind ? state.tr : turn(kind)(state, mode);
    const index = at ? at.index + 1 : state.doc.childCount;
    const tr = state.tr.insert(before(state.doc, index), empty(kind));
    return tr.setSelection(caretIn(tr.doc, index, lang, "start")).scrollIntoView();
  };

/** Puts pictures below the caret, each as a row of its own; an empty row gives way. The caret stands in the first caption. */
export const place =
  (pictures: readonly Fields[]): Command =>
  (state, mode) => {
    const at = here(state);
    const lang = mode === "both" ? (at?.lang ?? "en") : mode;
    const rows = pictures.map((fields) => row({ id: newId(), kind: "picture", fields }));
    const gives = at && blank(at.segment);
    const index = at ? at.index + (gives ? 0 : 1) : state.doc.childCount;
    const pos = before(state.doc, index);
    const tr = state.tr.replaceWith(pos, gives ? pos + at.segment.nodeSize : pos, rows);
    return tr.setSelection(caretIn(tr.doc, index, lang, "start")).scrollIntoView();
  };

/** Changes one field of a row. */
export function change(state: EditorState, id: string, field: string, value: unknown): Transaction | null {
  const found = find(state.doc, id);
  if (!found) return null;
  const fields: Record<string, unknown> = { ...(found.segment.attrs.fields as object) };
  if (value === undefined || value === "") delete fields[field];
  else fields[field] = value;
  return state.tr.setNodeAttribute(found.pos, "fields", fields);
}

/** Brings the caret into a language that is on screen. */
export const show: Command = (state, mode) => {
  const at = here(state);
  if (!at || mode === "both" || at.lang === mode) return null;
  return state.tr.setSelection(caretIn(state.doc, at.index, other(at.lang), "end"));
};
