import type { Edit } from "../../ipc";
import type { Option } from "../../kit/Combobox.svelte";
import { calendar, dayOf, instant, ownZone, rezone, timeOf, today, zoned, ZONES } from "../../kit/when";
import { text, tree } from "../shapes";
import type { Meeting } from "./meeting";

/** Returns the edits that add a day after the last one, at the same hours. */
export function nextDay(meeting: Meeting): Edit[] {
  const last = meeting.days.at(-1);
  const start = zoned(last?.start ?? "");
  const end = zoned(last?.end ?? "");
  const zone = meeting.zone || ownZone();
  const date = start ? calendar(dayOf(start))?.add({ days: 1 }).toString() : today(zone);
  const day = {
    start: instant(date ?? "", start ? timeOf(start) : "09:30", zone),
    end: instant(date ?? "", end ? timeOf(end) : "17:30", zone),
  };
  return [{ do: "set", path: ["days", crypto.randomUUID()], value: day }];
}

/** Returns the edits that move a meeting to another zone: every wall-clock time stays what it was. */
export function rezoned(record: unknown, zone: string): Edit[] {
  const edits: Edit[] = [{ do: "set", path: ["zone"], value: zone }];
  const maps = { days: ["start", "end"], segments: ["start", "end"] };
  for (const [map, fields] of Object.entries(maps)) {
    for (const [id, entry] of Object.entries(tree(tree(record)[map]))) {
      for (const field of fields) {
        const before = text(tree(entry)[field]);
        const after = rezone(before, zone);
        if (after !== before) edits.push({ do: "set", path: [map, id, field], value: after });
      }
    }
  }
  return edits;
}

/** Returns every zone, those of the sides first, each with what it is ahead of Greenwich today. */
export function zoneOptions(): Option[] {
  const first = [...new Set([...Object.values(ZONES), ownZone()])];
  const others = Intl.supportedValuesOf("timeZone").filter((zone) => !first.includes(zone));
  return [...first, ...others].map((zone) => ({ value: zone, text: zone, note: offset(zone) }));
}

function offset(zone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" });
  return format.formatToParts(new Date()).find((part) => part.type === "timeZoneName")?.value ?? "";
}
