import { diffArrays } from "diff";

/** A stretch of a text that stands in both texts, or in one of them only. */
export interface Stretch {
  text: string;
  own: boolean;
}

/** How long a comparison may take; after that the whole texts count as different. */
const TIMEOUT = 300;

/** A word with everything that is written onto it, a stretch of blanks, or one sign. */
const WORDS = /[\p{L}\p{M}\p{N}]+|\s+|[^]/gu;

/** Returns the words of two texts, with those that only one of them has marked as its own. */
export function twoTexts(before: string, after: string): { before: Stretch[]; after: Stretch[] } {
  const words = (text: string) => text.match(WORDS) ?? [];
  const steps = diffArrays(words(before), words(after), { timeout: TIMEOUT });
  if (!steps) return { before: whole(before), after: whole(after) };
  const pick = (other: "added" | "removed") => joined(steps.filter((step) => !step[other]).map((step) => ({ text: step.value.join(""), own: step.added || step.removed })));
  return { before: pick("added"), after: pick("removed") };
}

function whole(text: string): Stretch[] {
  return text === "" ? [] : [{ text, own: true }];
}

/** A blank between two marked words is marked with them, so that a changed phrase reads as one. */
function joined(stretches: Stretch[]): Stretch[] {
  const bridged = stretches.map((one, at) => {
    const between = !one.own && one.text.trim() === "" && stretches[at - 1]?.own && stretches[at + 1]?.own;
    return between ? { ...one, own: true } : one;
  });
  return bridged.reduce<Stretch[]>((all, one) => {
    const last = all.at(-1);
    if (last && last.own === one.own) last.text += one.text;
    else all.push({ ...one });
    return all;
  }, []);
}
