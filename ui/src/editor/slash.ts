import { disassemble } from "es-hangul";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { matches } from "../kit/match";
import { labels } from "../labels.svelte";
import { type Kind, kindsOf } from "./model";
import { here } from "./place";
import { kindOf, pictured } from "./schema";

/** An open menu: where its `/` stands, and what was typed behind it. */
export interface Slash {
  from: number;
  to: number;
  typed: string;
  /** What the menu offers. */
  kinds: readonly Kind[];
}

interface Kept {
  slash: Slash | null;
  /** Where a `/` was typed; only there the menu opens, however the caret comes and goes within a composition. */
  near: number | null;
  /** Where a `/` stands for which a person closed the menu. */
  closed: number | null;
}

export const slashKey = new PluginKey<Kept>("slash");

/** The labels of the kinds. */
export const WORDS: Record<string, string> = {
  decision: "decision",
  action: "action",
  agenda: "agenda-item",
  clause: "editor-clause",
  commitment: "agr-commitment",
  heading: "editor-heading",
  point: "editor-point",
  quote: "quote",
  picture: "picture",
};

/** The keys of the kinds, as they stand on the keyboard. */
export const PRESS: Record<Kind, string> = { decision: "D", action: "A", agenda: "G", clause: "C", commitment: "M", heading: "H", point: "P", quote: "Q", picture: "I" };

/** Returns the kinds whose name in either language holds what was typed, initial consonants included. */
export function kinds(typed: string, offered: readonly Kind[] = kindsOf("meeting")): Kind[] {
  return offered.filter((kind) => {
    const id = WORDS[kind] ?? kind;
    const korean = labels.only("ko", id);
    if (matches(typed, labels.only("en", id)) || matches(typed, korean) || matches(typed, kind)) return true;
    // A syllable that is still being composed (겨 on the way to 결) counts by its letters.
    return /[가-힣]/.test(typed) && disassemble(korean.replace(/\s/g, "")).includes(disassemble(typed));
  });
}

/** Follows a `/` at the start of a line or after a space, composing or not. */
export function slash(offered: readonly Kind[] = kindsOf("meeting")): Plugin<Kept> {
  return new Plugin<Kept>({
    key: slashKey,
    state: {
      init: () => ({ slash: null, near: null, closed: null }),
      apply: (tr, kept, _old, state) => {
        const dismissed = tr.getMeta(slashKey) === "close" ? (kept.slash?.from ?? null) : kept.closed;
        const [closed, near] = [dismissed, kept.near].map((at) => (at === null ? null : tr.mapping.map(at, -1)));
        const found = read(state, offered);
        // A caret that only moves opens nothing; one that moves away ends the search.
        const held = tr.docChanged ? (found?.from ?? near ?? null) : found && found.from === near ? near : null;
        const open = found && found.from === held && found.from !== closed;
        return { slash: open ? found : null, near: held, closed: found ? (closed ?? null) : null };
      },
    },
  });
}

function read(state: EditorState, offered: readonly Kind[]): Slash | null {
  const at = here(state);
  if (!at || !state.selection.empty) return null;
  const text = at.cell.textBetween(Math.max(0, at.offset - 40), at.offset);
  const typed = /(?:^|\s)\/([^\s/]{0,20})$/u.exec(text)?.[1];
  const found = typed === undefined ? [] : kinds(typed, offered);
  if (typed === undefined || found.length === 0) return null;
  const to = at.start + at.offset;
  return { from: to - typed.length - 1, to, typed, kinds: found };
}

/** Takes the `/` and what follows it out and makes the row this kind; a picture becomes a row of its own later. */
export function choose(state: EditorState, kind: Kind): Transaction | null {
  const open = slashKey.getState(state)?.slash;
  const at = here(state);
  if (!open || !at) return null;
  const tr = state.tr.delete(open.from, open.to);
  const stays = kind === "picture" || kindOf(at.segment) === kind || pictured(at.segment);
  return stays ? tr : tr.setNodeAttribute(at.pos, "kind", kind);
}

/** Closes the menu; the `/` stays as text. */
export function dismiss(state: EditorState): Transaction {
  return state.tr.setMeta(slashKey, "close");
}
