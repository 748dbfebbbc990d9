import { history } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import { EditorState, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import type { Shelf } from "../kit/Shot.svelte";
import { clipboard } from "./clipboard";
import { change, type Command, insert, place, show } from "./commands";
import { current } from "./current";
import type { Deeds } from "./deeds";
import { guard } from "./hangul";
import { keys, run } from "./keys";
import { Menu } from "./menu.svelte";
import { type Edit, type Flow, type Goal, type Kind, kindsOf, type Lang, living, type Named, type Opened, type Shown, type Value } from "./model";
import { near } from "./near";
import { Outbox, type Saving } from "./outbox";
import type { Page } from "./page";
import { sectionsOf } from "./parts";
import { caretIn, find, here, type Mode } from "./place";
import { refresh, type Rows as Living } from "./refresh";
import { room } from "./room";
import { Rows } from "./row.svelte";
import { sign } from "./rules";
import { cellOf, idOf } from "./schema";
import { sectionOf, sections, sectionsKey, written } from "./sections";
import { slash } from "./slash";
import { Sight } from "./sight";
import { crosses, cut, empty } from "./span";
import { link, linked, type Linked } from "./styles";
import { Views } from "./views";

// ProseMirror reads a finished syllable a moment after its composition ends; until then the page must not be redrawn.
const ENDING = 60;

/** What the editor asks of the page around it. */
export interface Host {
  onedit: (edits: Edit[]) => Promise<void>;
  onstate: (state: Saving) => void;
  onwarn: (marking: string) => void;
  onleave: () => void;
  /** Pictures were dropped or pasted; nothing asks the person to choose some. */
  onfiles: (files: File[] | null) => void;
  /** Where the pictures come from. */
  shelf: Shelf | undefined;
  /** The side of this laptop, by which a translation is checked. */
  side: () => string | undefined;
}

/** The two-language editor behind `Bitext`: one page, its rows, and the way of its edits into the record. */
export class Engine {
  readonly rows = new Rows();
  readonly menu = new Menu();
  /** The link that is being written. */
  link = $state.raw<(Linked & { spot: { left: number; bottom: number } }) | null>(null);
  readonly view: EditorView;
  readonly #views: Views;
  readonly #outbox: Outbox;
  readonly #sight: Sight;
  readonly #forget: () => void;
  readonly #kinds: readonly Kind[];
  #mode: Mode = "both";
  #seen: Living = [];
  #waiting: Opened | null = null;
  #taken: Opened;
  #ending: ReturnType<typeof setTimeout> | undefined;

  constructor(
    place: HTMLElement,
    { opened, rows, sections, doc }: Page,
    readonly host: Host,
    name: string,
  ) {
    this.#views = new Views(this.rows, this.#deeds());
    this.#seen = rows;
    // A page that brings no pictures in offers none.
    this.#kinds = [...kindsOf((opened.record as Flow).kind ?? ""), ...(host.shelf ? (["picture"] as const) : [])];
    this.rows.shelf = host.shelf;
    this.rows.sections = sections;
    // Known before anything is drawn: each row is drawn once.
    this.rows.learn(opened);
    this.#taken = opened;
    this.view = this.#page(place, doc, name);
    this.#sight = new Sight({ view: this.view, gauge: this.#views.gauge, fit: this.#views.fit });
    const known = new Set(this.#seen.map(([id]) => id));
    this.#outbox = new Outbox(this.#children().filter((row) => known.has(idOf(row))), {
      rows: () => this.#settled(),
      composing: () => this.#composing,
      send: (edits) => host.onedit(edits),
      onstate: host.onstate,
    });
    this.#forget = guard.adopt(this.view);
    this.menu.onpicture = () => host.onfiles(null);
  }

  /** Hands over everything that was typed, the syllable under composition included. */
  async flush(): Promise<void> {
    if (this.view.composing) {
      this.view.dom.blur();
      // The input method commits on its own turn, and ProseMirror reads it on the next.
      await new Promise((done) => setTimeout(done, 30));
    }
    this.#outbox.flush();
  }

  /**
   * Returns the rows with all news in them. What is handed over counts as written by someone who has seen the newest
   * record: without the news it would take back what others wrote.
   */
  #settled() {
    if (this.#waiting) this.#take(this.#waiting);
    return written(this.#children(), this.rows.sections, this.#outbox.sent);
  }

  /** Takes over what came back from the record; never inside a syllable. */
  take(opened: Opened): void {
    if (this.#composing) this.#waiting = opened;
    else if (opened !== this.#taken) this.#take(opened);
  }

  #take(opened: Opened): void {
    this.#waiting = null;
    // A save alone gives the record new heads, and nothing that stands on the page.
    if (opened.record !== this.#taken.record) this.#refresh(opened.record as Flow);
    this.#taken = opened;
    for (const id of this.rows.learn(opened)) this.#views.paint(id);
  }

  #refresh(flow: Flow): void {
    const now = living(flow);
    const parts = sectionsOf(flow);
    if (parts.join() !== this.rows.sections.join()) {
      this.rows.sections = parts;
      this.view.dispatch(this.view.state.tr.setMeta(sectionsKey, parts).setMeta("addToHistory", false));
      this.#count();
    }
    const news = refresh(this.view.state, { sent: this.#outbox.sent, seen: this.#seen, now, sections: parts });
    this.#seen = now;
    this.#outbox.sent = news.sent;
    if (news.tr.docChanged) this.view.dispatch(news.tr);
  }

  /** Shows one language or both. */
  set mode(mode: Mode) {
    this.#mode = mode;
    this.run(show);
  }

  set people(people: readonly Named[]) {
    this.rows.people = people;
  }

  set commitments(commitments: readonly Goal[]) {
    this.rows.commitments = commitments;
  }

  /** Lets nobody write, or everybody again. */
  set readonly(readonly: boolean) {
    this.rows.readonly = readonly;
    this.view.setProps({ editable: () => !readonly });
  }

  /** Draws all words again, after their language changed. */
  relabel(name: string): void {
    this.view.setProps({ attributes: this.#attributes(name) });
    this.#views.paintAll();
  }

  /** Puts a new row of a kind below the caret. */
  insert(kind: string): void {
    this.run(insert(kind));
    this.view.focus();
  }

  /** Shows pictures below the caret, and asks at once what there is to see on the first. */
  show(pictures: readonly Shown[]): void {
    if (pictures.length === 0 || !this.view.editable) return;
    this.run(place(pictures.map((picture) => ({ picture, alt: { en: "", ko: "" } }))));
    const at = here(this.view.state);
    if (!at) return;
    const id = String(at.segment.attrs.id);
    this.#open(id);
    this.#views.reveal(id);
  }

  /** Brings the caret in, to a row if one is named. */
  focus(id?: string): void {
    const found = id === undefined ? null : find(this.view.state.doc, id);
    if (found) {
      const caret = caretIn(this.view.state.doc, found.index, this.#mode === "both" ? "en" : this.#mode, "end");
      this.view.dispatch(this.view.state.tr.setSelection(caret).scrollIntoView());
      this.#views.element(found.segment.attrs.id as string)?.scrollIntoView({ block: "center" });
    }
    this.view.focus();
  }

  /** Brings the caret to the first row of a section that lacks a language, or to its last row. */
  focusSection(name: string, lang: Lang): void {
    const rows = this.#children().filter((row) => sectionOf(row) === name);
    const row = rows.find((one) => cellOf(one, lang).childCount === 0) ?? rows.at(-1);
    const found = row && find(this.view.state.doc, idOf(row));
    if (!found) return;
    const shown = this.#mode === "both" ? lang : this.#mode;
    this.view.dispatch(this.view.state.tr.setSelection(caretIn(this.view.state.doc, found.index, shown, "end")).scrollIntoView());
    this.#views.element(idOf(found.segment))?.scrollIntoView({ block: "center" });
    this.view.focus();
  }

  run(command: Command): boolean {
    return run(this.view, command, { mode: () => this.#mode });
  }

  /** Sets the link that is being written; answers whether the address may be one. */
  setLink(address: string): boolean {
    const tr = this.link && link(this.view.state, this.link, address);
    if (tr) {
      this.view.dispatch(tr);
      this.closeLink();
    }
    return tr !== null;
  }

  closeLink(): void {
    this.link = null;
    this.view.focus();
  }

  destroy(): void {
    this.#outbox.stop();
    this.#sight.stop();
    this.#forget();
    this.view.destroy();
  }

  #page(place: HTMLElement, doc: Node, name: string): EditorView {
    this.rows.count(doc.content.content);
    const paste = clipboard((marking) => this.host.onwarn(marking), (files) => this.#bring(files));
    const drawn = near({ from: 0, to: this.#views.gauge.stretch(doc, innerHeight) }, () => this.#held());
    const plugins = [keys(this.#reach()), slash(this.#kinds), current(), drawn, paste, sections(this.rows.sections), history()];
    const state = EditorState.create({ doc, selection: caretIn(doc, 0, "en", "start"), plugins });
    return new EditorView(place, {
      state,
      attributes: this.#attributes(name),
      nodeViews: { segment: this.#views.segment, en: this.#views.cell, ko: this.#views.cell },
      dispatchTransaction: (tr) => this.#dispatch(tr),
      scrollThreshold: room,
      scrollMargin: room,
      handleTextInput: (view, from, to, text) => this.#type(view, from, to, text),
      handleDOMEvents: {
        compositionstart: (view) => this.#compose(view),
        compositionend: () => this.#composed(),
        blur: () => this.#left(),
        click: (_view, event) => inLink(event),
      },
    });
  }

  /** The rows that stay drawn wherever the screen goes: somebody is busy in them. */
  #held(): string[] {
    const busy = document.activeElement?.closest<HTMLElement>(".bitext [data-id]")?.dataset.id;
    return [this.rows.open, busy].filter((id) => id != null);
  }

  #attributes(name: string): Record<string, string> {
    return { role: "textbox", "aria-multiline": "true", "aria-label": name, class: "flow", spellcheck: "true" };
  }

  #dispatch(tr: Transaction): void {
    const before = this.view.state.doc;
    this.view.updateState(this.view.state.apply(tr));
    if (tr.docChanged) {
      this.#count();
      if (!tr.getMeta("refresh") && before !== this.view.state.doc) this.#outbox.touch();
    }
    this.menu.follow(this.view);
  }

  #children() {
    return this.view.state.doc.content.content;
  }

  #count(): void {
    for (const id of this.rows.count(this.#children())) this.#views.paint(id);
  }

  #type(view: EditorView, from: number, to: number, text: string): boolean {
    if (crosses(view.state)) {
      view.dispatch(cut(view.state));
      view.dispatch(view.state.tr.insertText(text).scrollIntoView());
      return true;
    }
    return !view.composing && sign(view, from, to, text, this.#kinds);
  }

  #compose(view: EditorView): boolean {
    // The browser would write the first syllable over cells; they are emptied before it can.
    if (crosses(view.state)) view.dispatch(cut(view.state));
    return false;
  }

  get #composing(): boolean {
    return this.view.composing || this.#ending !== undefined;
  }

  #composed(): boolean {
    clearTimeout(this.#ending);
    this.#ending = setTimeout(() => {
      this.#ending = undefined;
      if (this.view.isDestroyed) return;
      this.#outbox.composed();
      if (this.#waiting) this.take(this.#waiting);
    }, ENDING);
    return false;
  }

  #left(): boolean {
    // Nothing is composed in a page without the focus; the input method and ProseMirror only need a moment to say so.
    setTimeout(() => {
      if (this.view.isDestroyed || this.view.hasFocus()) return;
      this.#outbox.flush();
      if (this.#waiting) this.#take(this.#waiting);
      this.menu.follow(this.view);
    }, this.view.composing ? 50 : 0);
    return false;
  }

  #reach() {
    return {
      kinds: this.#kinds,
      mode: () => this.#mode,
      menu: (name: string) => this.menu.press(name),
      details: () => this.#here((id) => this.rows.of(id).detailed && this.#open(id)),
      check: () => this.#here((id, lang) => this.#check(id, lang)),
      link: () => this.#askLink(),
      leave: () => this.host.onleave(),
      picture: () => this.#bring(null),
      approach: () => {
        this.view.dispatch(this.view.state.tr.scrollIntoView());
        this.#sight.follow();
      },
    };
  }

  #bring(files: File[] | null): void {
    if (this.view.editable) this.host.onfiles(files);
  }

  #here(deed: (id: string, lang: Lang) => void): void {
    const at = here(this.view.state);
    if (at && this.view.editable) deed(String(at.segment.attrs.id), at.lang);
  }

  #askLink(): void {
    const found = this.view.editable ? linked(this.view.state) : null;
    if (found) this.link = { ...found, spot: this.view.coordsAtPos(found.from) };
  }

  #open(id: string | null): void {
    const before = this.rows.open;
    this.rows.open = id;
    for (const each of new Set([before, id])) if (each !== null) this.#views.paint(each);
  }

  #check(id: string, lang: Lang): void {
    const state = this.rows.of(id).state(lang);
    if (state !== "stale" && state !== "draft") return;
    const side = this.host.side() ?? (lang === "ko" ? "kr" : "uk");
    this.#outbox.also([{ do: "check", id, lang, side }]);
    this.view.focus();
  }

  #deeds(): Deeds {
    return {
      details: (id, open) => {
        this.#open(open ? id : null);
        if (!open) this.focus(here(this.view.state)?.segment.attrs.id === id ? undefined : id);
      },
      shut: (id) => this.rows.open === id && this.#open(null),
      change: (id, field, value) => {
        const tr = change(this.view.state, id, field, value);
        if (tr) this.view.dispatch(tr);
      },
      check: (id, lang) => this.#check(id, lang),
      choose: ({ path }, { value }) => this.#outbox.also([settled(path, value)]),
      renumber: (id) => this.#outbox.also([{ do: "renumber", id }]),
    };
  }
}

/** The choice between competing values is an edit of its own: also the value that is shown settles the matter. */
function settled(path: string[], value: Value): Edit {
  const [, id = "", field] = path;
  return field === "kind" ? { do: "turn", id, kind: String(value) } : { do: "set", path, value };
}

function inLink(event: MouseEvent): boolean {
  if (event.target instanceof Element && event.target.closest("a")) event.preventDefault();
  return false;
}
