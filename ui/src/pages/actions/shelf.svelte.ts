import { ask, desk } from "../../desk.svelte";
import { early } from "../../early";
import { type ActionFilter, type ActionRow, commands } from "../../ipc";
import { calendar, today } from "../../kit/when";

/** What a person wants to see of the actions. */
export interface Wish {
  shown: "open" | "all";
  text: string;
  side: string;
  owner: string;
  agreement: string;
  status: string;
  due: "" | "late" | "7" | "30";
}

const EVERYTHING: Wish = { shown: "open", text: "", side: "", owner: "", agreement: "", status: "", due: "" };
/** How many rows come at once. */
const PAGE = 40;

/** The table of actions over all meetings, as far as it has come. */
export class ActionShelf {
  rows = $state.raw<ActionRow[] | null>(null);
  #wish = $state.raw<Wish>((desk.memory.get("actions") as Wish | undefined) ?? EVERYTHING);
  #whole = false;
  #round = 0;
  #more: Promise<void> | null = null;

  get wish(): Wish {
    return this.#wish;
  }

  /** Whether more is filtered out than what is done. */
  get filtered(): boolean {
    const { text, side, owner, agreement, status, due } = this.#wish;
    return [text.trim(), side, owner, agreement, status, due].some((one) => one !== "");
  }

  /** Asks for the first rows of the table, which will be shown as it was left. */
  static early(): Promise<ActionRow[]> {
    return early.ask("actions", () => new ActionShelf().#first());
  }

  /** Returns what the shell is asked for. */
  get filter(): ActionFilter {
    return filterOf(this.#wish, new Date());
  }

  /** Changes what is wanted. */
  want(change: Partial<Wish>): void {
    this.#wish = { ...this.#wish, ...change };
    desk.memory.set("actions", this.#wish);
    void this.load();
  }

  /** Takes every filter away. */
  clear(): void {
    this.want({ ...EVERYTHING, shown: this.#wish.shown });
  }

  /** Reads the first rows. */
  async load(): Promise<void> {
    const round = (this.#round += 1);
    const rows = await desk.attempt(() => early.take<ActionRow[]>("actions") ?? this.#first());
    if (!rows || round !== this.#round) return;
    this.rows = rows;
    this.#whole = rows.length < PAGE;
  }

  /** Reads on, some rows or to the end. */
  async more(limit: number = PAGE): Promise<void> {
    await this.#more;
    if (this.#whole || !this.rows) return;
    this.#more = this.#append(limit).finally(() => (this.#more = null));
    await this.#more;
  }

  /** Reads everything that is left. */
  async all(): Promise<void> {
    while (!this.#whole && !desk.fault) await this.more(1000);
  }

  #first(): Promise<ActionRow[]> {
    return ask(commands.actions({ ...this.filter, limit: PAGE }));
  }

  async #append(limit: number): Promise<void> {
    const round = this.#round;
    const last = this.rows?.at(-1);
    if (!last) return;
    const after = { sort: last.sort, segment: last.segment, record: last.record };
    const rows = await desk.attempt(() => ask(commands.actions({ ...this.filter, limit, after })));
    if (!rows || round !== this.#round) return;
    this.rows = [...(this.rows ?? []), ...rows];
    this.#whole = rows.length < limit;
  }
}

/** Returns the filter of the shell for a wish: what is late is judged on each owner's clock, what is due soon from today. */
export function filterOf(wish: Wish, now: Date): ActionFilter {
  const days = wish.due === "7" || wish.due === "30" ? Number(wish.due) : null;
  return {
    open: wish.shown === "open" || wish.due !== "",
    late_at: wish.due === "late" ? now.toISOString() : null,
    due_by: days === null ? null : ahead(today(), days),
    owner_side: wish.side || null,
    owner: wish.owner || null,
    agreement: wish.agreement || null,
    status: wish.status || null,
    text: wish.text.normalize("NFC"),
  };
}

function ahead(iso: string, days: number): string {
  return calendar(iso)?.add({ days }).toString() ?? iso;
}
