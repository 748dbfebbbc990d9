import { ask, desk } from "../../desk.svelte";
import { commands, type Archived, type Arrived, type Audience } from "../../ipc";
import { Work } from "./work.svelte";

/** A folder of notes on its way in: what would come of each, for whom, and the taking in of all or none. */
export class Notes extends Work {
  archive = $state.raw<Archived | null>(null);
  /** At first our own side: what is shared by mistake is shared for good. */
  audience = $state<Audience>("own");
  /** What could be seen only when the notes came in. */
  arrived = $state.raw<Arrived | null>(null);

  /** Lets a person choose a folder and reads it; what was shown before stays where they choose none. */
  async choose(): Promise<void> {
    const archive = await this.attempt("reading", () => ask(commands.chooseArchive()));
    if (archive) this.archive = archive;
  }

  /** Takes the notes in; returns whether nothing is left to be said. */
  async take(): Promise<boolean> {
    const arrived = await this.attempt("writing", () => ask(commands.importArchive(this.audience)));
    // What was read is not kept: the folder is chosen again.
    this.archive = null;
    if (!arrived) return false;
    desk.say("imported", { count: arrived.count });
    desk.turn += 1;
    await desk.refresh();
    if (arrived.remarks.length > 0) this.arrived = arrived;
    return arrived.remarks.length === 0;
  }
}
