import { expect, test } from "vitest";
import notice from "../../../../NOTICE?raw";
import { groups } from "./notices";

test("the notices stand under their headings", () => {
  const titles = groups(notice, "").map((group) => group.title);
  expect(titles).toEqual([
    "Fonts",
    "Compiled into SQLite by rusqlite",
    "Compiled into the programs for Linux by tikv-jemalloc-sys",
    "Rust crates",
    "Packages of the interface",
  ]);
});

test("what is typed is found, whatever its letters' size", () => {
  const found = groups(notice, "sqlcipher ");
  expect(found).toHaveLength(1);
  expect(found[0]?.lines[0]).toContain("ZETETIC");
  expect(groups(notice, "no such library")).toEqual([]);
});
