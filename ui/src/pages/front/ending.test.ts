import { expect, test } from "vitest";
import { monthsUntil, nearness } from "./ending";

test("the end of an agreement is counted in whole months", () => {
  expect(monthsUntil("2027-03-09", "2028-11-21")).toBe(20);
  expect(monthsUntil("2027-03-22", "2028-11-21")).toBe(19);
  expect(monthsUntil("2028-11-01", "2028-11-21")).toBe(0);
  expect(monthsUntil("2028-11-21", "2028-11-21")).toBe(0);
  expect(monthsUntil("2028-11-22", "2028-11-21")).toBe(-1);
});

test("an end that is known to the month or the year ends with it", () => {
  expect(monthsUntil("2027-03-09", "2027-03")).toBe(0);
  expect(monthsUntil("2027-03-09", "2027")).toBe(9);
  expect(monthsUntil("2027-04-01", "2027-03")).toBe(-1);
  expect(monthsUntil("2027-03-09", "at the end of 2027")).toBeNull();
});

test("eighteen, six and one month before it is said louder", () => {
  expect([18, 17, 6, 5, 1, 0, -3].map(nearness)).toEqual(["far", "year", "year", "soon", "soon", "now", "now"]);
});
