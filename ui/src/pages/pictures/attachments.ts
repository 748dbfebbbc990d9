import type { Edit, Kept, Value } from "../../ipc";
import { newId } from "../../editor/id";
import { between } from "../order";
import { entries, flag, type Pair, pair, text, tree, whole } from "../shapes";

/** A picture or a document that belongs to a record. */
export interface Attachment {
  id: string;
  pos: string;
  kind: string;
  hash: string;
  small: string;
  name: string;
  size: number;
  width: number;
  height: number;
  caption: Pair;
  alt: Pair;
}

/** Reads the attachments of a record in their order, without those that were taken off. */
export function attachments(record: unknown): Attachment[] {
  return entries(tree(record).attachments, (it, id) => ({ it, id }))
    .filter(({ it }) => !flag(it.removed))
    .map(({ it, id }) => ({
      id,
      pos: text(it.pos),
      kind: text(it.kind),
      hash: text(it.hash),
      small: text(it.small),
      name: text(it.name),
      size: whole(it.size) ?? 0,
      width: whole(it.width) ?? 0,
      height: whole(it.height) ?? 0,
      caption: pair(it.caption),
      alt: pair(it.alt),
    }));
}

/** Returns the edits that put files behind the attachments that are there. */
export function attach(there: readonly Attachment[], kept: readonly Kept[], now: Date): Edit[] {
  let pos = there.at(-1)?.pos ?? "";
  return kept.map(({ kind, hash, small, name, mime, size, width, height }) => {
    pos = between(pos, "");
    const empty = () => ({ en: "", ko: "" });
    const picture: Record<string, Value> = kind === "picture" ? { small, width: width ?? 0, height: height ?? 0 } : {};
    const value: Value = { pos, kind: String(kind), hash, name, mime, size, ...picture, caption: empty(), alt: empty(), added: now.toISOString() };
    return { do: "set", path: ["attachments", newId()], value };
  });
}

/** Returns the label of a size with its number, rounded as people say it. */
export function sizeOf(bytes: number): { id: string; args: { size: number } } {
  if (bytes < 1_000) return { id: "file-size-bytes", args: { size: bytes } };
  if (bytes < 1_000_000) return { id: "file-size-kilobytes", args: { size: Math.round(bytes / 1_000) } };
  return { id: "file-size-megabytes", args: { size: Math.round(bytes / 100_000) / 10 } };
}
