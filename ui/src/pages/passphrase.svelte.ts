import { ask } from "../desk.svelte";
import { commands, type Strength } from "../ipc";
import type { Fault } from "../kit/Field.svelte";

/** The least strength that a passphrase may have, of 0 to 4: a vault lies on a laptop that can be stolen. */
const ENOUGH = 2;

/** A new passphrase, typed twice, with how hard it is to guess. */
export class NewPassphrase {
  first = $state("");
  second = $state("");
  suggested = $state("");
  strength = $state.raw<Strength | null>(null);
  tried = $state(false);

  get firstFault(): Fault | null {
    if (!this.tried) return null;
    if (this.first === "") return { id: "err-passphrase-needed", rec: "rec-passphrase-needed" };
    if (this.strength && this.strength.score < ENOUGH) return { id: "err-passphrase-weak", rec: this.strength.hint };
    return null;
  }

  get secondFault(): Fault | null {
    if (!this.tried || this.same) return null;
    return { id: "err-passphrases-differ", rec: "rec-passphrases-differ" };
  }

  /** Returns whether both are the same text; how a keyboard builds a syllable makes no difference. */
  get same(): boolean {
    return this.first.normalize("NFC") === this.second.normalize("NFC");
  }

  /** Asks how hard the passphrase is to guess. */
  async weigh(): Promise<void> {
    const typed = this.first;
    const strength = typed ? await ask(commands.strength(typed)) : null;
    // Only the newest answer counts.
    if (typed === this.first) this.strength = strength;
  }

  /** Shows a passphrase that nobody can guess. */
  async suggest(): Promise<void> {
    this.suggested = await ask(commands.suggestPassphrase());
  }

  /** Takes the suggestion over; it is typed once more by hand, so that it is written down or remembered. */
  async accept(): Promise<void> {
    this.first = this.suggested;
    await this.weigh();
  }

  /** Returns whether the passphrase may be used, and lets the fields say why not. */
  async ready(): Promise<boolean> {
    await this.weigh();
    this.tried = true;
    return this.firstFault === null && this.secondFault === null;
  }

  /** Forgets everything. */
  clear(): void {
    this.first = this.second = this.suggested = "";
    this.strength = null;
    this.tried = false;
  }
}
