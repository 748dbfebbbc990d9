import { expect, test } from "vitest";
import { Early } from "./early";

test("what was asked for early is taken once", async () => {
  const early = new Early();
  let asked = 0;
  void early.ask("list", async () => (asked += 1));
  await expect(early.take<number>("list")).resolves.toBe(1);
  expect(early.take("list")).toBeUndefined();
  expect(asked).toBe(1);
});

test("whoever takes it hears of a failure", async () => {
  const early = new Early();
  early.ask("record", () => Promise.reject(new Error("no such record"))).catch(() => {});
  await expect(early.take("record")).rejects.toThrow("no such record");
});

test("what nobody took is forgotten, whether it came or failed", () => {
  const early = new Early();
  void early.ask("list", async () => 1);
  early.ask("record", () => Promise.reject(new Error("no such record"))).catch(() => {});
  early.forget();
  expect([early.take("list"), early.take("record")]).toEqual([undefined, undefined]);
});
