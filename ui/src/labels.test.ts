import { FluentResource } from "@fluent/bundle";
import { afterEach, expect, test } from "vitest";
import en from "../labels/en.ftl?raw";
import ko from "../labels/ko.ftl?raw";
import { type LabelMode, Labels, type Lang } from "./labels.svelte";

const labels = new Labels({ en, ko });

afterEach(() => {
  labels.mode = "both";
  labels.first = "en";
});

function ids(source: string): string[] {
  return new FluentResource(source).body.map((message) => message.id);
}

test("both files hold the same labels, each once", () => {
  expect(new Set(ids(en)).size).toBe(ids(en).length);
  expect(new Set(ids(ko)).size).toBe(ids(ko).length);
  expect(ids(ko).toSorted()).toEqual(ids(en).toSorted());
});

test("a label that a file names is one that can be read", () => {
  const named = (source: string) => [...source.matchAll(/^([a-z][a-z0-9-]*) =/gm)].map((found) => found[1]);
  expect(ids(en)).toEqual(named(en));
  expect(ids(ko)).toEqual(named(ko));
});

test("both files are in composed form", () => {
  expect(en.normalize("NFC")).toBe(en);
  expect(ko.normalize("NFC")).toBe(ko);
});

test("both languages of a label ask for the same arguments", () => {
  const asked = (source: string) => {
    const byId = new Map<string, string[]>();
    for (const [, id, body] of source.matchAll(/^([a-z][a-z0-9-]*) =((?:.*\n(?: .*\n|\}\n)*))/gm)) {
      const names = [...(body ?? "").matchAll(/\$([a-z_]+)/g)].map((found) => found[1] ?? "");
      byId.set(id ?? "", [...new Set(names)].sort());
    }
    return byId;
  };
  const [left, right] = [asked(en), asked(ko)];
  for (const [id, names] of left) expect([id, right.get(id)]).toEqual([id, names]);
});

test("what was written in two languages stands in both, whichever are on screen", () => {
  const shown = (mode: LabelMode, first: Lang) => {
    Object.assign(labels, { mode, first });
    return labels.order.join(" ");
  };
  expect(shown("both", "en")).toBe("en ko");
  expect(shown("both", "ko")).toBe("ko en");
  expect(shown("ko", "en")).toBe("ko en");
  expect(shown("en", "ko")).toBe("en ko");
});

test("a label has one part for each language on screen, the leading one first", () => {
  expect(labels.parts("nav-home")).toEqual([
    { lang: "en", text: "Home" },
    { lang: "ko", text: "홈" },
  ]);
  labels.first = "ko";
  expect(labels.plain("nav-home")).toBe("홈 Home");
  labels.mode = "en";
  expect(labels.parts("nav-home")).toEqual([{ lang: "en", text: "Home" }]);
});

test("a label in both languages that says the same twice is said once", () => {
  expect(labels.plain("tongue-ko")).toBe("한국어");
});

test("arguments and plurals reach both languages", () => {
  expect(labels.plain("people-count", { count: 1 })).toBe("1 person 1명");
  expect(labels.plain("people-count", { count: 12 })).toBe("12 people 12명");
});

test("decomposed arguments come out composed", () => {
  const name = "마루".normalize("NFD");
  expect(labels.only("en", "saved-as", { name })).toBe("Saved 마루".normalize("NFC"));
});

test("a label that is not there is a mistake", () => {
  expect(() => labels.plain("no-such-label")).toThrow("no-such-label");
});

const sources = import.meta.glob<string>(["./**/*.ts", "./**/*.svelte", "!./**/*.test.ts", "!./ipc.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The places in which the interface names a label: attributes, fields of objects, and calls. */
const NAMED = [
  /<Label id="([a-z][a-z0-9-]+)"/g,
  /\b(?:label|hint|rec|head)(?:=|: )"([a-z][a-z0-9-]+)"/g,
  /<Dialog[^>]*\stitle="([a-z][a-z0-9-]+)"/g,
  /\.(?:plain|parts|say)\(\s*["']([a-z][a-z0-9-]+)["']/g,
  /\.only\([^,()]+, "([a-z][a-z0-9-]+)"/g,
  /\bid: "((?:err|rec)-[a-z0-9-]+)"/g,
];

test("every label that the interface names is in both files", () => {
  const named = Object.entries(sources).flatMap(([path, text]) =>
    NAMED.flatMap((pattern) => [...text.matchAll(pattern)].map((found) => ({ path, id: found[1] ?? "" }))),
  );
  expect(named.length).toBeGreaterThan(200);
  expect(named.filter(({ id }) => !labels.has(id)).map(({ path, id }) => `${path}: ${id}`)).toEqual([]);
});

test("every code of a vocabulary has its label", () => {
  const words = sources["./pages/words.ts"] ?? "";
  const ids = [...words.matchAll(/[a-z_]+: "([a-z][a-z0-9-]+)"/g)].map((found) => found[1] ?? "");
  expect(ids.length).toBeGreaterThan(50);
  expect(ids.filter((id) => !labels.has(id))).toEqual([]);
});
