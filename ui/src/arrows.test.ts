import { expect, test } from "vitest";

/** The one-way arrows of the interface, read from what every file imports. */
const sources = import.meta.glob<string>(["./**/*.ts", "./**/*.svelte", "!./**/*.test.ts", "!./**/*.d.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

interface Import {
  from: string;
  to: string;
}

function imports(): Import[] {
  return Object.entries(sources).flatMap(([from, text]) => {
    const named = [...text.matchAll(/(?:^|\s)(?:import|export)\s(?:[^"';]*?\sfrom\s)?["']([^"']+)["']/g)];
    const late = [...text.matchAll(/import\(\s*["']([^"']+)["']\s*\)/g)];
    return [...named, ...late].map((found) => ({ from, to: resolve(from, found[1] ?? "") }));
  });
}

function resolve(from: string, to: string): string {
  return to.startsWith(".") ? new URL(to, `file:///${from.slice(2)}`).pathname.replace(/^\//, "./") : to;
}

const room = (path: string) => /^\.\/([a-z]+)\//.exec(path)?.[1] ?? "";
const told = (all: Import[]) => all.map(({ from, to }) => `${from} imports ${to}`);

test("the imports are read at all", () => {
  expect(told(imports())).toContain("./App.svelte imports ./pages/Frame.svelte");
  expect(imports().length).toBeGreaterThan(100);
});

test("only ipc.ts speaks with Tauri", () => {
  const wrong = imports().filter(({ from, to }) => to.startsWith("@tauri-apps") && from !== "./ipc.ts");
  expect(told(wrong)).toEqual([]);
});

test("the kit knows only the kit and the labels", () => {
  const own = imports().filter(({ from, to }) => room(from) === "kit" && to.startsWith("."));
  const wrong = own.filter(({ to }) => room(to) !== "kit" && to !== "./labels.svelte");
  expect(told(wrong)).toEqual([]);
});

test("the editor knows only itself, the kit, the labels, the keys and the types of the shell", () => {
  const allowed = new Set(["./labels.svelte", "./keys", "./ipc"]);
  const own = imports().filter(({ from, to }) => room(from) === "editor" && to.startsWith("."));
  const wrong = own.filter(({ to }) => !["kit", "editor"].includes(room(to)) && !allowed.has(to));
  expect(told(wrong)).toEqual([]);
});

test("nobody imports pages but App", () => {
  const wrong = imports().filter(({ from, to }) => room(to) === "pages" && room(from) !== "pages" && from !== "./App.svelte");
  expect(told(wrong)).toEqual([]);
});

test("nothing goes around the engine's own guard: no raw HTML", () => {
  const wrong = Object.entries(sources).filter(([, text]) => /\{@html|\.innerHTML\s*=|insertAdjacentHTML|outerHTML\s*=/.test(text));
  expect(wrong.map(([path]) => path)).toEqual([]);
});
