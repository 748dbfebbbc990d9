import { beforeEach, expect, test } from "vitest";
import { labels } from "../labels.svelte";
import { filters } from "./filters";

const offered = (typed: string) => filters(typed).map(({ query }) => query);

beforeEach(() => {
  labels.mode = "en";
});

test("the beginning of a filter's name is offered whole, in the language that leads", () => {
  expect(offered("hall ag")).toEqual(["hall agreement:"]);
  labels.mode = "ko";
  expect(offered("마루 약정")).toEqual(["마루 약정:"]);
  expect(offered("ki")).toEqual([`${labels.only("ko", "find-kind")}:`]);
});

test("the values of a filter are offered once its colon stands there", () => {
  expect(offered("is:")).toEqual(["is:late ", "is:stale "]);
  expect(offered("kind:dec")).toEqual(["kind:decision "]);
  expect(offered("-side:k")).toEqual(["-side:kr "]);
  labels.mode = "ko";
  expect(offered(`${labels.only("ko", "find-kind")}:${labels.only("ko", "decision").slice(0, 2)}`)).toEqual([
    `${labels.only("ko", "find-kind")}:"${labels.only("ko", "decision")}" `,
  ]);
});

test("a value with a space in it goes on inside its quotation mark", () => {
  labels.mode = "ko";
  const late = labels.only("ko", "find-late");
  expect(offered(`is:"${late.slice(0, 4)}`)).toEqual([`is:"${late}" `]);
});

test("nothing is offered for one letter, for words that are none of them, or behind a space", () => {
  for (const typed of ["", "k", "hall", "kind:nothing", "kind:meeting ", "http://kind"]) expect(offered(typed)).toEqual([]);
});

test("composed and taken-apart letters are the same", () => {
  labels.mode = "ko";
  expect(offered("약정".normalize("NFD"))).toEqual(["약정:"]);
});
