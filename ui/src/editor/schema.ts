import { type Fragment, type Node, type NodeSpec, Schema } from "prosemirror-model";
import type { Fields, Lang } from "./model";

const cell = (lang: Lang): NodeSpec => ({
  content: "text*",
  isolating: true,
  selectable: false,
  // Imported text may hold line breaks; the editor itself writes none.
  whitespace: "pre",
  attrs: { of: { default: "" } },
  parseDOM: [{ tag: `div.cell[lang=${lang}]` }],
  toDOM: () => ["div", { class: "cell", lang }, 0],
});

/** A flow of rows; each row is one segment of the record with a cell for either language. */
export const schema = new Schema({
  nodes: {
    doc: { content: "segment+" },
    segment: {
      content: "en ko",
      isolating: true,
      selectable: false,
      draggable: false,
      attrs: { id: { default: "" }, kind: { default: "point" }, fields: { default: {} } },
      parseDOM: [{ tag: "div.segment" }],
      toDOM: () => ["div", { class: "segment" }, 0],
    },
    en: cell("en"),
    ko: cell("ko"),
    text: {},
  },
  marks: {
    bold: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    link: {
      attrs: { href: {} },
      inclusive: false,
      // What the page itself holds; pasted links are read elsewhere and only these schemes pass.
      parseDOM: [{ tag: "a[href^='http']", getAttrs: hrefOf }, { tag: "a[href^='mailto:']", getAttrs: hrefOf }],
      toDOM: (mark) => ["a", { href: String(mark.attrs.href), title: String(mark.attrs.href) }, 0],
    },
  },
});

function hrefOf(element: HTMLElement) {
  return { href: element.getAttribute("href") ?? "" };
}

/** What a row is made of. */
export interface Parts {
  id: string;
  kind?: string;
  fields?: Fields;
  en?: Fragment | readonly Node[];
  ko?: Fragment | readonly Node[];
}

/** Returns a new row. */
export function row({ id, kind = "point", fields = {}, en, ko }: Parts): Node {
  const { segment, en: english, ko: korean } = schema.nodes;
  const cells = [english.create({ of: id }, en), korean.create({ of: id }, ko)];
  return segment.create({ id, kind, fields }, cells);
}

/** Returns the cell of a row in one language. */
export function cellOf(segment: Node, lang: Lang): Node {
  return segment.child(lang === "en" ? 0 : 1);
}

/** Returns the language of a cell. */
export function langOf(cell: Node): Lang {
  return cell.type === schema.nodes.ko ? "ko" : "en";
}

/** Returns the id of a row. */
export function idOf(segment: Node): string {
  return String(segment.attrs.id);
}

/** Returns what a row is. */
export function kindOf(segment: Node): string {
  return String(segment.attrs.kind);
}

/** Returns the fields of a row beside its texts. */
export function fieldsOf(segment: Node): Fields {
  return segment.attrs.fields as Fields;
}

/** Returns whether a row shows nothing: no text in either cell, and no picture. */
export function blank(segment: Node): boolean {
  return segment.child(0).childCount === 0 && segment.child(1).childCount === 0 && !pictured(segment);
}

/** Returns whether a row shows a picture. */
export function pictured(segment: Node): boolean {
  return kindOf(segment) === "picture" && fieldsOf(segment).picture != null;
}
