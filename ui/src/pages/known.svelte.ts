import { ask, desk } from "../desk.svelte";
import { type Bilingual, commands, type Row } from "../ipc";
import { labels } from "../labels.svelte";
import { kept } from "../tree";

/** How many agreements a menu offers. */
const MOST = 500;

/**
 * What the menus of many pages offer. A page that opens shows what was known before, and reads it anew beside: nothing moves
 * when the answer is the same.
 */
export class Known {
  /** The agreements of the vault, by their titles. */
  agreements = $state.raw<Row[]>([]);
  /** Who owns an action. */
  owners = $state.raw<Bilingual[]>([]);

  async readAgreements(): Promise<void> {
    const sort = labels.lead === "en" ? "title_en" : "title_ko";
    const page = await desk.attempt(() => ask(commands.list({ kind: "agreement", sort, limit: MOST })));
    if (page && desk.status?.stage === "open") this.agreements = kept(this.agreements, page.rows);
  }

  async readOwners(): Promise<void> {
    const owners = await desk.attempt(() => ask(commands.owners()));
    if (owners && desk.status?.stage === "open") this.owners = kept(this.owners, owners);
  }

  forget(): void {
    this.agreements = [];
    this.owners = [];
  }
}

export const known = new Known();
desk.forgetting.add(() => known.forget());
