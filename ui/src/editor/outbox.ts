import type { Node } from "prosemirror-model";
import { edits } from "./edits";
import type { Edit } from "./model";
import { byEditor, isByEditor } from "./typed";

export type Saving = "typing" | "saving" | "saved" | "failed";

interface Page {
  /** The rows as they stand on the page. */
  rows: () => readonly Node[];
  /** Whether a syllable is being composed. */
  composing: () => boolean;
  send: (edits: Edit[]) => Promise<void>;
  onstate: (state: Saving) => void;
}

// macOS sends Hangul without composition events: there, a longer pause keeps half-made syllables on the page.
const PAUSE = /Mac/.test(globalThis.navigator?.userAgent ?? "") ? 400 : 150;
const MOST = 2_000;
const WAITS = [2_000, 5_000, 10_000, 30_000];

/** Gathers what a person types and hands it over as edits: after a short pause, never inside a syllable. */
export class Outbox {
  /** The rows as they were handed over last. */
  sent: readonly Node[];
  readonly #page: Page;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since = 0;
  #under = 0;
  #failures = 0;
  #refused: readonly Node[] | null = null;

  constructor(sent: readonly Node[], page: Page) {
    this.sent = sent;
    this.#page = page;
  }

  /** Notes that the page changed. */
  touch(): void {
    this.#page.onstate("typing");
    this.#since ||= Date.now();
    this.#wait(Math.max(0, Math.min(PAUSE, this.#since + MOST - Date.now())));
  }

  /** A syllable is whole: its delete and its insert come as two events, so the next turn sees both. */
  composed(): void {
    if (this.#since) this.#wait(0);
  }

  /** Hands everything over that a person has written, at once. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#since = 0;
    // The page first takes in what came from the record: it changes what counts as handed over.
    const after = this.#page.rows();
    const before = this.sent;
    const made = byEditor(edits(before, after));
    this.sent = after;
    if (made.length > 0) void this.#hand(made, before);
    else if (this.#under === 0) this.#page.onstate(this.#failures > 0 ? "failed" : "saved");
  }

  /** Hands over edits that are not on the page, such as a mark; everything that was typed goes first. */
  also(made: Edit[]): void {
    this.flush();
    void this.#hand(made, this.sent);
  }

  /** Stops waiting. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // In the middle of a syllable the end of the composition sends.
      if (!this.#page.composing()) this.flush();
    }, ms);
  }

  async #hand(made: Edit[], before: readonly Node[]): Promise<void> {
    this.#under += 1;
    this.#page.onstate("saving");
    // Edits that were refused stay on the page, and every edit may safely be sent twice.
    if (!(await this.#deliver(made))) this.#refused ??= before;
    this.#under -= 1;
    if (this.#under > 0) return;
    if (this.#refused) return this.#again(this.#refused);
    this.#failures = 0;
    this.#page.onstate(this.#since ? "typing" : "saved");
  }

  /** Sends edits, all or none; when they are refused, by halves, so that one bad edit never keeps others from being saved. */
  async #deliver(made: Edit[]): Promise<boolean> {
    try {
      await this.#page.send(made);
      return true;
    } catch {
      if (made.length === 1) return false;
    }
    const middle = made.length >> 1;
    const [head, tail] = [made.slice(0, middle), made.slice(middle)].map((half) => (isByEditor(made) ? byEditor(half) : half));
    const first = await this.#deliver(head ?? []);
    return (await this.#deliver(tail ?? [])) && first;
  }

  #again(before: readonly Node[]): void {
    this.sent = before;
    this.#refused = null;
    this.#failures += 1;
    this.#page.onstate("failed");
    this.#since ||= Date.now();
    this.#wait(WAITS[Math.min(this.#failures, WAITS.length) - 1] ?? 0);
  }
}
