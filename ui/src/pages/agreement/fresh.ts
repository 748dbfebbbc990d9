import type { Device, Value } from "../../ipc";

const WORDS = { en: "", ko: "" };

/** Returns the JSON of a new agreement: an idea, with both sides as participants, and nothing said that nobody said. */
export function freshAgreement(device: Device | null): Value {
  const ours = device?.side ?? "uk";
  const theirs = ours === "kr" ? "uk" : "kr";
  return {
    id: "",
    kind: "agreement",
    audience: "joint",
    created: "",
    status: "idea",
    title: WORDS,
    participants: {
      [crypto.randomUUID()]: freshParticipant(ours, "D"),
      [crypto.randomUUID()]: freshParticipant(theirs, "V"),
    },
    areas: {},
    segments: {},
  };
}

/** Returns a new participant, with every map in place that two laptops may write at once. */
export function freshParticipant(side: string, pos: string): Value {
  return {
    side,
    pos,
    body_at_signature: WORDS,
    implementing_body: WORDS,
    current_body: WORDS,
    signatory: { name: WORDS, title: WORDS, press_title: WORDS, note: "" },
    succession: {},
    contact: WORDS,
  };
}
