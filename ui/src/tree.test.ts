import { expect, test } from "vitest";
import { put, take } from "./tree";

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
