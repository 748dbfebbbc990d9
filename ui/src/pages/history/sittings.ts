import type { Change } from "../../ipc";
import { calendar, day, dayOf, ownZone, timeOf } from "../../kit/when";
import { fromAbsolute, type ZonedDateTime } from "@internationalized/date";
import { type LabelArgs, labels, type Lang } from "../../labels.svelte";

/** Changes of one author that lie close together, oldest first. */
export interface Sitting {
  /** Its last change, which names the moment after it. */
  key: string;
  changes: Change[];
}

/** How long a person may pause within one sitting. */
const PAUSE = 10 * 60_000;

/** Gathers changes into sittings, newest first. */
export function sittings(changes: readonly Change[]): Sitting[] {
  const found: Change[][] = [];
  for (const change of changes) {
    const open = found.at(-1);
    const last = open?.at(-1);
    if (open && last && isSame(last, change)) open.push(change);
    else found.push([change]);
  }
  return found.map((all) => ({ key: all.at(-1)?.hash ?? "", changes: all })).reverse();
}

function isSame(last: Change, next: Change): boolean {
  const pause = Date.parse(next.time) - Date.parse(last.time);
  const born = last.what.includes("create");
  return !born && last.device === next.device && last.side === next.side && pause >= 0 && pause <= PAUSE;
}

/** Returns what was done in changes, each thing once, in the order in which it was done first. */
export function doneIn(changes: readonly Change[]): string[] {
  return [...new Set(changes.flatMap((change) => change.what))].filter(Boolean);
}

/** Returns the segments that changes touched. */
export function touchedIn(changes: readonly Change[]): string[] {
  return [...new Set(changes.flatMap((change) => change.segments))];
}

/** Returns the other fields of the record that changes touched; files that came or went are told by their names. */
export function fieldsIn(changes: readonly Change[]): string[] {
  const told = (change: Change) => change.attached.length + change.detached.length > 0;
  return [...new Set(changes.flatMap((change) => (told(change) ? change.fields.filter((field) => field !== "attachments") : change.fields)))];
}

/** Returns the label of one thing that was done in changes, of files with their names; nothing where there are no words. */
export function deedOf(what: string, changes: readonly Change[]): { id: string; args?: LabelArgs } | null {
  const names = (files: string[]) => ({ name: [...new Set(files)].join(", ") });
  if (what === "attach") return { id: "attachment-added", args: names(changes.flatMap((change) => change.attached)) };
  if (what === "detach") return { id: "attachment-removed", args: names(changes.flatMap((change) => change.detached)) };
  return labels.has(`edit-${what}`) ? { id: `edit-${what}` } : null;
}

/** Returns when changes were made, on this laptop's clock: `9 March 2027, 14:02 to 14:20`, `2027. 3. 9.(화) 14:02 ∼ 14:20`. */
export function whenOf(lang: Lang, changes: readonly Change[]): string {
  const [first, last] = [changes[0], changes.at(-1)].map((change) => change && local(change.time));
  if (!first || !last) return "";
  const head = said(lang, first);
  if (dayOf(first) !== dayOf(last)) return range(lang, head, said(lang, last));
  return timeOf(first) === timeOf(last) ? head : range(lang, head, timeOf(last));
}

function said(lang: Lang, at: ZonedDateTime): string {
  const date = dayOf(at);
  return calendar(date) ? `${day(lang, date)}${lang === "en" ? "," : ""} ${timeOf(at)}` : date;
}

function range(lang: Lang, first: string, last: string): string {
  return labels.only(lang, "date-range", { first, last });
}

function local(time: string): ZonedDateTime | null {
  const at = Date.parse(time);
  return Number.isNaN(at) ? null : fromAbsolute(at, ownZone());
}
