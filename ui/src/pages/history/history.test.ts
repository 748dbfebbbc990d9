import { beforeEach, expect, test } from "vitest";
import type { Change } from "../../ipc";
import { fieldOf, textOf } from "./fields";
import { deedOf, doneIn, fieldsIn, sittings, touchedIn, whenOf } from "./sittings";
import { twoTexts } from "./words";

let made = 0;
beforeEach(() => (made = 0));

function change(minute: number, more: Partial<Change> = {}): Change {
  const time = new Date(Date.UTC(2027, 2, 9, 5, minute)).toISOString();
  const hash = `c${(made += 1)}`;
  return { hash, time, device: "GDS-01", side: "uk", what: ["write"], segments: [], fields: [], attached: [], detached: [], heads: [hash], ...more };
}

test("what one person did close together is one sitting, newest first", () => {
  const found = sittings([change(0, { what: ["create"] }), change(1), change(5), change(30), change(31, { device: "MOIS-07", side: "kr" })]);
  expect(found.map(({ changes }) => changes.map(({ hash }) => hash))).toEqual([["c5"], ["c4"], ["c2", "c3"], ["c1"]]);
  expect(found.map(({ key }) => key)).toEqual(["c5", "c4", "c3", "c1"]);
});

test("a clock that was set back begins a new sitting", () => {
  expect(sittings([change(30), change(10)])).toHaveLength(2);
});

test("a sitting says once what was done and where", () => {
  const all = [change(0, { what: ["write", "insert"], segments: ["a"] }), change(1, { segments: ["b", "a"], fields: ["title"] })];
  expect(doneIn(all)).toEqual(["write", "insert"]);
  expect(touchedIn(all)).toEqual(["a", "b"]);
  expect(fieldsIn(all)).toEqual(["title"]);
});

test("files that came or went are told by their names, not as a field", () => {
  const all = [
    change(0, { what: ["attach"], fields: ["attachments"], attached: ["hall.png"] }),
    change(1, { what: ["attach"], fields: ["attachments", "title"], attached: ["양해각서.pdf", "hall.png"] }),
    change(2, { what: ["detach"], fields: ["attachments"], detached: ["hall.png"] }),
  ];
  expect(fieldsIn(all)).toEqual(["title"]);
  expect(doneIn(all).map((what) => deedOf(what, all))).toEqual([
    { id: "attachment-added", args: { name: "hall.png, 양해각서.pdf" } },
    { id: "attachment-removed", args: { name: "hall.png" } },
  ]);
  expect(fieldsIn([change(3, { fields: ["attachments"] })])).toEqual(["attachments"]);
  expect(deedOf("sing", [])).toBeNull();
});

test("when is said in both forms of a date, on this laptop's clock", () => {
  const clock = (minute: number) => {
    const at = new Date(Date.UTC(2027, 2, 9, 5, minute));
    return `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  };
  expect(whenOf("en", [change(2)])).toBe(`9 March 2027, ${clock(2)}`);
  expect(whenOf("ko", [change(2), change(9)])).toBe(`2027. 3. 9.(화) ${clock(2)} ∼ ${clock(9)}`);
  expect(whenOf("en", [])).toBe("");
  expect(whenOf("en", [change(2, { time: "nonsense" })])).toBe("");
});

const own = (list: { text: string; own: boolean }[]) => list.filter((one) => one.own).map((one) => one.text);

test("only the words that changed are marked, in both languages", () => {
  const english = twoTexts("Both sides agreed to meet in May.", "Both sides agreed to meet in June.");
  expect([own(english.before), own(english.after)]).toEqual([["May"], ["June"]]);
  const korean = twoTexts("양측은 5월에 만나기로 합의하였다.", "양측은 6월에 만나기로 합의하였다.");
  expect([own(korean.before), own(korean.after)]).toEqual([["5월에"], ["6월에"]]);
});

test("both texts are there letter by letter", () => {
  const [before, after] = ["One  two\nthree 가나 🌿", "One two four 다나 🌿🌿"];
  const both = twoTexts(before, after);
  expect(both.before.map((one) => one.text).join("")).toBe(before);
  expect(both.after.map((one) => one.text).join("")).toBe(after);
});

test("a changed phrase is one mark", () => {
  expect(own(twoTexts("We met old friends today", "We met three new people today").after)).toEqual(["three new people "]);
});

test("a text that came or went is marked whole", () => {
  expect(twoTexts("", "New.")).toEqual({ before: [], after: [{ text: "New.", own: true }] });
  expect(twoTexts("옛글", "")).toEqual({ before: [{ text: "옛글", own: true }], after: [] });
});

test("an attachment is told by its name and its caption, not by its bytes", () => {
  const photo = { pos: "V", kind: "picture", hash: "ab".repeat(32), small: "cd".repeat(32), name: "signing.jpg", mime: "image/jpeg", size: 9, width: 8, height: 6, caption: { en: "The signing", ko: "서명 장면" } };
  expect(textOf(["attachments", "x"], photo)).toBe("signing.jpg · The signing · 서명 장면");
  expect(fieldOf(["attachments", "x"])).toBe("attachments");
});
