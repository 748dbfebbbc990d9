import { expect, test } from "vitest";
import { Heights, partsOf } from "./stretches";

const gap = (from: number, to: number) => ({ from, to, gap: true });
const drawn = (from: number) => ({ from, to: from + 1, gap: false });

test("between the stretches that are drawn lie gaps, and after the last one as well", () => {
  expect(partsOf([], 3)).toEqual([gap(0, 3)]);
  expect(partsOf([0, 1, 4], 9)).toEqual([drawn(0), drawn(1), gap(2, 4), drawn(4), gap(5, 9)]);
  expect(partsOf([8], 9)).toEqual([gap(0, 8), drawn(8)]);
});

test("a list that became shorter has only the stretches that it has", () => {
  expect(partsOf([0, 7], 2)).toEqual([drawn(0), gap(1, 2)]);
  expect(partsOf([0], 0)).toEqual([]);
});

test("what was never drawn is as tall as the first stretch", () => {
  const heights = new Heights(100);
  expect(heights.sum(0, 3)).toBe(300);
  heights.note(0, 40);
  heights.note(2, 70);
  expect(heights.sum(0, 4)).toBe(40 + 40 + 70 + 40);
  heights.forget();
  expect(heights.of(2)).toBe(100);
});

test("of a gap the stretch that is the nearest to the screen comes first", () => {
  const heights = new Heights(100);
  const screen = { top: 0, bottom: 500 };
  expect(heights.nearest(gap(3, 10), 550, screen)).toEqual({ n: 3, far: 50 });
  expect(heights.nearest(gap(0, 10), -1250, screen)).toEqual({ n: 9, far: 250 });
  expect(heights.nearest(gap(0, 99), -1250, screen)).toEqual({ n: 12, far: 0 });
});
