import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  // The window answers for the fonts itself, with those of the press: none is built in twice. Only Vite's own server reads
  // them here.
  publicDir: "../src-tauri/crates/press/fonts",
  server: { port: 5173, strictPort: true, fs: { allow: [".."] } },
  // Texts by chance and hostile ones take longer where many programs run at once.
  test: { environment: "happy-dom", testTimeout: 30_000 },
  // Everything in files of its own: the content security policy allows no `data:` addresses.
  build: { target: "safari16.4", sourcemap: false, assetsInlineLimit: 0, copyPublicDir: false },
});
