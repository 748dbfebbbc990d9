/** How near the end of an agreement is: past 18 months it is far; a year, half a year and a month before, it is said louder. */
export type Nearness = "far" | "year" | "soon" | "now";

/** Returns the whole months from one day to an end date, less than 0 once it has passed; nothing for a text that is no date. */
export function monthsUntil(today: string, end: string): number | null {
  const [from, to] = [parts(today, false), parts(end, true)];
  if (!from || !to) return null;
  const months = (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
  return months;
}

/** Returns how near so many months are. */
export function nearness(months: number): Nearness {
  if (months < 1) return "now";
  if (months < 6) return "soon";
  return months < 18 ? "year" : "far";
}

/** Reads a day, or the last day of a month or a year: an agreement ends with it. */
function parts(text: string, last: boolean): { year: number; month: number; day: number } | null {
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text);
  if (!found || (!last && !found[3])) return null;
  return { year: Number(found[1]), month: Number(found[2] ?? "12"), day: Number(found[3] ?? "31") };
}
