import type { Fragment, Mark, Node } from "prosemirror-model";
import { Fragment as Pieces } from "prosemirror-model";
import { schema } from "./schema";

/** A stretch of a cell's text in one style. */
export interface Run {
  text: string;
  bold?: boolean;
  href?: string;
}

const PUNCTUATION = /[!-/:-@[-`{-~]/;
const ENTITY = /^&(?:amp|lt|gt|quot|nbsp|#\d{1,7}|#[xX][\da-fA-F]{1,6});/;
const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };

// Most cells hold none of these, and there are thousands of them in a long text.
const SIGNS = /[\\*_[`<&]/;

/** Returns the stretches of a cell's text. Only bold and links mean anything; every other mark is text as typed. */
export function parse(text: string): Run[] {
  const whole = text.normalize("NFC");
  if (!SIGNS.test(whole)) return whole === "" ? [] : [{ text: whole }];
  return runs(pieces(whole));
}

/** Returns the text of a cell from its stretches, so that `parse` gives the same stretches back. */
export function write(all: readonly Run[]): string {
  const tidied = tidy(all);
  const parts = tidied.map((run, at) => {
    const [last, next] = [tidied[at - 1], tidied[at + 1]];
    if (run.href === undefined) return wrap(escape(run.text, false, next?.href !== undefined), run.bold);
    // A link stands outside and bold inside it, so that Korean particles after the bracket never keep bold from closing.
    const words = wrap(escape(run.text, true), run.bold);
    const [first, end] = [last?.href !== run.href, next?.href !== run.href];
    return `${first ? "[" : ""}${words}${end ? `](${address(run.href)})` : ""}`;
  });
  return parts.join("").normalize("NFC");
}

/** Returns the stretches as nodes of the editor. */
export function toNodes(text: string): Fragment {
  return Pieces.fromArray(nodesOf(parse(text)));
}

/** Returns stretches as text nodes with their marks. */
export function nodesOf(all: readonly Run[]): Node[] {
  return all.filter((run) => run.text !== "").map((run) => schema.text(run.text, marksOf(run)));
}

// Cells that did not change are the same objects, so each is written once.
const written = new WeakMap<Fragment, string>();

/** Returns the text of a cell of the editor. */
export function fromCell(cell: Node): string {
  const known = written.get(cell.content);
  if (known !== undefined) return known;
  const text = write(runsOf(cell.content));
  written.set(cell.content, text);
  return text;
}

/** Returns the stretches of what stands in a cell. */
export function runsOf(content: Fragment): Run[] {
  return content.content.map((node) => {
    const run: Run = { text: node.text ?? "" };
    if (schema.marks.bold.isInSet(node.marks)) run.bold = true;
    const link = schema.marks.link.isInSet(node.marks);
    if (link) run.href = String(link.attrs.href);
    return run;
  });
}

/** Returns the address if a link may lead there: to the web or to a mailbox, never to a file or a script. */
export function linkable(href: string): string | null {
  const plain = href.trim();
  return /^(https?:\/\/|mailto:)[^\s\p{Cc}]+$/iu.test(plain) && plain.length < 2000 ? plain : null;
}

function marksOf(run: Run): Mark[] {
  const marks: Mark[] = [];
  if (run.bold) marks.push(schema.marks.bold.create());
  if (run.href !== undefined) marks.push(schema.marks.link.create({ href: run.href }));
  return marks;
}

/** White space at the edge of bold cannot stand inside the marks; it looks the same outside. */
function tidy(all: readonly Run[]): Run[] {
  return runs(
    runs(all).flatMap((run) => {
      if (!run.bold) return [run];
      const [, head = "", body = "", tail = ""] = /^(\s*)([^]*?)(\s*)$/.exec(run.text) ?? [];
      return [{ ...run, text: head, bold: false }, { ...run, text: body }, { ...run, text: tail, bold: false }];
    }),
  );
}

/** Joins neighbours of one style and leaves out what is empty. */
function runs(all: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of all) {
    const last = joined.at(-1);
    if (run.text === "") continue;
    if (last && !last.bold === !run.bold && last.href === run.href) last.text += run.text;
    else joined.push({ text: run.text, ...(run.bold && { bold: true }), ...(run.href !== undefined && { href: run.href }) });
  }
  return joined;
}

const wrap = (text: string, bold?: boolean) => (bold ? `**${text}**` : text);

function address(href: string): string {
  return href.replace(/[()<>]|\\(?=[!-/:-@[-`{-~])|&(?=#?\w+;)/g, "\\$&");
}

function escape(text: string, linked: boolean, beforeLink = false): string {
  const always = linked ? /[`[\]]/ : /`/;
  const means = (char: string, at: number, all: string[]) => always.test(char) || opens(char, at, all, beforeLink);
  return Array.from(text, (char) => char)
    .map((char, at, all) => (means(char, at, all) ? `\\${char}` : char))
    .join("");
}

/** Returns whether a character would mean something to a reader of CommonMark where it stands. */
function opens(char: string, at: number, all: readonly string[], beforeLink: boolean): boolean {
  const [before = "", after = ""] = [all[at - 1], all[at + 1]];
  const rest = () => all.slice(at, at + 12).join("");
  if (char === "\\") return after === "" || PUNCTUATION.test(after);
  if (char === "*") return !(/^\s$/.test(before) && /^\s$/.test(after));
  if (char === "_") return !(word(before) && word(after)) && !(/^\s$/.test(before) && /^\s$/.test(after));
  if (char === "]") return after === "(" || after === "";
  if (char === "<") return /^<[A-Za-z/!?]/.test(rest());
  if (char === "&") return /^&#?\w+;/.test(rest());
  return char === "!" && after === "" && beforeLink;
}

const word = (char: string) => /[\p{L}\p{N}]/u.test(char);

interface Piece extends Run {
  /** A mark that may open or close bold. */
  mark?: { opens: boolean; closes: boolean };
}

/** Reads the text from left to right, then pairs the marks of bold. */
function pieces(text: string, inLink = false): Run[] {
  const found: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const [piece, length] = next(text, at, inLink);
    found.push(...piece);
    at += length;
  }
  return paired(found);
}

function next(text: string, at: number, inLink: boolean): [Piece[], number] {
  const char = text.charAt(at);
  const after = text.charAt(at + 1);
  if (char === "\\" && after !== "" && PUNCTUATION.test(after)) return [[{ text: after }], 2];
  if (char === "*" && after === "*") return delimiter(text, at, "*");
  if (char === "_" && after === "_") return delimiter(text, at, "_");
  if (char === "[" && !inLink) return link(text, at) ?? [[{ text: char }], 1];
  if (char === "`") return code(text, at);
  if (char === "<" && !inLink) return autolink(text, at);
  if (char === "&") return entity(text, at);
  const plain = /^[^\\*_[`<&]+/.exec(text.slice(at, at + 4096))?.[0] ?? char;
  return [[{ text: plain }], plain.length];
}

function delimiter(text: string, at: number, sign: "*" | "_"): [Piece[], number] {
  let end = at;
  while (text[end] === sign) end += 1;
  const [before, after] = [text[at - 1] ?? " ", text[end] ?? " "];
  const mark = { opens: /\S/.test(after), closes: /\S/.test(before) };
  if (sign === "_") {
    mark.opens &&= !word(before);
    mark.closes &&= !word(after);
  }
  const marks: Piece[] = Array.from({ length: Math.floor((end - at) / 2) }, () => ({ text: sign + sign, mark }));
  if ((end - at) % 2 === 0) return [marks, end - at];
  return [mark.opens ? [{ text: sign }, ...marks] : [...marks, { text: sign }], end - at];
}

function paired(found: Piece[]): Run[] {
  const bold = new Array<boolean>(found.length).fill(false);
  let open = -1;
  found.forEach((piece, at) => {
    if (!piece.mark) return;
    const opener = found[open];
    if (opener && opener.text === piece.text && piece.mark.closes && at > open + 1) {
      bold.fill(true, open, at + 1);
      opener.text = piece.text = "";
      open = -1;
    } else if (open < 0 && piece.mark.opens) open = at;
  });
  return found.map((piece, at) => ({ ...piece, bold: piece.bold === true || bold[at] === true }));
}

function link(text: string, at: number): [Piece[], number] | null {
  let depth = 0;
  let end = at;
  // Bounded, so that a million opening brackets are read in a moment.
  for (const most = Math.min(text.length, at + 4000); end < most && depth < 16; end += 1) {
    const char = text[end];
    if (char === "\\") end += 1;
    else if (char === "[") depth += 1;
    else if (char === "]" && (depth -= 1) === 0) break;
  }
  const target = /^\]\((?:<([^<>\n]*)>|((?:\\.|\((?:\\.|[^\s()\\])*\)|[^\s()\\])*))(?:\s+"[^"]*")?\)/.exec(text.slice(end));
  if (!target) return null;
  const href = linkable((target[1] ?? target[2] ?? "").replace(/\\([!-/:-@[-`{-~])/g, "$1"));
  if (href === null || end === at + 1) return null;
  return [pieces(text.slice(at + 1, end), true).map((run) => ({ ...run, href })), end + target[0].length - at];
}

/** Code is text here, marks and all: what stands in it must not open bold. */
function code(text: string, at: number): [Piece[], number] {
  const ticks = /^`+/.exec(text.slice(at))?.[0] ?? "`";
  let end = text.indexOf(ticks, at + ticks.length);
  while (end > 0 && text[end + ticks.length] === "`") end = text.indexOf(ticks, end + ticks.length + 1);
  const length = end < 0 ? ticks.length : end + ticks.length - at;
  return [[{ text: text.slice(at, at + length) }], length];
}

function autolink(text: string, at: number): [Piece[], number] {
  const found = /^<((?:https?:\/\/|mailto:)[^\s<>]+)>/i.exec(text.slice(at, at + 2048))?.[1];
  const href = found === undefined ? null : linkable(found);
  return found !== undefined && href !== null ? [[{ text: found, href }], found.length + 2] : [[{ text: "<" }], 1];
}

function entity(text: string, at: number): [Piece[], number] {
  const found = ENTITY.exec(text.slice(at, at + 12))?.[0];
  if (found === undefined) return [[{ text: "&" }], 1];
  const name = found.slice(1, -1);
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  const char = NAMED[name] ?? (code > 0 && code < 0x110000 && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "\ufffd");
  return [[{ text: char }], found.length];
}
