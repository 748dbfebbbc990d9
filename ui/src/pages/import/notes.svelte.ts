import { ask, desk, failureOf } from "../../desk.svelte";
import { commands, events, type Archived, type Arrived, type Audience, type Failure, type Sent } from "../../ipc";

/** A folder of notes on its way in: what would come of each, for whom, and the taking in of all or none. */
export class Notes {
  archive = $state.raw<Archived | null>(null);
  /** At first our own side: what is shared by mistake is shared for good. */
  audience = $state<Audience>("own");
  sent = $state.raw<Sent | null>(null);
  busy = $state<"reading" | "writing" | null>(null);
  /** What could be seen only when the notes came in. */
  arrived = $state.raw<Arrived | null>(null);
  fault = $state.raw<Failure | null>(null);
  #deaf: (() => void) | undefined;

  async listen(): Promise<void> {
    this.#deaf = await events.sent.listen(({ payload }) => (this.sent = payload));
  }

  /** Lets a person choose a folder and reads it; what was shown before stays where they choose none. */
  async choose(): Promise<void> {
    const archive = await this.#attempt("reading", () => ask(commands.chooseArchive()));
    if (archive) this.archive = archive;
  }

  /** Takes the notes in; returns whether nothing is left to be said. */
  async take(): Promise<boolean> {
    const arrived = await this.#attempt("writing", () => ask(commands.importArchive(this.audience)));
    // What was read is not kept: the folder is chosen again.
    this.archive = null;
    if (!arrived) return false;
    desk.say("imported", { count: arrived.count });
    desk.turn += 1;
    await desk.refresh();
    if (arrived.remarks.length > 0) this.arrived = arrived;
    return arrived.remarks.length === 0;
  }

  /** Stops what is under way; nothing is left of it. */
  async stop(): Promise<void> {
    await ask(commands.cancelReading()).catch(() => {});
  }

  close(): void {
    this.#deaf?.();
    if (this.busy) void this.stop();
  }

  async #attempt<T>(busy: "reading" | "writing", deed: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined;
    this.busy = busy;
    this.sent = null;
    this.fault = null;
    try {
      return await deed();
    } catch (thrown) {
      this.fault = failureOf(thrown);
      return undefined;
    } finally {
      this.busy = null;
    }
  }
}
