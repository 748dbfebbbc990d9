import { beforeEach, expect, test, vi } from "vitest";
import type { Failure, Status } from "./ipc";

const shell = vi.hoisted(() => ({ calls: [] as string[], fails: "", heard: {} as Record<string, () => void>, stage: "open", backup: "" }));

function status(): Status {
  return {
    stage: shell.stage as Status["stage"],
    settings: { labels: "both", first: "en", look: "light", text: 100, lock_minutes: 10, spelling: true },
    device: null,
    vault_name: "vault",
    backup: shell.backup || null,
    wait_seconds: 0,
    sample: false,
    toured: true,
    version: "0",
    korean_system: false,
    counts: { meeting: 2 },
  };
}

vi.mock("./ipc", () => {
  const answer = (name: string, data: () => unknown) => () => {
    shell.calls.push(name);
    const error: Failure = { code: shell.fails, args: {} };
    return Promise.resolve(shell.fails ? { status: "error", error } : { status: "ok", data: data() });
  };
  const event = (name: string) => ({
    listen: (heard: () => void) => {
      shell.heard[name] = heard;
      return Promise.resolve(() => {});
    },
  });
  return {
    commands: {
      status: answer("status", status),
      setSettings: (settings: Status["settings"]) => answer("setSettings", () => settings)(),
      lock: answer("lock", () => {
        shell.stage = "locked";
        return status();
      }),
      touch: answer("touch", () => null),
      closeReady: answer("close_ready", () => null),
    },
    events: { locked: event("locked"), closing: event("closing"), handed: event("handed") },
  };
});

const { Desk, Failed, failureOf } = await import("./desk.svelte");
const { labels } = await import("./labels.svelte");
const { route } = await import("./route.svelte");

beforeEach(() => {
  shell.calls = [];
  shell.fails = "";
  shell.stage = "open";
  shell.backup = "";
  route.reset();
});

async function open() {
  const desk = new Desk();
  await desk.start();
  shell.calls = [];
  return desk;
}

test("two settings changed in a row are both kept", async () => {
  const desk = await open();
  await Promise.all([desk.set({ labels: "ko" }), desk.set({ text: 150 })]);
  expect([desk.settings?.labels, desk.settings?.text]).toEqual(["ko", 150]);
});

test("a setting that could not be kept is as it was, and says so", async () => {
  const desk = await open();
  shell.fails = "full";
  await desk.set({ labels: "ko" });
  expect([desk.settings?.labels, desk.fault?.code]).toEqual(["both", "full"]);
});

test("the labels follow the settings", async () => {
  labels.mode = "en";
  await open();
  expect([labels.mode, labels.first]).toEqual(["both", "en"]);
});

test("a lock by key waits for what is still to be saved, and then forgets everything", async () => {
  const desk = await open();
  await route.go({ page: "meeting", id: "m" });
  desk.say("saved-as", { name: "minutes.pdf" });
  desk.closing.add(async () => {
    await Promise.resolve();
    shell.calls.push("saved");
  });
  await desk.lock();
  expect(shell.calls).toEqual(["saved", "lock"]);
  expect([desk.status?.stage, desk.line, desk.exported, route.at.page]).toEqual(["locked", null, null, "home"]);
});

test("what cannot be saved keeps the vault open, and the page says why", async () => {
  const desk = await open();
  desk.closing.add(() => Promise.reject(new Failed({ code: "disk-full", args: {} })));
  await desk.lock();
  expect(shell.calls).not.toContain("lock");
  expect([desk.status?.stage, desk.fault?.code]).toEqual(["open", "disk-full"]);
});

test("when the shell locks by itself the page lets everything go", async () => {
  const desk = await open();
  await route.go({ page: "meeting", id: "m" });
  desk.sheet = "export";
  shell.stage = "locked";
  shell.heard.locked?.();
  await vi.waitFor(() => expect(shell.calls).toContain("status"));
  expect([desk.status?.stage, desk.sheet, route.at.page]).toEqual(["locked", null, "home"]);
});

test("a backup that is opened behind an open vault waits, and the status line says so", async () => {
  const desk = await open();
  shell.backup = "Maru.maru-backup";
  shell.heard.handed?.();
  await vi.waitFor(() => expect(desk.line).toMatchObject({ id: "backup-waits", args: { name: "Maru.maru-backup" } }));
});

test("a window that closes saves first and says when it is ready", async () => {
  const desk = await open();
  desk.closing.add(async () => {
    shell.calls.push("saved");
    return Promise.reject(new Error("no disk"));
  });
  shell.heard.closing?.();
  await vi.waitFor(() => expect(shell.calls).toEqual(["saved", "close_ready"]));
});

test("activity is told at most every ten seconds", async () => {
  vi.useFakeTimers();
  try {
    const desk = await open();
    desk.touch();
    expect(shell.calls).toEqual([]);
    vi.advanceTimersByTime(11_000);
    desk.touch();
    desk.touch();
    expect(shell.calls).toEqual(["touch"]);
  } finally {
    vi.useRealTimers();
  }
});

test("what the framework says in its own words is a fault in Maru", () => {
  expect(failureOf(new TypeError("x")).code).toBe("internal");
  expect(failureOf(new Failed({ code: "wait", args: { seconds: "4" } }))).toEqual({ code: "wait", args: { seconds: "4" } });
});
