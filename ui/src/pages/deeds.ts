import { ask, desk } from "../desk.svelte";
import { commands } from "../ipc";
import type { Key } from "../keys";
import type { LabelMode } from "../labels.svelte";
import { PLACES, route } from "../route.svelte";
import { freshMeeting } from "./meeting/fresh";

/** Makes a new meeting with what is most likely right, and opens it. */
export async function newMeeting(): Promise<void> {
  await desk.attempt(async () => {
    const listing = { kind: "agreement", audience: null, binned: false, after: null, limit: 2 };
    const { rows } = await ask(commands.list(listing));
    const id = await ask(commands.addRecord(freshMeeting(desk.status?.device ?? null, rows)));
    await route.go({ page: "meeting", id, fresh: true });
  });
  await desk.refresh();
}

/** Goes on to the next of the three ways to show labels. */
export function turnLabels(): void {
  const next: Record<LabelMode, LabelMode> = { en: "ko", ko: "both", both: "en" };
  const now = desk.settings?.labels ?? "both";
  void desk.set({ labels: next[now] });
}

/** Puts the focus into the next part of the window. */
export function nextPane(): void {
  desk.writing = false;
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  for (let step = 1; step <= panes.length; step += 1) {
    const pane = panes[(here + step) % panes.length];
    const goal = pane && firstControl(pane);
    if (goal) {
      goal.focus();
      return;
    }
  }
}

function firstControl(pane: HTMLElement): HTMLElement | undefined {
  const all = pane.querySelectorAll<HTMLElement>("button, input, select, a[href], [contenteditable='true'], [tabindex='0']");
  return [...all].find((one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible" && !one.matches(":disabled"));
}

/** The keys that also act over a dialog. */
const ALWAYS = new Set(["lock-now", "label-mode"]);

/** The keys of the whole window as they act: in a dialog the page behind it stays as it is. */
export function active(): Key[] {
  return keys().map((key) => ({
    ...key,
    run: (event) => {
      if (ALWAYS.has(key.label) || !document.querySelector("[role='dialog']")) key.run(event);
    },
  }));
}

/** The keys of the whole window. */
export function keys(): Key[] {
  const places = PLACES.map((place, at) => ({
    press: `$mod+Digit${at + 1}`,
    label: place.label,
    run: () => void route.go({ page: place.page }),
  }));
  return [
    { press: "$mod+KeyK", label: "nav-search", run: () => (desk.sheet = "palette") },
    ...places,
    { press: "$mod+KeyN", label: "new-meeting", run: () => void newMeeting() },
    { press: "$mod+KeyP", label: "export-pdf", run: exportHere },
    { press: "$mod+KeyL", label: "lock-now", run: () => void desk.lock() },
    { press: "$mod+Comma", label: "nav-settings", run: () => void route.go({ page: "settings" }) },
    { press: "$mod+Shift+KeyL", label: "label-mode", run: turnLabels },
    { press: "F6", label: "next-pane", run: nextPane },
    { press: "F1", label: "keys", run: () => (desk.sheet = "keys") },
    { press: "$mod+Slash", label: "keys", run: () => (desk.sheet = "keys") },
    { press: "Escape", label: "back", run: stepBack },
  ];
}

/** What the palette offers: everything that a key does but moving about, and the pages without a key. */
export function offered(): { label: string; press?: string; run: () => void }[] {
  const moves = new Set(["nav-search", "next-pane", "back"]);
  const keyed = keys().filter((key, at, all) => all.findIndex((one) => one.label === key.label) === at);
  return [
    ...keyed.filter((key) => !moves.has(key.label)).map(({ label, press, run }) => ({ label, press, run: () => run(new KeyboardEvent("keydown")) })),
    { label: "about", run: () => void route.go({ page: "about" }) },
  ].filter((command) => command.label !== "export-pdf" || desk.exported);
}

function exportHere(): void {
  if (desk.exported) desk.sheet = "export";
}

function stepBack(event: KeyboardEvent): void {
  // In a field Esc belongs to the field; in a dialog it has closed the dialog already.
  const target = event.target instanceof Element ? event.target : null;
  if (desk.sheet || target?.closest("input, select, textarea, [contenteditable='true'], [role='dialog'], [role='menu']")) return;
  void route.back();
}
