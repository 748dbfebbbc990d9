/** What the next page shows first, asked for while the present page still stands: no empty page is painted between the two. */
export class Early {
  readonly #asked = new Map<string, Promise<unknown>>();

  /** Asks for something that a page will take soon. */
  ask<T>(key: string, deed: () => Promise<T>): Promise<T> {
    const answer = deed();
    // Whoever takes it hears of a failure; if nobody does, nobody misses it.
    answer.catch(() => {});
    this.#asked.set(key, answer);
    return answer;
  }

  /** Returns what was asked for, once. */
  take<T>(key: string): Promise<T> | undefined {
    const answer = this.#asked.get(key) as Promise<T> | undefined;
    this.#asked.delete(key);
    return answer;
  }

  /** Forgets everything: what nobody took is old by now, or the vault is locked. */
  forget(): void {
    this.#asked.clear();
  }
}

export const early = new Early();
