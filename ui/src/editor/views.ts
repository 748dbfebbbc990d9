import type { Node } from "prosemirror-model";
import type { Decoration, NodeView, ViewMutationRecord } from "prosemirror-view";
import { mount, unmount } from "svelte";
import { spelling } from "../kit/spelling.svelte";
import { labels } from "../labels.svelte";
import Details from "./Details.svelte";
import type { Deeds } from "./deeds";
import { Far } from "./far";
import Foot from "./Foot.svelte";
import { Gauge } from "./gauge";
import { type Lang, LANGS } from "./model";
import { isNear } from "./near";
import { SECTION_WORDS } from "./parts";
import Picture from "./Picture.svelte";
import type { Row, Rows } from "./row.svelte";
import { idOf, langOf } from "./schema";
import { WORDS } from "./slash";

/** The rows that are drawn, by id, so that news of one row reaches its elements alone. */
export class Views {
  readonly gauge = new Gauge();
  readonly #far = new Set<Far>();
  readonly #segments = new Map<string, SegmentView>();
  readonly #cells = new Map<string, CellView>();

  constructor(
    readonly rows: Rows,
    readonly deeds: Deeds,
  ) {}

  /** Returns the element of a row for the editor's page. */
  segment = (node: Node, _view: unknown, _at: unknown, marks: readonly Decoration[]): NodeView =>
    isNear(marks) ? new SegmentView(node, this) : new Far(node, this.gauge, this.#far);

  /** Returns the element of a cell. */
  cell = (node: Node): NodeView => new CellView(node, this);

  /** Draws what stands around the texts of a row again. */
  paint(id: string): void {
    this.#segments.get(id)?.paint();
    this.#cells.get(`${id} en`)?.paint();
    this.#cells.get(`${id} ko`)?.paint();
  }

  /** Draws every row again, after the words or the whole record changed. */
  paintAll(): void {
    for (const id of this.#segments.keys()) this.paint(id);
  }

  /** Gives the rows that are not drawn their height again. */
  readonly fit = (): void => {
    for (const far of this.#far) far.fit();
  };

  /** Brings a row into sight, and at last the field that asks first: a tall picture may leave no room for both. */
  reveal(id: string): void {
    const row = this.element(id);
    row?.scrollIntoView({ block: "nearest" });
    row?.querySelector(".details input")?.scrollIntoView({ block: "nearest" });
  }

  /** Returns the element of a row that is drawn. */
  element(id: string): HTMLElement | undefined {
    return this.#segments.get(id)?.dom;
  }

  enter(key: string, view: SegmentView | CellView): void {
    if (view instanceof SegmentView) this.#segments.set(key, view);
    else this.#cells.set(key, view);
  }

  /** A row that moved is drawn anew before its old element goes: only its own entry may go with it. */
  leave(key: string, view: SegmentView | CellView): void {
    if (this.#segments.get(key) === view) this.#segments.delete(key);
    if (this.#cells.get(key) === view) this.#cells.delete(key);
  }
}

class SegmentView implements NodeView {
  readonly dom = element("div", "segment");
  readonly contentDOM = element("div", "pair");
  readonly #id: string;
  readonly #row: Row;
  #head: HTMLElement | null = null;
  #details: Mounted | null = null;
  #picture: Mounted | null = null;

  constructor(
    node: Node,
    readonly views: Views,
  ) {
    this.#id = idOf(node);
    this.#row = views.rows.of(this.#id);
    this.dom.append(this.contentDOM);
    this.dom.dataset.id = this.#id;
    this.dom.setAttribute("role", "group");
    views.enter(this.#id, this);
    this.#take(node);
  }

  update(node: Node, marks: readonly Decoration[]): boolean {
    if (idOf(node) !== this.#id || node.type.name !== "segment" || !isNear(marks)) return false;
    this.#take(node);
    return true;
  }

  #take(node: Node): void {
    this.#row.take(node);
    this.views.paint(this.#id);
  }

  paint(): void {
    const { kind, filled, fields, number, turn } = this.#row;
    const label = WORDS[kind] ? labels.plain(WORDS[kind]) : kind;
    set(this.dom, "aria-label", [label, number || (kind === "agenda" && turn > 0 ? String(turn) : "")].filter(Boolean).join(" "));
    this.#paintHead();
    set(this.dom, "data-kind", kind);
    set(this.dom, "data-status", kind === "action" ? (fields.status ?? "open") : null);
    set(this.dom, "data-en", filled.en ? "text" : "none");
    set(this.dom, "data-ko", filled.ko ? "text" : "none");
    const shows = kind === "picture" && fields.picture != null;
    if (shows && !this.#picture) this.#picture = above(this.contentDOM, this.#row, this.views.rows);
    if (!shows && this.#picture) this.#picture = this.#picture.drop();
    const open = this.views.rows.open === this.#id;
    this.dom.classList.toggle("open", open);
    if (open && !this.#details) this.#details = foot(this.dom, Details, this.#row, this.views);
    if (!open && this.#details) this.#details = this.#details.drop();
  }

  /** The heading of the section stands above its first row, each language over its column. */
  #paintHead(): void {
    const { head } = this.#row;
    if (head === null) {
      this.#head?.remove();
      this.#head = null;
      return;
    }
    if (this.#head?.dataset.section === head) return;
    const made = element("div", "head");
    made.dataset.section = head;
    made.contentEditable = "false";
    made.setAttribute("role", "heading");
    made.setAttribute("aria-level", "2");
    made.append(...LANGS.map((lang) => headed(head, lang)));
    this.#head?.remove();
    this.#head = made;
    this.dom.prepend(made);
  }

  stopEvent(event: Event): boolean {
    return outside(event.target, this.contentDOM);
  }

  ignoreMutation(change: ViewMutationRecord): boolean {
    return change.target === this.dom || change.target === this.contentDOM ? change.type === "attributes" || change.target === this.dom : outside(change.target, this.contentDOM);
  }

  destroy(): void {
    this.views.leave(this.#id, this);
    this.#details?.drop();
    this.#picture?.drop();
  }
}

class CellView implements NodeView {
  readonly dom = element("div", "cell");
  readonly contentDOM = element("div", "text");
  readonly #key: string;
  readonly #row: Row;
  readonly #lang: Lang;
  readonly #lead = element("span", "lead");
  #foot: Mounted | null = null;

  constructor(
    node: Node,
    readonly views: Views,
  ) {
    this.#lang = langOf(node);
    this.#key = `${String(node.attrs.of)} ${this.#lang}`;
    this.#row = views.rows.of(String(node.attrs.of));
    this.dom.lang = this.#lang;
    this.dom.append(this.contentDOM);
    this.dom.setAttribute("role", "group");
    this.#lead.contentEditable = "false";
    this.#lead.setAttribute("aria-hidden", "true");
    views.enter(this.#key, this);
    this.paint();
  }

  update(node: Node): boolean {
    return `${String(node.attrs.of)} ${langOf(node)}` === this.#key;
  }

  paint(): void {
    const { kind, number, turn } = this.#row;
    const words = (id: string) => labels.only(this.#lang, id);
    set(this.dom, "aria-label", labels.plain(`editor-cell-${this.#lang}`));
    set(this.dom, "spellcheck", spelling.of(this.#lang));
    set(this.contentDOM, "data-missing", words("to-translate"));
    set(this.contentDOM, "data-start", words(kind === "picture" ? "picture-caption" : "editor-start"));
    const lead = kind === "agenda" && turn > 0 ? String(turn) : number;
    if (this.#lead.textContent !== lead) this.#lead.textContent = lead;
    const led = ["decision", "action", "agenda", "commitment", "clause"].includes(kind);
    if (led && !this.#lead.parentNode) this.dom.prepend(this.#lead);
    if (!led) this.#lead.remove();
    const footed = this.#row.footed(this.#lang);
    if (footed && !this.#foot) this.#foot = foot(this.dom, Foot, this.#row, this.views, this.#lang);
    if (!footed && this.#foot) this.#foot = this.#foot.drop();
  }

  stopEvent(event: Event): boolean {
    return outside(event.target, this.contentDOM);
  }

  ignoreMutation(change: ViewMutationRecord): boolean {
    return change.type === "attributes" ? !inside(change.target, this.contentDOM) || change.target === this.contentDOM : outside(change.target, this.contentDOM);
  }

  destroy(): void {
    this.views.leave(this.#key, this);
    this.#foot?.drop();
  }
}

interface Mounted {
  drop: () => null;
}

type Part = typeof Foot | typeof Details;

/** Puts a component beneath a row or a cell, outside the text. */
function foot(parent: HTMLElement, part: Part, row: Row, { rows, deeds }: Views, lang: Lang = "en"): Mounted {
  const target = element("div", part === Foot ? "foot" : "details");
  target.contentEditable = "false";
  parent.append(target);
  const made = mount(part as typeof Foot, { target, props: { row, rows, deeds, lang } });
  return {
    drop: () => {
      void unmount(made);
      target.remove();
      return null;
    },
  };
}

/** Puts the picture of a row above its caption, outside the text. */
function above(text: HTMLElement, row: Row, rows: Rows): Mounted {
  const target = element("div", "picture");
  target.contentEditable = "false";
  text.before(target);
  const made = mount(Picture, { target, props: { row, rows } });
  return {
    drop: () => {
      void unmount(made);
      target.remove();
      return null;
    },
  };
}

/** The heading of a section in one language; a section of a newer Maru is called by its code. */
function headed(section: string, lang: Lang): HTMLElement {
  const label = SECTION_WORDS[section];
  const [part, name, hint] = [element("span", "part"), element("span", "name"), element("span", "hint")];
  part.lang = lang;
  name.textContent = label ? labels.only(lang, label) : section || labels.only(lang, "paper-other");
  const more = `section-hint-${section.replaceAll("_", "-")}`;
  if (labels.has(more)) hint.textContent = labels.only(lang, more);
  part.append(name, hint);
  return part;
}

function inside(target: EventTarget | null, text: HTMLElement): boolean {
  return target instanceof globalThis.Node && text.contains(target);
}

function outside(target: EventTarget | null, text: HTMLElement): boolean {
  return !inside(target, text);
}

function element(name: "div" | "span", className: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

/** Sets an attribute only if it differs, so that the browser has nothing to do for rows that stay as they are. */
function set(target: HTMLElement, name: string, value: string | null): void {
  if (value === null) target.removeAttribute(name);
  else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}
