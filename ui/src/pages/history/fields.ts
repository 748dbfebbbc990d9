import { codes, spoken, word } from "../words";

/** The labels of fields of records and of lines, as far as there are words for them. */
const FIELDS: Record<string, string> = {
  agreement: "kind-agreement",
  areas: "agr-area",
  area: "agr-area",
  attachments: "attachments",
  comments: "comment",
  contact: "agr-poc",
  convening_body: "convening-body",
  dates: "date",
  days: "date-time",
  decision: "editor-decision-kind",
  delegations: "delegation",
  due: "due",
  end: "editor-ends",
  evidence: "editor-evidence",
  form: "meeting-form",
  forms_of_cooperation: "agr-form",
  handling: "handling-marking",
  host: "convening-body",
  keywords: "keywords",
  lead: "editor-lead",
  legal_nature: "agr-legal-nature",
  minutes: "minutes",
  mode: "meeting-mode",
  notice: "agr-notice",
  organisation: "organisation",
  owner: "owner",
  owner_side: "owner-side",
  participants: "agr-participant",
  people: "attendees",
  place: "place",
  renewal: "agr-renewal",
  start: "editor-starts",
  status: "agr-status",
  summary: "summary",
  term: "agr-term",
  title: "title",
  vote: "vote",
  zone: "zone",
};

const KINDS: Record<string, string> = {
  agenda: "agenda-item",
  heading: "editor-heading",
  point: "editor-point",
  decision: "decision",
  action: "action",
  quote: "quote",
  clause: "agr-clauses",
  commitment: "agr-commitment",
  picture: "picture",
};

/** Returns the label of a field, by its keys from the record or the line. */
export function fieldOf(path: readonly string[]): string {
  return FIELDS[path[0] ?? ""] ?? "details";
}

/** Returns the label of a kind of line, or nothing when this Maru has no words for it. */
export function kindOf(kind: string): string | null {
  return KINDS[kind] ?? null;
}

/** Families in which a code of a field may have words. */
const FAMILIES: Record<string, string[]> = {
  status: ["minutes_status", "practice_status", "agreement_status", "action_status"],
  form: ["meeting_form", "agreement_form"],
  mode: ["mode"],
  owner_side: ["side"],
  lead: ["side"],
  host: ["side"],
};

/** What Maru alone reads of an entry: its place, and of a file its kind, its bytes and their measures. */
const SILENT = new Set(["pos", "hash", "small", "kind", "mime", "size", "width", "height", "added"]);

/** Returns a value as one text: codes in words, texts of both languages beside each other, maps by what they hold. */
export function textOf(path: readonly string[], value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return spokenFlag(value);
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return codeOf(path, value);
  if (Array.isArray(value)) return value.map((one) => textOf(path, one)).filter(Boolean).join(", ");
  return Object.entries(value)
    .filter(([key]) => !SILENT.has(key))
    .map(([key, one]) => textOf([...path, key], one))
    .filter(Boolean)
    .join(" · ");
}

function spokenFlag(value: boolean): string {
  return value ? "✓" : "—";
}

function codeOf(path: readonly string[], value: string): string {
  for (const family of FAMILIES[path.at(-1) ?? ""] ?? []) {
    if (codes(family).includes(value) && word(family, value)) return spoken(family, value);
  }
  return value;
}
