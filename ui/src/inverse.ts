import type { Edit, Lang, Value } from "./ipc";
import { at } from "./tree";

type Branch = Record<string, unknown>;

/** Returns the edits that undo these ones on a record that stands as given; nothing where a deed has no way back. */
export function inverse(record: unknown, edits: readonly Edit[]): Edit[] | null {
  const back: Edit[] = [];
  for (const edit of edits) {
    const way = wayBack(record, edit);
    if (!way) return null;
    // Where several edits write one place, the first one knew what stood there.
    back.unshift(...way);
  }
  return back;
}

function wayBack(record: unknown, edit: Edit): Edit[] | null {
  switch (edit.do) {
    case "set":
      return unset(edit.path, at(record, edit.path), edit.value);
    case "clear": {
      const before = at(record, edit.path);
      return before === undefined ? [] : [set(edit.path, before)];
    }
    case "insert":
    case "restore":
      return [{ do: "remove", id: edit.id }];
    case "remove":
      return [{ do: "restore", id: edit.id }];
    case "write":
      return [{ do: "write", id: edit.id, lang: edit.lang, text: textOf(record, edit.id, edit.lang) }];
    case "turn": {
      const kind = at(record, ["segments", edit.id, "kind"]);
      return typeof kind === "string" ? [{ do: "turn", id: edit.id, kind }] : null;
    }
    case "move":
      return [{ do: "move", id: edit.id, after: before(record, edit.id) }];
    case "check":
      return unchecked(record, edit.id);
    default:
      // A number that was given is never taken back (R9).
      return null;
  }
}

/** What a value does not name is left alone, so only what it names goes back. */
function unset(path: string[], before: unknown, value: unknown): Edit[] {
  if (isBranch(before) && isBranch(value)) {
    return Object.keys(value).flatMap((key) => unset([...path, key], before[key], value[key]));
  }
  return before === undefined ? [{ do: "clear", path }] : [set(path, before)];
}

function unchecked(record: unknown, id: string): Edit[] {
  const path = ["segments", id, "translation"];
  const state = at(record, path);
  if (!isBranch(state)) return [{ do: "clear", path }];
  const added = ["checked_by", "checked"].filter((key) => !(key in state));
  return [set(path, state), ...added.map((key): Edit => ({ do: "clear", path: [...path, key] }))];
}

function before(record: unknown, id: string): string | null {
  const segments = at(record, ["segments"]);
  const order = Object.entries(isBranch(segments) ? segments : {})
    .map(([one, segment]) => ({ one, pos: String(at(segment, ["pos"]) ?? "") }))
    .sort((a, b) => (a.pos < b.pos ? -1 : a.pos > b.pos ? 1 : a.one < b.one ? -1 : 1));
  return order[order.findIndex(({ one }) => one === id) - 1]?.one ?? null;
}

function textOf(record: unknown, id: string, lang: Lang): string {
  return String(at(record, ["segments", id, lang]) ?? "");
}

function set(path: string[], value: unknown): Edit {
  return { do: "set", path, value: value as Value };
}

function isBranch(value: unknown): value is Branch {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const FIELDS: Record<string, string> = {
  title: "did-title",
  people: "did-people",
  days: "did-when",
  zone: "did-when",
  place: "did-when",
  handling: "did-handling",
};

const LINES: Record<string, string> = {
  insert: "did-insert",
  remove: "did-remove",
  restore: "did-restore",
  write: "did-write",
  turn: "did-turn",
  move: "did-move",
  check: "translation-checked",
};

/** Returns the label that says what edits did, as far as they tell. */
export function deedOf(edits: readonly Edit[]): string {
  const words = new Set(edits.map((edit) => wordsOf(edit)));
  const [first = "did-set"] = words;
  return words.size === 1 ? first : "did-set";
}

function wordsOf(edit: Edit): string {
  if (!("path" in edit)) return LINES[edit.do] ?? "did-set";
  const [field = ""] = edit.path;
  if (edit.path.at(-1) === "status") return "did-status";
  if (field === "segments") return "did-line";
  return FIELDS[field] ?? "did-set";
}
