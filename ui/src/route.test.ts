import { expect, test, vi } from "vitest";
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
  const note = (what: string) => async () => {
    await Promise.resolve();
    order.push(`${what} on ${route.at.page}`);
  };
  route.hold = { finish: note("finished"), close: note("closed") };
  route.ready = note("made ready");
  await route.go({ page: "actions" });
  order.push(`arrived on ${route.at.page}`);
  expect(order).toEqual(["finished on home", "made ready on home", "closed on home", "arrived on actions"]);
});

test("a page that cannot finish is not left, and may be left later", async () => {
  const route = new Router();
  const stuck: unknown[] = [];
  route.onstuck = (thrown) => stuck.push(thrown);
  let full = true;
  const finish = async () => {
    if (full) throw new Error("disk full");
  };
  route.hold = { finish, close: finish };
  await route.go({ page: "actions" });
  expect(route.at).toEqual({ page: "home" });
  expect(stuck).toHaveLength(1);
  full = false;
  await route.go({ page: "actions" });
  expect(route.at).toEqual({ page: "actions" });
});

test("whoever wants to go elsewhere meanwhile goes there alone", async () => {
  const route = new Router();
  let come = () => {};
  route.ready = (to) => (to.page === "actions" ? new Promise<void>((done) => (come = done)) : Promise.resolve());
  const first = route.go({ page: "actions" });
  await route.go({ page: "settings" });
  come();
  await first;
  expect(route.at).toEqual({ page: "settings" });
  await route.back();
  expect(route.at).toEqual({ page: "home" });
});

test("a page that cannot be made ready comes all the same, and says why itself", async () => {
  const route = new Router();
  route.ready = () => Promise.reject(new Error("no such record"));
  await route.go({ page: "meeting", id: "m" });
  expect(route.at.page).toBe("meeting");
});

test("nobody waits long for a page that is slow to be made ready", async () => {
  vi.useFakeTimers();
  const route = new Router();
  route.ready = () => new Promise(() => {});
  const gone = route.go({ page: "actions" });
  await vi.advanceTimersByTimeAsync(200);
  await gone;
  vi.useRealTimers();
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
