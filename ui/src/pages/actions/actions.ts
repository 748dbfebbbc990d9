import type { ActionRow } from "../../ipc";
import { today } from "../../kit/when";

/** Returns whether something is still to be done. */
export function open(action: Pick<ActionRow, "status">): boolean {
  return action.status !== "done" && action.status !== "dropped";
}

/** Returns whether an action is late: its last day in time is over on its owner's clock. */
export function late(action: Pick<ActionRow, "status" | "in_time" | "zone">): boolean {
  return open(action) && action.in_time !== null && action.in_time < todayIn(action.zone);
}

/** Returns today's date in a zone that a record names; a zone that no engine knows is as UTC. */
export function todayIn(zone: string): string {
  try {
    return today(zone);
  } catch {
    return today("UTC");
  }
}
