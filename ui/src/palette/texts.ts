import type { Hit } from "../ipc";
import { labels } from "../labels.svelte";
import { pageOf, route } from "../route.svelte";

/** Returns the label of what was found: a kind of segment, or a kind of record. */
export function labelOf({ segment_kind, kind }: Hit): string {
  const own = `ctl-segment-${segment_kind ?? ""}`;
  return labels.has(own) ? own : `kind-${kind}`;
}

/** Opens what was found where the words stand. */
export function openHit({ kind, record, segment }: Hit): void {
  const goal = pageOf(kind, record, segment ?? undefined);
  if (goal) void route.go(goal);
}
