import { expect, test } from "vitest";
import { meeting, nameOf, type Person, titleOn } from "./meeting";
import { between } from "../order";
import { added, changed, formOf, moved } from "./person";

const people = {
  b: { side: "uk", pos: "V", family: { en: "Sample", ko: "샘플" }, given: { en: "John", ko: "존" }, honorific: "Mr", role: "expert" },
  a: { side: "uk", pos: "K", family: { en: "Example", ko: "이그잼플" }, given: { en: "Jane", ko: "제인" }, titles: { t: { title: { en: "Head", ko: "팀장" }, since: "2026-01-01" }, u: { title: { en: "Director", ko: "국장" }, since: "2027-06-01" } } },
  c: { side: "uk", pos: "k", removed: true },
};
const read = (): Person[] => meeting({ people }).people;
const first = (): Person => read()[0] as Person;

test("people come in their order, without those taken off the list", () => {
  expect(read().map((person) => person.id)).toEqual(["a", "b"]);
});

test("a name stands in its own order", () => {
  const hong = meeting({ people: { h: { family: { en: "Hong", ko: "홍" }, given: { en: "Gildong", ko: "길동" }, family_name_first: true, honorific: "Mr" } } }).people[0] as Person;
  expect([nameOf(hong, "en"), nameOf(hong, "ko")]).toEqual(["Mr Hong Gildong", "홍길동"]);
  expect([nameOf(first(), "en"), nameOf(first(), "ko")]).toEqual(["Jane Example", "제인 이그잼플"]);
});

test("the title is the one in force on the day of the meeting", () => {
  expect(titleOn(first(), "2027-03-09").en).toBe("Head");
  expect(titleOn(first(), "2027-07-01").en).toBe("Director");
});

test("only the leaves that changed are written", () => {
  const form = formOf(first(), "uk", "2027-03-09");
  form.family.ko = "예시".normalize("NFD");
  form.title.en = "Deputy Director";
  form.chair = true;
  expect(changed(form, first(), "2027-03-09")).toEqual([
    { do: "set", path: ["people", "a", "chair"], value: true },
    { do: "set", path: ["people", "a", "titles", "t", "title", "en"], value: "Deputy Director" },
    { do: "set", path: ["people", "a", "family", "ko"], value: "예시" },
  ]);
  expect(changed(formOf(first(), "uk", "2027-03-09"), first(), "2027-03-09")).toEqual([]);
});

test("a new person goes to the end of the delegation", () => {
  const [edit] = added({ ...formOf(null, "kr", ""), family: { en: "Hong", ko: "홍" } }, "kr", read());
  if (edit?.do !== "set") throw new Error("no edit");
  const value = edit.value as { pos: string; family_name_first: boolean };
  expect(value.pos > "V").toBe(true);
  expect(value.family_name_first).toBe(true);
});

test("a person moves between the neighbours", () => {
  const [edit] = moved(read(), 1, -1);
  expect(edit).toMatchObject({ path: ["people", "b", "pos"] });
  if (edit?.do !== "set") throw new Error("no edit");
  expect(String(edit.value) < "K").toBe(true);
  expect(moved(read(), 0, -1)).toEqual([]);
});

test("there is always a place between two others", () => {
  let [left, right] = ["", ""];
  for (let round = 0; round < 200; round += 1) {
    const middle = between(left, right);
    expect(middle > left && (right === "" || middle < right)).toBe(true);
    if (round % 2) left = middle;
    else right = middle;
  }
  expect(between("z", "") > "z").toBe(true);
  expect(between("a0", "a0V") > "a0").toBe(true);
});
