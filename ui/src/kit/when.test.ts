import { toTimeZone } from "@internationalized/date";
import { expect, test, vi } from "vitest";
import { clock, day, dayOf, due, fullDay, hours, instant, loose, partial, rezone, span, timeOf, today, zoned, zoneName } from "./when";

const START = "2027-03-09T09:30:00+09:00[Asia/Seoul]";
const END = "2027-03-09T17:30:00+09:00[Asia/Seoul]";

function at(text: string) {
  const found = zoned(text);
  if (!found) throw new Error(`no instant: ${text}`);
  return found;
}

test("a date is written as each language writes it, with a weekday that is computed", () => {
  expect(day("en", "2027-03-09")).toBe("9 March 2027");
  expect(day("ko", "2027-03-09")).toBe("2027. 3. 9.(화)");
  expect(fullDay("en", "2027-03-09")).toBe("Tuesday 9 March 2027");
  expect(day("ko", "2024-02-29")).toBe("2024. 2. 29.(목)");
});

test("what is no date is shown as it is written", () => {
  expect(day("en", "")).toBe("");
  expect(day("ko", "2027-02-30")).toBe("2027-02-30");
});

test("days in a row are one text", () => {
  expect(span("en", "2027-03-09", "2027-03-10")).toBe("9 to 10 March 2027");
  expect(span("ko", "2027-03-09", "2027-03-10")).toBe("2027. 3. 9.(화) ∼ 3. 10.(수)");
  expect(span("en", "2027-03-31", "2027-04-01")).toBe("31 March to 1 April 2027");
  expect(span("en", "2026-12-31", "2027-01-01")).toBe("31 December 2026 to 1 January 2027");
  expect(span("ko", "2026-12-31", "2027-01-01")).toBe("2026. 12. 31.(목) ∼ 2027. 1. 1.(금)");
  expect(span("en", "2027-03-09", "2027-03-09")).toBe("9 March 2027");
});

test("a month alone stays a month", () => {
  expect(loose("en", "2024-07")).toBe("July 2024");
  expect(loose("ko", "2024-07")).toBe("2024. 7.");
});

test("a meeting shows in its own zone and in that of each side", () => {
  expect(hours("en", at(START), at(END))).toBe("9 March 2027, 09:30 to 17:30 GMT+9");
  expect(hours("ko", at(START), at(END))).toBe("2027. 3. 9.(화) 09:30 ∼ 17:30");
  const [start, end] = [toTimeZone(at(START), "Europe/London"), toTimeZone(at(END), "Europe/London")];
  expect(hours("en", start, end)).toBe("9 March 2027, 00:30 to 08:30 GMT");
  expect(hours("ko", start, end)).toBe("2027. 3. 9.(화) 00:30 ∼ 08:30");
});

test("the zone's name is that of the day", () => {
  expect(zoneName(at("2027-07-01T09:00:00+01:00[Europe/London]"))).toBe("BST");
  expect(zoneName(at("2027-01-01T09:00:00+00:00[Europe/London]"))).toBe("GMT");
});

test("a meeting over midnight names both days", () => {
  const end = at("2027-03-10T00:30:00+09:00[Asia/Seoul]");
  expect(hours("ko", at(START), end)).toBe("2027. 3. 9.(화) 09:30 ∼ 2027. 3. 10.(수) 00:30");
});

test("a day and a time in a zone are an instant", () => {
  expect(instant("2027-03-09", "09:30", "Asia/Seoul")).toBe(START);
  expect(instant("2027-07-01", "09:30", "Europe/London")).toBe("2027-07-01T09:30:00+01:00[Europe/London]");
  expect(instant("2027-03-09", "9:30", "Asia/Seoul")).toBeNull();
  expect(instant("", "09:30", "Asia/Seoul")).toBeNull();
  expect(instant("2027-03-09", "09:30", "Nowhere/Else")).toBeNull();
});

test("a meeting that moves to another zone keeps its hours", () => {
  expect(rezone(START, "Europe/London")).toBe("2027-03-09T09:30:00+00:00[Europe/London]");
  expect(rezone("", "Europe/London")).toBe("");
});

test("a time is read as people type it", () => {
  for (const typed of ["9:30", "0930", "930", "09.30", "9시30분", "９：３０"]) expect([typed, clock(typed)]).toEqual([typed, "09:30"]);
  expect(clock("9")).toBe("09:00");
  expect(clock("17")).toBe("17:00");
  for (const typed of ["", "24:00", "9:60", "noon", "12345"]) expect([typed, clock(typed)]).toEqual([typed, null]);
});

test("parts of an instant are those of its own zone", () => {
  expect([dayOf(at(START)), timeOf(at(START))]).toEqual(["2027-03-09", "09:30"]);
  expect(today("Asia/Seoul")).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test("today is today where one is", () => {
  vi.useFakeTimers({ now: new Date("2027-03-08T20:00:00Z") });
  try {
    expect(today("Europe/London")).toBe("2027-03-08");
    expect(today("Asia/Seoul")).toBe("2027-03-09");
  } finally {
    vi.useRealTimers();
  }
});

test("a date is taken as exactly as people know it", () => {
  const typed = ["2024", "2024. 7.", "2024-07-21", "2024년 7월", "２０２４．７．２１", ""];
  expect(typed.map(partial)).toEqual(["2024", "2024-07", "2024-07-21", "2024-07", "2024-07-21", ""]);
  expect(["202", "2024-13", "2024-02-30", "early 2024", "0012-01"].map(partial)).toEqual([null, null, null, null, null]);
});

test("a due date is told no more exactly than it is known", () => {
  const told = ["day", "month", "quarter", "year"].map((precision) => due("ko", "2024-03-31", precision));
  expect(told).toEqual(["2024. 3. 31.(일)", "2024. 3.", "2024년 1분기", "2024."]);
  expect(due("en", "2024-03-31", "quarter")).toBe("quarter 1 of 2024");
});
