import { dayOf, zoned } from "../../kit/when";
import { byText, entries, flag, type Handling, handling, type Pair, pair, text, texts, tree } from "../shapes";

/** One day of a meeting. */
export interface Day {
  id: string;
  start: string;
  end: string;
}

/** One person at a meeting. */
export interface Person {
  id: string;
  side: string;
  pos: string;
  family: Pair;
  given: Pair;
  family_name_first: boolean;
  honorific: string;
  titles: Record<string, { title: Pair; since: string }>;
  rank_band: string;
  role: string;
  capacity: string;
  chair: boolean;
}

/** What the meeting page shows besides the flow of segments. */
export interface Meeting {
  id: string;
  audience: string;
  sample: boolean;
  binned: boolean;
  agreement: string;
  title: Pair;
  host: string;
  form: string;
  mode: string;
  /** How far the minutes are. */
  minutes: string;
  convening_body: Pair;
  co_organiser: Pair;
  summary: Pair;
  /** The keywords of each language, as one line. */
  keywords: Pair;
  vote: { held: boolean; text: Pair };
  place: Pair;
  zone: string;
  days: Day[];
  handling: Handling;
  delegations: { side: string; name: Pair }[];
  people: Person[];
}

/** Reads a meeting from its JSON. */
export function meeting(record: unknown): Meeting {
  const it = tree(record);
  return {
    id: text(it.id),
    audience: text(it.audience),
    sample: flag(it.sample),
    binned: flag(it.binned),
    agreement: text(it.agreement),
    title: pair(it.title),
    host: text(it.host),
    form: text(it.form),
    mode: text(it.mode),
    minutes: text(tree(it.minutes).status),
    convening_body: pair(it.convening_body),
    co_organiser: pair(it.co_organiser),
    summary: pair(it.summary),
    keywords: { en: texts(tree(it.keywords).en).join(", "), ko: texts(tree(it.keywords).ko).join(", ") },
    vote: { held: flag(tree(it.vote).held), text: pair(tree(it.vote).text) },
    place: pair(it.place),
    zone: text(it.zone),
    days: entries(it.days, (day, id) => ({ id, start: text(day.start), end: text(day.end) })).sort((a, b) =>
      byText(a.start, b.start),
    ),
    handling: handling(it.handling),
    delegations: entries(it.delegations, (one, side) => ({ side, name: pair(one.name) })),
    people: people(it.people),
  };
}

function people(value: unknown): Person[] {
  return entries(value, (it, id) => ({ it, id }))
    .filter(({ it }) => !flag(it.removed))
    .map(({ it, id }) => ({
      id,
      side: text(it.side),
      pos: text(it.pos),
      family: pair(it.family),
      given: pair(it.given),
      family_name_first: flag(it.family_name_first),
      honorific: text(it.honorific),
      titles: Object.fromEntries(
        Object.entries(tree(it.titles)).map(([key, post]) => [
          key,
          { title: pair(tree(post).title), since: text(tree(post).since) },
        ]),
      ),
      rank_band: text(it.rank_band),
      role: text(it.role),
      capacity: text(it.capacity) || "attendee",
      chair: flag(it.chair),
    }));
}

/** Returns the first day of a meeting as `YYYY-MM-DD`, or an empty text. */
export function firstDay(days: readonly Day[]): string {
  const start = zoned(days[0]?.start ?? "");
  return start ? dayOf(start) : "";
}

/** Returns a person's name in one language, in that person's own order. */
export function nameOf(person: Person, lang: "en" | "ko"): string {
  const [family, given] = [person.family[lang], person.given[lang]];
  if (lang === "ko") {
    // A Korean name is written as one word; a foreign one in Hangul keeps its own order and its space.
    return person.family_name_first ? `${family}${given}` : [given, family].filter(Boolean).join(" ");
  }
  const order = person.family_name_first ? [family, given] : [given, family];
  return [person.honorific, ...order].filter(Boolean).join(" ");
}

/** Returns the key of the title that is in force on a day (R15), or an empty text. */
export function postOn(person: Person, iso: string): string {
  const all = Object.entries(person.titles);
  all.sort(([left, a], [right, b]) => byText(a.since, b.since) || byText(left, right));
  const held = all.filter(([, post]) => iso === "" || post.since <= iso);
  return (held.at(-1) ?? all[0])?.[0] ?? "";
}

/** Returns the title that is in force on a day, in both languages. */
export function titleOn(person: Person, iso: string): Pair {
  return person.titles[postOn(person, iso)]?.title ?? { en: "", ko: "" };
}

/** Returns whether a record holds a decision. */
export function decided(record: unknown): boolean {
  return Object.values(tree(tree(record).segments)).some((one) => text(tree(one).kind) === "decision" && !flag(tree(one).removed));
}
