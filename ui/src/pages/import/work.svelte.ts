import { ask, failureOf } from "../../desk.svelte";
import { commands, events, type Failure, type Sent } from "../../ipc";

/** What brings records in: one thing at a time, with word of how far it is, until a person stops it. */
export class Work {
  sent = $state.raw<Sent | null>(null);
  busy = $state<"reading" | "writing" | null>(null);
  fault = $state.raw<Failure | null>(null);
  #deaf: (() => void) | undefined;

  async listen(): Promise<void> {
    this.#deaf = await events.sent.listen(({ payload }) => (this.sent = payload));
  }

  /** Stops what is under way; nothing is left of it. */
  async stop(): Promise<void> {
    await ask(commands.cancelReading()).catch(() => {});
  }

  close(): void {
    this.#deaf?.();
    if (this.busy) void this.stop();
  }

  protected async attempt<T>(busy: "reading" | "writing", deed: () => Promise<T>): Promise<T | undefined> {
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
