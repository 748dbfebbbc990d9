import type { Edit, Value } from "../../ipc";
import { between } from "../order";
import { byText, entries, flag, text } from "../shapes";
import type { Path } from "./sheet.svelte";

/** One entry of a list: where it stands among the others. */
export interface Place {
  id: string;
  pos: string;
}

/** Returns the entries of a map by id in their order, without those that were taken off. */
export function standing(map: unknown): Place[] {
  return entries(map, (it, id) => ({ id, pos: text(it.pos), removed: flag(it.removed) })).filter((one) => !one.removed);
}

/** Returns the entries in the order of their dates, those without one last. */
export function dated(map: unknown, field: string): Place[] {
  const all = entries(map, (it, id) => ({ id, pos: text(it[field]), removed: flag(it.removed) })).filter((one) => !one.removed);
  return all.sort((a, b) => Number(a.pos === "") - Number(b.pos === "") || byText(a.pos, b.pos) || byText(a.id, b.id));
}

/** Returns the edits that put a new entry at the end. */
export function added(path: Path, id: string, list: readonly Place[], value: Record<string, Value>): Edit[] {
  return [{ do: "set", path: [...path, id], value: { ...value, pos: between(list.at(-1)?.pos ?? "", "") } }];
}

/** Returns the edits that move an entry one place up or down. */
export function moved(path: Path, list: readonly Place[], at: number, step: -1 | 1): Edit[] {
  const one = list[at];
  if (!one || !list[at + step]) return [];
  const others = list.filter((_, index) => index !== at);
  const [left, right] = [others[at + step - 1], others[at + step]];
  return [{ do: "set", path: [...path, one.id, "pos"], value: between(left?.pos ?? "", right?.pos ?? "") }];
}

/** Returns the edits that take an entry off its list, or put it back: it keeps all it says. */
export function taken(path: Path, id: string, off: boolean): Edit[] {
  return [{ do: "set", path: [...path, id, "removed"], value: off }];
}
