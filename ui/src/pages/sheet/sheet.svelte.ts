import { getContext, setContext } from "svelte";
import { failureOf } from "../../desk.svelte";
import type { Competing, Conflict, Edit, Value } from "../../ipc";
import type { Fault } from "../../kit/Field.svelte";
import type { RecordDesk } from "../../record.svelte";
import type { Said } from "../../undo";
import { faultOf } from "../faults";
import { flag, type Pair, pair, text, texts, tree } from "../shapes";

/** The keys from the root of a record to one of its fields. */
export type Path = readonly string[];

const SHEET = Symbol("sheet");

/** A record that is being written, as the fields of its page see it: each reads and writes what stands at its path. */
export class Sheet {
  /** What a field was refused for, by path: it stands at the field until something else is written there. */
  #faults = $state.raw<Record<string, Fault>>({});

  constructor(private readonly desk: RecordDesk) {}

  /** Returns what stands at a path, if anything does. */
  at(path: Path): unknown {
    return path.reduce<unknown>((branch, key) => tree(branch)[key], this.desk.opened?.record);
  }

  text(path: Path): string {
    return text(this.at(path));
  }

  texts(path: Path): string[] {
    return [...new Set(texts(this.at(path)))];
  }

  pair(path: Path): Pair {
    return pair(this.at(path));
  }

  flag(path: Path): boolean {
    return flag(this.at(path));
  }

  /** Writes a field; what is refused is said at the field. */
  set(path: Path, value: Value): void {
    void this.edit([{ do: "set", path: [...path], value }], path);
  }

  clear(path: Path): void {
    void this.edit([{ do: "clear", path: [...path] }], path);
  }

  /** Does edits that belong to the field at a path; `deed` says what was done where there are better words. */
  async edit(edits: Edit[], path: Path = [], deed?: Said): Promise<void> {
    this.#mark(path, null);
    try {
      await this.desk.edit(edits, deed);
    } catch (thrown) {
      this.#mark(path, faultOf(failureOf(thrown)));
    }
  }

  /** Returns why the last thing that was written at a path was refused. */
  fault(path: Path): Fault | null {
    return this.#faults[key(path)] ?? null;
  }

  /** Returns the values that several laptops wrote at a path (R10). */
  conflicts(path: Path): Conflict[] {
    const wanted = key(path);
    return this.desk.opened?.conflicts.filter((one) => key(one.path) === wanted) ?? [];
  }

  /** Settles what several laptops wrote: the value that is shown may be chosen too. */
  choose(conflict: Conflict, { value }: Competing): void {
    void this.edit([{ do: "set", path: conflict.path, value }], conflict.path);
  }

  #mark(path: Path, fault: Fault | null): void {
    const name = key(path);
    if (fault === null && !(name in this.#faults)) return;
    const { [name]: _, ...rest } = this.#faults;
    this.#faults = fault ? { ...rest, [name]: fault } : rest;
  }
}

function key(path: Path): string {
  return path.join("/");
}

/** Lets the fields of a page write on a record. */
export function writeOn(desk: RecordDesk): Sheet {
  return setContext(SHEET, new Sheet(desk));
}

/** Returns the record on which the fields of this page write. */
export function theSheet(): Sheet {
  return getContext<Sheet>(SHEET);
}
