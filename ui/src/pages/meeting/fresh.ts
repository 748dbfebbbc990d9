import type { Device, Row, Value } from "../../ipc";
import { instant, ownZone, today, ZONES } from "../../kit/when";
import { labels } from "../../labels.svelte";

/** Returns the JSON of a new meeting: today, in our own zone, with a delegation of each side. */
export function freshMeeting(device: Device | null, agreements: readonly Pick<Row, "id">[]): Value {
  const ours = device?.side ?? "uk";
  const theirs = ours === "kr" ? "uk" : "kr";
  const zone = ZONES[ours] ?? ownZone();
  const date = today(zone);
  const start = instant(date, "09:30", zone) ?? "";
  const end = instant(date, "17:30", zone) ?? "";
  const only = agreements.length === 1 ? agreements[0] : undefined;
  return {
    id: "",
    kind: "meeting",
    audience: "joint",
    created: "",
    ...(only ? { agreement: only.id } : {}),
    form: "working_session",
    title: { en: "", ko: "" },
    host: ours,
    place: { en: "", ko: "" },
    zone,
    days: { [crypto.randomUUID()]: { start, end } },
    mode: "in_person",
    languages: { working: ["en", "ko"], interpretation: "consecutive" },
    delegations: { [ours]: delegation(ours, "D"), [theirs]: delegation(theirs, "V") },
    people: {},
    segments: {},
    minutes: { status: "live" },
  };
}

function delegation(side: string, pos: string): Value {
  const id = `delegation-of-${side}`;
  const name = labels.has(id) ? { en: labels.only("en", id), ko: labels.only("ko", id) } : { en: "", ko: "" };
  return { name, pos };
}
