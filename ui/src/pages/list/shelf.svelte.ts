import { ask, desk } from "../../desk.svelte";
import { early } from "../../early";
import { type Audience, commands, type Cursor, type Listing, type Page, type Row, type Sort } from "../../ipc";
import { labels } from "../../labels.svelte";

export type ListedKind = "agreement" | "meeting" | "practice";
/** What stands at the head of a column: the title is sorted in the language that leads. */
export type Head = "date" | "title" | "status" | "changed";

/** What a person wants to see of a list. */
export interface Wish {
  text: string;
  status: string;
  agreement: string;
  audience: Audience | "";
  head: Head;
  turned: boolean;
}

const EVERYTHING: Wish = { text: "", status: "", agreement: "", audience: "", head: "date", turned: false };
/** How many rows come at once. */
const PAGE = 40;

/** One list: what is wanted of it, and the rows that have come so far. It is as it was left when a person comes back. */
export class Shelf {
  rows = $state.raw<Row[] | null>(null);
  total = $state(0);
  /** The record that was opened last from here. */
  last: string;
  #wish = $state.raw<Wish>(EVERYTHING);
  #next: Cursor | null = null;
  #round = 0;
  #more: Promise<void> | null = null;

  constructor(readonly kind: ListedKind) {
    const left = desk.memory.get(`list ${kind}`) as { wish: Wish; last: string } | undefined;
    this.#wish = left?.wish ?? EVERYTHING;
    this.last = left?.last ?? "";
  }

  /** Asks for the first page of a list that will be shown as it was left. */
  static early(kind: ListedKind): Promise<Page> {
    return early.ask(`list ${kind}`, () => new Shelf(kind).#first());
  }

  get wish(): Wish {
    return this.#wish;
  }

  /** Whether anything is filtered out. */
  get filtered(): boolean {
    const { text, status, agreement, audience } = this.#wish;
    return [text.trim(), status, agreement, audience].some((one) => one !== "");
  }

  /** Changes what is wanted. */
  want(change: Partial<Wish>): void {
    this.#wish = { ...this.#wish, ...change };
    this.#remember();
    void this.load();
  }

  /** Shows everything again; the order stays. */
  clear(): void {
    const { head, turned } = this.#wish;
    this.want({ ...EVERYTHING, head, turned });
  }

  /** Sorts by a column, or the other way round if it was sorted by it already. */
  sort(head: Head): void {
    this.want({ head, turned: head === this.#wish.head && !this.#wish.turned });
  }

  /** Returns how a column is sorted, in the words of a screen reader. */
  order(head: Head): "ascending" | "descending" | undefined {
    if (head !== this.#wish.head) return undefined;
    const falling = head === "date" || head === "changed";
    return falling === this.#wish.turned ? "ascending" : "descending";
  }

  /** Notes which record is opened, so that the focus comes back to it. */
  leave(id: string): void {
    this.last = id;
    this.#remember();
  }

  /** Reads the first page. */
  async load(): Promise<void> {
    const round = (this.#round += 1);
    const page = await desk.attempt(() => early.take<Page>(`list ${this.kind}`) ?? this.#first());
    if (!page || round !== this.#round) return;
    this.rows = page.rows;
    this.total = page.total ?? page.rows.length;
    this.#next = page.next;
  }

  /** Reads on, one page or to the end. */
  async more(limit: number = PAGE): Promise<void> {
    await this.#more;
    if (!this.#next) return;
    this.#more = this.#append(limit).finally(() => (this.#more = null));
    await this.#more;
  }

  /** Reads everything that is left. */
  async all(): Promise<void> {
    while (this.#next && !desk.fault) await this.more(1000);
  }

  async #append(limit: number): Promise<void> {
    const round = this.#round;
    const page = await desk.attempt(() => ask(commands.list(this.#listing(this.#next, limit))));
    if (!page || round !== this.#round) return;
    this.rows = [...(this.rows ?? []), ...page.rows];
    this.#next = page.next;
  }

  #first(): Promise<Page> {
    return ask(commands.list(this.#listing(null, PAGE)));
  }

  #listing(after: Cursor | null, limit: number): Listing {
    const { text, status, agreement, audience, head, turned } = this.#wish;
    const sort: Sort = head === "title" ? (labels.lead === "en" ? "title_en" : "title_ko") : head;
    return {
      kind: this.kind,
      audience: audience || null,
      agreement: agreement || null,
      status: status || null,
      text: text.normalize("NFC"),
      sort,
      turned,
      binned: false,
      after,
      limit,
    };
  }

  #remember(): void {
    desk.memory.set(`list ${this.kind}`, { wish: this.#wish, last: this.last });
  }
}
