import type { Node } from "prosemirror-model";
import { fromCell } from "./markdown";
import { type Edit, FIELDS, LANGS, same, type Value } from "./model";
import { blank, cellOf, fieldsOf, idOf, kindOf } from "./schema";

/** Returns the stretch of rows that differs: where it starts, and where it ends in either list. Rows that nobody touched are the same objects. */
export function changed(before: readonly Node[], after: readonly Node[]): { start: number; before: number; after: number } {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let [old, now] = [before.length, after.length];
  while (old > start && now > start && before[old - 1] === after[now - 1]) {
    old -= 1;
    now -= 1;
  }
  return { start, before: old, after: now };
}

/** Returns what a person did, as edits, from the rows that the record has to the rows on the page. */
export function edits(before: readonly Node[], after: readonly Node[]): Edit[] {
  const span = changed(before, after);
  const old = before.slice(span.start, span.before);
  const now = after.slice(span.start, span.after);
  const known = new Map(old.map((node) => [idOf(node), node]));
  const here = new Set(now.map(idOf));
  const gone = old.filter((node) => !here.has(idOf(node)));
  const removals = gone.map((node): Edit => ({ do: "remove", id: idOf(node) }));
  const places = placed(now, known, after[span.start - 1], span.start === 0 && after.length === 1);
  return [...removals, ...places, ...now.flatMap((node) => told(known.get(idOf(node)), node))];
}

/** Inserts and moves, from top to bottom, so that the row before is always in its place already. */
function placed(now: readonly Node[], known: Map<string, Node>, above: Node | undefined, alone: boolean): Edit[] {
  const kept = now.filter((node) => known.has(idOf(node))).map(idOf);
  const still = steady([...known.keys()], kept);
  const made: Edit[] = [];
  let after = above ? idOf(above) : null;
  for (const node of now) {
    const id = idOf(node);
    if (known.has(id)) {
      if (!still.has(id)) made.push({ do: "move", id, after });
    } else if (alone && blank(node) && kindOf(node) === "point") {
      // The empty row of an empty page is only a place to type.
      continue;
    } else made.push({ do: "insert", id, after, segment: segmentOf(node) });
    after = id;
  }
  return made;
}

/** Returns the ids that may stay where they are: the longest run that is in the same order before and after. */
function steady(before: readonly string[], after: readonly string[]): Set<string> {
  const place = new Map(before.map((id, at) => [id, at]));
  const places = after.map((id) => place.get(id) ?? -1);
  // Patience sorting: `ends` holds, for each length, the run that ends lowest.
  const ends: number[] = [];
  const previous = new Array<number>(after.length).fill(-1);
  places.forEach((value, at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[at] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = at;
  });
  const still = new Set<string>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) still.add(after[at] ?? "");
  return still;
}

/** What changed inside a row that the record has already. */
function told(before: Node | undefined, now: Node): Edit[] {
  if (!before || before === now) return [];
  const id = idOf(now);
  const made: Edit[] = [];
  if (kindOf(before) !== kindOf(now)) made.push({ do: "turn", id, kind: kindOf(now) });
  for (const lang of LANGS) {
    const [old, cell] = [cellOf(before, lang), cellOf(now, lang)];
    if (old === cell || old.content.eq(cell.content)) continue;
    const text = fromCell(cell);
    if (fromCell(old) !== text) made.push({ do: "write", id, lang, text });
  }
  const [was, is] = [fieldsOf(before), fieldsOf(now)];
  for (const field of FIELDS) {
    if (was === is || same(was[field], is[field])) continue;
    const path = ["segments", id, field];
    const value = is[field];
    made.push(value === undefined ? { do: "clear", path } : { do: "set", path, value });
  }
  return made;
}

/** A whole row as the record writes it. */
function segmentOf(node: Node): Value {
  return { kind: kindOf(node), en: fromCell(cellOf(node, "en")), ko: fromCell(cellOf(node, "ko")), ...(fieldsOf(node) as Record<string, Value>) };
}
