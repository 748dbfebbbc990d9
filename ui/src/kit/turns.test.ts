import { expect, test, vi } from "vitest";
import { allDone, inTurn } from "./turns";

function frames() {
  const waiting: FrameRequestCallback[] = [];
  vi.stubGlobal("requestAnimationFrame", (callback: FrameRequestCallback) => waiting.push(callback));
  vi.stubGlobal("setTimeout", (callback: () => void) => callback());
  return () => waiting.splice(0).forEach((callback) => callback(0));
}

test("what may come later comes one piece a frame, in the order in which it was asked for", async () => {
  const frame = frames();
  const done: string[] = [];
  for (const part of ["heading", "dates", "people"]) inTurn(() => done.push(part));
  expect(done).toEqual([]);
  frame();
  expect(done).toEqual(["heading"]);
  frame();
  frame();
  expect(done).toEqual(["heading", "dates", "people"]);
  frame();
  await allDone();
});

test("whoever needs all of it waits until the last piece is there", async () => {
  const frame = frames();
  const done: string[] = [];
  inTurn(() => done.push("text"));
  const all = allDone().then(() => done.push("cursor"));
  frame();
  await Promise.resolve();
  expect(done).toEqual(["text"]);
  frame();
  await all;
  expect(done).toEqual(["text", "cursor"]);
  await allDone();
});
