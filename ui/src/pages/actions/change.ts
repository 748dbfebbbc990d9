import { desk } from "../../desk.svelte";
import type { ActionRow, Edit } from "../../ipc";
import { blank, type Pair } from "../shapes";

/** The statuses that end an action, each with what it asks for. */
export const ASKED: Record<string, { field: string; fault: string }> = {
  done: { field: "editor-evidence", fault: "evidence-needed" },
  dropped: { field: "drop-reason", fault: "reason-needed" },
};

/** Writes the status of an action and the line that goes with it into its record; it can be taken back. */
export async function change(row: ActionRow, status: string, line: Pair): Promise<void> {
  await desk.change(row.record, edits(row, status, line), { said: "action-changed", args: { number: row.number } });
}

/** Returns the edits that bring an action to a status with its line. */
export function edits(row: Pick<ActionRow, "segment" | "evidence">, status: string, line: Pair): Edit[] {
  const path = (field: string) => ["segments", row.segment, field];
  const all: Edit[] = [{ do: "set", path: path("status"), value: status }];
  const clean = { en: line.en.normalize("NFC").trim(), ko: line.ko.normalize("NFC").trim() };
  if (clean.en !== (row.evidence.en ?? "") || clean.ko !== (row.evidence.ko ?? "")) {
    all.push(blank(clean) ? { do: "clear", path: path("evidence") } : { do: "set", path: path("evidence"), value: clean });
  }
  return all;
}
