import { ask, desk, failureOf } from "../../desk.svelte";
import { commands, type Failure, type PaperOrder, type Preview } from "../../ipc";

/** Picture points for each point of paper, in per cent: sharp on a screen of double density too. */
const SCALE = 150;

/** One paper on its way out: its pages as pictures, the list of what leaves, and the saving of it. */
export class Paper {
  order = $state.raw<PaperOrder>({ form: "summary", languages: "both", attach: false });
  preview = $state.raw<Preview | null>(null);
  pictures = $state.raw<string[]>([]);
  fault = $state.raw<Failure | null>(null);
  busy = $state<"typesetting" | "saving" | null>(null);
  /** Whether it has taken so long that a person should see that it goes on. */
  slow = $state(false);
  #round = 0;
  /** The typesetting that is under way. */
  #setting: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly id: string) {}

  /** Typesets the record anew, with this changed about it. */
  async typeset(change: Partial<PaperOrder>): Promise<void> {
    const round = (this.#round += 1);
    const order = { ...this.order, ...change };
    // A shorter paper would carry more than it shows.
    this.order = { ...order, attach: order.attach && order.form === "summary" };
    this.fault = null;
    this.#begin("typesetting");
    // One after the other: the desk keeps the papers that were set last, and what was wished last must be among them.
    await this.#setting;
    if (round !== this.#round) return;
    try {
      const asked = ask(commands.preview(this.id, this.order));
      this.#setting = asked.catch(() => {});
      const preview = await asked;
      if (round !== this.#round) return;
      this.#letGo();
      this.preview = preview;
      // It may be saved while its pictures are still being drawn.
      this.#end();
      await this.#draw(preview, round);
    } catch (thrown) {
      if (round !== this.#round) return;
      this.#fail(thrown);
      this.#end();
    }
  }

  /** Saves the paper where a person chooses; returns whether it was saved. */
  async save(): Promise<boolean> {
    if (!this.preview || this.busy) return false;
    this.fault = null;
    this.#begin("saving");
    try {
      const saved = await ask(commands.exportPdf(this.preview.ticket));
      if (saved) {
        desk.say("saved-as", { name: saved.name }, [
          { id: "open-file", run: () => void desk.attempt(() => ask(commands.reveal("open"))) },
          { id: "show-in-folder", run: () => void desk.attempt(() => ask(commands.reveal("folder"))) },
        ]);
      }
      return saved !== null;
    } catch (thrown) {
      this.#fail(thrown);
      return false;
    } finally {
      this.#end();
    }
  }

  /** Stops what is under way; nothing is written. */
  async cancel(): Promise<void> {
    await ask(commands.cancelExport()).catch(() => {});
  }

  /** Forgets the pictures: they are content. */
  close(): void {
    this.#round += 1;
    this.#letGo();
    this.#end();
    this.preview = null;
  }

  async #draw(preview: Preview, round: number): Promise<void> {
    for (let n = 0; n < preview.pages; n += 1) {
      const bytes = await ask(commands.page(preview.ticket, n, SCALE));
      if (round !== this.#round) return;
      const address = URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
      this.pictures = [...this.pictures, address];
    }
  }

  #letGo(): void {
    for (const address of this.pictures) URL.revokeObjectURL(address);
    this.pictures = [];
  }

  #begin(what: "typesetting" | "saving"): void {
    this.busy = what;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.slow = true), 400);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.busy = null;
    this.slow = false;
  }

  #fail(thrown: unknown): void {
    const failure = failureOf(thrown);
    // What a person stopped did not go wrong.
    if (failure.code !== "paper-stopped") this.fault = failure;
  }
}
