import { ask, desk, Failed, failureOf, type Saving } from "./desk.svelte";
import { early } from "./early";
import { isByEditor } from "./editor/typed";
import { deedOf, inverse } from "./inverse";
import { commands, type Edit, type Failure, type Opened } from "./ipc";
import { kept, put, take } from "./tree";
import { type Said, writtenIn } from "./undo";

/** Failures that no second attempt can heal: the edit itself is not acceptable. */
const REFUSED = new Set([
  "record-shape",
  "record-large",
  "record-deep",
  "edit-heads",
  "edit-misfit",
  "edit-fixed",
  "no-record",
]);
/** Kinds of edit after which the shell knows more than the page: numbers, places, states of translations. */
const COMPUTED = new Set(["insert", "write", "turn", "move", "remove", "restore", "check", "renumber", "agree", "advance"]);
const WAITS = [1_000, 2_000, 5_000, 10_000];
/** How long nobody must have written before the record is read again: it is large, and typing comes first. */
const PAUSE = 300;

/** Returns whether an edit may settle what several laptops wrote. */
function settles(edit: Edit, { conflicts }: Opened): boolean {
  if (edit.do !== "set" && edit.do !== "clear") return false;
  const path = edit.path.join("/");
  return conflicts.some((one) => one.path.join("/").startsWith(path));
}

interface Queued {
  edits: Edit[];
  done: () => void;
  failed: (thrown: unknown) => void;
}

/** The records that pages hold open. */
const held = new Map<string, RecordDesk>();

/** One open record: edits go out one save at a time, each based on the heads that the last one gave back. */
export class RecordDesk {
  opened = $state.raw<Opened | null>(null);
  saving = $state<Saving>("saved");
  fault = $state.raw<Failure | null>(null);
  #queue: Queued[] = [];
  #running: Promise<void> | null = null;
  #stale = false;
  #attempts = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly onsaving: (state: Saving) => void = () => {}) {}

  /** Returns the desk of a record that a page holds open. */
  static of(id: string): RecordDesk | undefined {
    return held.get(id);
  }

  /** Asks for a record that a page will open. */
  static early(id: string): Promise<Opened> {
    return early.ask(`record ${id}`, () => ask(commands.openRecord(id)));
  }

  /** Opens a record, and shows it once there is also what its page wants to show with it. */
  async open(id: string, beside?: Promise<void>): Promise<void> {
    const answer = early.take<Opened>(`record ${id}`) ?? ask(commands.openRecord(id));
    const [opened] = await Promise.all([answer, beside]);
    this.opened = opened;
    held.set(id, this);
  }

  /**
   * Queues edits; resolves when they are on disk, rejects when they can never be. Once they are, the status line says
   * what was done, in the words of `deed` where there are better ones than the edits tell, and it can be taken back.
   */
  edit(edits: Edit[], deed?: Said): Promise<void> {
    if (!this.opened || edits.length === 0) return Promise.resolve();
    if (isByEditor(edits)) {
      desk.undo.quiet();
      return this.#send(edits);
    }
    const back = inverse(this.opened.record, edits);
    const field = writtenIn(document.activeElement);
    return this.#send(edits, () => {
      if (back && edits.every((edit) => !isBin(edit))) this.#note(edits, back, field, deed);
    });
  }

  #send(edits: Edit[], ondone: () => void = () => {}): Promise<void> {
    if (!this.opened) return Promise.resolve();
    clearTimeout(this.#pause);
    this.#show(edits);
    const saved = new Promise<void>((resolve, failed) => {
      const done = () => {
        ondone();
        resolve();
      };
      this.#queue.push({ edits, done, failed });
    });
    this.#pump();
    return saved;
  }

  #note(edits: Edit[], back: Edit[], field: HTMLElement | null, deed?: Said): void {
    desk.undo.note({
      ...(deed ?? { said: deedOf(edits) }),
      owner: this,
      back: () => this.#send(back),
      again: () => this.#send(edits),
      field,
      places: edits.map((edit) => ("path" in edit ? edit.path.join("/") : edit.do)).join(),
    });
  }

  /** Tries again at once what could not be saved. */
  retry(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pump();
  }

  /** Waits until nothing is left to save, or until saving fails. */
  async settle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /**
   * Saves what is left and lets the record go; throws when something could not be saved. The page shows the record until
   * then: `rest` hands over what was typed into it meanwhile.
   */
  async close(rest?: () => Promise<void>): Promise<void> {
    clearTimeout(this.#pause);
    if (this.#timer) this.retry();
    await this.#emptied();
    const id = this.opened?.id;
    if (!id) return;
    desk.undo.forget(this);
    await ask(commands.closeRecord(id));
    await rest?.();
    await this.#emptied();
    this.#leave();
  }

  async #emptied(): Promise<void> {
    await this.settle();
    if (this.opened && this.#queue.length > 0) throw new Failed(this.fault ?? { code: "internal", args: {} });
  }

  /** Forgets everything at once: the vault is locked, and nothing of it may stay in the page. */
  drop(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queue = [];
    this.#leave();
  }

  #leave(): void {
    const id = this.opened?.id;
    if (id && held.get(id) === this) held.delete(id);
    this.opened = null;
  }

  #pump(): void {
    if (this.#running || this.#timer || this.#queue.length === 0) return;
    this.#tell("saving");
    this.#running = this.#drain().finally(() => {
      this.#running = null;
      this.#pump();
    });
  }

  async #drain(): Promise<void> {
    let whole = true;
    while (this.#queue.length > 0) {
      // Everything that waits goes as one; after a refusal one by one, so that only the culprit is refused.
      const batch = this.#queue.slice(0, whole ? this.#queue.length : 1);
      const thrown = await this.#save(batch);
      if (!thrown) this.#release(batch);
      else if (!REFUSED.has(failureOf(thrown).code)) return this.#postpone(failureOf(thrown));
      else if (batch.length > 1) whole = false;
      else this.#refuse(thrown);
    }
    this.#tell("saved");
    if (this.#stale) this.#pause = setTimeout(() => void this.reread(), PAUSE);
  }

  async #save(batch: Queued[]): Promise<unknown> {
    const opened = this.opened;
    if (!opened) return new Failed({ code: "internal", args: {} });
    const edits = batch.flatMap((queued) => queued.edits);
    try {
      const heads = await ask(commands.editRecord(opened.id, opened.heads, edits));
      if (this.opened) this.opened = { ...this.opened, heads };
      this.#stale ||= edits.some((edit) => COMPUTED.has(edit.do) || settles(edit, opened));
      return null;
    } catch (thrown) {
      return thrown;
    }
  }

  #release(batch: Queued[]): void {
    this.#queue.splice(0, batch.length);
    this.#attempts = 0;
    this.fault = null;
    for (const queued of batch) queued.done();
  }

  #refuse(thrown: unknown): void {
    this.#stale = true;
    this.#queue.shift()?.failed(thrown);
  }

  #postpone(fault: Failure): void {
    this.fault = fault;
    this.#tell("failed");
    const wait = WAITS[Math.min(this.#attempts, WAITS.length - 1)];
    this.#attempts += 1;
    this.#timer = setTimeout(() => this.retry(), wait);
  }

  /** Reads the record again, unless something newer is being written here. */
  async reread(): Promise<void> {
    const before = this.opened;
    if (!before) return;
    try {
      const fresh = await ask(commands.openRecord(before.id));
      // What was written meanwhile is newer than this reading; after the next save it is read again.
      if (this.opened !== before || this.#queue.length > 0) return;
      this.opened = kept(before, fresh);
      this.#stale = false;
    } catch {
      // The page stands as it was; the next save reads again.
    }
  }

  #show(edits: Edit[]): void {
    const opened = this.opened;
    if (!opened) return;
    let record = opened.record;
    for (const edit of edits) {
      if (edit.do === "set") record = put(record, edit.path, edit.value);
      if (edit.do === "clear") record = take(record, edit.path);
    }
    if (record !== opened.record) this.opened = { ...opened, record };
  }

  #tell(state: Saving): void {
    this.saving = state;
    this.onsaving(state);
  }
}

/** Whether a record lies in the bin is said by whoever put it there, and taken back from any page. */
function isBin(edit: Edit): boolean {
  return edit.do === "set" && edit.path[0] === "binned";
}
