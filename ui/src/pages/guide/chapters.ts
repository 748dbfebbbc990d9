import { lexer, type Token, type Tokens } from "marked";
import { matches } from "../../kit/match";
import type { Lang } from "../../labels.svelte";

/** The chapters, in the order in which they are read. */
export const CHAPTERS = [
  "start",
  "home",
  "meetings",
  "agreements",
  "practices",
  "actions",
  "search",
  "export",
  "history",
  "pictures",
  "safety",
  "keys",
] as const;
export type Chapter = (typeof CHAPTERS)[number];

/** A part of a chapter under a heading. */
export interface Section {
  chapter: Chapter;
  /** Its place among the headings of the chapter; 0 is the chapter's own title. */
  at: number;
  title: string;
  text: string;
}

const sources = import.meta.glob<string>("../../../../docs/guide/*/*.md", { query: "?raw", import: "default", eager: true });
const pictures = import.meta.glob<string>("../../../../docs/guide/pictures/*.png", { query: "?url", import: "default", eager: true });

const trees = new Map<string, Token[]>();

const pathOf = (lang: Lang, chapter: Chapter) => `../../../../docs/guide/${lang}/${chapter}.md`;

/** Returns a chapter in one language as a tree. Nothing of it ever becomes markup. */
export function chapterOf(lang: Lang, chapter: Chapter): Token[] {
  const path = pathOf(lang, chapter);
  const tree = trees.get(path) ?? lexer(sources[path] ?? "");
  trees.set(path, tree);
  return tree;
}

/** Returns the title of a chapter: its first line, so that a list of chapters reads none of them. */
export function titleOf(lang: Lang, chapter: Chapter): string {
  const [first = ""] = (sources[pathOf(lang, chapter)] ?? "").split("\n", 1);
  return plain(lexer(first)) || chapter;
}

/** Returns where a link of a chapter leads, if it leads to another chapter. */
export function chapterAt(href: string): Chapter | undefined {
  const name = /^([a-z]+)\.md$/.exec(href)?.[1];
  return CHAPTERS.find((chapter) => chapter === name);
}

/** Returns the address of a picture that a chapter names. */
export function pictureAt(href: string): string | undefined {
  return pictures[`../../../../docs/guide/${href.replace(/^\.\.\//, "")}`];
}

/** Returns the parts of a chapter, each under its heading. */
export function sectionsOf(lang: Lang, chapter: Chapter): Section[] {
  const found: Section[] = [];
  for (const token of chapterOf(lang, chapter)) {
    if (token.type === "heading") {
      found.push({ chapter, at: found.length, title: plain([token]), text: "" });
    } else {
      const last = found.at(-1);
      if (last) last.text = `${last.text} ${plain([token])}`.trim();
    }
  }
  return found;
}

/** Returns the parts of the whole guide that hold what was typed: first those that are about it. */
export function find(lang: Lang, typed: string): Section[] {
  const all = CHAPTERS.flatMap((chapter) => sectionsOf(lang, chapter));
  const titled = all.filter((section) => matches(typed, section.title));
  return [...titled, ...all.filter((section) => !titled.includes(section) && matches(typed, section.text))];
}

/** Returns the words of a tree, without its pictures. */
export function plain(tokens: Token[]): string {
  return tokens.map(words).join("").replace(/\s+/g, " ").trim();
}

function words(token: Token): string {
  switch (token.type) {
    case "image":
      return "";
    case "list":
      return (token as Tokens.List).items.map((one) => plain(one.tokens)).join(" ");
    case "table": {
      const table = token as Tokens.Table;
      return [table.header, ...table.rows].flat().map((cell) => plain(cell.tokens)).join(" ");
    }
    case "space":
    case "br":
      return " ";
    default:
      return "tokens" in token && token.tokens ? token.tokens.map(words).join("") : "text" in token ? String(token.text) : "";
  }
}
