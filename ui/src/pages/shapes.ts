/**
 * Records arrive as JSON in which any field may be missing. Here they are read into what the pages show:
 * every missing text is empty and every missing map has no entries, so that a page needs no guard.
 */

export type Json = Record<string, unknown>;

/** A short text in both languages, each of them at least empty. */
export interface Pair {
  en: string;
  ko: string;
}

export const tree = (value: unknown): Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text).filter(Boolean) : []);
export const flag = (value: unknown): boolean => value === true;
export const whole = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** Reads a short text in both languages. */
export function pair(value: unknown): Pair {
  const both = tree(value);
  return { en: text(both.en), ko: text(both.ko) };
}

/** Reads a map by id as a list, in the order of `pos` where its entries have one. */
export function entries<T>(value: unknown, read: (entry: Json, id: string) => T): T[] {
  return Object.entries(tree(value))
    .map(([id, entry]) => ({ id, entry: tree(entry) }))
    .sort((a, b) => byText(text(a.entry.pos), text(b.entry.pos)) || byText(a.id, b.id))
    .map(({ id, entry }) => read(entry, id));
}

/** Compares as the core does: by code units, never by a language's alphabet. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Returns whether neither language has any text. */
export function blank(both: Partial<Pair>): boolean {
  return !both.en?.trim() && !both.ko?.trim();
}

/** How a record may be handled and disclosed. */
export interface Handling {
  uk: string;
  instruction: string;
  descriptor: string;
  embargo_until: string;
  embargo_then: string;
  disclosure: string;
  disclosure_basis: string;
  n2sf: string;
}

export function handling(value: unknown): Handling {
  const it = tree(value);
  return {
    uk: text(it.uk),
    instruction: text(it.instruction),
    descriptor: text(it.descriptor),
    embargo_until: text(it.embargo_until),
    embargo_then: text(it.embargo_then),
    disclosure: text(it.disclosure),
    disclosure_basis: text(it.disclosure_basis),
    n2sf: text(it.n2sf),
  };
}

/** Returns the UK marking as one line, such as `OFFICIAL - RECIPIENTS ONLY`. */
export function marking(it: Handling): string {
  return [it.uk, it.instruction, it.descriptor].filter(Boolean).join(" - ");
}

/** A line of a body, as the read-only pages show it. */
export interface Line {
  id: string;
  kind: string;
  section: string;
  en: string;
  ko: string;
  number: string;
  owner_side: string;
  status: string;
  due: string;
  due_precision: string;
  due_text: Pair;
  evidence: Pair;
  area: string;
  sources: string[];
}

/** Reads the lines of a body in their order, without the deleted ones. */
export function flow(value: unknown): Line[] {
  return entries(value, (it, id) => ({ it, id }))
    .filter(({ it }) => !flag(it.removed))
    .map(({ it, id }) => ({
      id,
      kind: text(it.kind),
      section: text(it.section),
      en: text(it.en),
      ko: text(it.ko),
      number: numbered(it),
      owner_side: text(it.owner_side),
      status: text(it.status),
      due: text(it.due),
      due_precision: text(it.due_precision) || "day",
      due_text: pair(it.due_text),
      evidence: pair(it.evidence),
      area: text(it.area),
      sources: texts(it.sources),
    }));
}

function numbered(it: Json): string {
  const series: Record<string, [string, unknown]> = {
    decision: ["D", it.decision_no],
    action: ["A", it.action_no],
    commitment: ["C", it.commitment_no],
  };
  const [letter, number] = series[text(it.kind)] ?? ["", null];
  return typeof number === "number" ? `${letter}-${String(number).padStart(2, "0")}` : "";
}
