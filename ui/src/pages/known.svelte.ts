import { ask, desk } from "../desk.svelte";
import { type Bilingual, commands, type Cursor, type Row } from "../ipc";
import { labels } from "../labels.svelte";
import { kept } from "../tree";

/** How many agreements are asked for at once. */
const PAGE = 500;

/**
 * What the menus of many pages offer. A page that opens shows what was known before, and reads it anew beside: nothing moves
 * when the answer is the same.
 */
export class Known {
  /** The agreements of the vault, by their titles. */
  agreements = $state.raw<Row[]>([]);
  /** Who owns an action. */
  owners = $state.raw<Bilingual[]>([]);
  /** Who reads the agreements: of two that read at once, the last one. */
  #reading = 0;

  async readAgreements(): Promise<void> {
    const reading = ++this.#reading;
    const read = await desk.attempt(everyAgreement);
    if (read && reading === this.#reading && desk.status?.stage === "open") this.agreements = kept(this.agreements, read);
  }

  async readOwners(): Promise<void> {
    const owners = await desk.attempt(() => ask(commands.owners()));
    if (owners && desk.status?.stage === "open") this.owners = kept(this.owners, owners);
  }

  forget(): void {
    this.#reading += 1;
    this.agreements = [];
    this.owners = [];
  }
}

/** Returns all agreements: a menu that leaves some out could not show what a record belongs to. */
async function everyAgreement(): Promise<Row[]> {
  const sort = labels.lead === "en" ? "title_en" : "title_ko";
  const rows: Row[] = [];
  let after: Cursor | null = null;
  do {
    const page: { rows: Row[]; next: Cursor | null } = await ask(commands.list({ kind: "agreement", sort, after, limit: PAGE }));
    rows.push(...page.rows);
    after = page.next;
  } while (after);
  return rows;
}

/** Returns records as a menu offers them, each by its title in the language that leads. */
export function choices(rows: readonly Row[]): { value: string; text: string }[] {
  return rows.map(({ id, title }) => ({ value: id, text: labels.either(title) || labels.plain("no-title") }));
}

export const known = new Known();
desk.forgetting.add(() => known.forget());
