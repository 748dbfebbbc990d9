import { beforeEach, expect, test, vi } from "vitest";
import type { Conflict, Edit, Opened } from "../../ipc";

vi.mock("../../ipc", () => ({ commands: {}, events: {} }));

const { Failed } = await import("../../desk.svelte");
const { Sheet } = await import("./sheet.svelte");

const conflict: Conflict = {
  path: ["dates", "ends", "value"],
  values: [
    { value: "2028-11-22", device: "MOIS-07", side: "kr", time: "2027-03-09T01:00:00Z" },
    { value: "2028-11-21", device: "GDS-01", side: "uk", time: "2027-03-09T00:00:00Z" },
  ],
};
let made: Edit[] = [];
let refuse = false;

const record = {
  kind: "agreement",
  title: { en: "MoU", ko: "양해각서" },
  areas: { a: { sources: ["press", "press", "gov"] } },
  dates: { ends: { value: "2028-11-21" } },
};
const desk = {
  opened: { record, conflicts: [conflict] } as unknown as Opened,
  edit: (edits: Edit[]) => {
    made.push(...edits);
    return refuse ? Promise.reject(new Failed({ code: "record-large", args: {} })) : Promise.resolve();
  },
};
const sheet = () => new Sheet(desk as never);

beforeEach(() => {
  made = [];
  refuse = false;
});

test("a field reads what stands at its path, and nothing where nothing stands", () => {
  expect(sheet().pair(["title"])).toEqual({ en: "MoU", ko: "양해각서" });
  expect(sheet().text(["no", "such", "place"])).toBe("");
  expect(sheet().texts(["areas", "a", "sources"])).toEqual(["press", "gov"]);
});

test("a field writes its own leaf alone", () => {
  sheet().set(["title", "ko"], "약정");
  expect(made).toEqual([{ do: "set", path: ["title", "ko"], value: "약정" }]);
});

test("what is refused is told at the field until something else is written there", async () => {
  const one = sheet();
  refuse = true;
  await one.edit([{ do: "set", path: ["reference"], value: "x" }], ["reference"]);
  expect(one.fault(["reference"])?.id).toBe("err-record-large");
  expect(one.fault(["title"])).toBeNull();
  refuse = false;
  await one.edit([{ do: "set", path: ["reference"], value: "y" }], ["reference"]);
  expect(one.fault(["reference"])).toBeNull();
});

test("two values of one place stand at their field, and the one that is shown can be chosen too", () => {
  const one = sheet();
  expect(one.conflicts(["dates", "ends", "value"])).toEqual([conflict]);
  expect(one.conflicts(["dates", "signed", "value"])).toEqual([]);
  const shown = conflict.values[1];
  if (!shown) throw new Error("no value");
  one.choose(conflict, shown);
  expect(made).toEqual([{ do: "set", path: ["dates", "ends", "value"], value: "2028-11-21" }]);
});
