import { due as dueIn, fullDay, day, dayOf, timeOf, today, zoned } from "../kit/when";
import { labels } from "../labels.svelte";
import { type Competing, type Conflict, type Goal, type Lang, nameOf, type Value } from "./model";
import type { Row, Rows } from "./row.svelte";
import { WORDS } from "./slash";

/** The labels of how a decision was taken. */
export const DECISIONS: Record<string, string> = {
  agreed: "decision-agreed",
  agreed_ad_referendum: "editor-agreed-ad-referendum",
  noted: "decision-noted",
  deferred: "decision-deferred",
  not_agreed: "decision-not-agreed",
};

/** The labels of how far an action is. */
export const STATUSES: Record<string, string> = {
  open: "open",
  in_progress: "in-progress",
  done: "done",
  on_hold: "on-hold",
  dropped: "dropped",
};

/** The labels of how far a commitment is: what the text calls ongoing is never late. */
export const COMMITMENT_STATUSES: Record<string, string> = {
  ...STATUSES,
  ongoing: "paper-status-ongoing",
  unknown: "paper-status-unknown",
};

/** The labels of how exactly a due date is known. */
export const PRECISIONS: Record<string, string> = { day: "precision-day", month: "precision-month", quarter: "precision-quarter", year: "precision-year" };

/** The most letters of an area or a commitment in a list of them. */
const LONGEST = 72;

/** Returns an area or a commitment as one line: its code and its words. */
export function goalIn(lang: Lang, { code, text }: Goal): string {
  const words = [...((lang === "ko" ? text.ko || text.en : text.en || text.ko) ?? "")];
  const short = words.length > LONGEST ? `${words.slice(0, LONGEST).join("")}…` : words.join("");
  return [code, short].filter(Boolean).join(" ");
}

/** Returns the words for a side in one language; of other sides, their code. */
export function sideIn(lang: Lang, side: string): string {
  return labels.has(`side-${side}`) ? labels.only(lang, `side-${side}`) : side.toUpperCase();
}

/** Returns what stands beneath a row in one language: how it was decided, whose it is, when it is. */
export function factsOf(row: Row, rows: Rows, lang: Lang): string[] {
  if (row.kind === "decision") return [coded(lang, DECISIONS, row.fields.decision ?? "agreed"), ...served(row, rows, lang)];
  if (row.kind === "action") return [...action(row, rows, lang), ...served(row, rows, lang)];
  if (row.kind === "commitment") return commitment(row, rows, lang);
  if (row.kind === "picture") return [row.fields.alt?.[lang] || labels.only(lang, "picture-alt-missing")];
  return row.kind === "agenda" ? agenda(row, rows, lang) : [];
}

function action({ fields }: Row, rows: Rows, lang: Lang): string[] {
  const person = rows.people.find(({ id }) => id === fields.owner);
  return [
    fields.owner_side ? sideIn(lang, fields.owner_side) : "",
    person ? nameOf(person, lang) || nameOf(person, lang === "en" ? "ko" : "en") : "",
    fields.owner_side || person ? "" : labels.only(lang, "editor-no-owner"),
    fields.due ? day(lang, fields.due) : labels.only(lang, "editor-no-due"),
    coded(lang, STATUSES, fields.status ?? "open"),
  ].filter(Boolean);
}

function served({ fields }: Row, rows: Rows, lang: Lang): string[] {
  const goal = rows.commitments.find(({ id }) => id === fields.serves);
  return goal ? [labels.only(lang, "serves", { number: goal.code })] : [];
}

function commitment({ fields }: Row, rows: Rows, lang: Lang): string[] {
  const area = rows.areas.find(({ id }) => id === fields.area);
  const said = fields.due_text?.[lang] || (fields.due ? dueIn(lang, fields.due, fields.due_precision ?? "day") : "");
  return [
    fields.owner_side ? sideIn(lang, fields.owner_side) : labels.only(lang, "editor-no-owner"),
    said || labels.only(lang, "editor-no-due"),
    coded(lang, COMMITMENT_STATUSES, fields.status ?? "open"),
    area ? area.code || goalIn(lang, area) : "",
  ].filter(Boolean);
}

/** Returns whether an action should have been done by now. */
export function overdue({ kind, fields }: Row): boolean {
  const open = !["done", "dropped"].includes(fields.status ?? "open");
  return kind === "action" && open && fields.due != null && fields.due !== "" && fields.due < today();
}

/** Returns whether a picture does not say in one language what there is to see. */
export function untold({ kind, fields }: Row, lang: Lang): boolean {
  return kind === "picture" && !fields.alt?.[lang]?.trim();
}

function agenda({ fields }: Row, rows: Rows, lang: Lang): string[] {
  const [start, end] = [zoned(fields.start ?? ""), zoned(fields.end ?? "")];
  const several = rows.days.length > 1 && start !== null;
  return [
    several ? (lang === "en" ? fullDay(lang, dayOf(start)) : day(lang, dayOf(start))) : "",
    start ? (end ? hours(timeOf(start), timeOf(end)) : timeOf(start)) : labels.only(lang, "editor-no-time"),
    fields.lead ? labels.only(lang, "editor-leads", { side: sideIn(lang, fields.lead) }) : "",
  ].filter(Boolean);
}

function coded(lang: Lang, family: Record<string, string>, code: string): string {
  const id = family[code];
  return id ? labels.only(lang, id) : code;
}

// A range of times reads the same in both languages.
const hours = (from: string, to: string) => `${from}–${to}`;

/** Returns one of several competing values in words, with the laptop that wrote it. */
export function told(conflict: Conflict, { value, side, device }: Competing, rows: Rows, lang: Lang): string {
  return labels.only(lang, "editor-value-by", { value: said(conflict.path[2] ?? "", value, rows, lang), side: sideIn(lang, side), device });
}

function said(field: string, value: Value, rows: Rows, lang: Lang): string {
  if (field === "sources" && Array.isArray(value)) return value.join(", ");
  const code = typeof value === "string" ? value : JSON.stringify(value);
  const person = rows.people.find(({ id }) => id === code);
  if (field === "owner" && person) return nameOf(person, lang);
  if (field === "owner_side" || field === "lead") return sideIn(lang, code);
  const goal = [...rows.areas, ...rows.commitments].find(({ id }) => id === code);
  if ((field === "area" || field === "serves") && goal) return goalIn(lang, goal);
  if (field === "due") return day(lang, code);
  if (field === "start" || field === "end") return timeIn(code);
  return coded(lang, { ...WORDS, ...DECISIONS, ...COMMITMENT_STATUSES, ...PRECISIONS }, code);
}

function timeIn(code: string): string {
  const at = zoned(code);
  return at ? `${dayOf(at)} ${timeOf(at)}` : code;
}
