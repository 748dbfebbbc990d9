import { ask, desk } from "../desk.svelte";
import { commands, type Row } from "../ipc";
import type { LabelMode } from "../labels.svelte";
import { route } from "../route.svelte";
import { freshAgreement } from "./agreement/fresh";
import { freshMeeting } from "./meeting/fresh";
import { freshPractice } from "./practice/fresh";

/** Makes a new meeting with what is most likely right, under an agreement if one is named, and opens it. */
export async function newMeeting(agreement?: string): Promise<void> {
  await desk.attempt(async () => {
    const under = agreement === undefined ? await fewAgreements() : [{ id: agreement }];
    const id = await ask(commands.addRecord(freshMeeting(desk.status?.device ?? null, under)));
    await route.go({ page: "meeting", id, fresh: true });
  });
  await desk.refresh();
}

/** Makes a new agreement between both sides, and opens it. */
export async function newAgreement(): Promise<void> {
  await desk.attempt(async () => {
    const id = await ask(commands.addRecord(freshAgreement(desk.status?.device ?? null)));
    await route.go({ page: "agreement", id, fresh: true });
  });
  await desk.refresh();
}

/** Makes a new practice, a draft of our own side, and opens it. */
export async function newPractice(): Promise<void> {
  await desk.attempt(async () => {
    const id = await ask(commands.addRecord(freshPractice(desk.status?.device ?? null, await fewAgreements())));
    await route.go({ page: "practice", id, fresh: true });
  });
  await desk.refresh();
}

/** Returns as many agreements as it takes to know whether there is only one. */
async function fewAgreements(): Promise<Row[]> {
  const listing = { kind: "agreement", audience: null, binned: false, after: null, limit: 2 };
  return (await ask(commands.list(listing))).rows;
}

/** Returns the label of what is made new on the present page. */
export function freshLabel(): string {
  return FRESH[route.place]?.label ?? "new-meeting";
}

/** Makes what belongs to the present page, and opens it. */
export async function newHere(): Promise<void> {
  await (FRESH[route.place]?.make ?? (() => newMeeting()))();
}

const FRESH: Record<string, { label: string; make: () => Promise<void> }> = {
  agreements: { label: "new-agreement", make: newAgreement },
  meetings: { label: "new-meeting", make: () => newMeeting() },
  practices: { label: "new-practice", make: newPractice },
};

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
  const all = pane.querySelectorAll<HTMLElement>("button, input, select, textarea, a[href], [contenteditable='true'], [tabindex='0']");
  return [...all].find((one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible" && !one.matches(":disabled"));
}

/** Goes to the page before; in a field, a dialog or a menu Esc belongs to them. */
export function stepBack(event?: KeyboardEvent): void {
  const target = event?.target instanceof Element ? event.target : null;
  if (desk.sheet || target?.closest("input, select, textarea, [contenteditable='true'], [role='dialog'], [role='menu']")) return;
  void route.back();
}
