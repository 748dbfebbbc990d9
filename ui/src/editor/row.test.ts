import { describe, expect, it } from "vitest";
import type { Flow, Opened, Segment } from "./model";
import { Rows } from "./row.svelte";
import { row } from "./schema";

type Told = Record<string, Partial<Segment>>;

const opened = (segments: Told, more: Partial<Opened> = {}) =>
  ({ id: "m", heads: [], record: { kind: "meeting", segments } as Flow, states: {}, conflicts: [], clashes: [], ...more }) as unknown as Opened;

describe("what only the record knows of a row", () => {
  it("is there when the row is drawn, however late that is", () => {
    const rows = new Rows();
    rows.learn(opened({ a: { decision_no: 4 } }, { states: { a: { en: "original", ko: "stale" } } }));
    rows.count([row({ id: "b", kind: "agenda" }), row({ id: "a", kind: "agenda" })]);
    const late = rows.of("a");
    expect([late.numbers.decision_no, late.states.ko, late.turn]).toEqual([4, "stale", 2]);
  });

  it("names the rows that look different now, and no others", () => {
    const rows = new Rows();
    const [a, b] = [{ decision_no: 1 }, { decision_no: 2 }];
    const first = opened({ a, b });
    rows.learn(first);
    rows.of("a");
    rows.of("b");
    expect(rows.learn(opened({ a, b: { decision_no: 3 } }))).toEqual(["b"]);
    expect(rows.of("b").numbers.decision_no).toBe(3);
    expect(rows.learn(opened({ a: { decision_no: 1 }, b: { decision_no: 3 } }))).toEqual([]);
  });

  it("tells of competing values and of a number that two laptops took", () => {
    const rows = new Rows();
    const segments = { a: { decision_no: 1 }, b: { decision_no: 1 } };
    rows.learn(opened(segments));
    rows.of("a");
    rows.of("b");
    const conflict = { path: ["segments", "b", "en"], values: [] };
    const news = opened(segments, { conflicts: [conflict], clashes: [{ segments: ["a", "b"] }] } as unknown as Partial<Opened>);
    expect(rows.learn(news)).toEqual(["a", "b"]);
    expect([rows.of("a").clash, rows.of("a").conflicts.length, rows.of("b").conflicts.length]).toEqual([true, 0, 1]);
    expect(rows.learn(opened(segments))).toEqual(["a", "b"]);
  });

  it("counts agenda items anew when one comes in between, and names those that are drawn", () => {
    const rows = new Rows();
    const item = (id: string) => row({ id, kind: "agenda" });
    rows.count([item("a"), item("b")]);
    rows.of("a");
    rows.of("b");
    expect(rows.count([item("a"), item("n"), item("b")])).toEqual(["b"]);
    expect([rows.of("b").turn, rows.of("n").turn]).toEqual([3, 2]);
  });
});
