import type { Token, Tokens } from "marked";
import { expect, test } from "vitest";
import statement from "../../../../docs/accessibility.md?raw";
import en from "../../../labels/en.ftl?raw";
import ko from "../../../labels/ko.ftl?raw";
import { printed } from "../../keys";
import { KEYS } from "../../editor/keys";
import { everything } from "../commands";
import { chapterAt, chapterOf, CHAPTERS, find, pictureAt, sectionsOf } from "./chapters";
import { statementIn } from "./statement";

const LANGS = ["en", "ko"] as const;
const all = LANGS.flatMap((lang) => CHAPTERS.map((chapter) => ({ lang, chapter, tokens: flat(chapterOf(lang, chapter)) })));

/** Returns a tree as a list of everything in it. */
function flat(tokens: Token[]): Token[] {
  return tokens.flatMap((token) => {
    const inside: Token[] = token.type === "list" ? (token as Tokens.List).items : "tokens" in token && token.tokens ? token.tokens : [];
    const cells = token.type === "table" ? [(token as Tokens.Table).header, ...(token as Tokens.Table).rows].flat().flatMap((cell) => cell.tokens) : [];
    return [token, ...flat([...inside, ...cells])];
  });
}

/** Returns what is wrong with the tokens of a kind, each named by its chapter. */
function wrong(type: string, fault: (token: Token & Record<string, string>, lang: "en" | "ko") => boolean): string[] {
  const told = all.flatMap(({ lang, chapter, tokens }) =>
    tokens.filter((token) => token.type === type && fault(token as Token & Record<string, string>, lang)).map((token) => `${lang}/${chapter}: ${token.raw}`),
  );
  return told;
}

test("every chapter stands in both languages with the same parts", () => {
  for (const chapter of CHAPTERS) {
    const [english, korean] = LANGS.map((lang) => sectionsOf(lang, chapter));
    expect(english?.length, chapter).toBeGreaterThan(1);
    expect(korean?.length, chapter).toBe(english?.length);
    expect(english?.every((section) => section.text), chapter).toBe(true);
  }
});

test("nothing in the guide wants to be markup", () => {
  expect(wrong("html", () => true)).toEqual([]);
});

test("what is bold is a word of the window", () => {
  const words = { en: spoken(en), ko: spoken(ko) };
  expect(wrong("strong", (token, lang) => !words[lang].has(token.text ?? ""))).toEqual([]);
});

test("every key in the guide is a key of Maru", () => {
  const known = new Set([...everything(), ...KEYS].flatMap(({ press }) => (press ? [printed(press)] : [])));
  const chord = /^(Ctrl|Alt|F\d)\b/;
  expect(wrong("codespan", (token) => chord.test(token.text ?? "") && !known.has(token.text ?? ""))).toEqual([]);
});

test("every link leads to a chapter and every picture is there with words", () => {
  expect(wrong("link", (token) => !chapterAt(token.href ?? ""))).toEqual([]);
  expect(wrong("image", (token) => !pictureAt(token.href ?? "") || !token.text)).toEqual([]);
});

test("the guide is searched in its own language, titles first", () => {
  expect(find("en", "backup")[0]?.title).toBe("Security and backup");
  expect(find("ko", "백업")[0]?.title).toBe("보안과 백업");
  expect(find("ko", "ㅂㅇ").map((section) => section.title)).toContain("보안과 백업");
  expect(find("en", "no such words at all")).toEqual([]);
});

test("the accessibility statement says the same in both languages", () => {
  const [english, korean] = LANGS.map((lang) => statementIn(statement, lang).filter((token) => token.type === "heading"));
  expect(english?.length).toBeGreaterThan(2);
  expect(korean?.length).toBe(english?.length);
});

/** Returns every text of a language's labels that takes no arguments. */
function spoken(source: string): Set<string> {
  return new Set([...source.matchAll(/^[a-z][\w-]* = (.+)$/gm)].map((found) => (found[1] ?? "").trim()));
}
