import { ask, desk } from "../desk.svelte";
import { commands, type Found, type Hit, type Row, type TermFound } from "../ipc";
import { matches } from "../kit/match";
import { type LabelArgs, labels } from "../labels.svelte";
import { pageOf, route } from "../route.svelte";
import { type Filter, filters } from "./filters";
import { openHit } from "./texts";

/** A command that the palette offers. */
export interface Command {
  label: string;
  group: string;
  press?: string;
  run: () => void;
}

/** A line of the palette: a command or a place, a record, a text that was found, a term, or another way to ask. */
export interface Finding {
  key: string;
  label?: string;
  args?: LabelArgs;
  row?: Row;
  hit?: Hit;
  term?: TermFound;
  filter?: Filter;
  press?: string;
  /** The palette stays, and goes on with another query. */
  stays?: true;
  run: () => void;
}

/** Lines of one kind under a heading, with the place of the first one among all lines. */
export interface Cluster {
  label: string;
  first: number;
  findings: Finding[];
}

/** How many lines of a kind are shown. */
const RECENT = 8;
const MOST = { records: 12, texts: 40 };
/** How long nobody must have typed before the vault is asked: commands and places are found at once. */
const PAUSE = 80;
/** How far PgUp and PgDn move. */
const LEAP = 8;

/** What was typed into the search field, and what was found for it. */
export class Search {
  typed = $state("");
  chosen = $state(0);
  found = $state.raw<Found | null>(null);
  recent = $state.raw<Row[]>([]);
  /** The records whose name holds what was typed. */
  named = $state.raw<Row[]>([]);
  #round = 0;
  #looking = Promise.resolve();

  readonly clusters = $derived.by(() => this.#clusters());
  readonly findings = $derived(this.clusters.flatMap((cluster) => cluster.findings));

  constructor(private readonly offered: readonly Command[]) {}

  /** Reads what stands there before anything is typed. */
  async start(): Promise<void> {
    const page = await desk.attempt(() => ask(commands.list({ sort: "changed", limit: RECENT })));
    this.recent = (page?.rows ?? []).filter(({ kind, id }) => pageOf(kind, id));
  }

  /** Searches anew after every keystroke, also in the middle of a syllable; what was typed last counts. */
  look(typed: string): Promise<void> {
    this.typed = typed;
    this.chosen = 0;
    this.#round += 1;
    this.#looking = this.#find(typed.normalize("NFC").trim(), this.#round);
    return this.#looking;
  }

  /** Returns the chosen line; one that the vault may still have to find is waited for. */
  async choice(): Promise<Finding | undefined> {
    if (!this.findings[this.chosen]?.label) await this.#looking;
    return this.findings[this.chosen];
  }

  async #find(query: string, round: number): Promise<void> {
    if (query !== "") await new Promise((rested) => setTimeout(rested, PAUSE));
    if (round !== this.#round) return;
    const found = query === "" ? null : await desk.attempt(() => Promise.all([
      ask(commands.list({ text: query, limit: MOST.records })),
      ask(commands.search({ query, lang: labels.lead, limit: MOST.texts, now: null, after: null })),
    ]));
    if (round !== this.#round) return;
    const [page, texts] = found ?? [];
    this.named = (page?.rows ?? []).filter(({ kind, id }) => pageOf(kind, id));
    this.found = texts ?? null;
  }

  /** Moves the choice, as a key of a list does; answers whether it was one. */
  press(key: string): boolean {
    const last = this.findings.length - 1;
    const here = this.chosen;
    const goals: Record<string, number> = {
      ArrowDown: here === last ? 0 : here + 1,
      ArrowUp: here === 0 ? last : here - 1,
      PageDown: Math.min(last, here + LEAP),
      PageUp: Math.max(0, here - LEAP),
      Home: 0,
      End: last,
    };
    const goal = goals[key];
    if (goal === undefined) return false;
    this.chosen = Math.max(0, goal);
    return true;
  }

  #clusters(): Cluster[] {
    const typed = this.typed.trim();
    const known = this.offered.filter(({ label }) => matches(typed, `${labels.only("en", label)} ${labels.only("ko", label)}`));
    const acts = known.filter(({ group }) => group !== "go").map(command);
    const places = known.filter(({ group }) => group === "go").map(command);
    if (typed === "") {
      return clusters([
        ["recently-changed", this.recent.map(record)],
        ["palette-commands", acts],
        ["palette-places", places],
      ]);
    }
    const shown = new Set(this.named.map(({ id }) => id));
    const hits = (this.found?.hits ?? []).filter((hit) => pageOf(hit.kind, hit.record));
    // A title says nothing that the record's own line does not say.
    const texts = hits.filter((hit) => !hit.in_title || !shown.has(hit.record));
    const ways: [string, Finding[]] = ["palette-filters", filters(this.typed).map((filter) => this.#filter(filter))];
    // Whoever has typed the colon of a filter wants a value of it.
    const valued = /:\S*$/.test(this.typed);
    return clusters([
      ...(valued ? [ways] : []),
      ["palette-commands", acts],
      ["palette-places", places],
      ["palette-records", this.named.map(record)],
      ["palette-texts", [...this.#suggestion(), ...texts.map(text), ...this.#all(texts.length)]],
      ["palette-terms", (this.found?.terms ?? []).map(term)],
      ...(valued ? [] : [ways]),
    ]);
  }

  /** The same keys on the other keyboard layout. */
  #suggestion(): Finding[] {
    const query = this.found?.suggestion;
    return query ? [{ key: "layout", label: "find-suggestion", args: { query }, stays: true, run: () => void this.look(query) }] : [];
  }

  #all(count: number): Finding[] {
    // Where the index is damaged, the page of what was found makes it anew.
    const label = desk.fault?.code === "search-damaged" ? "find-mend" : "find-all";
    if (count === 0 && label === "find-all") return [];
    return [{ key: "all", label, run: () => void route.go({ page: "find", query: this.typed.trim() }) }];
  }

  #filter(filter: Filter): Finding {
    return { key: `filter ${filter.text}`, filter, stays: true, run: () => void this.look(filter.query) };
  }
}

function clusters(lists: [label: string, findings: Finding[]][]): Cluster[] {
  let first = 0;
  return lists.flatMap(([label, findings]) => {
    const cluster = { label, first, findings };
    first += findings.length;
    return findings.length > 0 ? [cluster] : [];
  });
}

function command({ label, press, run }: Command): Finding {
  return { key: `do ${label}`, label, press, run };
}

function record(row: Row): Finding {
  return { key: `record ${row.id}`, row, run: () => open(row.kind, row.id) };
}

function text(hit: Hit, at: number): Finding {
  return { key: `text ${hit.record} ${at}`, hit, run: () => openHit(hit) };
}

/** A term leads to where it stands. */
function term(found: TermFound): Finding {
  const query = found.term[labels.lead];
  return { key: `term ${found.term.id}`, term: found, run: () => void route.go({ page: "find", query }) };
}

function open(kind: string, id: string): void {
  const goal = pageOf(kind, id);
  if (goal) void route.go(goal);
}
