import { tick } from "svelte";

/** Whoever works with the keys goes on beside what went or came in a box: the control that had the focus may be gone. */
export function goOn(box: HTMLElement, controls: string, at: number): void {
  void tick().then(() => {
    if (box.contains(document.activeElement)) return;
    const all = [...box.querySelectorAll<HTMLElement>(controls)];
    (all[at] ?? all.at(-1) ?? box).focus();
  });
}
