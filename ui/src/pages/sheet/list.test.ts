import { expect, test } from "vitest";
import { added, dated, moved, standing, taken } from "./list";

const map = { a: { pos: "F" }, b: { pos: "V" }, c: { pos: "k", removed: true }, d: { pos: "m" } };

test("what was taken off stands no more on the list", () => {
  expect(standing(map).map((one) => one.id)).toEqual(["a", "b", "d"]);
  expect(taken(["areas"], "b", true)).toEqual([{ do: "set", path: ["areas", "b", "removed"], value: true }]);
});

test("a new entry comes last", () => {
  const [edit] = added(["areas"], "n", standing(map), { en: "" });
  expect(edit).toMatchObject({ path: ["areas", "n"], value: { en: "" } });
  if (edit?.do !== "set") throw new Error("no edit");
  expect((edit.value as { pos: string }).pos > "m").toBe(true);
});

test("an entry moves past its neighbour and not past the end", () => {
  const [edit] = moved(["areas"], standing(map), 1, 1);
  if (edit?.do !== "set") throw new Error("no edit");
  expect(edit.path).toEqual(["areas", "b", "pos"]);
  expect(String(edit.value) > "m").toBe(true);
  expect(moved(["areas"], standing(map), 2, 1)).toEqual([]);
});

test("changes come by their dates, those without one last", () => {
  const changes = { a: { date: "" }, b: { date: "2025-01-21" }, c: { date: "2024-07" } };
  expect(dated(changes, "date").map((one) => one.id)).toEqual(["c", "b", "a"]);
});
