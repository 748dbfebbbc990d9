import { ask, desk } from "../desk.svelte";
import { early } from "../early";
import { commands } from "../ipc";
import { RecordDesk } from "../record.svelte";
import type { Route } from "../route.svelte";
import { ActionShelf } from "./actions/shelf.svelte";
import { Shelf } from "./list/shelf.svelte";
import { Standing } from "./standing.svelte";

desk.forgetting.add(() => early.forget());

/** Asks for what a page shows first; the page takes it when it comes. */
export async function ready(to: Route): Promise<void> {
  early.forget();
  await Promise.all(asked(to));
}

function asked(to: Route): Promise<unknown>[] {
  switch (to.page) {
    case "home":
      return [early.ask("home", () => ask(commands.home()))];
    case "agreements":
      return [Shelf.early("agreement")];
    case "meetings":
      return [Shelf.early("meeting")];
    case "practices":
      return [Shelf.early("practice")];
    case "actions":
      return [ActionShelf.early()];
    case "meeting":
    case "practice":
      return [RecordDesk.early(to.id), Standing.early(to.id)];
    case "agreement":
    case "decisions":
      return [RecordDesk.early(to.id)];
    default:
      return [];
  }
}
