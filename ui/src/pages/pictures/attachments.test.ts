import { expect, test } from "vitest";
import type { Kept } from "../../ipc";
import { attach, attachments, sizeOf } from "./attachments";

const photo: Kept = { kind: "picture", hash: "a", small: "b", name: "signing.jpg", mime: "image/jpeg", size: 9, width: 4, height: 3 };
const paper: Kept = { kind: "document", hash: "c", small: "", name: "양해각서.pdf", mime: "application/pdf", size: 2_345_678, width: null, height: null };

test("what is attached comes last, each behind the one before", () => {
  const there = attachments({ attachments: { x: { pos: "V", name: "first" } } });
  const edits = attach(there, [photo, paper], new Date(0));
  const values = edits.map((edit) => ("value" in edit ? edit.value : null)) as { pos: string; width?: number; kind: string }[];
  expect(values.map((value) => value.pos > "V")).toEqual([true, true]);
  expect((values[0]?.pos ?? "") < (values[1]?.pos ?? "")).toBe(true);
  expect(values[0]).toMatchObject({ kind: "picture", small: "b", width: 4, height: 3, caption: { en: "", ko: "" }, alt: { en: "", ko: "" } });
  expect(values[1]).not.toHaveProperty("width");
});

test("what was taken off is not shown, and what is missing is empty", () => {
  const read = attachments({ attachments: { x: { pos: "b", removed: true }, y: { pos: "c", name: 7 }, z: { pos: "a" } } });
  expect(read.map(({ id, name }) => [id, name])).toEqual([
    ["z", ""],
    ["y", ""],
  ]);
  expect(attachments(null)).toEqual([]);
});

test("a size is said as people say it", () => {
  expect(sizeOf(17)).toEqual({ id: "file-size-bytes", args: { size: 17 } });
  expect(sizeOf(48_600)).toEqual({ id: "file-size-kilobytes", args: { size: 49 } });
  expect(sizeOf(2_345_678)).toEqual({ id: "file-size-megabytes", args: { size: 2.3 } });
});
