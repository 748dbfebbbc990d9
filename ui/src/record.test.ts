import { beforeEach, expect, test, vi } from "vitest";
import { byEditor } from "./editor/typed";
import type { Edit, Opened } from "./ipc";

interface Save {
  heads: string[];
  edits: Edit[];
  answer: (value: unknown) => void;
}

const shell = vi.hoisted(() => ({ saves: [] as Save[], opened: 0, closed: 0, record: {} as Record<string, unknown> }));

vi.mock("./ipc", () => ({
  commands: {
    openRecord: (id: string) => {
      shell.opened += 1;
      const heads = [`h${shell.opened}`];
      return Promise.resolve({ status: "ok", data: { id, heads, record: shell.record, states: {}, conflicts: [], clashes: [] } });
    },
    editRecord: (_: string, heads: string[], edits: Edit[]) =>
      new Promise((answer) => shell.saves.push({ heads, edits, answer })),
    closeRecord: () => {
      shell.closed += 1;
      return Promise.resolve({ status: "ok", data: null });
    },
  },
  events: {},
}));

const { RecordDesk } = await import("./record.svelte");
const { desk: maru } = await import("./desk.svelte");

const title = (text: string): Edit => ({ do: "set", path: ["title", "en"], value: text });
const held = (opened: Opened | null) => opened?.record as unknown as { title: { en: string; ko: string } };

async function desk() {
  const made = new RecordDesk();
  await made.open("m");
  return made;
}

/** Waits until the shell has been asked to save for the n-th time. */
async function save(n: number): Promise<Save> {
  await vi.waitFor(() => expect(shell.saves.length).toBeGreaterThanOrEqual(n));
  return shell.saves[n - 1] as Save;
}

const ok = (heads: string) => ({ status: "ok", data: [heads] });
const no = (code: string) => ({ status: "error", error: { code, args: {} } });

beforeEach(() => {
  maru.undo.forget();
  shell.saves = [];
  shell.opened = 0;
  shell.closed = 0;
  shell.record = { title: { en: "", ko: "" } };
});

test("one save is in flight at a time, and what came meanwhile goes as one", async () => {
  const record = await desk();
  const first = record.edit([title("a")]);
  const second = record.edit([title("ab")]);
  const third = record.edit([title("abc")]);
  const one = await save(1);
  expect(one.edits).toEqual([title("a")]);
  expect(shell.saves).toHaveLength(1);
  one.answer(ok("n1"));
  const two = await save(2);
  expect(two.edits).toEqual([title("ab"), title("abc")]);
  two.answer(ok("n2"));
  await Promise.all([first, second, third]);
  await record.settle();
  expect(shell.saves).toHaveLength(2);
  expect(record.saving).toBe("saved");
});

test("each save is based on the heads that the last one gave back", async () => {
  const record = await desk();
  void record.edit([title("a")]);
  const one = await save(1);
  expect(one.heads).toEqual(["h1"]);
  void record.edit([title("b")]);
  one.answer(ok("n1"));
  expect((await save(2)).heads).toEqual(["n1"]);
});

test("what is typed shows at once, and nothing else of the record changes", async () => {
  shell.record = { title: { en: "", ko: "회의" } };
  const record = await desk();
  const before = record.opened;
  void record.edit([title("Session"), { do: "clear", path: ["agreement"] }]);
  expect(held(record.opened).title).toEqual({ en: "Session", ko: "회의" });
  expect(held(before).title.en).toBe("");
  expect(record.saving).toBe("saving");
});

test("a full disk is tried again until it works, and nothing is lost or doubled", async () => {
  vi.useFakeTimers();
  try {
    const record = await desk();
    const saved = record.edit([title("a")]);
    (await save(1)).answer(no("disk-full"));
    await vi.waitFor(() => expect(record.saving).toBe("failed"));
    expect(record.fault?.code).toBe("disk-full");
    void record.edit([title("ab")]);
    expect(shell.saves).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    const again = await save(2);
    expect(again.edits).toEqual([title("a"), title("ab")]);
    again.answer(ok("n1"));
    await saved;
    await record.settle();
    expect([record.saving, record.fault]).toEqual(["saved", null]);
  } finally {
    vi.useRealTimers();
  }
});

test("of several edits only the one that cannot be is refused", async () => {
  const record = await desk();
  const first = record.edit([title("a")]);
  const good = record.edit([title("ab")]);
  const bad = record.edit([{ do: "set", path: ["id"], value: "x" }]);
  const refused = expect(bad).rejects.toMatchObject({ failure: { code: "edit-fixed" } });
  (await save(1)).answer(ok("n1"));
  (await save(2)).answer(no("edit-fixed"));
  (await save(3)).answer(ok("n2"));
  expect(shell.saves[2]?.edits).toEqual([title("ab")]);
  (await save(4)).answer(no("edit-fixed"));
  await Promise.all([first, good, refused]);
  // What stood on the page was not what is in the record: it is read again.
  await vi.waitFor(() => expect(shell.opened).toBe(2));
});

test("after a new line the record is read again, for the numbers that the shell gave", async () => {
  const record = await desk();
  void record.edit([{ do: "insert", id: "s", after: null, segment: { kind: "decision" } }]);
  shell.record = { title: { en: "numbered", ko: "" } };
  (await save(1)).answer(ok("n1"));
  await vi.waitFor(() => expect(held(record.opened).title.en).toBe("numbered"));
  expect(record.opened?.heads).toEqual(["h2"]);
});

test("closing waits for what is in flight", async () => {
  const record = await desk();
  void record.edit([title("a")]);
  const closing = record.close();
  const one = await save(1);
  expect(shell.closed).toBe(0);
  one.answer(ok("n1"));
  await closing;
  expect(shell.closed).toBe(1);
  expect(record.opened).toBeNull();
});

test("what is written while the record is put by is saved before it goes", async () => {
  const record = await desk();
  const closing = record.close(async () => void record.edit([title("at the last moment")]));
  const one = await save(1);
  expect([shell.closed, held(record.opened).title.en]).toEqual([1, "at the last moment"]);
  one.answer(ok("n1"));
  await closing;
  expect([record.opened, record.saving]).toEqual([null, "saved"]);
});

test("a record that cannot be saved does not close", async () => {
  const record = await desk();
  const saved = record.edit([title("a")]);
  const closing = record.close();
  (await save(1)).answer(no("disk-full"));
  await expect(closing).rejects.toMatchObject({ failure: { code: "disk-full" } });
  expect(shell.closed).toBe(0);
  record.retry();
  (await save(2)).answer(ok("n1"));
  await saved;
  await record.close();
  expect(shell.closed).toBe(1);
});

test("what was done is told once it is on disk, and goes back to what stood before", async () => {
  const record = await desk();
  const done = record.edit([title("a")], { said: "did-title" });
  const first = await save(1);
  expect(maru.undo.back()).toBe(false);
  first.answer(ok("h2"));
  await done;
  expect(maru.line).toMatchObject({ id: "did-title" });
  expect(maru.undo.back()).toBe(true);
  const second = await save(2);
  expect(second.edits).toEqual([title("")]);
  second.answer(ok("h3"));
  await vi.waitFor(() => expect(maru.line?.id).toBe("undone"));
  expect(maru.undo.again()).toBe(true);
  expect((await save(3)).edits).toEqual([title("a")]);
});

test("what the editor hands over, and what was refused, is nothing to take back here", async () => {
  const record = await desk();
  const typed = record.edit(byEditor([title("a")]));
  (await save(1)).answer(ok("h2"));
  await typed;
  const refused = record.edit([title("b")]);
  (await save(2)).answer(no("edit-misfit"));
  await expect(refused).rejects.toThrow("edit-misfit");
  expect(maru.undo.back()).toBe(false);
});

test("a record that is let go takes its deeds along", async () => {
  const record = await desk();
  const done = record.edit([title("a")]);
  (await save(1)).answer(ok("h2"));
  await done;
  await record.close();
  expect(maru.undo.back()).toBe(false);
  expect(maru.line).toBeNull();
});
