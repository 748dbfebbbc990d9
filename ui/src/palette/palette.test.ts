import { beforeEach, expect, test, vi } from "vitest";

const vault = vi.hoisted(() => ({ asked: [] as string[], answers: [] as (() => void)[] }));

vi.mock("../ipc", () => ({
  commands: {
    list: ({ text }: { text: string }) => {
      vault.asked.push(text);
      const rows = [{ id: `of ${text}`, kind: "meeting", title: { en: text, ko: "" } }];
      return new Promise((answer) => vault.answers.push(() => answer({ status: "ok", data: { rows, next: null, total: 1 } })));
    },
    search: () => Promise.resolve({ status: "ok", data: { hits: [] } }),
  },
  events: {},
}));

const { Search } = await import("./palette.svelte");

const run = vi.fn();
const search = () => new Search([{ label: "lock-now", group: "safety", run }]);
const asked = (count: number) => vi.waitFor(() => expect(vault.asked).toHaveLength(count));

beforeEach(() => {
  vault.asked = [];
  vault.answers = [];
});

test("the vault is asked once for what was typed in one go, by name and by text", async () => {
  const it = search();
  for (const typed of ["W", "Wo", "Work"]) void it.look(typed);
  await asked(1);
  expect(vault.asked).toEqual(["Work"]);
  vault.answers[0]?.();
  await vi.waitFor(() => expect(it.named.map(({ id }) => id)).toEqual(["of Work"]));
});

test("an answer to what was typed before changes nothing any more", async () => {
  const it = search();
  const first = it.look("old");
  await asked(1);
  const latest = it.look("new");
  await asked(2);
  vault.answers[1]?.();
  await latest;
  vault.answers[0]?.();
  await first;
  expect(it.named.map(({ id }) => id)).toEqual(["of new"]);
});

test("Enter waits for what the vault still looks for", async () => {
  const it = search();
  void it.look("Workshop");
  const chosen = it.choice();
  await asked(1);
  vault.answers[0]?.();
  expect((await chosen)?.row?.id).toBe("of Workshop");
});

test("nothing is asked once the field is empty again", async () => {
  const it = search();
  void it.look("Work");
  await it.look("");
  expect(it.named).toEqual([]);
  expect(vault.asked).toEqual([]);
});
