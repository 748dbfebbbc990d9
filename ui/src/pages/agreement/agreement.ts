import { entries, flag, flow, handling, pair, type Pair, text, texts, tree } from "../shapes";

export interface Dated {
  value: string;
  certainty: string;
  basis: Pair;
}

/** An area of cooperation; without a side it stands on the list of both together. */
export interface Area {
  id: string;
  pos: string;
  code: string;
  side: string;
  words: Pair;
  /** The areas that its own end of a link names. */
  links: string[];
}

/** Reads what the page of an agreement shows besides its fields, which read themselves. */
export function agreement(record: unknown) {
  const it = tree(record);
  const dates = tree(it.dates);
  const nature = tree(it.legal_nature);
  const living = entries(it.participants, (one, id) => ({ one, id })).filter(({ one }) => !flag(one.removed));
  return {
    id: text(it.id),
    audience: text(it.audience),
    sample: flag(it.sample),
    provenance: text(it.provenance),
    form: text(it.form),
    reference: text(it.reference),
    status: text(it.status),
    nature: { value: text(nature.value), confirmed: flag(nature.confirmed) },
    title: pair(it.title),
    short: pair(it.short_title),
    bodies: living.map(({ one, id }) => ({
      id,
      side: text(one.side),
      at_signature: pair(one.body_at_signature),
      current: pair(one.current_body),
    })),
    signed: dated(dates.signed),
    effect: dated(dates.in_effect),
    ends: dated(dates.ends),
    areas: areas(it.areas),
    lines: flow(it.segments),
    handling: handling(it.handling),
  };
}

export type Agreement = ReturnType<typeof agreement>;

/** Reads the areas in their order, without those that were taken off. */
export function areas(value: unknown): Area[] {
  return entries(value, (it, id) => ({ it, id }))
    .filter(({ it }) => !flag(it.removed))
    .map(({ it, id }) => ({
      id,
      pos: text(it.pos),
      code: text(it.code),
      side: text(it.side) === "joint" ? "" : text(it.side),
      words: pair(it),
      links: texts(it.links),
    }));
}

function dated(value: unknown): Dated {
  const it = tree(value);
  return { value: text(it.value), certainty: text(it.certainty), basis: pair(it.basis) };
}

/** Returns whether a date has to be shown as assumed: it says so, or it says nothing of its basis (R14). */
export function assumed(date: Dated): boolean {
  const based = date.basis.en.trim() !== "" || date.basis.ko.trim() !== "";
  return date.certainty === "assumed" || (date.certainty !== "stated" && !based);
}

const LENGTH = /^(\d{1,4})\s*(years?|y|년|months?|m|개월|달|days?|d|일)(?:\s*간)?$/i;
const UNITS: Record<string, string> = { y: "Y", 년: "Y", m: "M", 개: "M", 달: "M", d: "D", 일: "D" };

/** Reads a length of time as people type it (`5 years`, `6개월`) as the record holds it (`P5Y`); anything else stays as typed. */
export function lengthOf(typed: string): string {
  const found = LENGTH.exec(typed.normalize("NFKC").trim());
  const unit = UNITS[found?.[2]?.[0]?.toLowerCase() ?? ""];
  return found && unit ? `P${Number(found[1])}${unit}` : typed;
}

/** Reads a duration such as `P5Y` or `P6M` as a number of years, months or days. */
export function duration(value: string): { id: string; count: number } | null {
  const found = /^P(\d+)([YMD])$/.exec(value);
  const unit = { Y: "paper-years", M: "duration-months", D: "duration-days" }[found?.[2] ?? ""];
  return found && unit ? { id: unit, count: Number(found[1]) } : null;
}
