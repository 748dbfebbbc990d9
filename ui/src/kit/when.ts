import { type CalendarDate, fromDate, parseDate, parseZonedDateTime, toZoned, type ZonedDateTime } from "@internationalized/date";
import { type Lang, labels } from "../labels.svelte";

/** The zones of the sides whose zone is known; times of others show in the meeting's zone alone. */
export const ZONES: Record<string, string> = { uk: "Europe/London", kr: "Asia/Seoul" };

const month = (lang: Lang, date: CalendarDate) => intl(lang, { month: "long" }, date);

/** Returns a date as people of that language write it: `9 March 2027`, `2027. 3. 9.(화)`. */
export function day(lang: Lang, iso: string): string {
  const date = calendar(iso);
  if (!date) return iso;
  if (lang === "en") return `${date.day} ${month("en", date)} ${date.year}`;
  return `${date.year}. ${date.month}. ${date.day}.(${weekday("ko", iso)})`;
}

/** Returns the day of the week, computed and never typed. */
export function weekday(lang: Lang, iso: string): string {
  const date = calendar(iso);
  return date ? intl(lang, { weekday: lang === "en" ? "long" : "short" }, date) : "";
}

/** Returns a day in full: `Tuesday 9 March 2027`, `2027. 3. 9.(화)`. */
export function fullDay(lang: Lang, iso: string): string {
  return lang === "en" && calendar(iso) ? `${weekday("en", iso)} ${day("en", iso)}` : day(lang, iso);
}

/** Returns the days of a meeting as one text: `9 to 10 March 2027`, `2027. 3. 9.(화) ∼ 3. 10.(수)`. */
export function span(lang: Lang, first: string, last: string): string {
  const [a, b] = [calendar(first), calendar(last)];
  if (!a || !b || first === last) return day(lang, first);
  if (lang === "ko") {
    const tail = `${b.month}. ${b.day}.(${weekday("ko", last)})`;
    return fromTo("ko", day("ko", first), a.year === b.year ? tail : day("ko", last));
  }
  if (a.year !== b.year) return fromTo("en", day("en", first), day("en", last));
  return fromTo("en", a.month === b.month ? `${a.day}` : `${a.day} ${month("en", a)}`, day("en", last));
}

/** Returns a month or a year as far as the text tells it: `2024-07` becomes `July 2024`, `2024. 7.` */
export function loose(lang: Lang, text: string): string {
  const found = /^(\d{4})-(\d{2})$/.exec(text);
  if (!found) return day(lang, text);
  const date = parseDate(`${text}-01`);
  return lang === "en" ? `${month("en", date)} ${date.year}` : `${date.year}. ${date.month}.`;
}

/** Returns a due date as exactly as it is known: `March 2024`, `quarter 1 of 2024`, `2024`. */
export function due(lang: Lang, iso: string, precision: string): string {
  const date = calendar(iso);
  if (!date || precision === "day") return day(lang, iso);
  if (precision === "month") return loose(lang, iso.slice(0, 7));
  const args = { quarter: String(Math.ceil(date.month / 3)), year: String(date.year) };
  if (precision === "quarter") return labels.only(lang, "date-quarter", args);
  return lang === "en" ? args.year : `${args.year}.`;
}

/** Returns an instant with its zone, or nothing when the text is none. */
export function zoned(text: string): ZonedDateTime | null {
  try {
    return parseZonedDateTime(text);
  } catch {
    return null;
  }
}

/** Returns the day part of an instant as `YYYY-MM-DD`, in its own zone. */
export function dayOf(at: ZonedDateTime): string {
  return `${String(at.year).padStart(4, "0")}-${two(at.month)}-${two(at.day)}`;
}

/** Returns the time of an instant as `09:30`, in its own zone. */
export function timeOf(at: ZonedDateTime): string {
  return `${two(at.hour)}:${two(at.minute)}`;
}

/** Returns the short name of an instant's zone on that day: `GMT`, `BST`, `GMT+9`. */
export function zoneName(at: ZonedDateTime): string {
  const parts = format("en", { timeZone: at.timeZone, timeZoneName: "short" }).formatToParts(at.toDate());
  return parts.find((part) => part.type === "timeZoneName")?.value ?? at.timeZone;
}

/** Returns a start and an end as people of that language write them, in the zone that the instants carry. */
export function hours(lang: Lang, start: ZonedDateTime, end: ZonedDateTime | null): string {
  const head = lang === "en" ? `${day("en", dayOf(start))}, ${timeOf(start)}` : `${day("ko", dayOf(start))} ${timeOf(start)}`;
  if (!end) return head;
  const tail = dayOf(start) === dayOf(end) ? timeOf(end) : `${day(lang, dayOf(end))} ${timeOf(end)}`;
  return fromTo(lang, head, lang === "en" ? `${tail} ${zoneName(start)}` : tail);
}

/** Returns the instant of a day and a time in a zone, as the record writes it, or nothing when they name none. */
export function instant(iso: string, time: string, zone: string): string | null {
  const date = calendar(iso);
  const found = /^(\d{2}):(\d{2})$/.exec(time);
  if (!date || !found) return null;
  try {
    return toZoned(date, zone).set({ hour: Number(found[1]), minute: Number(found[2]), second: 0, millisecond: 0 }).toString();
  } catch {
    return null;
  }
}

/** Returns the same wall-clock time in another zone: a meeting that moves keeps its hours. */
export function rezone(text: string, zone: string): string {
  const at = zoned(text);
  return (at && instant(dayOf(at), timeOf(at), zone)) ?? text;
}

/** Reads a time as people type it (`9:30`, `0930`, `9`, `09.30`) and returns `09:30`, or nothing. */
export function clock(typed: string): string | null {
  const found = /^(\d{1,2})(?:[:.시 ]?\s*(\d{2})?)(?:분)?$/.exec(typed.normalize("NFKC").trim());
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? "0")];
  return hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : null;
}

/**
 * Reads a date as exactly as it is known, as people type it (`2024`, `2024. 7.`, `2024-07-21`, `2024년 7월`), and
 * returns `2024`, `2024-07` or `2024-07-21`, an empty text for none, or nothing when it is no date.
 */
export function partial(typed: string): string | null {
  const plain = typed.normalize("NFKC").trim();
  if (plain === "") return "";
  const found = /^(\d{4})(?:\s*[-./년]\s*(\d{1,2})(?:\s*[-./월]\s*(\d{1,2}))?)?\s*[.년월일]?$/.exec(plain);
  if (!found) return null;
  const [year = "", month = "1", day = "1"] = found.slice(1);
  const whole = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const known = found[3] ? 10 : found[2] ? 7 : 4;
  return calendar(whole) && year > "1000" ? whole.slice(0, known) : null;
}

/** Returns the date that a text `YYYY-MM-DD` names, or nothing. */
export function calendar(iso: string): CalendarDate | null {
  try {
    return parseDate(iso);
  } catch {
    return null;
  }
}

/** Returns the time of this laptop's clock as `14:02`. */
export function now(): string {
  const at = new Date();
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Returns today's date in a zone, or in this laptop's own. */
export function today(zone: string = ownZone()): string {
  // What a whole date looks like differs from engine to engine; its parts do not.
  return dayOf(fromDate(new Date(), zone));
}

/** Returns the day of an instant (RFC 3339) on this laptop's clock. */
export function dayHere(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? instant : dayOf(fromDate(at, ownZone()));
}

let zone = { name: "", read: -Infinity };
/** For how long the zone of the laptop is taken to be what it was, in milliseconds. */
const STAY = 60_000;

/** Returns the zone of this laptop, which travels. Asking the system takes as long as drawing a row, and each row wants it. */
export function ownZone(): string {
  const at = performance.now();
  if (at - zone.read > STAY) zone = { name: new Intl.DateTimeFormat().resolvedOptions().timeZone, read: at };
  return zone.name;
}

function fromTo(lang: Lang, from: string, to: string): string {
  return labels.only(lang, "date-range", { first: from, last: to });
}

function intl(lang: Lang, options: Intl.DateTimeFormatOptions, date: CalendarDate): string {
  return format(lang, { ...options, timeZone: "UTC" }).format(date.toDate("UTC"));
}

/** Makes the formats that lists and pages need, one after the other. */
export function* formats(): Generator<void> {
  const date = today();
  for (const lang of ["en", "ko"] as const) {
    yield void day(lang, date);
    yield void weekday(lang, date);
  }
  for (const zone of Object.values(ZONES)) yield void today(zone);
}

const made = new Map<string, Intl.DateTimeFormat>();

/** Returns a format of the system. Making one takes longer than writing a hundred dates with it: each is made once. */
function format(lang: Lang, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = JSON.stringify([lang, options]);
  const found = made.get(name) ?? new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "ko-KR", options);
  made.set(name, found);
  return found;
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
