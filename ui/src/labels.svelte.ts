import { FluentBundle, FluentResource } from "@fluent/bundle";
import en from "../labels/en.ftl?raw";
import ko from "../labels/ko.ftl?raw";

export type Lang = "en" | "ko";
export type LabelMode = "en" | "ko" | "both";
/** What a label takes: a text or a number, or words that each language has of its own. */
export type LabelArgs = Record<string, string | number | Record<Lang, string>>;

/** One language's words for a label. */
export interface Part {
  lang: Lang;
  text: string;
}

/** The words of the interface in the language or languages that a person chose. */
export class Labels {
  mode = $state<LabelMode>("both");
  first = $state<Lang>("en");
  #bundles: Record<Lang, FluentBundle>;

  constructor(sources: Record<Lang, string>) {
    this.#bundles = { en: bundle("en-GB", sources.en), ko: bundle("ko-KR", sources.ko) };
  }

  /** Returns the languages on screen, in the order in which they are shown. */
  get langs(): Lang[] {
    if (this.mode !== "both") return [this.mode];
    return this.first === "en" ? ["en", "ko"] : ["ko", "en"];
  }

  /** Returns the language that leads. */
  get lead(): Lang {
    return this.mode === "both" ? this.first : this.mode;
  }

  /** Returns the words of a label, one part for each language on screen. */
  parts(id: string, args?: LabelArgs): Part[] {
    return this.langs.map((lang) => ({ lang, text: this.only(lang, id, args) }));
  }

  /** Returns the same words as one text, for accessible names and titles. */
  plain(id: string, args?: LabelArgs): string {
    return this.parts(id, args)
      .map((part) => part.text)
      .filter((text, at, all) => all.indexOf(text) === at)
      .join(" ");
  }

  /** Returns the words of a label in one language, whatever the mode. */
  only(lang: Lang, id: string, args?: LabelArgs): string {
    const bundle = this.#bundles[lang];
    const pattern = bundle.getMessage(id)?.value;
    if (!pattern) {
      if (import.meta.env.DEV) throw new Error(`no label ${id} in ${lang}`);
      return id;
    }
    const faults: Error[] = [];
    const own = args && Object.fromEntries(Object.entries(args).map(([name, arg]) => [name, typeof arg === "object" ? arg[lang] : arg]));
    const text = bundle.formatPattern(pattern, own, faults);
    if (import.meta.env.DEV && faults[0]) throw new Error(`label ${id} in ${lang}: ${faults[0].message}`);
    return text.normalize("NFC");
  }

  /** Returns whether both languages have words for a label. */
  has(id: string): boolean {
    return this.#bundles.en.hasMessage(id) && this.#bundles.ko.hasMessage(id);
  }
}

function bundle(locale: string, source: string): FluentBundle {
  // Without isolation marks: every argument is either a number or text of a known direction.
  const made = new FluentBundle(locale, { useIsolating: false });
  made.addResource(new FluentResource(source));
  return made;
}

export const labels = new Labels({ en, ko });
