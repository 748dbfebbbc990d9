import { SECTION_WORDS } from "../../editor/parts";
import { entries, flag, handling, pair, text, texts, tree } from "../shapes";

/** Reads a practice from its JSON, as far as the page shows it; its fields read and write for themselves. */
export function practice(record: unknown) {
  const it = tree(record);
  return {
    id: text(it.id),
    audience: text(it.audience),
    sample: flag(it.sample),
    provenance: text(it.provenance),
    agreement: text(it.agreement),
    reference: text(it.reference),
    status: text(it.status) || "draft",
    title: pair(it.title),
    line: pair(it.one_line),
    organisation: pair(it.organisation),
    figures: entries(it.evidence, (one, id) => ({ id, removed: flag(one.removed) })).filter((one) => !one.removed),
    comments: comments(it.comments),
    sides: sides(it.sides, it.consents),
    moves: moves(it.moves),
    handling: handling(it.handling),
  };
}

export type Practice = ReturnType<typeof practice>;

function comments(value: unknown) {
  const all = entries(value, (one, id) => ({ id, at: text(one.at), resolved: flag(one.resolved), removed: flag(one.removed) }));
  return all.filter((one) => !one.removed).sort((a, b) => Number(a.resolved) - Number(b.resolved) || (a.at < b.at ? -1 : 1));
}

function sides(value: unknown, consents: unknown): string[] {
  const named = texts(value).length > 0 ? texts(value) : ["uk", "kr"];
  return [...new Set([...named, ...Object.values(tree(consents)).map((one) => text(tree(one).side))])].filter(Boolean);
}

/** One move from a status to another, newest first in a list. */
export interface Move {
  id: string;
  from: string;
  to: string;
  by: string;
  at: string;
  device: string;
  side: string;
}

function moves(value: unknown): Move[] {
  const all = entries(value, (one, id) => ({
    id,
    from: text(one.from),
    to: text(one.to),
    by: text(one.by),
    at: text(one.at),
    device: text(one.device),
    side: text(one.side),
  }));
  return all.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

const FIELD_WORDS: Record<string, string> = {
  title: "title",
  one_line: "paper-one-line",
  keywords: "keywords",
  organisation: "organisation",
  stage: "ai-stage",
  review_by: "bp-review-by",
  evidence: "bp-figure-source",
};

/** Returns the label of something that a practice still has to say. */
export function wordsOf(what: string): string {
  return SECTION_WORDS[what] ?? FIELD_WORDS[what] ?? "details";
}

/** Returns whether something is written in the text rather than in a field. */
export function inText(what: string): boolean {
  return what in SECTION_WORDS && what !== "rights" && what !== "contact";
}
