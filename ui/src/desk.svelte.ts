import { commands, type Edit, events, type Failure, type Settings, type Status } from "./ipc";
import { now } from "./kit/when";
import { labels, type LabelArgs } from "./labels.svelte";
import { inverse } from "./inverse";
import { route } from "./route.svelte";
import { type Line, type Said, Undo } from "./undo";

type Answer<T> = Promise<{ status: "ok"; data: T } | { status: "error"; error: Failure }>;

/** What went wrong, as the shell tells it: a code with the words `err-…` and `rec-…`. */
export class Failed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Returns what the shell answered, or throws `Failed`. */
export async function ask<T>(answer: Answer<T>): Promise<T> {
  const told = await answer;
  if (told.status === "ok") return told.data;
  // The framework itself answers with a plain text where a command could not even be called.
  throw new Failed(typeof told.error === "object" ? told.error : { code: "internal", args: {} });
}

/** Returns the failure behind anything that was thrown. */
export function failureOf(thrown: unknown): Failure {
  return thrown instanceof Failed ? thrown.failure : { code: "internal", args: {} };
}

export type Saving = "typing" | "saving" | "saved" | "failed";
export type Sheet = "palette" | "keys" | "export" | "export-many" | "import" | "notes" | "tour" | null;

/** Something that the open page can do, for the menu and the palette. */
export interface Offer {
  label: string;
  run: () => void;
}

/** What the whole window knows: how far Maru is open, the settings, and the status line. */
export class Desk {
  status = $state.raw<Status | null>(null);
  fault = $state.raw<Failure | null>(null);
  line = $state.raw<Line | null>(null);
  saving = $state<Saving>("saved");
  savedAt = $state("");
  /** Somebody writes in the editor: everything else keeps quiet. */
  writing = $state(false);
  sheet = $state<Sheet>(null);
  /** What a page offers to the keys of the whole window while it is open. */
  exported = $state.raw<string | null>(null);
  offers = $state.raw<readonly Offer[]>([]);
  /** The menu of the window stands open. */
  menu = $state(false);
  touched = $state(Date.now());
  /** Goes up when records changed behind a list that is on screen. */
  turn = $state(0);
  /** What pages keep for when a person comes back to them; it goes with the lock. */
  readonly memory = new Map<string, unknown>();
  /** What has to finish before the vault closes. */
  readonly closing = new Set<() => Promise<void>>();
  /** What a person did, and the way back. */
  readonly undo = new Undo(this);
  /** What holds content of the vault beside the pages, and lets it go when the vault is locked. */
  readonly forgetting = new Set<() => void>();

  get settings(): Settings | undefined {
    return this.status?.settings;
  }

  /** Reads how far Maru is open and listens to the shell. */
  async start(): Promise<void> {
    // All at once: the first picture waits for the last of them, and each has a long way.
    const listening = [
      events.locked.listen(() => void this.drop()),
      events.closing.listen(() => void this.#finish()),
      events.handed.listen(() => void this.#handed()),
    ];
    const status = await ask(commands.status());
    await Promise.all(listening);
    this.take(status);
  }

  /** Takes over what the shell says of itself. */
  take(status: Status): void {
    this.status = status;
    labels.mode = status.settings.labels;
    labels.first = status.settings.first;
    this.touched = Date.now();
  }

  /** Reads the counts and the like again. */
  async refresh(): Promise<void> {
    await this.attempt(async () => this.take(await ask(commands.status())));
  }

  /** Does something and shows on the page what went wrong with it, if anything did. */
  async attempt<T>(deed: () => Promise<T>): Promise<T | undefined> {
    try {
      this.fault = null;
      return await deed();
    } catch (thrown) {
      this.fault = failureOf(thrown);
      return undefined;
    }
  }

  /** Changes settings of this laptop. */
  async set(change: Partial<Settings>): Promise<void> {
    const status = this.status;
    if (!status) return;
    const wanted = { ...status.settings, ...change };
    this.take({ ...status, settings: wanted });
    const settings = await this.attempt(() => ask(commands.setSettings(wanted)));
    // Whoever changed something else meanwhile started from what was wanted here.
    if (this.status?.settings === wanted) this.take({ ...this.status, settings: settings ?? status.settings });
  }

  /** Says something in the status line. */
  say(id: string, args?: LabelArgs, deeds?: Line["deeds"]): void {
    this.line = { id, args, deeds };
  }

  /** Offers what the open page can do, until the returned function is called. */
  offer(offers: readonly Offer[]): () => void {
    this.offers = offers;
    return () => {
      if (this.offers === offers) this.offers = [];
    };
  }

  /** Notes how far the last words are saved. */
  noteSaving(state: Saving): void {
    this.saving = state;
    if (state === "saved") this.savedAt = now();
  }

  /** Takes a record out of the bin. */
  async restore(id: string): Promise<void> {
    await this.change(id, [{ do: "set", path: ["binned"], value: false }], { said: "did-unbin" });
  }

  /** Moves a record that no page holds open to the bin, and offers the way back. */
  async bin(id: string): Promise<void> {
    await this.change(id, [{ do: "set", path: ["binned"], value: true }], { said: "moved-to-bin" });
  }

  /** Changes a record that no page holds open, says what was done, and offers the way back. */
  async change(id: string, edits: Edit[], deed: Said): Promise<void> {
    let back: Edit[] | null = null;
    const done = await this.#change(id, (record) => {
      back = inverse(record, edits);
      return edits;
    });
    const way = back;
    if (!done || !way) return;
    const step = (list: Edit[]) => async () => {
      if (!(await this.#change(id, () => list))) throw new Failed(this.fault ?? { code: "internal", args: {} });
    };
    this.undo.note({ ...deed, back: step(way), again: step(edits) });
  }

  /** Edits a record that no page holds open; answers whether it is done. */
  async #change(id: string, edits: (record: unknown) => Edit[]): Promise<boolean> {
    const done = await this.attempt(async () => {
      const { heads, record } = await ask(commands.openRecord(id));
      await ask(commands.editRecord(id, heads, edits(record)));
      await ask(commands.closeRecord(id));
      this.turn += 1;
      return true;
    });
    await this.refresh();
    return done ?? false;
  }

  /** Locks the vault after everything has been saved; stays open when something could not be. */
  async lock(): Promise<void> {
    await this.attempt(async () => {
      for (const close of [...this.closing]) await close();
      const status = await ask(commands.lock());
      this.#forget();
      this.take(status);
    });
  }

  /** Lets everything go after the shell has locked by itself. */
  async drop(): Promise<void> {
    if (this.status?.stage !== "open") return;
    this.#forget();
    this.status = { ...this.status, stage: "locked", counts: {} };
    await this.refresh();
  }

  /** Tells the shell that somebody is here, at most every ten seconds. */
  touch(): void {
    const at = Date.now();
    if (this.status?.stage !== "open" || at - this.touched < 10_000) return;
    this.touched = at;
    void commands.touch();
  }

  /** Saves what is left before the window closes; what cannot be saved now could not be saved later either. */
  async #finish(): Promise<void> {
    await Promise.allSettled([...this.closing].map((close) => close()));
    await commands.closeReady();
  }

  /** Shows the backup that somebody opened with Maru; an open vault is not left behind its back. */
  async #handed(): Promise<void> {
    await this.refresh();
    if (this.status?.stage === "open" && this.status.backup) this.say("backup-waits", { name: this.status.backup });
  }

  #forget(): void {
    route.reset();
    this.undo.forget();
    this.closing.clear();
    for (const forget of this.forgetting) forget();
    this.memory.clear();
    this.fault = null;
    this.line = null;
    this.sheet = null;
    this.exported = null;
    this.offers = [];
    this.menu = false;
    this.writing = false;
    this.saving = "saved";
    this.savedAt = "";
  }
}

export const desk = new Desk();
