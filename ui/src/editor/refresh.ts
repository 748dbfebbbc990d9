import { type Fragment, type Node, Slice } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { fromCell, toNodes } from "./markdown";
import { FIELDS, type Fields, fieldsIn, type Lang, LANGS, same, type Segment } from "./model";
import { blank, cellOf, fieldsOf, idOf, kindOf, row } from "./schema";
import { arranged } from "./sections";
import { empty } from "./span";

/** The living segments of a record in their order. */
export type Rows = readonly (readonly [string, Segment])[];

/** Returns the row that shows a segment. */
export function rowFrom(id: string, segment: Segment): Node {
  const [en, ko] = [toNodes(segment.en ?? ""), toNodes(segment.ko ?? "")];
  return row({ id, kind: segment.kind ?? "point", fields: fieldsIn(segment), en, ko });
}

/** What came back from the record, on its way to the page. */
export interface News {
  /** The rows as they were handed over last: what a person did since then is theirs and stays. */
  sent: readonly Node[];
  /** The segments as they came the last time; only what differs from them is news. */
  seen: Rows;
  now: Rows;
  /** The sections that the flow is divided into, if it is. */
  sections?: readonly string[];
}

/**
 * Returns the page with what others wrote, and the rows that the record has. The caret stays where it is, and nothing
 * of it can be undone by Ctrl Z, which takes back only what was done here.
 */
export function refresh(state: EditorState, news: News): { tr: Transaction; sent: readonly Node[] } {
  const tr = state.tr.setMeta("addToHistory", false).setMeta("refresh", true);
  const sent = new Map(news.sent.map((node) => [idOf(node), node]));
  const record = patched(sent, new Map(news.seen), new Map(news.now));
  show(tr, arranged(wanted(state.doc.content.content, sent, record), news.sections ?? []), state);
  return { tr, sent: record };
}

/**
 * Returns the rows that were handed over with the news in them. A record that is shown before its last save came back
 * knows nothing yet of what was handed over: what it says as before is no news.
 */
function patched(sent: Map<string, Node>, seen: Map<string, Segment>, now: Map<string, Segment>): Node[] {
  const here = [...now.keys()].filter((id) => sent.has(id) || !seen.has(id));
  const common = (one: Map<string, Segment>, two: Map<string, Segment>) => [...one.keys()].filter((id) => two.has(id)).join();
  const moved = common(seen, now) !== common(now, seen);
  const order = moved ? woven(here, [...sent.keys()]) : woven([...sent.keys()], here);
  return order.flatMap((id) => {
    const [known, segment] = [sent.get(id), now.get(id)];
    if (segment) return [known ? told(known, seen.get(id), segment) : rowFrom(id, segment)];
    return known && !seen.has(id) ? [known] : [];
  });
}

/** Returns a row with what a segment says anew. */
function told(known: Node, before: Segment | undefined, now: Segment): Node {
  if (before === now) return known;
  const cells = LANGS.map((lang) => {
    const [cell, text] = [cellOf(known, lang), (now[lang] ?? "").normalize("NFC")];
    return (before && (before[lang] ?? "") === (now[lang] ?? "")) || fromCell(cell) === text ? cell.content : toNodes(text);
  });
  const kind = before && before.kind === now.kind ? kindOf(known) : (now.kind ?? "point");
  const fields = mergeFields(before ? fieldsIn(before) : fieldsOf(known), fieldsOf(known), fieldsIn(now));
  const still = cells.every((content, at) => content === known.child(at).content);
  if (still && kind === kindOf(known) && fields === fieldsOf(known)) return known;
  return row({ id: idOf(known), kind, fields, en: cells[0], ko: cells[1] });
}

/** Returns the rows that should stand on the page. */
function wanted(page: readonly Node[], sent: Map<string, Node>, record: readonly Node[]): Node[] {
  const theirs = new Map(record.map((node) => [idOf(node), node]));
  const local = new Map(page.map((node) => [idOf(node), node]));
  const merged = (id: string): Node | null => {
    const [ours, base, now] = [local.get(id), sent.get(id), theirs.get(id)];
    // Gone from the page: a person deleted it here. Gone from the record: somebody else did, unless it changed here.
    if (!ours) return base ? null : (now ?? null);
    if (!now) return base && (base === ours || base.eq(ours)) ? null : ours;
    return base ? merge(base, ours, now) : ours;
  };
  const moved = [...theirs.keys()].filter((id) => sent.has(id)).join() !== [...sent.keys()].filter((id) => theirs.has(id)).join();
  const order = moved ? woven([...theirs.keys()], [...local.keys()]) : woven([...local.keys()], [...theirs.keys()]);
  const rows = order.map(merged).filter((node) => node !== null);
  // The empty row of an empty page goes when there is something to show, and comes when there is nothing.
  const ghost = page.length === 1 && page[0] && !sent.has(idOf(page[0])) && blank(page[0]) ? page[0] : null;
  const shown = rows.filter((node) => node !== ghost);
  return shown.length > 0 ? shown : [ghost ?? empty()];
}

/** Returns a list with what only the other one has, each behind the one that precedes it there. */
function woven(list: readonly string[], more: readonly string[]): string[] {
  const known = new Set(list);
  const behind = new Map<string, string[]>();
  let last = "";
  for (const id of more) {
    if (known.has(id)) last = id;
    else behind.set(last, [...(behind.get(last) ?? []), id]);
  }
  return [...(behind.get("") ?? []), ...list.flatMap((id) => [id, ...(behind.get(id) ?? [])])];
}

/** Returns our row with what changed in theirs since the last common one. */
function merge(base: Node, ours: Node, theirs: Node): Node {
  if (base === theirs || ours === theirs) return ours;
  const cells = LANGS.map((lang) => mergeCell(cellOf(base, lang), cellOf(ours, lang), cellOf(theirs, lang)));
  const kind = kindOf(base) === kindOf(theirs) ? kindOf(ours) : kindOf(theirs);
  const fields = mergeFields(fieldsOf(base), fieldsOf(ours), fieldsOf(theirs));
  return row({ id: idOf(ours), kind, fields, en: cells[0], ko: cells[1] });
}

function mergeCell(base: Node, ours: Node, theirs: Node): Fragment {
  const [was, mine, now] = [fromCell(base), fromCell(ours), fromCell(theirs)];
  if (was === now || mine === now) return ours.content;
  return was === mine ? theirs.content : toNodes(mergeText(was, mine, now));
}

/** Returns our fields with those that changed in theirs, where they did not change here. */
function mergeFields(base: Fields, ours: Fields, theirs: Fields): Fields {
  const kept = FIELDS.flatMap((field) => {
    const news = !same(base[field], theirs[field]) && same(base[field], ours[field]);
    const value = news ? theirs[field] : ours[field];
    return value === undefined ? [] : [[field, value]];
  });
  const fields = Object.fromEntries(kept) as Fields;
  return FIELDS.every((field) => same(fields[field], ours[field])) ? ours : fields;
}

/** Returns a text with both changes in it; where both wrote at one place, both wordings stand. */
export function mergeText(base: string, ours: string, theirs: string): string {
  const [mine, their] = [splice(base, ours), splice(base, theirs)];
  const [first, second] = their.from <= mine.from ? [their, mine] : [mine, their];
  const [from, to] = [Math.max(second.from, first.to), Math.max(second.to, first.to)];
  return base.slice(0, first.from) + first.text + base.slice(first.to, from) + second.text + base.slice(to);
}

function splice(before: string, after: string): { from: number; to: number; text: string } {
  const least = Math.min(before.length, after.length);
  let from = 0;
  while (from < least && before[from] === after[from]) from += 1;
  let end = 0;
  while (end < least - from && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { from, to: before.length - end, text: after.slice(from, after.length - end) };
}

/** Changes the page to these rows, with the smallest steps, so that caret and undo stay true. */
function show(tr: Transaction, rows: readonly Node[], state: EditorState): void {
  const page = state.doc.content.content;
  let start = 0;
  while (start < page.length && start < rows.length && sameId(page[start], rows[start])) start += 1;
  let end = 0;
  while (end < Math.min(page.length, rows.length) - start && sameId(page.at(-1 - end), rows.at(-1 - end))) end += 1;
  let pos = 0;
  page.forEach((node, at) => {
    const tail = at >= page.length - end;
    const now = at < start ? rows[at] : tail ? rows[at + rows.length - page.length] : undefined;
    if (now && now !== node) alter(tr, pos, node, now);
    pos += node.nodeSize;
  });
  if (start + end < Math.max(page.length, rows.length)) exchange(tr, rows, { start, end }, state);
}

function sameId(a: Node | undefined, b: Node | undefined): boolean {
  return a !== undefined && b !== undefined && idOf(a) === idOf(b);
}

function alter(tr: Transaction, pos: number, node: Node, now: Node): void {
  const at = () => tr.mapping.map(pos);
  if (kindOf(node) !== kindOf(now)) tr.setNodeAttribute(at(), "kind", kindOf(now));
  if (fieldsOf(node) !== fieldsOf(now)) tr.setNodeAttribute(at(), "fields", fieldsOf(now));
  replace(tr, at() + 2 + cellOf(node, "en").nodeSize, cellOf(node, "ko").content, cellOf(now, "ko").content);
  replace(tr, at() + 2, cellOf(node, "en").content, cellOf(now, "en").content);
}

/** Replaces only the part of a cell that differs. */
function replace(tr: Transaction, start: number, old: Fragment, now: Fragment): void {
  const from = old.findDiffStart(now);
  const ends = old.findDiffEnd(now);
  if (from === null || ends === null) return;
  const overlap = Math.max(0, from - Math.min(ends.a, ends.b));
  tr.replace(start + from, start + ends.a + overlap, new Slice(now.cut(from, ends.b + overlap), 0, 0));
}

function exchange(tr: Transaction, rows: readonly Node[], span: { start: number; end: number }, state: EditorState): void {
  const caret = place(state);
  const size = (nodes: readonly Node[]) => nodes.reduce((sum, node) => sum + node.nodeSize, 0);
  const from = size(tr.doc.content.content.slice(0, span.start));
  const to = tr.doc.content.size - size(tr.doc.content.content.slice(tr.doc.childCount - span.end));
  tr.replaceWith(from, to, rows.slice(span.start, rows.length - span.end));
  let pos = 0;
  tr.doc.forEach((node, offset) => {
    if (idOf(node) === caret.id) pos = offset + 2 + (caret.lang === "ko" ? cellOf(node, "en").nodeSize : 0);
  });
  if (pos > 0 && state.selection.empty) {
    tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(pos + caret.offset, tr.doc.content.size))));
  }
}

function place({ selection: { $head } }: EditorState): { id: string; lang: Lang; offset: number } {
  const segment = $head.node(1);
  return { id: segment ? idOf(segment) : "", lang: $head.parent.type.name === "ko" ? "ko" : "en", offset: $head.parentOffset };
}
