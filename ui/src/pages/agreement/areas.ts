import type { Edit } from "../../ipc";
import type { Area } from "./agreement";

/** Returns the areas that an area corresponds to: a link counts from both of its ends (R22). */
export function linked(areas: readonly Area[], id: string): Area[] {
  const mine = areas.find((one) => one.id === id)?.links ?? [];
  return areas.filter((one) => one.id !== id && (mine.includes(one.id) || one.links.includes(id)));
}

/** Returns the areas that may be linked to an area: those of another side's list that are not linked yet. */
export function linkable(areas: readonly Area[], id: string): Area[] {
  const [area, known] = [areas.find((one) => one.id === id), new Set(linked(areas, id))];
  return areas.filter((one) => one.id !== id && !known.has(one) && one.side !== area?.side);
}

/** Returns the edits that link two areas. */
export function link(areas: readonly Area[], from: string, to: string): Edit[] {
  const area = areas.find((one) => one.id === from);
  if (!area || linked(areas, from).some((one) => one.id === to)) return [];
  return [{ do: "set", path: ["areas", from, "links"], value: [...area.links, to] }];
}

/** Returns the edits that part two areas, whichever of them holds the link. */
export function part(areas: readonly Area[], one: string, other: string): Edit[] {
  const ends = [
    [one, other],
    [other, one],
  ] as const;
  return ends.flatMap(([from, to]): Edit[] => {
    const links = areas.find((area) => area.id === from)?.links ?? [];
    return links.includes(to) ? [{ do: "set", path: ["areas", from, "links"], value: links.filter((id) => id !== to) }] : [];
  });
}

/** Returns the sides whose lists are held, in the order in which they are shown; an empty text stands for both together. */
export function listsOf(areas: readonly Area[]): string[] {
  const held = areas.map((area) => area.side);
  const lists = [...new Set(["", ...held])].filter((side) => held.includes(side));
  return lists.length > 0 ? lists : [""];
}

/** Proposes the code of a new area: the next number after the highest. */
export function nextCode(areas: readonly Area[]): string {
  const numbers = areas.map((area) => Number(/(\d+)$/.exec(area.code)?.[1] ?? 0));
  return `AREA-${Math.max(0, ...numbers) + 1}`;
}
