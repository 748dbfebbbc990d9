import { Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { edits } from "./edits";
import { toNodes } from "./markdown";
import type { Edit, Fields } from "./model";
import { idOf, row } from "./schema";

const line = (id: string, en = id, ko = "", kind = "point", fields: Fields = {}) =>
  row({ id, kind, fields, en: toNodes(en), ko: toNodes(ko) });

/** What the core does with the order of rows. */
function applied(ids: readonly string[], made: readonly Edit[]): string[] {
  const list = [...ids];
  const put = (id: string, after: string | null) => {
    const old = list.indexOf(id);
    if (old >= 0) list.splice(old, 1);
    expect(after === null || list.includes(after), `${id} after ${after}`).toBe(true);
    list.splice(after === null ? 0 : list.indexOf(after) + 1, 0, id);
  };
  for (const edit of made) {
    if (edit.do === "remove") list.splice(list.indexOf(edit.id), 1);
    if (edit.do === "insert" || edit.do === "move") put(edit.id, edit.after ?? null);
  }
  return list;
}

function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

describe("edits", () => {
  const rows = ["a", "b", "c", "d", "e"].map((id) => line(id));

  it("are none where nothing changed", () => {
    expect(edits(rows, rows)).toEqual([]);
    expect(edits(rows, rows.map((node) => Node.fromJSON(node.type.schema, node.toJSON())))).toEqual([]);
  });

  it("write only the cell that changed", () => {
    const after = rows.map((node, at) => (at === 2 ? line("c", "c **now**") : node));
    expect(edits(rows, after)).toEqual([{ do: "write", id: "c", lang: "en", text: "c **now**" }]);
    expect(edits(after, rows)).toEqual([{ do: "write", id: "c", lang: "en", text: "c" }]);
  });

  it("carry a new row whole, without a number", () => {
    const after = [...rows.slice(0, 2), line("n", "", "새 줄", "action", { owner_side: "kr", due: "2027-04-30" }), ...rows.slice(2)];
    expect(edits(rows, after)).toEqual([
      { do: "insert", id: "n", after: "b", segment: { kind: "action", en: "", ko: "새 줄", owner_side: "kr", due: "2027-04-30" } },
    ]);
  });

  it("turn, set and clear", () => {
    const before = [line("a", "x", "", "action", { owner: "p1", due: "2027-04-30" })];
    const after = [line("a", "x", "", "decision", { owner: "p2", decision: "noted" })];
    expect(edits(before, after)).toEqual([
      { do: "turn", id: "a", kind: "decision" },
      { do: "set", path: ["segments", "a", "decision"], value: "noted" },
      { do: "set", path: ["segments", "a", "owner"], value: "p2" },
      { do: "clear", path: ["segments", "a", "due"] },
    ]);
  });

  it("move one row when one row moved", () => {
    const [a, b, c, d, e] = rows as [Node, Node, Node, Node, Node];
    expect(edits(rows, [a, c, b, d, e])).toHaveLength(1);
    expect(edits(rows, [b, c, d, e, a])).toEqual([{ do: "move", id: "a", after: "e" }]);
    expect(edits(rows, [e, a, b, c, d])).toEqual([{ do: "move", id: "e", after: null }]);
  });

  it("leave the empty row of an empty page unsaved, and save it once something stands in it", () => {
    expect(edits([], [line("g", "")])).toEqual([]);
    expect(edits([], [line("g", "first")])).toHaveLength(1);
    expect(edits(rows, [line("g", "")])).toEqual(rows.map((node) => ({ do: "remove", id: idOf(node) })));
  });

  it("lead from any page to any other", () => {
    for (let seed = 1; seed <= 600; seed += 1) {
      const roll = dice(seed);
      const before = Array.from({ length: roll(9) }, (_, at) => line(`o${at}`, `text ${at}`));
      const after = [...before].sort(() => roll(3) - 1).filter(() => roll(5) > 0);
      for (let made = roll(4); made > 0; made -= 1) after.splice(roll(after.length + 1), 0, line(`n${made}`, "new", "", "quote"));
      const ids = after.map(idOf);
      expect(applied(before.map(idOf), edits(before, after)), `seed ${seed}`).toEqual(ids);
    }
  });

  it("put pasted rows one behind the other, as one run", () => {
    const many = Array.from({ length: 5000 }, (_, at) => line(`p${at}`, `line ${at}`));
    const made = edits(rows, [...rows.slice(0, 1), ...many, ...rows.slice(1)]);
    expect(made).toHaveLength(5000);
    expect(made.every((edit, at) => edit.do === "insert" && edit.after === (at === 0 ? "a" : `p${at - 1}`))).toBe(true);
  });
});
