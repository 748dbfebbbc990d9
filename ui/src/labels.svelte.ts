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
  /** The language that leads. */
  readonly lead: Lang = $derived(this.mode === "both" ? this.first : this.mode);
  /** Both languages, the one that leads first. */
  readonly order: readonly Lang[] = $derived(this.lead === "en" ? ["en", "ko"] : ["ko", "en"]);
  #words: Record<Lang, Words>;

  constructor(sources: Record<Lang, string>) {
    this.#words = { en: new Words("en-GB", sources.en), ko: new Words("ko-KR", sources.ko) };
  }

  /** Returns the languages on screen, in the order in which they are shown. */
  get langs(): readonly Lang[] {
    return this.mode === "both" ? this.order : [this.mode];
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

  /** Returns what a person wrote in the language that leads, or in the other one where nothing stands in it. */
  either(written: { en: string; ko: string }): string {
    return written[this.lead] || written.en || written.ko;
  }

  /** Returns the words of a label in one language, whatever the mode. */
  only(lang: Lang, id: string, args?: LabelArgs): string {
    // Most words are always the same: an editor asks for some of them ten thousand times.
    const known = args ? undefined : this.#words[lang].fixed.get(id);
    if (known !== undefined) return known;
    const { bundle, pattern } = this.#words[lang].read(id);
    if (!pattern) {
      if (import.meta.env.DEV) throw new Error(`no label ${id} in ${lang}`);
      return id;
    }
    const faults: Error[] = [];
    const own = args && Object.fromEntries(Object.entries(args).map(([name, arg]) => [name, typeof arg === "object" ? arg[lang] : arg]));
    const text = bundle.formatPattern(pattern, own, faults);
    if (import.meta.env.DEV && faults[0]) throw new Error(`label ${id} in ${lang}: ${faults[0].message}`);
    const composed = text.normalize("NFC");
    if (!args) this.#words[lang].fixed.set(id, composed);
    return composed;
  }

  /** Returns whether both languages have words for a label. */
  has(id: string): boolean {
    return this.#words.en.has(id) && this.#words.ko.has(id);
  }

  /** Reads every label, one after the other, so that none is read while somebody waits for it. */
  *read(): Generator<void> {
    for (const lang of ["en", "ko"] as const) {
      // The first number and the first plural take as long as a hundred words.
      yield void this.only(lang, "rows-found", { count: 2 });
      for (const id of this.#words[lang].ids) yield void this.#words[lang].read(id);
    }
  }

  /** Returns the labels whose id begins so, in their order. */
  ids(family: string): string[] {
    return this.#words.en.ids.filter((id) => id.startsWith(family));
  }
}

/** The words of one language. A label is parsed when it is first asked for: the first picture needs a dozen of a thousand. */
class Words {
  /** The words of labels that were asked for and take nothing. */
  readonly fixed = new Map<string, string>();
  #bundle: FluentBundle;
  #sources = new Map<string, string>();

  constructor(locale: string, source: string) {
    // Without isolation marks: every argument is either a number or text of a known direction.
    this.#bundle = new FluentBundle(locale, { useIsolating: false });
    const heads = [...source.matchAll(/^([a-z][a-z0-9-]*) =/gm)];
    heads.forEach(({ 1: id = "", index }, at) => this.#sources.set(id, source.slice(index, heads[at + 1]?.index)));
  }

  get ids(): string[] {
    return [...this.#sources.keys()];
  }

  has(id: string): boolean {
    return this.#sources.has(id);
  }

  read(id: string) {
    this.#parse(id);
    return { bundle: this.#bundle, pattern: this.#bundle.getMessage(id)?.value };
  }

  #parse(id: string) {
    const source = this.#sources.get(id);
    if (source === undefined || this.#bundle.hasMessage(id)) return;
    this.#bundle.addResource(new FluentResource(source));
    // What it quotes of other labels must be there before it is put together.
    for (const [, named = ""] of source.matchAll(/\{\s*([a-z][a-z0-9-]*)\s*\}/g)) this.#parse(named);
  }
}

export const labels = new Labels({ en, ko });
