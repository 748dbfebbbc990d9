import { ask, desk, failureOf } from "../../desk.svelte";
import { commands, events, type Cursor, type Failure, type ManyFormat, type PaperOrder, type Row, type Sent, type Survey } from "../../ipc";
import { PLACES, route } from "../../route.svelte";

/** What takes no longer than this needs no word, in milliseconds. */
const SOON = 400;

export type Chosen = "all" | "agreement" | "meeting" | "practice";

/** Many records on their way out: which, as what, the list of what leaves, and the sending of them. */
export class Many {
  rows = $state.raw<Row[] | null>(null);
  /** At first what the page lists from which a person comes. */
  kind = $state<Chosen>(PLACES.find((place) => place.page === route.place)?.kind ?? "all");
  agreement = $state("");
  from = $state("");
  until = $state("");
  /** The records that a person took out, by id. */
  out = $state.raw<ReadonlySet<string>>(new Set());
  format = $state<ManyFormat>("pdf");
  paper = $state.raw<PaperOrder>({ form: "summary", languages: "both", attach: false });
  zip = $state(true);
  open = $state(true);
  survey = $state.raw<Survey | null>(null);
  sent = $state.raw<Sent | null>(null);
  busy = $state<"surveying" | "sending" | null>(null);
  /** Whether it takes so long to say what leaves that a person wants to know how far it is. */
  slow = $state(false);
  fault = $state.raw<Failure | null>(null);
  #closed = false;
  #deaf: (() => void) | undefined;

  /** The records that fit the filter. */
  readonly shown = $derived((this.rows ?? []).filter((row) => this.#fits(row)));
  readonly working = $derived(this.busy === "sending" || this.slow);
  readonly chosen = $derived(this.shown.filter((row) => !this.out.has(row.id)));
  readonly agreements = $derived((this.rows ?? []).filter((row) => row.kind === "agreement"));

  /** Reads every joint record; what is for our side only never stands in this list. */
  async load(): Promise<void> {
    this.#deaf = await events.sent.listen(({ payload }) => (this.sent = payload));
    await this.#attempt(async () => {
      const rows: Row[] = [];
      let after: Cursor | null = null;
      do {
        const page: { rows: Row[]; next: Cursor | null } = await ask(
          commands.list({ audience: "joint", after, limit: 500 }),
        );
        rows.push(...page.rows);
        after = page.next;
      } while (after && !this.#closed);
      this.rows = rows;
    });
  }

  toggle(id: string): void {
    const out = new Set(this.out);
    if (!out.delete(id)) out.add(id);
    this.out = out;
  }

  /** Takes every record that is shown in, or out where all are in. */
  toggleAll(): void {
    const all = this.chosen.length === this.shown.length;
    const out = new Set(this.out);
    for (const row of this.shown) {
      if (all) out.add(row.id);
      else out.delete(row.id);
    }
    this.out = out;
  }

  /** Asks what would leave (R2). */
  async look(): Promise<void> {
    const meetings = this.format === "table" || (this.format === "pdf" && this.paper.form !== "summary");
    const chosen = this.chosen.filter((row) => !meetings || row.kind === "meeting");
    const ids = chosen.map((row) => row.id);
    this.busy = "surveying";
    this.sent = null;
    const soon = setTimeout(() => (this.slow = true), SOON);
    await this.#attempt(async () => {
      const paper = { ...this.paper, form: this.format === "pdf" ? this.paper.form : ("summary" as const) };
      this.survey = await ask(commands.survey({ ids, paper, format: this.format, zip: this.zip, open: this.open }));
    });
    clearTimeout(soon);
    this.slow = false;
    this.busy = null;
  }

  /** Sends them where a person chooses; returns whether they arrived. */
  async send(): Promise<boolean> {
    if (!this.survey || this.busy) return false;
    this.busy = "sending";
    this.sent = null;
    const saved = await this.#attempt(() => ask(commands.exportMany(this.survey?.ticket ?? 0)));
    if (!saved) {
      // What was stopped is asked about anew: nothing leaves of which it was not just said.
      this.survey = null;
      this.sent = null;
      this.busy = null;
      return false;
    }
    desk.say("saved-as", { name: saved.name }, [
      { id: "show-in-folder", run: () => void desk.attempt(() => ask(commands.reveal("folder"))) },
    ]);
    return true;
  }

  /** Stops what is under way; nothing is left of it. */
  async stop(): Promise<void> {
    await ask(this.busy === "surveying" ? commands.cancelReading() : commands.cancelExport()).catch(() => {});
  }

  close(): void {
    this.#closed = true;
    this.#deaf?.();
    void this.stop();
  }

  #fits(row: Row): boolean {
    return (
      (row.kind === "agreement" || row.kind === "meeting" || row.kind === "practice") &&
      (this.kind === "all" || row.kind === this.kind) &&
      (this.agreement === "" || row.agreement === this.agreement || row.id === this.agreement) &&
      // What has no day yet is not in a span of days.
      (this.from === "" || (row.day !== null && row.day >= this.from)) &&
      (this.until === "" || (row.day !== null && row.day <= this.until))
    );
  }

  async #attempt<T>(deed: () => Promise<T>): Promise<T | undefined> {
    try {
      this.fault = null;
      return await deed();
    } catch (thrown) {
      this.fault = failureOf(thrown);
      return undefined;
    }
  }
}
