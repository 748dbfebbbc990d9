import { expect, test } from "vitest";
import { deedOf, inverse } from "./inverse";
import type { Edit } from "./ipc";
import { put, take } from "./tree";

const record = {
  title: { en: "Session", ko: "회의" },
  status: "live",
  people: { a: { given: { en: "Alex", ko: "" } } },
  segments: {
    one: { pos: "F", kind: "point", en: "First", ko: "", translation: { of: "d1" } },
    two: { pos: "V", kind: "decision", en: "Second", ko: "둘째", translation: { of: "d2", checked_by: "kr", checked: "c" } },
    gone: { pos: "K", kind: "point", en: "Gone", ko: "", removed: true },
  },
};

function apply(tree: unknown, edits: Edit[]): unknown {
  return edits.reduce((now, edit) => {
    if (edit.do === "set") return put(now, edit.path, edit.value);
    return edit.do === "clear" ? take(now, edit.path) : now;
  }, tree);
}

const set = (path: string[], value: unknown) => ({ do: "set", path, value }) as Edit;
const clear = (...path: string[]): Edit => ({ do: "clear", path });

test.each<[string, Edit[]]>([
  ["a value that is replaced", [set(["status"], "confirmed_both")]],
  ["a value that was not there", [set(["place"], "Sejong")]],
  ["a field that is taken away", [clear("people", "a")]],
  ["somebody new", [set(["people", "b"], { given: { en: "Min", ko: "민" } })]],
  ["one place written twice", [set(["title", "en"], "A"), set(["title", "en"], "AB")]],
  ["several places at once", [set(["title", "en"], "A"), clear("status"), set(["mode"], "remote")]],
])("%s comes back as it was", (_, edits) => {
  // What is set in a map leaves the rest of it alone, as in the core.
  const back = inverse(record, edits);
  expect(apply(apply(record, edits), back ?? [])).toEqual(record);
});

test("of a map, only what was named goes back", () => {
  expect(inverse(record, [set(["people", "a"], { given: { en: "Alexa" }, capacity: "attendee" })])).toEqual([
    set(["people", "a", "given", "en"], "Alex"),
    clear("people", "a", "capacity"),
  ]);
});

test("each deed to a line has its own way back", () => {
  const back = (edit: Edit) => inverse(record, [edit]);
  expect(back({ do: "insert", id: "new", after: "one", segment: {} })).toEqual([{ do: "remove", id: "new" }]);
  expect(back({ do: "remove", id: "one" })).toEqual([{ do: "restore", id: "one" }]);
  expect(back({ do: "restore", id: "gone" })).toEqual([{ do: "remove", id: "gone" }]);
  expect(back({ do: "write", id: "two", lang: "ko", text: "셋째" })).toEqual([{ do: "write", id: "two", lang: "ko", text: "둘째" }]);
  expect(back({ do: "turn", id: "two", kind: "action" })).toEqual([{ do: "turn", id: "two", kind: "decision" }]);
});

test("a line that moved goes back behind the one it followed, also behind a deleted one", () => {
  expect(inverse(record, [{ do: "move", id: "two", after: null }])).toEqual([{ do: "move", id: "two", after: "gone" }]);
  expect(inverse(record, [{ do: "move", id: "one", after: "two" }])).toEqual([{ do: "move", id: "one", after: null }]);
});

test("a check that is taken back leaves the translation as it was", () => {
  const check = (id: string): Edit => ({ do: "check", id, lang: "ko", side: "uk" });
  expect(inverse(record, [check("one")])).toEqual([
    set(["segments", "one", "translation"], { of: "d1" }),
    clear("segments", "one", "translation", "checked_by"),
    clear("segments", "one", "translation", "checked"),
  ]);
  expect(inverse(record, [check("two")])).toEqual([set(["segments", "two", "translation"], record.segments.two.translation)]);
});

test("a number that was given is never taken back", () => {
  expect(inverse(record, [{ do: "renumber", id: "two" }])).toBeNull();
});

test("the words for a deed follow what it touched", () => {
  expect(deedOf([set(["minutes", "status"], "final")])).toBe("did-status");
  expect(deedOf([set(["segments", "two", "status"], "done"), set(["segments", "two", "status"], "open")])).toBe("did-status");
  expect(deedOf([set(["title", "en"], "x"), set(["status"], "final")])).toBe("did-set");
  expect(deedOf([{ do: "remove", id: "one" }])).toBe("did-remove");
  expect(deedOf([])).toBe("did-set");
});
