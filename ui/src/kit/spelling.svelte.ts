import type { Lang } from "../labels.svelte";

/** In which languages the system checks the spelling of what is typed; none when a person has switched it off. */
class Spelling {
  langs = $state.raw<readonly Lang[]>([]);

  /** Returns the attribute of a text in a language: where there are no words to check it by, every word would be wrong. */
  of(lang: Lang): "true" | "false" {
    return this.langs.includes(lang) ? "true" : "false";
  }
}

export const spelling = new Spelling();
