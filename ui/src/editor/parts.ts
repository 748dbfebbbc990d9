/** The sections of a practice, in their order, with their labels. */
export const SECTION_WORDS: Record<string, string> = {
  problem: "bp-problem",
  users: "ai-users",
  what_we_do: "bp-what-we-do",
  results: "bp-results",
  what_did_not_work: "bp-what-did-not-work",
  conditions_for_reuse: "bp-reuse",
  cost_and_skills: "bp-cost",
  risks: "bp-risk",
  inclusion: "bp-inclusion",
  rights: "bp-rights",
  contact: "agr-poc",
};

/** These have fields of their own; the flow shows them only where they hold lines. */
const ELSEWHERE = new Set(["rights", "contact"]);

interface Sectioned {
  kind?: string;
  segments?: Record<string, { section?: string | null; removed?: boolean }>;
}

/** Returns the sections that a flow is divided into, in their order; none for a flow that is not divided. */
export function sectionsOf({ kind, segments = {} }: Sectioned): readonly string[] {
  if (kind !== "practice") return [];
  const held = new Set(Object.values(segments).flatMap((one) => (one.removed ? [] : [one.section ?? ""])));
  const template = Object.keys(SECTION_WORDS).filter((name) => !ELSEWHERE.has(name) || held.has(name));
  return [...template, ...[...held].filter((name) => !(name in SECTION_WORDS)).sort()];
}
