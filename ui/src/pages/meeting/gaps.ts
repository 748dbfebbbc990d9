/** Where an item is written that the law asks minutes to hold: the title, a field behind a tab, or a kind of line. */
export type Goal = { title: true } | { tab: string; field: string } | { kind: string };

const GOALS: Record<string, Goal> = {
  "meeting-title": { title: true },
  "convening-body": { tab: "minutes", field: "convening_body" },
  "date-time": { tab: "when", field: "days" },
  place: { tab: "when", field: "place" },
  "paper-attendees": { tab: "people", field: "people" },
  "running-order": { kind: "agenda" },
  "agenda-item": { kind: "agenda" },
  remark: { kind: "point" },
  "paper-decisions": { kind: "decision" },
  "vote-result": { tab: "minutes", field: "vote" },
};

/** Returns where an item is written, by the label that names it. */
export function goalOf(item: string): Goal {
  return GOALS[item] ?? { tab: "minutes", field: "" };
}

/** Puts the cursor into a field of the page, the first one that is empty. */
export function focusIn(field: string): void {
  const all = [...document.querySelectorAll<HTMLInputElement>(`[data-field="${field}"] :is(input, select, textarea, button, [tabindex='0'])`)];
  (all.find((one) => one.tagName === "INPUT" && !one.value) ?? all[0])?.focus();
}
