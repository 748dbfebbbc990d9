import type { Run } from "./markdown";
import { linkable } from "./markdown";
import type { Lang } from "./model";

/** One pasted line: its text in the language of the column, or in both where the source was a table of two languages. */
export interface Line {
  kind: "point" | "heading";
  runs: Run[];
  pair?: Record<Lang, Run[]>;
}

const BLOCKS = /^(?:P|DIV|LI|UL|OL|H[1-6]|BLOCKQUOTE|PRE|SECTION|ARTICLE|HEADER|FOOTER|MAIN|DL|DT|DD|TABLE|TBODY|THEAD|TFOOT|TR|TD|TH|CAPTION|FIGURE|HR|FORM|BODY)$/;
const DROPPED = /^(?:STYLE|SCRIPT|TITLE|META|LINK|HEAD|XML|TEMPLATE|IMG|SVG|OBJECT|IFRAME|INPUT|BUTTON|SELECT|TEXTAREA|NOSCRIPT)$/;

/** Returns the lines of pasted HTML, from Word, HWP or the web: paragraphs, list items and table rows. Bold and links stay. */
export function linesOf(root: Node): Line[] {
  const reader = new Reader();
  reader.read(root, {});
  return reader.done();
}

/** Returns the lines of pasted plain text. A tab between two languages makes one line of both. */
export function linesIn(text: string): Line[] {
  const lines = clean(text).split(/\r\n?|\n|\u2028|\u2029/);
  return lines.flatMap((line) => lineFrom(line.split("\t").map((part) => tidy([{ text: part }])), "point"));
}

interface Style {
  bold?: boolean;
  href?: string;
}

class Reader {
  readonly #lines: Line[] = [];
  #runs: Run[] = [];
  #kind: Line["kind"] = "point";

  done(): Line[] {
    this.#end();
    return this.#lines;
  }

  read(node: Node, style: Style): void {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === 3) this.#runs.push({ text: clean(child.nodeValue ?? "").replace(/[\t\n\r\f ]+/g, " "), ...style });
      else if (child.nodeType === 1) this.#element(child as Element, style);
    }
  }

  #element(element: Element, style: Style): void {
    const name = element.tagName.toUpperCase();
    const css = (element.getAttribute("style") ?? "").toLowerCase();
    // Word draws bullets as text that is marked to be ignored, and hides what it keeps for itself.
    if (DROPPED.test(name) || /mso-list:\s*ignore|display:\s*none|mso-hide:\s*all/.test(css)) return;
    if (name === "BR") return this.#end();
    if (name === "TR") return this.#row(element);
    const block = BLOCKS.test(name);
    const heading = /^H[1-6]$/.test(name);
    if (block) this.#end();
    if (heading) this.#kind = "heading";
    this.read(element, heading ? { href: style.href } : styled(element, name, css, style));
    if (block) this.#end();
    if (heading) this.#kind = "point";
  }

  #row(row: Element): void {
    this.#end();
    const cells = [...row.children].filter((cell) => /^T[DH]$/i.test(cell.tagName));
    const parts = cells.map((cell) => {
      const inner = new Reader();
      inner.read(cell, {});
      return inner.done();
    });
    const [one, two] = parts;
    // Two columns in two languages with as many paragraphs each are the same text twice.
    if (one && two && parts.length === 2 && one.length === two.length) {
      const rows = one.map((line, at) => lineFrom([line.runs, two[at]?.runs ?? []], line.kind));
      if (rows.every((made) => made[0]?.pair)) return void this.#lines.push(...rows.flat());
    }
    const joined = parts.map((lines) => lines.flatMap((line, at) => (at > 0 ? [{ text: " " }, ...line.runs] : line.runs)));
    this.#lines.push(...lineFrom(joined, "point"));
  }

  #end(): void {
    const runs = tidy(this.#runs);
    this.#runs = [];
    if (runs.length > 0) this.#lines.push({ kind: this.#kind, runs });
  }
}

function styled(element: Element, name: string, css: string, style: Style): Style {
  const weight = /(?:^|;)\s*font-weight:\s*([a-z]+|\d+)/.exec(css)?.[1];
  const next = { ...style };
  if (name === "B" || name === "STRONG") next.bold = true;
  if (weight) next.bold = /^bold|[6-9]00$/.test(weight);
  const href = name === "A" ? linkable(element.getAttribute("href") ?? "") : null;
  if (href) next.href = href;
  return next;
}

/** Makes one line of the cells of a row: a pair where they are the two languages, otherwise joined. */
function lineFrom(cells: Run[][], kind: Line["kind"]): Line[] {
  const filled = cells.filter((runs) => runs.length > 0);
  const [one, two] = filled;
  if (!one) return [];
  if (two && filled.length === 2 && korean(one) !== korean(two)) {
    const [en, ko] = korean(one) ? [two, one] : [one, two];
    return [{ kind, runs: one, pair: { en, ko } }];
  }
  return [{ kind, runs: filled.flatMap((runs, at) => (at > 0 ? [{ text: " · " }, ...runs] : runs)) }];
}

function korean(runs: readonly Run[]): boolean {
  return runs.some((run) => /\p{Script=Hangul}/u.test(run.text));
}

/** Makes of all white space single spaces, and none at the ends. */
function tidy(runs: readonly Run[]): Run[] {
  const kept: Run[] = [];
  for (const run of runs) {
    let text = run.text.replace(/\s+/g, " ");
    const last = kept.at(-1);
    if (!last || last.text.endsWith(" ")) text = text.trimStart();
    if (text !== "") kept.push({ ...run, text });
  }
  while (kept.length > 0) {
    const last = kept[kept.length - 1] as Run;
    last.text = last.text.trimEnd();
    if (last.text !== "") break;
    kept.pop();
  }
  return kept;
}

/** NFC, without controls and marks that only mislead. The core does the same; here it keeps the page equal to the record. */
function clean(text: string): string {
  return text.replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffd]|(?![\t\n\r\f])\p{Cc}/gu, "").normalize("NFC");
}
