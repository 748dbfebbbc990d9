import { expect, test } from "vitest";
import { kept, put, take } from "./tree";

test("a value is put at its path, and the old tree stays", () => {
  const tree = { title: { en: "a", ko: "b" }, days: {} };
  const next = put(tree, ["title", "en"], "c");
  expect(next).toEqual({ title: { en: "c", ko: "b" }, days: {} });
  expect(tree.title.en).toBe("a");
  expect(next.days).toBe(tree.days);
});

test("branches that are not there are made", () => {
  expect(put({}, ["people", "p", "family", "ko"], "홍")).toEqual({ people: { p: { family: { ko: "홍" } } } });
});

test("what is taken away is gone, and what is not there stays away", () => {
  expect(take({ a: { b: 1, c: 2 } }, ["a", "b"])).toEqual({ a: { c: 2 } });
  const tree = { a: 1 };
  expect(take(tree, ["b", "c"])).toBe(tree);
});

test("of a tree that was read again, what says the same is the same", () => {
  const before = { title: { en: "a" }, rows: { one: { en: "b", tags: ["x", "y"] }, two: { en: "c" } }, none: null };
  const read = () => JSON.parse(JSON.stringify(before)) as typeof before;
  expect(kept(before, read())).toBe(before);
  const changed = kept(before, put(read(), ["rows", "two", "en"], "d"));
  expect(changed).toEqual({ ...before, rows: { ...before.rows, two: { en: "d" } } });
  expect(changed.title).toBe(before.title);
  expect(changed.rows.one).toBe(before.rows.one);
  expect(before.rows.two.en).toBe("c");
});

test("a branch that gained, lost or changed its kind is new", () => {
  for (const now of [{ a: { b: 1, c: 2 } }, { a: {} }, { a: [1] }, { a: null }, { a: "b" }, {}, { a: { c: 1 } }]) {
    const before = { a: { b: 1 } };
    expect(kept<unknown>(before, structuredClone(now))).toEqual(now);
    expect(kept<unknown>(structuredClone(now), { a: { b: 1 } })).toEqual(before);
  }
  expect(kept<unknown>([1, 2], [1, 2, 3])).toEqual([1, 2, 3]);
  expect(kept<unknown>([1, 2, 3], [1, 2])).toEqual([1, 2]);
});
