import { lexer, type Token } from "marked";
import type { Lang } from "../../labels.svelte";

/** Returns the part of a document in one language: English stands first, each under a title of its own. */
export function statementIn(text: string, lang: Lang): Token[] {
  const tokens = lexer(text);
  const titles = tokens.flatMap((token, at) => (token.type === "heading" && token.depth === 1 ? [at] : []));
  const [english = 0, korean = tokens.length] = titles;
  // The window's own heading says the title already.
  return lang === "en" ? tokens.slice(english + 1, korean) : tokens.slice(korean + 1);
}
