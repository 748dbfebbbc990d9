import { ask, desk, failureOf } from "../../desk.svelte";
import { type Change, commands, type Difference, type Failure, type Heads, type Past } from "../../ipc";
import { RecordDesk } from "../../record.svelte";
import { type Sitting, sittings } from "./sittings";

/** The history of one record on its page: what was done, the two moments that are compared, and the way back. */
export class History {
  past = $state.raw<Past>({ changes: [], lines: {} });
  read = $state(false);
  fault = $state.raw<Failure | null>(null);
  differences = $state.raw<Difference[] | null>(null);
  /** The two moments, by the change after which they are. */
  from = $state("");
  to = $state("");
  /** Which sittings show their single changes. */
  open = $state.raw<ReadonlySet<string>>(new Set());
  #round = 0;

  readonly sittings = $derived<Sitting[]>(sittings(this.past.changes));
  /** The earlier and the later of the two moments. */
  readonly pair = $derived.by<[Change, Change] | null>(() => {
    const [one, other] = [this.from, this.to].map((hash) => this.past.changes.findIndex((change) => change.hash === hash));
    if (one === undefined || other === undefined || one < 0 || other < 0 || one === other) return null;
    const [first, second] = [this.past.changes[Math.min(one, other)], this.past.changes[Math.max(one, other)]];
    return first && second ? [first, second] : null;
  });

  constructor(readonly id: string) {}

  /** Whether there is nothing to compare: the record is as it was made. */
  get untouched(): boolean {
    return this.past.changes.length < 2;
  }

  /** Reads the history, and compares the newest moment with the one before the last sitting. */
  async start(): Promise<void> {
    await this.#attempt(async () => {
      await RecordDesk.of(this.id)?.settle();
      this.past = await ask(commands.history(this.id));
      this.read = true;
      this.to = this.past.changes.at(-1)?.hash ?? "";
      this.from = this.sittings[1]?.key ?? this.to;
      await this.compare();
    });
  }

  /** Shows, or hides, the single changes of a sitting. */
  toggle(key: string): void {
    const open = new Set(this.open);
    if (!open.delete(key)) open.add(key);
    this.open = open;
  }

  /** Chooses a moment to compare. */
  async choose(which: "from" | "to", hash: string): Promise<void> {
    this[which] = hash;
    await this.#attempt(() => this.compare());
  }

  /** Asks what differs between the two moments. */
  async compare(): Promise<void> {
    const round = (this.#round += 1);
    const found = this.pair ? await ask(commands.compare(this.id, this.pair[0].heads, this.pair[1].heads)) : [];
    if (round === this.#round) this.differences = found;
  }

  /** Brings the record, or one line of it, back to the earlier moment; the status line offers the way forward again. */
  async back(segment: string | null): Promise<void> {
    const moment = this.pair?.[0].heads;
    const before = this.past.changes.at(-1)?.heads;
    if (!moment || !before) return;
    const done = await this.#attempt(async () => {
      const heads = await goTo(this.id, moment, segment);
      return heads.join() !== before.join();
    });
    if (done === undefined) return;
    if (done) {
      const step = (to: Heads) => async () => void (await goTo(this.id, to, segment));
      desk.undo.note({ said: segment ? "line-brought-back" : "record-brought-back", owner: RecordDesk.of(this.id), back: step(before), again: step(moment) });
    } else desk.say("nothing-to-bring-back");
    await this.start();
  }

  async #attempt<T>(deed: () => Promise<T>): Promise<T | undefined> {
    try {
      this.fault = null;
      return await deed();
    } catch (thrown) {
      this.fault = failureOf(thrown);
      return undefined;
    }
  }
}

/** Goes to a moment, after everything that waits has been saved, and lets the page of the record show it. */
async function goTo(id: string, moment: Heads, segment: string | null): Promise<Heads> {
  const held = RecordDesk.of(id);
  await held?.settle();
  const heads = await ask(commands.goBack(id, moment, segment));
  await held?.reread();
  return heads;
}
