import { expect, test, vi } from "vitest";
import { late } from "./actions";
import { edits } from "./change";
import { filterOf } from "./shelf.svelte";

const action = (change: object) => ({ status: "open", in_time: "2027-03-31", zone: "Asia/Seoul", ...change });

test("an action is late on the clock of the side that owns it", () => {
  vi.useFakeTimers({ now: new Date("2027-03-31T15:30:00Z") });
  expect(late(action({}))).toBe(true);
  expect(late(action({ zone: "Europe/London" }))).toBe(false);
  expect(late(action({ zone: "Mars/Olympus" }))).toBe(false);
  expect(late(action({ status: "done" }))).toBe(false);
  expect(late(action({ in_time: null }))).toBe(false);
  vi.useRealTimers();
});

test("a line of evidence is written in composed form, and an empty one is taken away", () => {
  const row = { segment: "a", evidence: { en: "", ko: "" } };
  expect(edits(row, "done", { en: " sent ", ko: "\u1112\u1161\u11ab" })).toEqual([
    { do: "set", path: ["segments", "a", "status"], value: "done" },
    { do: "set", path: ["segments", "a", "evidence"], value: { en: "sent", ko: "한" } },
  ]);
  expect(edits(row, "open", { en: "", ko: "" })).toHaveLength(1);
  expect(edits({ ...row, evidence: { en: "sent", ko: "" } }, "open", { en: "", ko: " " })[1]).toEqual({ do: "clear", path: ["segments", "a", "evidence"] });
});

test("what is due soon is still to be done, whatever else is shown", () => {
  const wish = { shown: "all", text: "", side: "", owner: "", agreement: "", status: "", due: "" } as const;
  expect(filterOf(wish, new Date())).toMatchObject({ open: false, late_at: null, due_by: null, owner_side: null });
  const now = new Date("2027-03-31T15:30:00Z");
  expect(filterOf({ ...wish, due: "late" }, now)).toMatchObject({ open: true, late_at: "2027-03-31T15:30:00.000Z" });
  expect(filterOf({ ...wish, due: "7" }, now).due_by).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});
