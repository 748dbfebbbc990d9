import type { Node } from "prosemirror-model";
import { type Flow, living, type Opened } from "./model";
import { sectionsOf } from "./parts";
import { type Rows, rowFrom } from "./refresh";
import { schema } from "./schema";
import { arranged } from "./sections";
import { empty } from "./span";

/** A record as it stands on a page that nobody has written on yet. */
export interface Page {
  opened: Opened;
  /** What is alive of it, in its order. */
  rows: Rows;
  sections: readonly string[];
  doc: Node;
}

/** So many lines are read in a frame of their own: that takes as long as drawing what stands around them. */
const LONG = 500;

/** Returns whether a record is a long one. */
export function isLong({ record }: Opened): boolean {
  return Object.keys((record as Flow).segments ?? {}).length > LONG;
}

/** Reads a record for the page. */
export function pageOf(opened: Opened): Page {
  const flow = opened.record as Flow;
  const rows = living(flow);
  const sections = sectionsOf(flow);
  const drawn = arranged(rows.map(([id, segment]) => rowFrom(id, segment)), sections);
  return { opened, rows, sections, doc: schema.nodes.doc.create(null, drawn.length > 0 ? drawn : [empty()]) };
}
