import { labels, type Lang } from "../labels.svelte";

/** A filter, or a value of one, that may be what somebody is typing. */
export interface Filter {
  /** The name of it, as it goes into the query. */
  text: string;
  /** The words of the label that explains it in the languages on screen. */
  label: string;
  /** The whole query with it. */
  query: string;
}

/** The filters by their code, each with the label of its name. */
const NAMES: Record<string, string> = {
  kind: "find-kind",
  side: "find-side",
  agreement: "find-agreement",
  before: "find-before",
  after: "find-after",
  status: "find-status",
  is: "find-is",
};
/** The values of a filter: families of labels, and single labels by code. */
const FAMILIES: Record<string, string[]> = { kind: ["ctl-kind-", "ctl-segment-"], status: ["ctl-status-"] };
const SINGLE: Record<string, Record<string, string>> = {
  side: { uk: "side-uk", kr: "side-kr", joint: "side-joint" },
  is: { late: "find-late", stale: "find-stale" },
};
/** How many are offered at most, and how much of a name must be typed before it is. */
const MOST = 6;
const LEAST = 2;

/** Returns the filters that the end of a query may become, in the language that leads; their codes are understood too. */
export function filters(typed: string): Filter[] {
  const query = typed.normalize("NFC");
  const found = /(?:^|\s)-?([^\s":]*)(?:(:)(?:"([^"]*)|([^\s":]*)))?$/u.exec(query);
  if (!found) return [];
  const [, name = "", colon, quote, bare = ""] = found;
  const value = quote ?? bare;
  const lang = labels.lead;
  const head = (length: number) => query.slice(0, query.length - length);
  if (!colon) {
    if (name.length < LEAST) return [];
    const meant = Object.entries(NAMES).filter(([code, label]) => begins(name, code, label));
    return meant.map(([code, label]) => {
      const text = `${lang === "en" ? code : labels.only("ko", label)}:`;
      return { text, label, query: head(name.length) + text };
    });
  }
  const fields = Object.entries(NAMES).filter(([code, label]) => [code, ...words(label)].includes(tight(name)));
  const all = fields.flatMap(([code]) => values(code)).filter(([code, label]) => begins(value, code, label));
  const open = query.length - query.lastIndexOf(":") - 1;
  return all.slice(0, MOST).map(([code, label]) => {
    const text = quoted(lang === "en" ? code : labels.only("ko", label));
    return { text: `${name}:${text}`, label, query: `${head(open)}${text} ` };
  });
}

function values(field: string): [code: string, label: string][] {
  const families = (FAMILIES[field] ?? []).flatMap((family) => labels.ids(family).map((id): [string, string] => [id.slice(family.length), id]));
  return [...families, ...Object.entries(SINGLE[field] ?? {})];
}

function begins(typed: string, code: string, label: string): boolean {
  return [tight(code), ...words(label)].some((word) => word.startsWith(tight(typed)));
}

function words(label: string): string[] {
  return (["en", "ko"] as Lang[]).map((lang) => tight(labels.only(lang, label)));
}

function tight(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/gu, "");
}

function quoted(text: string): string {
  return /\s/u.test(text) ? `"${text}"` : text;
}
