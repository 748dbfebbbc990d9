import type { Device, Row, Value } from "../../ipc";

const WORDS = { en: "", ko: "" };

/** Returns the JSON of a new practice: a draft of our own side, with nothing said that nobody said. */
export function freshPractice(device: Device | null, agreements: readonly Row[]): Value {
  const ours = device?.side ?? "uk";
  const only = agreements.length === 1 ? agreements[0] : undefined;
  return {
    id: "",
    kind: "practice",
    audience: "joint",
    created: "",
    ...(only ? { agreement: only.id } : {}),
    template: "bp-1",
    origin_side: ours,
    original_language: ours === "kr" ? "ko" : "en",
    status: "draft",
    title: WORDS,
    one_line: WORDS,
    organisation: WORDS,
    contact: WORDS,
    segments: {},
  };
}
