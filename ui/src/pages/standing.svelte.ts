import { ask } from "../desk.svelte";
import { early } from "../early";
import { commands, type Review } from "../ipc";

/** How long nobody must have written before it is asked again: typing comes first. */
const PAUSE = 300;

/** How far a record is, as the core says it: asked again after every change that was saved. */
export class Standing {
  review = $state.raw<Review | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = "";

  /** Asks for what a page will ask for the first time. */
  static early(id: string): Promise<Review> {
    return early.ask(`review ${id}`, () => ask(commands.review(id)));
  }

  /** Asks for the first time, while the record itself is read: a page that shows both is drawn once. */
  begin(id: string): Promise<void> {
    this.#asked = id;
    return this.#ask(id, id);
  }

  /** Follows a record: its id, and the heads that say whether it changed. */
  follow(id: string, heads: readonly string[]): void {
    const wanted = [id, ...heads].join();
    if (wanted === this.#asked) return;
    const begun = this.#asked === id;
    this.#asked = wanted;
    if (begun) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(id, wanted), PAUSE);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked = "";
  }

  async #ask(id: string, wanted: string): Promise<void> {
    try {
      const review = await (early.take<Review>(`review ${id}`) ?? ask(commands.review(id)));
      if (this.#asked === wanted) this.review = review;
    } catch {
      // The page stands as it was; the next change asks again.
    }
  }
}
