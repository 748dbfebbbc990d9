import { expect, test, vi } from "vitest";
import type { Listing, Status } from "../ipc";

const vault = vi.hoisted(() => ({ ids: [] as string[], asked: 0 }));

vi.mock("../ipc", () => ({
  commands: {
    list: ({ after, limit }: Listing) => {
      vault.asked += 1;
      const from = after ? vault.ids.indexOf(after.id) + 1 : 0;
      const rows = vault.ids.slice(from, from + (limit ?? 50)).map((id) => ({ id }));
      const next = from + rows.length < vault.ids.length ? { sort: "", id: rows.at(-1)?.id } : null;
      return Promise.resolve({ status: "ok", data: { rows, next, total: null } });
    },
  },
  events: {},
}));

const { known } = await import("./known.svelte");
const { desk } = await import("../desk.svelte");

test("a menu offers every agreement, however many there are, until the vault is locked", async () => {
  desk.status = { stage: "open" } as Status;
  vault.ids = Array.from({ length: 1203 }, (_, n) => `a${n}`);
  await known.readAgreements();
  expect(known.agreements.map((row) => row.id)).toEqual(vault.ids);
  expect(vault.asked).toBe(3);
  const before = known.agreements;
  await known.readAgreements();
  expect(known.agreements, "the same answer moves nothing").toBe(before);
  const read = known.readAgreements();
  known.forget();
  await read;
  expect(known.agreements, "what is read while the vault locks is not kept").toEqual([]);
});
