import { expect, test } from "vitest";
import { pageOf, Router } from "./route.svelte";

test("back goes the way one came, and home in the end", async () => {
  const route = new Router();
  await route.go({ page: "meetings" });
  await route.go({ page: "meeting", id: "m" });
  expect(route.place).toBe("meetings");
  await route.back();
  expect(route.at).toEqual({ page: "meetings" });
  await route.back();
  await route.back();
  expect(route.at).toEqual({ page: "home" });
});

test("a page finishes before it is left", async () => {
  const route = new Router();
  const order: string[] = [];
  route.hold = async () => {
    await Promise.resolve();
    order.push(`finished on ${route.at.page}`);
  };
  await route.go({ page: "actions" });
  order.push(`arrived on ${route.at.page}`);
  expect(order).toEqual(["finished on home", "arrived on actions"]);
});

test("a page that cannot finish is not left, and may be left later", async () => {
  const route = new Router();
  const stuck: unknown[] = [];
  route.onstuck = (thrown) => stuck.push(thrown);
  let full = true;
  route.hold = async () => {
    if (full) throw new Error("disk full");
  };
  await route.go({ page: "actions" });
  expect(route.at).toEqual({ page: "home" });
  expect(stuck).toHaveLength(1);
  full = false;
  await route.go({ page: "actions" });
  expect(route.at).toEqual({ page: "actions" });
});

test("a lock forgets the way", async () => {
  const route = new Router();
  await route.go({ page: "meeting", id: "m" });
  route.reset();
  await route.back();
  expect(route.at).toEqual({ page: "home" });
});

test("a kind without a page has none", () => {
  expect(pageOf("meeting", "m", "s")).toEqual({ page: "meeting", id: "m", segment: "s" });
  expect(pageOf("practice", "p")).toEqual({ page: "practice", id: "p" });
  expect(pageOf("opportunity", "o")).toBeNull();
});
