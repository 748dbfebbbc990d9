import { desk } from "../../desk.svelte";
import { route } from "../../route.svelte";
import type { Chapter } from "./chapters";

/** Which chapter of the guide is open over the window, if any. Nothing of it depends on a vault. */
class Guide {
  chapter = $state<Chapter | null>(null);

  /** Opens the chapter about what a person has before them. */
  open(): void {
    this.chapter ??= here();
  }

  close(): void {
    this.chapter = null;
  }
}

/** The chapter for each page of the window. */
const CHAPTERS: Record<string, Chapter> = {
  home: "home",
  agreement: "agreements",
  agreements: "agreements",
  meeting: "meetings",
  meetings: "meetings",
  practice: "practices",
  practices: "practices",
  actions: "actions",
  bin: "history",
  settings: "safety",
};

function here(): Chapter {
  if (desk.status?.stage !== "open") return "start";
  if (desk.sheet === "palette") return "search";
  if (desk.sheet === "export") return "export";
  if (desk.sheet === "keys") return "keys";
  // A part of a page may have a chapter of its own, such as the pictures of a meeting; a tab speaks of what it opens.
  const focus = document.activeElement;
  const panel = document.getElementById(focus?.closest("[role='tab']")?.getAttribute("aria-controls") ?? "");
  const held = document.querySelector("[role='dialog'] [data-guide]") ?? focus?.closest("[data-guide]") ?? panel?.querySelector("[data-guide]");
  const part = held instanceof HTMLElement ? held.dataset.guide : undefined;
  return (part as Chapter | undefined) ?? CHAPTERS[route.at.page] ?? "home";
}

export const guide = new Guide();
