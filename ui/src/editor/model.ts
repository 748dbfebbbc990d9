/** The parts of a record that the editor reads and writes: the core's JSON, in which any optional field may be missing. */
import type { Bilingual, Lang, Picture, Segment } from "../ipc";
import { sectionsOf } from "./parts";

export type { Bilingual, Competing, Conflict, Edit, Lang, Opened, Segment, TextState, Value } from "../ipc";

export const LANGS: readonly Lang[] = ["en", "ko"];

/** The fields of a segment that the editor shows on its row and lets a person change, beside the two texts. */
export const FIELDS = ["section", "decision", "owner_side", "owner", "due", "due_precision", "due_text", "status", "evidence", "area", "sources", "serves", "start", "end", "lead", "picture", "alt"] as const;
export type Field = (typeof FIELDS)[number];
export type Fields = Readonly<Partial<Pick<Segment, Field>>>;

/** A person at a meeting, as far as the editor names people. */
export interface Named {
  id: string;
  side: string;
  family: Bilingual;
  given: Bilingual;
  family_name_first: boolean;
}

/** Something of the agreement that a row can point at: an area of cooperation or a commitment. */
export interface Goal {
  id: string;
  /** Its code or number. */
  code: string;
  text: Bilingual;
}

/** What a flow of segments needs of its record. */
export interface Flow {
  kind?: string;
  areas?: Record<string, { pos?: string; code?: string; en?: string; ko?: string; removed?: boolean }>;
  segments?: Record<string, Segment>;
  sources?: Record<string, string>;
  delegations?: Record<string, unknown>;
  days?: Record<string, { start: string; end: string }>;
  zone?: string;
}

/** The kinds that a person can choose. A picture is brought in; a row cannot turn into one. */
export const KINDS = ["decision", "action", "agenda", "clause", "commitment", "heading", "point", "quote", "picture"] as const;
export type Kind = (typeof KINDS)[number];

const MINUTES: readonly Kind[] = ["decision", "action", "agenda", "heading", "point", "quote"];
const OF_RECORD: Record<string, readonly Kind[]> = {
  agreement: ["clause", "heading", "point", "commitment", "quote"],
  practice: ["heading", "point", "quote"],
};

/** Returns the kinds that a record of some kind offers, in the order of the menu. */
export function kindsOf(record: string): readonly Kind[] {
  return OF_RECORD[record] ?? MINUTES;
}

/** A file that lies in the vault, as a picture of the body names it. */
export type Shown = Required<Pick<Picture, "hash" | "small" | "width" | "height" | "mime">>;

/** Returns the other of the two languages. */
export function other(lang: Lang): Lang {
  return lang === "en" ? "ko" : "en";
}

/** Returns whether two JSON values say the same. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

/** Returns the fields of a segment that the editor knows. */
export function fieldsIn(segment: Segment): Fields {
  return Object.fromEntries(FIELDS.flatMap((field) => (segment[field] == null ? [] : [[field, segment[field]]])));
}

/** Returns the living segments in their order. */
export function living(flow: Flow): [string, Segment][] {
  const rows = Object.entries(flow.segments ?? {}).filter(([, segment]) => !segment.removed);
  const sections = sectionsOf(flow);
  const rank = (segment: Segment) => sections.indexOf(segment.section ?? "");
  // By code units, as the core compares places.
  return rows.sort(([a, one], [b, two]) => rank(one) - rank(two) || order(one.pos, two.pos) || order(a, b));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Returns a person's name in one language, in that person's own order. */
export function nameOf(person: Named, lang: Lang): string {
  const [family, given] = [person.family[lang] ?? "", person.given[lang] ?? ""];
  // A Korean name is written as one word; a foreign one in Hangul keeps its own order and its space.
  if (lang === "ko" && person.family_name_first) return `${family}${given}`;
  const order = person.family_name_first ? [family, given] : [given, family];
  return order.filter(Boolean).join(" ");
}
