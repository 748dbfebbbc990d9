import { tick } from "svelte";

/** What may come a frame later: each piece in a frame of its own, in the order in which it was asked for. */
const waiting: (() => void)[] = [];
let busy = false;

/** Does something once a frame is painted and whatever waited for it has been done, such as a key. */
export function afterFrame(deed: () => void): void {
  requestAnimationFrame(() => setTimeout(deed));
}

/** Does something after the first frame that is free. */
export function inTurn(deed: () => void): void {
  waiting.push(deed);
  if (!busy) afterFrame(next);
  busy = true;
}

function next(): void {
  const deed = waiting.shift();
  busy = deed !== undefined;
  if (!deed) return;
  afterFrame(next);
  deed();
}

/** Waits until everything has had its turn. */
export async function allDone(): Promise<void> {
  while (busy) await new Promise<void>((done) => afterFrame(done));
}

/** Waits until what was asked for stands on the page, with all its parts. */
export async function stands(): Promise<void> {
  await tick();
  await allDone();
}
