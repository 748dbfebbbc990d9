import { ask, desk } from "../desk.svelte";
import { commands, type Hit } from "../ipc";
import { matches } from "../kit/match";
import { labels } from "../labels.svelte";
import { pageOf, route } from "../route.svelte";

/** A line of the palette: a command, a place or a text that was found. */
export interface Finding {
  key: string;
  label?: string;
  hit?: Hit;
  press?: string;
  run: () => void;
}

/** A command that the palette offers. */
export interface Command {
  label: string;
  press?: string;
  run: () => void;
}

/** What was typed into the search field, and what was found for it. */
export class Search {
  typed = $state("");
  chosen = $state(0);
  hits = $state.raw<Hit[]>([]);
  #round = 0;

  constructor(private readonly offered: readonly Command[]) {}

  get findings(): Finding[] {
    const typed = this.typed.trim();
    const words = (label: string) => `${labels.only("en", label)} ${labels.only("ko", label)}`;
    const known = this.offered
      .filter((command) => matches(typed, words(command.label)))
      .map((command) => ({ ...command, key: command.label }));
    const found = this.hits.map((hit, at) => ({
      key: `${hit.record} ${hit.segment ?? ""} ${at}`,
      hit,
      run: () => open(hit),
    }));
    return typed === "" ? known : [...found, ...known].slice(0, 40);
  }

  /** Searches anew, at every keystroke, also in the middle of a syllable. */
  async look(typed: string): Promise<void> {
    this.typed = typed;
    this.chosen = 0;
    const round = (this.#round += 1);
    const query = typed.normalize("NFC").trim();
    const hits = query === "" ? [] : await desk.attempt(() => ask(commands.search(query)));
    if (round === this.#round) this.hits = (hits ?? []).filter((hit) => pageOf(hit.kind, hit.record));
  }

  /** Moves the choice up or down, around the ends. */
  step(by: 1 | -1): void {
    const count = this.findings.length;
    if (count > 0) this.chosen = (this.chosen + by + count) % count;
  }
}

function open(hit: Hit): void {
  const goal = pageOf(hit.kind, hit.record, hit.segment ?? undefined);
  if (goal) void route.go(goal);
}
