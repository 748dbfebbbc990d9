import { expect, test } from "vitest";
import { agreement, areas as read, assumed, duration, lengthOf } from "./agreement";
import { link, linkable, linked, listsOf, nextCode, part } from "./areas";
import { movesFrom } from "./moves";
import { codes } from "../words";
import { uses } from "./uses";

const held = {
  a: { pos: "F", code: "UK-1", en: "Cloud", side: "uk", links: ["b"] },
  b: { pos: "V", code: "KR-1", ko: "클라우드", side: "kr" },
  c: { pos: "k", code: "KR-2", ko: "인재", side: "kr" },
  d: { pos: "m", code: "KR-3", ko: "삭제", side: "kr", removed: true },
};

test("an agreement without anything in it is read whole", () => {
  const it = agreement({ kind: "agreement" });
  expect(it.bodies).toEqual([]);
  expect(it.ends).toEqual({ value: "", certainty: "", basis: { en: "", ko: "" } });
});

test("a body that was taken off is not shown", () => {
  const it = agreement({ participants: { a: { side: "uk", pos: "V" }, b: { side: "kr", pos: "D" }, c: { side: "sg", removed: true } } });
  expect(it.bodies.map((body) => body.side)).toEqual(["kr", "uk"]);
});

test("a link is told at both ends", () => {
  const areas = read(held);
  expect(linked(areas, "a").map((one) => one.code)).toEqual(["KR-1"]);
  expect(linked(areas, "b").map((one) => one.code)).toEqual(["UK-1"]);
  expect(linkable(areas, "b")).toEqual([]);
  expect(linkable(areas, "c").map((one) => one.code)).toEqual(["UK-1"]);
});

test("a link is made once and parted from either end", () => {
  const areas = read(held);
  expect(link(areas, "c", "a")).toEqual([{ do: "set", path: ["areas", "c", "links"], value: ["a"] }]);
  expect(link(areas, "b", "a")).toEqual([]);
  const parted = [{ do: "set", path: ["areas", "a", "links"], value: [] }];
  expect(part(areas, "a", "b")).toEqual(parted);
  expect(part(areas, "b", "a")).toEqual(parted);
});

test("each side has its list, and both together have one where nobody has", () => {
  expect(listsOf(read(held))).toEqual(["uk", "kr"]);
  expect(listsOf(read({ a: { side: "joint" }, b: { side: "kr" } }))).toEqual(["", "kr"]);
  expect(listsOf([])).toEqual([""]);
  expect(nextCode(read(held))).toBe("AREA-3");
});

test("a date is assumed unless it is stated or has a basis", () => {
  const date = (certainty: string, basis = "") => ({ value: "2028-11-21", certainty, basis: { en: basis, ko: "" } });
  expect([date("assumed", "Five years"), date(""), date("", "Five years"), date("stated")].map(assumed)).toEqual([true, true, false, false]);
});

test("a length of time is read as people type it, anything else stays", () => {
  expect(["5 years", "5년", "5년간", "6개월", "30 days", "1 month", "２년"].map(lengthOf)).toEqual(["P5Y", "P5Y", "P5Y", "P6M", "P30D", "P1M", "P2Y"]);
  expect(lengthOf("until both sides agree")).toBe("until both sides agree");
  expect(duration("P5Y")).toEqual({ id: "paper-years", count: 5 });
});

test("every status of an agreement is known, and every move leads to one", () => {
  const all = codes("agreement_status");
  for (const status of all) for (const next of movesFrom(status)) expect(all).toContain(next);
  expect(movesFrom("idea")).toEqual(["draft", "dropped"]);
  expect(movesFrom("expired")).toEqual([]);
  expect(movesFrom("")).toEqual(all);
});

test("the facts that name a source are counted", () => {
  const record = {
    sources: { press: "https://example.org" },
    areas: { a: { sources: ["press", "other"] } },
    related: { r: { source: "press" } },
    rests_on: { title: ["press"], occasion: ["other"] },
    title: { en: "press" },
  };
  expect(uses(record, "press")).toBe(3);
});
