/** How many dialogs stand over the page. */
class Cover {
  #dialogs = $state(0);

  /** Whether a dialog covers the page. */
  get there(): boolean {
    return this.#dialogs > 0;
  }

  /** Notes a dialog; returns what takes it away again. */
  lay(): () => void {
    this.#dialogs += 1;
    return () => (this.#dialogs -= 1);
  }
}

export const cover = new Cover();
