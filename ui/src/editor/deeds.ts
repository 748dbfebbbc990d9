import type { Competing, Conflict, Field, Lang, Value } from "./model";

/** What a row lets a person do besides typing. */
export interface Deeds {
  /** Opens the details of a row, or closes them and brings the caret back. */
  details: (id: string, open: boolean) => void;
  /** Closes the details of a row; the focus stays where it went. */
  shut: (id: string) => void;
  change: (id: string, field: Field, value: Value | undefined) => void;
  /** Says that a translation is right as it stands. */
  check: (id: string, lang: Lang) => void;
  choose: (conflict: Conflict, value: Competing) => void;
  /** Gives the next free number, where two laptops took the same one. */
  renumber: (id: string) => void;
}
