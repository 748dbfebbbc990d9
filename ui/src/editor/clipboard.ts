import { DOMParser, Fragment, type Node as Row, Slice } from "prosemirror-model";
import { type EditorState, Plugin, TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { newId } from "./id";
import { nodesOf, type Run, runsOf } from "./markdown";
import { marking } from "./marking";
import type { Lang } from "./model";
import { caretIn, here, type Place } from "./place";
import { type Line, linesIn, linesOf } from "./paste";
import { blank, cellOf, fieldsOf, idOf, kindOf, row, schema } from "./schema";
import { crosses, cut, spans } from "./span";

/** Copies and pastes. What is pasted becomes rows; everything but bold and links stays outside. */
export function clipboard(onwarn: (marking: string) => void, onfiles: (files: File[]) => void): Plugin {
  let pasted: Line[] = [];
  // ProseMirror reads the HTML in a document of its own that runs and loads nothing; only the lines are taken from it.
  const parser = new Pasted(schema, []);
  parser.take = (dom) => (pasted = linesOf(dom));
  return new Plugin({
    props: {
      clipboardParser: parser,
      transformPastedHTML: (html) => html.replace(/ data-pm-slice="[^"]*"/g, ""),
      clipboardTextParser: (text) => {
        pasted = linesIn(text);
        return Slice.empty;
      },
      handlePaste: (view, event) => {
        const lines = pasted;
        pasted = [];
        const files = filesIn(event.clipboardData);
        // An office program hands over what was copied as a picture too; then the words count.
        if (files.length > 0 && lines.length === 0) {
          onfiles(files);
          return true;
        }
        const found = marking(lines.map(plain).join("\n"));
        if (lines.length > 0) view.dispatch(paste(view.state, lines).scrollIntoView().setMeta("paste", true));
        if (found) onwarn(found);
        return true;
      },
      // Dragging text about would tear rows apart; Alt and the arrows move them.
      handleDrop: (_view, event) => {
        const files = filesIn(event.dataTransfer);
        if (files.length > 0) onfiles(files);
        return true;
      },
      handleDOMEvents: {
        dragstart: (_view, event) => (event.preventDefault(), true),
        copy: (view, event) => copy(view, event),
        cut: (view, event) => copy(view, event) && view.editable && (view.dispatch(cut(view.state).scrollIntoView()), true),
      },
    },
  });
}

function filesIn(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])];
}

/** Hands what was pasted to the reader of lines instead of fitting it into the page. */
class Pasted extends DOMParser {
  take: (dom: Node) => void = () => {};

  override parseSlice(dom: Node): Slice {
    this.take(dom);
    return Slice.empty;
  }
}

const words = (runs: readonly Run[]) => runs.map((run) => run.text).join("");
const plain = (line: Line) => (line.pair ? `${words(line.pair.en)}\t${words(line.pair.ko)}` : words(line.runs));

/** Returns the page with lines pasted at the caret: the first one into its row, the others as rows below. */
export function paste(state: EditorState, lines: readonly Line[]): Transaction {
  const tr = state.selection.empty ? state.tr : cut(state);
  const at = here(state.apply(tr));
  const [first] = lines;
  if (!at || !first) return tr;
  const caret = at.start + at.offset;
  if (lines.length === 1 && !first.pair) {
    const text = Fragment.fromArray(nodesOf(first.runs));
    return tr.replaceWith(caret, caret, text).setSelection(TextSelection.create(tr.doc, caret + text.size));
  }
  const rows = rowsOf(lines, at);
  const last = rows.pop() as Row;
  // What stood behind the caret stays behind what was pasted.
  const end = cellOf(last, at.lang).content;
  rows.push(filled(last, at.lang, end.append(at.cell.content.cut(at.offset))));
  tr.replaceWith(at.pos, at.pos + at.segment.nodeSize, rows);
  const index = at.index + rows.length - 1;
  const { $head } = caretIn(tr.doc, index, at.lang, "start");
  return tr.setSelection(TextSelection.create(tr.doc, $head.pos + end.size));
}

/** Returns the row of the caret and the new ones below; an empty row is filled instead of left above. */
function rowsOf(lines: readonly Line[], at: Place): Row[] {
  const [first] = lines;
  const head = at.cell.content.cut(0, at.offset);
  if (blank(at.segment)) {
    const kind = first?.kind === "heading" ? "heading" : kindOf(at.segment);
    return lines.map((line, n) => (n === 0 ? rowOf(line, at.lang, idOf(at.segment), kind) : rowOf(line, at.lang)));
  }
  if (!first || first.pair) return [filled(at.segment, at.lang, head), ...lines.map((line) => rowOf(line, at.lang))];
  const joined = head.append(Fragment.fromArray(nodesOf(first.runs)));
  return [filled(at.segment, at.lang, joined), ...lines.slice(1).map((line) => rowOf(line, at.lang))];
}

function rowOf({ kind, runs, pair }: Line, lang: Lang, id: string = newId(), as: string = kind): Row {
  const cells = pair ? { en: nodesOf(pair.en), ko: nodesOf(pair.ko) } : { [lang]: nodesOf(runs) };
  return row({ id, kind: as, ...cells });
}

/** Returns a row with another text in one cell. */
function filled(node: Row, lang: Lang, text: Fragment): Row {
  const content = (each: Lang) => (each === lang ? text : cellOf(node, each).content);
  return row({ id: idOf(node), kind: kindOf(node), fields: fieldsOf(node), en: content("en"), ko: content("ko") });
}

function copy(view: EditorView, event: ClipboardEvent): boolean {
  if (view.state.selection.empty || !event.clipboardData) return false;
  const rows = new Map<string, Partial<Record<Lang, Run[]>>>();
  for (const { id, lang, cell, from, to } of spans(view.state)) {
    rows.set(id, { ...rows.get(id), [lang]: runsOf(cell.content.cut(from, to)) });
  }
  const both = crosses(view.state) && [...rows.values()].some((cells) => cells.en && cells.ko);
  const table = [...rows.values()].map((cells) => ({ en: cells.en ?? [], ko: cells.ko ?? [] }));
  event.preventDefault();
  event.clipboardData.setData("text/plain", table.map(({ en, ko }) => (both ? `${words(en)}\t${words(ko)}` : words([...en, ...ko]))).join("\n"));
  event.clipboardData.setData("text/html", both ? tableOf(table) : table.map(({ en, ko }) => `<p>${html([...en, ...ko])}</p>`).join(""));
  return true;
}

function tableOf(table: readonly Record<Lang, Run[]>[]): string {
  const rows = table.map(({ en, ko }) => `<tr><td lang="en">${html(en)}</td><td lang="ko">${html(ko)}</td></tr>`);
  return `<table>${rows.join("")}</table>`;
}

function html(runs: readonly Run[]): string {
  const safe = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
  return runs
    .map(({ text, bold, href }) => {
      const words = bold ? `<strong>${safe(text)}</strong>` : safe(text);
      return href === undefined ? words : `<a href="${safe(href)}">${words}</a>`;
    })
    .join("");
}
