/** The work of others under one heading of NOTICE. */
export interface Group {
  title: string;
  lines: string[];
}

/** Returns NOTICE as groups, with only the lines that hold what was typed. A heading stands flush, its lines are set in. */
export function groups(notice: string, typed: string): Group[] {
  const wanted = typed.trim().toLocaleLowerCase("en");
  const found: Group[] = [];
  for (const line of notice.split("\n")) {
    if (/^\S/.test(line)) found.push({ title: line.trim(), lines: [] });
    else if (line.trim().toLocaleLowerCase("en").includes(wanted) && line.trim()) found.at(-1)?.lines.push(line.trim());
  }
  return found.filter((group) => group.lines.length > 0);
}
