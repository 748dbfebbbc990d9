/**
 * What stands in a field while somebody writes in it: their undo and their caret stay theirs. It is handed over in
 * composed form and never in the middle of a syllable.
 */
export class Draft {
  typed = $state<string | null>(null);

  constructor(
    private readonly saved: () => string,
    private readonly hand: (text: string) => void,
  ) {}

  /** Returns what the field shows. */
  get shown(): string {
    return this.typed ?? this.saved();
  }

  /** Notes what the field holds after a key. */
  input = (event: Event): void => {
    this.#take(event, event instanceof InputEvent && event.isComposing);
  };

  /** Notes that a syllable is whole. */
  composed = (event: Event): void => {
    this.#take(event, false);
  };

  /** Notes that somebody left the field. */
  left = (event: Event): void => {
    this.#take(event, false);
    this.typed = null;
  };

  #take(event: Event, composing: boolean): void {
    this.typed = (event.currentTarget as HTMLInputElement | HTMLTextAreaElement).value;
    const clean = this.typed.normalize("NFC");
    if (!composing && clean !== this.saved()) this.hand(clean);
  }
}
