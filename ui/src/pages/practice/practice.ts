import { entries, flag, flow, handling, pair, text, texts, tree } from "../shapes";

/** The sections of a practice, in their order. */
export const SECTIONS = [
  "problem",
  "users",
  "what_we_do",
  "results",
  "what_did_not_work",
  "conditions_for_reuse",
  "cost_and_skills",
  "risks",
  "inclusion",
  "rights",
  "contact",
];

/** Reads a practice from its JSON, for the page that shows all of it. */
export function practice(record: unknown) {
  const it = tree(record);
  const rights = tree(it.rights);
  const keywords = tree(it.keywords);
  return {
    audience: text(it.audience),
    sample: flag(it.sample),
    provenance: text(it.provenance),
    agreement: text(it.agreement),
    reference: text(it.reference),
    template: text(it.template),
    origin: text(it.origin_side),
    original: text(it.original_language),
    status: text(it.status),
    title: pair(it.title),
    line: pair(it.one_line),
    keywords: { en: texts(keywords.en).join(", "), ko: texts(keywords.ko).join(", ") },
    organisation: pair(it.organisation),
    stage: text(it.stage),
    lines: flow(it.segments),
    evidence: entries(it.evidence, (one, id) => ({
      id,
      measure: pair(one.measure),
      value: text(one.value),
      period: text(one.period),
      source: text(one.source),
      illustrative: flag(one.illustrative),
    })),
    related: texts(it.related),
    area: text(it.area),
    rights: { licence: text(rights.licence), name: pair(rights.name), third_party: text(rights.third_party) },
    contact: pair(it.contact),
    review_by: text(it.review_by),
    comments: entries(it.comments, (one, id) => ({
      id,
      side: text(one.side),
      at: text(one.at),
      words: pair(one.text),
      resolved: flag(one.resolved),
    })),
    handling: handling(it.handling),
  };
}

export type Practice = ReturnType<typeof practice>;
