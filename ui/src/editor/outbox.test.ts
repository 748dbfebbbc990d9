import type { Node } from "prosemirror-model";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toNodes } from "./markdown";
import type { Edit } from "./model";
import { Outbox } from "./outbox";
import { row } from "./schema";

const line = (id: string, en: string) => row({ id, en: toNodes(en) });

function desk(send: (edits: Edit[]) => Promise<void> = () => Promise.resolve()) {
  const page = { rows: [line("a", "one")] as Node[], composing: false, sent: [] as Edit[][], states: [] as string[] };
  const outbox = new Outbox(page.rows, {
    rows: () => page.rows,
    composing: () => page.composing,
    send: async (edits) => {
      await send(edits);
      page.sent.push(edits);
    },
    onstate: (state) => page.states.push(state),
  });
  const type = (text: string, id = "a") => {
    page.rows = page.rows.map((node) => (node.attrs.id === id ? line(id, text) : node));
    outbox.touch();
  };
  return { page, outbox, type };
}

describe("the way of what is typed into the record", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("gathers keys for a moment and sends them as one", async () => {
    const { page, type } = desk();
    type("one t");
    await vi.advanceTimersByTimeAsync(100);
    type("one two");
    await vi.advanceTimersByTimeAsync(149);
    expect(page.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(page.sent).toEqual([[{ do: "write", id: "a", lang: "en", text: "one two" }]]);
    expect(page.states).toEqual(["typing", "typing", "saving", "saved"]);
  });

  it("sends after two seconds even while somebody keeps typing", async () => {
    const { page, type } = desk();
    for (let at = 0; at < 25; at += 1) {
      type(`text ${at}`);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(page.sent.length).toBe(1);
  });

  it("never sends inside a syllable, and at once when it is whole", async () => {
    const { page, outbox, type } = desk();
    page.composing = true;
    type("one ㅎ");
    await vi.advanceTimersByTimeAsync(10_000);
    type("one 하");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(page.sent).toEqual([]);
    page.composing = false;
    type("one 한");
    outbox.composed();
    await vi.advanceTimersByTimeAsync(0);
    expect(page.sent).toEqual([[{ do: "write", id: "a", lang: "en", text: "one 한" }]]);
  });

  it("keeps what could not be saved and tries again", async () => {
    let broken = true;
    const { page, outbox, type } = desk(() => (broken ? Promise.reject(new Error("disk")) : Promise.resolve()));
    type("kept");
    await vi.advanceTimersByTimeAsync(150);
    expect(page.states.at(-1)).toBe("failed");
    broken = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(page.sent).toEqual([[{ do: "write", id: "a", lang: "en", text: "kept" }]]);
    expect(page.states.at(-1)).toBe("saved");
    outbox.flush();
    expect(page.sent).toHaveLength(1);
  });

  it("saves the good edits beside one that is refused", async () => {
    const { page, outbox, type } = desk((edits) => (edits.some((edit) => edit.do === "write" && edit.text === "bad") ? Promise.reject(new Error("refused")) : Promise.resolve()));
    page.rows = [...page.rows, line("b", "two")];
    outbox.flush();
    type("bad");
    type("good", "b");
    await vi.advanceTimersByTimeAsync(150);
    expect(page.sent.flat()).toContainEqual({ do: "write", id: "b", lang: "en", text: "good" });
    expect(page.states.at(-1)).toBe("failed");
  });

  it("hands over at once what a page needs before it closes, also while a save is under way", async () => {
    let release = () => {};
    const { page, outbox, type } = desk(() => new Promise((done) => (release = done)));
    type("first");
    outbox.flush();
    type("second");
    outbox.flush();
    release();
    await vi.advanceTimersByTimeAsync(0);
    expect(page.sent).toEqual([[{ do: "write", id: "a", lang: "en", text: "second" }]]);
  });
});
