import { desk } from "../desk.svelte";
import type { MenuGroup } from "../ipc";
import { type Key, MAC } from "../keys";
import { labels } from "../labels.svelte";
import { PLACES, route } from "../route.svelte";
import { freshLabel, newHere, nextPane, stepBack, turnLabels } from "./deeds";
import { guide } from "./guide/guide.svelte";

/** The groups of the menu, in their order. */
export const GROUPS = ["file", "edit", "view", "go", "help"] as const;
export type Group = (typeof GROUPS)[number];

/** Something that a person can ask of the window. */
export interface Command {
  label: string;
  group: Group;
  press?: string;
  run: (event?: KeyboardEvent) => void;
  /** It can be done now; what cannot be done is not offered. */
  can?: () => boolean;
  /** It moves about in the window, or is the palette itself: a key, but nothing to look for. */
  moves?: true;
  /** It also acts over a dialog. */
  always?: true;
  /** A key that somebody else answers; it stands here for the menu and the list of keys. */
  theirs?: true;
}

/** Returns everything that can be asked of the window: menus, palette, keys and the list of keys are made from it. */
export function everything(): Command[] {
  const places = PLACES.map(
    (place, at): Command => ({ label: place.label, group: "go", press: `$mod+Digit${at + 1}`, run: () => void route.go({ page: place.page }) }),
  );
  const here = desk.offers.map((offer): Command => ({ ...offer, group: "file" }));
  return [
    { label: freshLabel(), group: "file", press: "$mod+KeyN", run: () => void newHere() },
    { label: "export-pdf", group: "file", press: "$mod+KeyP", run: () => (desk.sheet = "export"), can: () => desk.exported !== null },
    { label: "export-many", group: "file", run: () => (desk.sheet = "export-many") },
    { label: "import-files", group: "file", run: () => (desk.sheet = "import") },
    { label: "import-notes", group: "file", run: () => (desk.sheet = "notes") },
    ...here,
    { label: "lock-now", group: "file", press: "$mod+KeyL", run: () => void desk.lock(), always: true },
    { label: "undo", group: "edit", press: "$mod+KeyZ", run: () => void desk.undo.back(), theirs: true },
    { label: "editor-redo", group: "edit", press: "$mod+Shift+KeyZ", run: () => void desk.undo.again(), theirs: true },
    { label: "nav-search", group: "edit", press: "$mod+KeyK", run: () => (desk.sheet = "palette"), moves: true },
    { label: "label-mode", group: "view", press: "$mod+Shift+KeyL", run: turnLabels, always: true },
    { label: "next-pane", group: "view", press: "F6", run: nextPane, moves: true },
    { label: "main-menu", group: "view", press: "F10", run: () => (desk.menu = true), can: () => !MAC, moves: true },
    ...places,
    { label: "nav-settings", group: "go", press: "$mod+Comma", run: () => void route.go({ page: "settings" }) },
    { label: "back", group: "go", press: "Escape", run: stepBack, moves: true },
    { label: "nav-help", group: "help", press: "F1", run: () => guide.open(), always: true },
    { label: "keys", group: "help", press: "$mod+Slash", run: () => (desk.sheet = "keys") },
    { label: "bin", group: "go", run: () => void route.go({ page: "bin" }) },
    { label: "tour", group: "help", run: () => (desk.sheet = "tour") },
    { label: "about", group: "help", run: () => void route.go({ page: "about" }) },
  ];
}

/** Returns the keys of the whole window as they act: in a dialog the page behind it stays as it is. */
export function keys(): Key[] {
  const all = everything().filter((command) => command.press && !command.theirs);
  return all.map(({ press = "", label, always }) => ({
    press,
    label,
    run: (event) => {
      // What a key does depends on the page, so it is looked up when the key is pressed.
      const command = everything().find((one) => one.press === press);
      if (!command || command.can?.() === false) return;
      if (always || !document.querySelector("[role='dialog']")) command.run(event);
    },
  }));
}

/** Returns what the palette offers. */
export function offered(): Command[] {
  return everything().filter((command) => !command.moves && command.can?.() !== false);
}

/** Returns the groups for the system's menu bar, in the words of the labels on screen. */
export function menuBar(): MenuGroup[] {
  const all = everything().filter((command) => !command.theirs && command.can?.() !== false);
  return GROUPS.map((group) => ({
    id: group,
    words: labels.plain(`menu-${group}`),
    entries: all
      .filter((command) => command.group === group)
      .map(({ label, press }) => ({ id: label, words: labels.plain(label), press: press ?? null })),
  }));
}

/** Does what was chosen in the system's menu bar. */
export function choose(id: string): void {
  const command = everything().find(({ label }) => label === id);
  if (command && command.can?.() !== false && (command.always || !document.querySelector("[role='dialog']"))) command.run();
}
