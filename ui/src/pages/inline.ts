/** A run of text in a line. */
export interface Run {
  text: string;
  bold: boolean;
  address: string;
}

const MARK = /\*\*(.+?)\*\*|\[([^\]]+)\]\(<?([^)>\s]+)>?\)/g;

/** Reads the inline CommonMark of a line: bold and link only. */
export function inline(text: string): Run[] {
  const runs: Run[] = [];
  let from = 0;
  const plain = (to: number) => {
    if (to > from) runs.push({ text: bare(text.slice(from, to)), bold: false, address: "" });
  };
  for (const found of text.matchAll(MARK)) {
    plain(found.index);
    const [whole, bold, words, address] = found;
    runs.push({ text: bare(bold ?? words ?? ""), bold: bold !== undefined, address: address ?? "" });
    from = found.index + whole.length;
  }
  plain(text.length);
  return runs;
}

/** A backslash before a mark only says that it is none. */
function bare(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, "$1");
}
