import type { Settings } from "../../ipc";

/** The ways to show labels, as one choice. */
export type Tongues = "ko" | "en" | "both-ko" | "both-en";

export const TONGUES: Record<Tongues, Pick<Settings, "labels" | "first">> = {
  ko: { labels: "ko", first: "ko" },
  en: { labels: "en", first: "en" },
  "both-ko": { labels: "both", first: "ko" },
  "both-en": { labels: "both", first: "en" },
};

/** Returns which of the ways is set. */
export function tonguesOf(settings: Settings): Tongues {
  return settings.labels === "both" ? `both-${settings.first}` : settings.labels;
}
