import { ask, desk } from "../../desk.svelte";
import { commands, type Found, type Hit } from "../../ipc";
import { labels } from "../../labels.svelte";
import { pageOf, type Route } from "../../route.svelte";

/** How long nobody must have typed before the vault is asked. */
const PAUSE = 80;
/** How many hits come at once. */
const PAGE = 50;

/** What was looked for, and what has been found of it so far. A person who comes back finds it as it was left. */
export class Findings {
  query = $state("");
  hits = $state.raw<Hit[] | null>(null);
  /** What came with the first hits: terms, the other keyboard layout, filters that say nothing. */
  beside = $state.raw<Found | null>(null);
  more = $state.raw<string | null>(null);
  /** The index has to be made anew. */
  broken = $state(false);
  #round = 0;
  #reading: Promise<void> | null = null;

  constructor(private readonly at: Route & { page: "find" }) {
    this.query = at.query;
    void this.#load();
  }

  /** Looks for something else; what was typed last counts. */
  async look(query: string): Promise<void> {
    this.query = query;
    // The way back leads to what was looked for last.
    this.at.query = query;
    const round = this.#round + 1;
    this.#round = round;
    await new Promise((rested) => setTimeout(rested, PAUSE));
    if (round === this.#round) await this.#load();
  }

  /** Reads on. */
  async next(): Promise<void> {
    await this.#reading;
    if (!this.more) return;
    this.#reading = this.#append().finally(() => (this.#reading = null));
    await this.#reading;
  }

  /** Reads everything that is left. */
  async all(): Promise<void> {
    while (this.more && !desk.fault) await this.next();
  }

  async #load(): Promise<void> {
    const round = (this.#round += 1);
    if (this.query.trim() === "") {
      this.hits = this.beside = this.more = null;
      return;
    }
    const found = await this.#ask(null);
    if (!found || round !== this.#round) return;
    this.hits = kept(found);
    this.beside = found;
    this.more = found.more;
  }

  async #append(): Promise<void> {
    const round = this.#round;
    const found = await this.#ask(this.more);
    if (!found || round !== this.#round) return;
    this.hits = [...(this.hits ?? []), ...kept(found)];
    this.more = found.more;
  }

  async #ask(after: string | null): Promise<Found | undefined> {
    const query = this.query.normalize("NFC").trim();
    const found = await desk.attempt(() => ask(commands.search({ query, lang: labels.lead, limit: PAGE, now: null, after })));
    this.broken = desk.fault?.code === "search-damaged" || found?.damaged === true;
    return found;
  }
}

function kept(found: Found): Hit[] {
  return found.hits.filter(({ kind, record }) => pageOf(kind, record));
}
