import { redo, undo } from "prosemirror-history";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { arrow } from "./arrows";
import { all, back, cell, type Command, edge, enter, forward, move, remove, section, turn } from "./commands";
import { composes } from "./hangul";
import { type Kind, KINDS } from "./model";
import type { Mode } from "./place";
import { settle } from "./settle";
import { PRESS, WORDS } from "./slash";
import { crosses, cut } from "./span";
import { bold } from "./styles";

const MAC = /Mac/.test(globalThis.navigator?.userAgent ?? "");

/** What keys reach beyond the page itself. */
export interface Reach {
  /** The kinds that the record offers. */
  kinds: readonly Kind[];
  mode: () => Mode;
  /** Gives a key to the menu first, if it is open; answers whether the menu took it. */
  menu: (code: string) => boolean;
  details: () => void;
  check: () => void;
  link: () => void;
  leave: () => void;
  picture: () => void;
  /** Brings the screen to the caret: from there the browser goes a page further. */
  approach: () => void;
}

/** The keys of the editor for a list of keys: how they are pressed, and the label that says what they do. */
export const KEYS: readonly { press: string; label: string }[] = [
  { press: "Enter", label: "key-new-line" },
  { press: "Tab", label: "key-other-language" },
  { press: "/", label: "key-menu" },
  ...KINDS.map((kind) => ({ press: `$mod+Shift+Key${PRESS[kind]}`, label: WORDS[kind] ?? kind })),
  { press: "Alt+Enter", label: "editor-key-details" },
  { press: "Alt+ArrowUp", label: "key-move-up" },
  { press: "Alt+ArrowDown", label: "key-move-down" },
  { press: "$mod+ArrowUp", label: "key-section-up" },
  { press: "$mod+ArrowDown", label: "key-section-down" },
  { press: "$mod+Shift+Backspace", label: "editor-key-delete" },
  { press: "$mod+Shift+Enter", label: "editor-key-check" },
  { press: "$mod+KeyB", label: "key-bold" },
  { press: "$mod+Shift+KeyK", label: "editor-key-link" },
  { press: "$mod+KeyZ", label: "undo" },
  { press: "$mod+Shift+KeyZ", label: "editor-redo" },
  { press: "Escape", label: "key-leave" },
];

const COMMANDS: Record<string, Command> = {
  Enter: enter,
  Tab: cell(1),
  "Shift+Tab": cell(-1),
  "Alt+ArrowUp": move(-1),
  "Alt+ArrowDown": move(1),
  "$mod+Shift+Backspace": remove,
  "$mod+KeyB": (state) => bold(state),
  "$mod+KeyA": all,
  "$mod+Home": edge("start"),
  "$mod+End": edge("end"),
  "$mod+ArrowUp": section(-1),
  "$mod+ArrowDown": section(1),
};

const TURNS = new Map(KINDS.filter((kind) => kind !== "picture").map((kind) => [`$mod+Shift+Key${PRESS[kind]}`, kind]));

/** The keys of the editor. They are known by their place on the keyboard, and mean nothing while a syllable is composed. */
export function keys(reach: Reach): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        // Before ProseMirror: it lets the key that follows a composition go to the browser, and Enter with it.
        keydown: (view, event) => {
          if (composes(event)) return clear(view, event);
          settle(view);
          if (!press(view, event, reach)) return false;
          event.preventDefault();
          return true;
        },
        beforeinput: (view, event) => {
          if (!menuInput(view, event, reach)) return false;
          event.preventDefault();
          return true;
        },
      },
    },
  });
}

/** Empties what is selected over several cells before the first letter of a syllable comes: the browser would write it across them. */
function clear(view: EditorView, event: KeyboardEvent): false {
  if (/^Key[A-Z]$/.test(event.code) && view.editable && crosses(view.state)) view.dispatch(cut(view.state));
  return false;
}

function press(view: EditorView, event: KeyboardEvent, reach: Reach): boolean {
  const code = event.code === "NumpadEnter" ? "Enter" : event.code || event.key;
  const mod = MAC ? event.metaKey : event.ctrlKey;
  const name = [mod && "$mod", event.altKey && "Alt", event.shiftKey && "Shift", code].filter(Boolean).join("+");
  if (reach.menu(name) || beyond(name, reach)) return true;
  if (name === "$mod+KeyZ") return undo(view.state, view.dispatch) || true;
  if (name === "$mod+Shift+KeyZ" || name === "$mod+KeyY") return redo(view.state, view.dispatch) || true;
  const kind = TURNS.get(name);
  // A kind that this record does not offer has no key either.
  if (kind && reach.kinds.includes(kind)) return view.editable && run(view, turn(kind), reach);
  const command = COMMANDS[name] ?? (code === "Backspace" ? back : code === "Delete" ? forward : undefined);
  if (command && view.editable) return run(view, command, reach);
  // A line break inside a cell has no place in the record.
  if (code === "Enter") return true;
  if (event.altKey || mod) return false;
  if (code === "PageUp" || code === "PageDown") reach.approach();
  const tr = arrow(view, code, event.shiftKey, reach.mode());
  if (tr) view.dispatch(tr);
  return tr !== null;
}

function beyond(name: string, reach: Reach): boolean {
  const deeds: Record<string, () => void> = {
    "Alt+Enter": reach.details,
    "$mod+Shift+Enter": reach.check,
    "$mod+Shift+KeyK": reach.link,
    Escape: reach.leave,
    [`$mod+Shift+Key${PRESS.picture}`]: reach.picture,
  };
  deeds[name]?.();
  return name in deeds;
}

/** Runs a command; answers whether it was meant for it. */
export function run(view: EditorView, command: Command, reach: Pick<Reach, "mode">): boolean {
  const tr = command(view.state, reach.mode());
  if (tr) view.dispatch(tr);
  return tr !== null;
}

/** What menus and writing aids ask of the page: the browser's own answers would break the rows. */
function menuInput(view: EditorView, event: InputEvent, reach: Reach): boolean {
  if (event.inputType === "deleteByComposition" && crosses(view.state)) {
    view.dispatch(cut(view.state));
    return true;
  }
  if (event.isComposing) return false;
  const commands: Record<string, Command> = {
    insertParagraph: enter,
    insertLineBreak: (state) => state.tr,
    formatBold: (state) => bold(state),
    deleteContentBackward: back,
    deleteWordBackward: back,
    deleteSoftLineBackward: back,
    deleteContentForward: forward,
    deleteWordForward: forward,
    deleteSoftLineForward: forward,
  };
  if (event.inputType === "historyUndo") return undo(view.state, view.dispatch) || true;
  if (event.inputType === "historyRedo") return redo(view.state, view.dispatch) || true;
  // Other ways of styling have no place in the record.
  if (event.inputType.startsWith("format") && event.inputType !== "formatBold") return true;
  const command = commands[event.inputType];
  return command !== undefined && view.editable && run(view, command, reach);
}
