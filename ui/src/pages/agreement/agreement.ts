import { entries, flag, flow, handling, type Handling, type Line, type Pair, pair, text, texts, tree } from "../shapes";

export interface Dated {
  value: string;
  certainty: string;
  basis: Pair;
  /** Keys of the sources. */
  sources: string[];
}

export interface Stated {
  value: string;
  unknown: boolean;
  basis: Pair;
  sources: string[];
}

export interface Body {
  side: string;
  at_signature: Pair;
  implementing: Pair;
  current: Pair;
  name: Pair;
  title: Pair;
  note: string;
  contact: Pair;
  succession: { id: string; date: string; text: Pair }[];
}

/** Reads an agreement from its JSON, for the page that shows all of it. */
export function agreement(record: unknown) {
  const it = tree(record);
  const dates = tree(it.dates);
  const nature = tree(it.legal_nature);
  return {
    id: text(it.id),
    audience: text(it.audience),
    sample: flag(it.sample),
    provenance: text(it.provenance),
    form: text(it.form),
    reference: text(it.reference),
    nature: { value: text(nature.value), basis: text(nature.basis), confirmed: flag(nature.confirmed) },
    title: pair(it.title),
    short: pair(it.short_title),
    official: texts(it.official_titles),
    status: text(it.status),
    bodies: entries(it.participants, body),
    signed: dated(dates.signed),
    effect: dated(dates.in_effect),
    ends: dated(dates.ends),
    term: stated(it.term),
    renewal: stated(it.renewal),
    notice: stated(it.notice),
    authenticity: stated(it.authenticity),
    place: pair(it.place_signed),
    occasion: pair(it.occasion),
    languages: texts(it.languages),
    areas: entries(it.areas, (area, id) => ({
      id,
      code: text(area.code),
      side: text(area.side),
      words: pair(area),
      links: texts(area.links),
    })),
    forms: entries(it.forms_of_cooperation, (form, id) => ({ id, words: pair(form) })),
    lines: flow(it.segments),
    related: entries(it.related, (one, id) => ({
      id,
      relation: text(one.relation),
      title: pair(one.title),
      signed: text(one.signed),
      record: text(one.record),
    })),
    reminders: entries(it.reminders, (one, id) => ({ id, date: text(one.date), words: pair(one.text) })),
    sources: Object.entries(tree(it.sources)).map(([key, address]) => ({ key, address: text(address) })),
    handling: handling(it.handling),
  };
}

export type Agreement = ReturnType<typeof agreement>;
export type { Handling, Line };

function body(it: Record<string, unknown>): Body {
  const signatory = tree(it.signatory);
  return {
    side: text(it.side),
    at_signature: pair(it.body_at_signature),
    implementing: pair(it.implementing_body),
    current: pair(it.current_body),
    name: pair(signatory.name),
    title: pair(signatory.title),
    note: text(signatory.note),
    contact: pair(it.contact),
    succession: entries(it.succession, (one, id) => ({ id, date: text(one.date), text: pair(one.text) })),
  };
}

function dated(value: unknown): Dated {
  const it = tree(value);
  return { value: text(it.value), certainty: text(it.certainty), basis: pair(it.basis), sources: texts(it.sources) };
}

function stated(value: unknown): Stated {
  const it = tree(value);
  return { value: text(it.value), unknown: flag(it.unknown), basis: pair(it.basis), sources: texts(it.sources) };
}

/** Reads a duration such as `P5Y` or `P6M` as a number of years, months or days. */
export function duration(value: string): { id: string; count: number } | null {
  const found = /^P(\d+)([YMD])$/.exec(value);
  const unit = { Y: "paper-years", M: "duration-months", D: "duration-days" }[found?.[2] ?? ""];
  return found && unit ? { id: unit, count: Number(found[1]) } : null;
}
