import { SvelteMap } from "svelte/reactivity";
import { ask, desk, Failed, failureOf } from "./desk.svelte";
import { commands, type Brought, type Kept, type Refused, type Wanted } from "./ipc";

/** The largest file that is handed over at all; the shell asks again. */
const MOST = 50 * 1024 * 1024;
/** What lasts longer is shown to the person who waits. */
const SLOW = 400;

/** The pictures on screen, by hash: an address that only this page knows, for as long as something shows them. */
export class Shelf {
  /** The address of each, or that it is not in the vault. */
  readonly shown = new SvelteMap<string, string | "gone">();
  readonly #holders = new Map<string, number>();

  /** Fetches a picture that something begins to show; returns how to let it go. */
  hold(hash: string): () => void {
    const holders = this.#holders.get(hash) ?? 0;
    this.#holders.set(hash, holders + 1);
    if (holders === 0) void this.#fetch(hash);
    let held = true;
    return () => {
      if (held) this.#release(hash);
      held = false;
    };
  }

  /** Lets every picture go at once: the vault is locked. */
  clear(): void {
    for (const address of this.shown.values()) URL.revokeObjectURL(address);
    this.shown.clear();
    this.#holders.clear();
  }

  async #fetch(hash: string): Promise<void> {
    let address: string | "gone" = "gone";
    try {
      const bytes = await ask(commands.attachment(hash));
      const type = new Uint8Array(bytes)[0] === 0x89 ? "image/png" : "image/jpeg";
      if (this.#holders.has(hash)) address = URL.createObjectURL(new Blob([bytes], { type }));
    } catch {
      // What is not there, or damaged, is said in its place.
    }
    if (this.#holders.has(hash)) this.shown.set(hash, address);
  }

  #release(hash: string): void {
    const holders = (this.#holders.get(hash) ?? 1) - 1;
    if (holders > 0) this.#holders.set(hash, holders);
    else {
      this.#holders.delete(hash);
      URL.revokeObjectURL(this.shown.get(hash) ?? "");
      this.shown.delete(hash);
    }
  }
}

export const shelf = new Shelf();
desk.forgetting.add(() => shelf.clear());

/** Files on their way into the vault: which one is being read, and which were refused. */
export class Bringing {
  /** The file that is being read, once it takes long enough to be worth a word. */
  slow = $state<string | null>(null);
  refused = $state.raw<readonly Refused[]>([]);
  #stopped = false;

  /** Brings in files that were dropped or pasted; returns those that lie in the vault now. */
  async files(files: readonly File[], wanted: Wanted): Promise<Kept[]> {
    const kept: Kept[] = [];
    this.#begin();
    for (const file of files) {
      if (this.#stopped) break;
      try {
        kept.push(await this.#watch(file.name, () => send(file, wanted)));
      } catch (thrown) {
        this.#refuse([{ name: file.name, failure: failureOf(thrown) }]);
      }
    }
    return kept;
  }

  /** Lets a person choose files; returns those that lie in the vault now. */
  async choose(wanted: Wanted): Promise<Kept[]> {
    this.#begin();
    const nothing: Brought = { kept: [], refused: [] };
    const brought = await desk.attempt(() => this.#watch("", () => ask(commands.chooseFiles(wanted))));
    const { kept, refused } = brought ?? nothing;
    this.#refuse(refused);
    return kept;
  }

  /** Stops the reading; what was read before stays. */
  async cancel(): Promise<void> {
    this.#stopped = true;
    await ask(commands.cancelReading()).catch(() => {});
  }

  /** Takes note that a person has read what was refused. */
  dismiss(): void {
    this.refused = [];
  }

  #begin(): void {
    this.#stopped = false;
    this.refused = [];
  }

  #refuse(refused: readonly Refused[]): void {
    // What a person stopped did not go wrong.
    const wrong = refused.filter(({ failure }) => failure.code !== "picture-stopped" && failure.code !== "locked");
    if (wrong.length > 0) this.refused = [...this.refused, ...wrong];
  }

  async #watch<T>(name: string, work: () => Promise<T>): Promise<T> {
    const timer = setTimeout(() => (this.slow = name), SLOW);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      this.slow = null;
    }
  }
}

async function send(file: File, wanted: Wanted): Promise<Kept> {
  if (file.size > MOST) throw new Failed({ code: "picture-large", args: {} });
  const bytes = new Uint8Array(await file.arrayBuffer());
  return ask(wanted === "picture" ? commands.attachPicture(bytes, file.name) : commands.attachFile(bytes, file.name));
}
