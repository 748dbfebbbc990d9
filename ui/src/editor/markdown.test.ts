import { describe, expect, it } from "vitest";
import { fromCell, linkable, parse, type Run, toNodes, write } from "./markdown";
import { cellOf, row } from "./schema";

/** A small generator with a fixed seed, so that a failure can be seen again. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const SIGNS = [..."**__``[]()<>&;!\\#-+.~|'\"", "**", "](", "\\*", "&amp;", "&#42;", "https://", " ", " ", "a", "B", "3", "한", "글을", "합의", "👩‍💻", "「", "」", "\u00a0"];

function scramble(roll: (sides: number) => number, most: number): string {
  return Array.from({ length: roll(most) }, () => SIGNS[roll(SIGNS.length)] ?? "").join("");
}

function randomRuns(seed: number): Run[] {
  const roll = dice(seed);
  const hrefs = ["https://example.org/mou", "https://example.org/a_(b)*c", "mailto:a@example.org", "http://example.org/?a=1&copy;=[2]"];
  return Array.from({ length: 1 + roll(6) }, () => {
    const run: Run = { text: scramble(roll, 9) };
    if (roll(3) === 0) run.bold = true;
    if (roll(4) === 0) run.href = hrefs[roll(hrefs.length)];
    return run;
  });
}

/** What the reader sees: every character with its style; space looks the same bold or not. */
function seen(runs: readonly Run[]): string[] {
  return runs.flatMap((run) =>
    Array.from(run.text.normalize("NFC"), (char) => `${char}|${run.bold && /\S/.test(char) ? "b" : ""}|${run.href ?? ""}`),
  );
}

describe("inline marks", () => {
  it("come back exactly as they were written, whatever the text", () => {
    for (let seed = 1; seed <= 4000; seed += 1) {
      const runs = randomRuns(seed);
      const text = write(runs);
      expect(seen(parse(text)), `seed ${seed}: ${JSON.stringify(runs)} as ${text}`).toEqual(seen(runs));
      expect(write(parse(text)), `seed ${seed}`).toBe(text);
    }
  });

  it("survive the way through the editor", () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const text = write(randomRuns(seed));
      expect(fromCell(cellOf(row({ id: "a", ko: toNodes(text) }), "ko"))).toBe(text);
    }
  });

  it("leave ordinary text unmarked", () => {
    const plain = ["R&D and 3 * 4 < 20", "snake_case", "[draft] text", "C:\\Users", "□ 양측은 합의함(4.16.)", "# not a heading", "A · B", "1. Opening!"];
    for (const text of plain) {
      expect(write([{ text }])).toBe(text);
      expect(parse(text)).toEqual([{ text }]);
    }
  });

  it("keep bold closed before a Korean particle", () => {
    const runs: Run[] = [{ text: "「디지털정부법」", bold: true }, { text: "에 따라" }];
    expect(write(runs)).toBe("**「디지털정부법」**에 따라");
    expect(parse(write(runs))).toEqual(runs);
  });

  it("read what other programs write", () => {
    expect(parse("__a__ b")).toEqual([{ text: "a", bold: true }, { text: " b" }]);
    expect(parse("***a***")).toEqual([{ text: "*" }, { text: "a", bold: true }, { text: "*" }]);
    expect(parse("<https://example.org>")).toEqual([{ text: "https://example.org", href: "https://example.org" }]);
    expect(parse('[a](https://example.org "title")')).toEqual([{ text: "a", href: "https://example.org" }]);
    expect(parse("**[협정](https://example.org/x)**을")).toEqual([
      { text: "협정", bold: true, href: "https://example.org/x" },
      { text: "을" },
    ]);
    expect(parse("*lean* `**code**` <b> a**")).toEqual([{ text: "*lean* `**code**` <b> a**" }]);
    expect(parse("&lt;&#44032;&copy;")).toEqual([{ text: "<가&copy;" }]);
  });

  it("link to the web and to mail alone", () => {
    for (const href of ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "/local", "https://a b"]) {
      expect(linkable(href)).toBeNull();
      expect(parse(`[words](<${href}>)`)).toEqual([{ text: `[words](<${href}>)` }]);
    }
    expect(linkable(" mailto:a@example.org ")).toBe("mailto:a@example.org");
  });

  it("are read in a moment, however hostile", () => {
    const start = performance.now();
    for (const sign of ["[", "**", "`a", "![", "*[", "__", "&", "<", "[a](", "\\"]) parse(sign.repeat(50_000));
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
