import { ask, desk } from "../../desk.svelte";
import { commands, type Incoming } from "../../ipc";
import { Work } from "./work.svelte";

/** Files of records on their way in: what is in each, and the taking in of all or none. */
export class Files extends Work {
  files = $state.raw<Incoming[] | null>(null);

  /** How many records would come in. */
  readonly coming = $derived((this.files ?? []).flatMap((file) => file.records).filter((record) => !record.known).length);

  /** Lets a person choose files and reads them; what was shown before stays where they choose none. */
  async choose(): Promise<void> {
    const files = await this.attempt("reading", () => ask(commands.chooseImport()));
    if (files) this.files = files;
    // What was read is not kept: the files are chosen again.
    else if (this.fault) this.files = null;
  }

  /** Takes the records in; returns whether they came. */
  async take(): Promise<boolean> {
    const count = await this.attempt("writing", () => ask(commands.importChosen()));
    this.files = null;
    if (typeof count !== "number") return false;
    desk.say("imported", { count });
    desk.turn += 1;
    await desk.refresh();
    return true;
  }
}
