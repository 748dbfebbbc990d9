import { describe, expect, it } from "vitest";
import { Gauge, Usual } from "./gauge";
import { toNodes } from "./markdown";
import { row, schema } from "./schema";

const WIDE = { en: 500, ko: 500, stacked: false, line: 27 };
const line = (id: string, en: string, ko = "", kind = "point") => row({ id, kind, en: toNodes(en), ko: toNodes(ko) });
const long = "and both sides asked how outdated guidance is noticed ".repeat(6);

describe("the height of a row that is not drawn", () => {
  it("grows with the longer of its texts, and with both where they stand beneath each other", () => {
    const gauge = new Gauge(new Usual());
    const [short, tall] = [gauge.height(line("a", "Yes")), gauge.height(line("b", long))];
    expect(tall).toBeGreaterThan(3 * short);
    expect(gauge.height(line("c", "Yes", long))).toBeGreaterThan(tall);
    gauge.fit({ ...WIDE, stacked: true });
    expect(gauge.height(line("d", long, long))).toBeGreaterThan(2 * tall);
  });

  it("counts only the language that is shown", () => {
    const gauge = new Gauge(new Usual());
    gauge.fit({ ...WIDE, en: 0 });
    expect(gauge.height(line("a", long, "네"))).toBe(gauge.height(line("b", "Yes", "네")));
  });

  it("is what it was, until the page has another width or something else stands in it", () => {
    const gauge = new Gauge(new Usual());
    gauge.fit(WIDE);
    const known = line("a", "Yes");
    gauge.note(known, 77);
    expect(gauge.fit(WIDE)).toBe(false);
    expect(gauge.height(known)).toBe(77);
    gauge.forget(known);
    gauge.note(line("b", "No"), 41);
    expect(gauge.height(line("c", "Yes"))).toBe(59);
    expect(gauge.fit({ ...WIDE, en: 300 })).toBe(true);
    expect(gauge.height(known)).toBeLessThan(40);
  });

  it("learns from the rows of its kind how much stands around the text", () => {
    const gauge = new Gauge(new Usual());
    gauge.note(line("a", "Yes", "", "agenda"), 90);
    expect(gauge.height(line("b", "No", "", "agenda"))).toBe(90);
    expect(gauge.height(line("c", "No"))).toBeLessThan(40);
  });

  it("tells where a screen ends that begins at the top", () => {
    const rows = Array.from({ length: 100 }, (_, at) => line(`r${at}`, "Yes"));
    const doc = schema.nodes.doc.create(null, rows);
    const gauge = new Gauge(new Usual());
    const high = gauge.height(rows[0] as (typeof rows)[number]);
    expect(doc.resolve(gauge.stretch(doc, 10 * high)).index(0)).toBe(10);
    expect(gauge.stretch(doc, 1e6)).toBe(doc.content.size);
  });

  it("is known for the next record as soon as it is opened", () => {
    const usual = new Usual();
    const before = new Gauge(usual);
    before.fit({ ...WIDE, en: 300 });
    before.note(line("a", "Yes"), 77);
    const gauge = new Gauge(usual);
    expect(gauge.fit({ ...WIDE, en: 300 })).toBe(false);
    expect(gauge.height(line("a", "Yes"))).toBe(77);
    expect(gauge.height(line("b", "No"))).toBe(77);
  });
});
