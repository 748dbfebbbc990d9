import type { Failure } from "../ipc";
import type { Fault } from "../kit/Field.svelte";
import { labels } from "../labels.svelte";

/** Returns the words for a failure: what happened, and what to do. */
export function faultOf(failure: Failure): Fault {
  const known = labels.has(`err-${failure.code}`);
  const code = known ? failure.code : "internal";
  const rec = `rec-${code}`;
  return { id: `err-${code}`, args: failure.args, rec: labels.has(rec) ? rec : undefined };
}
