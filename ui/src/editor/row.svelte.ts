import type { Node } from "prosemirror-model";
import type { Shelf } from "../kit/Shot.svelte";
import { type Conflict, type Fields, type Flow, type Goal, type Lang, type Named, type Opened, other, same, type Segment, type TextState } from "./model";
import { cellOf, fieldsOf, idOf, kindOf } from "./schema";

type Numbers = Pick<Segment, "decision_no" | "action_no" | "commitment_no">;

const LETTERS: Record<string, [string, keyof Numbers]> = {
  decision: ["D", "decision_no"],
  action: ["A", "action_no"],
  commitment: ["C", "commitment_no"],
};

/** What the page knows of one row beside its texts; numbers and states come from the record after a save. */
export class Row {
  kind = $state("point");
  fields = $state.raw<Fields>({});
  numbers = $state.raw<Numbers>({});
  /** The section that begins with this row. */
  head = $state<string | null>(null);
  /** The number of an agenda item, counted from the top. */
  turn = $state(0);
  states = $state.raw<Partial<Record<Lang, TextState>>>({});
  conflicts = $state.raw<readonly Conflict[]>([]);
  clash = $state(false);
  filled = $state.raw<Record<Lang, boolean>>({ en: false, ko: false });

  constructor(readonly id: string) {}

  /** Returns the number to show, such as `D-01`. */
  get number(): string {
    const [letter, name] = LETTERS[this.kind] ?? [];
    const number = name && this.numbers[name];
    return number ? `${letter}-${String(number).padStart(2, "0")}` : "";
  }

  /** Takes over what stands on the page. */
  take(node: Node): void {
    this.kind = kindOf(node);
    this.fields = fieldsOf(node);
    const filled = { en: cellOf(node, "en").childCount > 0, ko: cellOf(node, "ko").childCount > 0 };
    if (filled.en !== this.filled.en || filled.ko !== this.filled.ko) this.filled = filled;
  }

  /** Returns how far the text in one language is. */
  state(lang: Lang): TextState {
    if (!this.filled[lang]) return this.filled[other(lang)] ? "missing" : "original";
    const known = this.states[lang] ?? "original";
    return known === "missing" ? "draft" : known;
  }

  /** Returns whether a row of this kind has details. */
  get detailed(): boolean {
    return ["decision", "action", "agenda", "commitment", "picture"].includes(this.kind);
  }

  /** Returns whether something stands beneath the text in one language. */
  footed(lang: Lang): boolean {
    if (this.detailed || this.clash || this.conflicts.length > 0) return true;
    return ["stale", "checked"].includes(this.state(lang));
  }
}

/** The rows of one flow by id, and what they share: what the record says of people, days and places. */
export class Rows {
  people = $state.raw<readonly Named[]>([]);
  sides = $state.raw<readonly string[]>(["uk", "kr"]);
  days = $state.raw<readonly { start: string; end: string }[]>([]);
  /** The areas of cooperation of an agreement. */
  areas = $state.raw<readonly Goal[]>([]);
  /** The keys of the sources of an agreement. */
  sources = $state.raw<readonly string[]>([]);
  /** The commitments of the agreement that a meeting stands under. */
  commitments = $state.raw<readonly Goal[]>([]);
  zone = $state("");
  readonly = $state(false);
  /** Where the pictures of the rows come from. */
  shelf: Shelf | undefined;
  /** The sections that the flow is divided into, if it is. */
  sections: readonly string[] = [];
  /** The row whose details are open for editing. */
  open = $state<string | null>(null);
  /** The facts of the rows that have been drawn. */
  readonly #rows = new Map<string, Row>();
  /** The numbers of the agenda items, and the sections that begin with a row. */
  readonly #turns = new Map<string, number>();
  readonly #heads = new Map<string, string | null>();
  #opened: Opened | null = null;
  #held: readonly Conflict[] = [];
  #clashing: ReadonlySet<string> = new Set();

  /** Returns the facts of a row. */
  of(id: string): Row {
    const known = this.#rows.get(id);
    if (known) return known;
    const made = new Row(id);
    this.#rows.set(id, made);
    this.#note(made);
    made.turn = this.#turns.get(id) ?? 0;
    made.head = this.#heads.get(id) ?? null;
    return made;
  }

  /** Takes over what only the record knows; returns the ids of the rows that look different now. */
  learn(opened: Opened): string[] {
    const was = this.#opened;
    this.#opened = opened;
    this.#share(opened.record as Flow, was?.record as Flow | undefined);
    this.#held = opened.conflicts.filter(settled);
    this.#clashing = new Set(opened.clashes.flatMap((clash) => clash.segments));
    // What says the same as before is the same object, so most rows need no second look.
    const all = was?.conflicts !== opened.conflicts || was.clashes !== opened.clashes;
    const [segments, old] = [(opened.record as Flow).segments, (was?.record as Flow | undefined)?.segments];
    return [...this.#rows.values()].flatMap((row) => {
      const still = segments?.[row.id] === old?.[row.id] && opened.states[row.id] === was?.states[row.id];
      return (all || !still) && this.#note(row) ? [row.id] : [];
    });
  }

  /** Takes over what all rows share, where it is new: every row that is drawn looks at it. */
  #share(flow: Flow, was?: Flow): void {
    this.zone = flow.zone ?? "";
    if (!was || flow.days !== was.days) this.days = Object.values(flow.days ?? {}).sort((a, b) => (a.start < b.start ? -1 : 1));
    if (!was || flow.areas !== was.areas) this.areas = areasOf(flow);
    if (!was || flow.sources !== was.sources) this.sources = Object.keys(flow.sources ?? {});
    if (!was || flow.delegations !== was.delegations) this.sides = [...new Set([...Object.keys(flow.delegations ?? {}), "uk", "kr"])];
  }

  #note(row: Row): boolean {
    const segment = (this.#opened?.record as Flow | undefined)?.segments?.[row.id];
    if (!segment) return false;
    const { decision_no, action_no, commitment_no } = segment;
    const numbers = { decision_no, action_no, commitment_no };
    const states = this.#opened?.states[row.id] ?? {};
    const conflicts = this.#held.filter(({ path }) => path[1] === row.id);
    const clash = this.#clashing.has(row.id);
    if (same([row.numbers, row.states, row.conflicts, row.clash], [numbers, states, conflicts, clash])) return false;
    Object.assign(row, { numbers, states, conflicts, clash });
    return true;
  }

  /** Counts agenda items and sections from the top; returns the ids of the rows that look different now. */
  count(page: readonly Node[]): string[] {
    return [...this.#headed(page), ...this.#turned(page)];
  }

  #headed(page: readonly Node[]): string[] {
    if (this.sections.length === 0) return [];
    const changed: string[] = [];
    let above: string | null = null;
    for (const node of page) {
      const own = fieldsOf(node).section ?? "";
      const head = own === above ? null : own;
      above = own;
      const row = counted(this.#heads, node, head) && this.#rows.get(idOf(node));
      if (!row) continue;
      row.head = head;
      changed.push(row.id);
    }
    return changed;
  }

  #turned(page: readonly Node[]): string[] {
    const changed: string[] = [];
    let turn = 0;
    for (const node of page) {
      if (kindOf(node) !== "agenda") continue;
      turn += 1;
      const row = counted(this.#turns, node, turn) && this.#rows.get(idOf(node));
      if (!row) continue;
      row.turn = turn;
      changed.push(row.id);
    }
    return changed;
  }
}

/** Notes what was counted at a row; answers whether that is new. */
function counted<Value>(all: Map<string, Value>, node: Node, value: Value): boolean {
  const id = idOf(node);
  if (all.has(id) && all.get(id) === value) return false;
  all.set(id, value);
  return true;
}

/** Only what a person can choose on a row; places and marks settle themselves. */
function settled(conflict: Conflict): boolean {
  const [root, , field = ""] = conflict.path;
  return root === "segments" && ["en", "ko", "kind", "decision", "owner_side", "owner", "due", "due_precision", "status", "area", "sources", "serves", "start", "end", "lead"].includes(field);
}

function areasOf(flow: Flow): Goal[] {
  const all = Object.entries(flow.areas ?? {}).filter(([, area]) => !area.removed);
  all.sort(([a, one], [b, two]) => ((one.pos ?? a) < (two.pos ?? b) ? -1 : 1));
  return all.map(([id, area]) => ({ id, code: area.code ?? "", text: { en: area.en ?? "", ko: area.ko ?? "" } }));
}
