/** Where in Maru a person is. */
export type Route =
  | { page: "home" | "agreements" | "meetings" | "actions" | "practices" | "bin" | "settings" | "about" }
  | { page: "decisions"; id: string }
  | { page: "find"; query: string }
  | { page: "meeting" | "agreement" | "practice"; id: string; segment?: string; fresh?: true };

/** The places of the sidebar, in the order of Ctrl 1 to 5. */
export const PLACES = [
  { page: "home", label: "nav-home", kind: null },
  { page: "agreements", label: "nav-agreements", kind: "agreement" },
  { page: "meetings", label: "nav-sessions", kind: "meeting" },
  { page: "actions", label: "nav-actions", kind: null },
  { page: "practices", label: "nav-best-practice", kind: "practice" },
] as const;

/** What a page does before a person leaves it. */
export interface Hold {
  /** Saves the last words; the page still stands. */
  finish(): Promise<void>;
  /** Finishes once more, for what came meanwhile, and lets go of what the page held open. */
  close(): Promise<void>;
}

/** How long the present page stands at most while the next one is made ready, in milliseconds. */
const PATIENCE = 150;

/** The way through the pages. Nothing of it outlives a lock. */
export class Router {
  at = $state.raw<Route>({ page: "home" });
  hold: Hold | null = null;
  /** Asks for what a page shows first. */
  ready: (to: Route) => Promise<unknown> = async () => {};
  /** What happens when the present page cannot finish: a person stays on it. */
  onstuck: (thrown: unknown) => void = () => {};
  #past: Route[] = [];
  /** Goes up with each wish to go somewhere: the last one counts. */
  #wish = 0;

  /** Goes to a page, once the present one has finished. */
  async go(to: Route): Promise<void> {
    if (!(await this.#leave(to))) return;
    this.#past.push(this.at);
    this.at = to;
  }

  /** Goes to the page before, or home when there is none. */
  async back(): Promise<void> {
    if (this.#past.length === 0 && this.at.page === "home") return;
    if (!(await this.#leave(this.#past.at(-1) ?? { page: "home" }))) return;
    this.at = this.#past.pop() ?? { page: "home" };
  }

  /** Forgets everything, without finishing anything. */
  reset(): void {
    this.hold = null;
    this.#wish += 1;
    this.#past = [];
    this.at = { page: "home" };
  }

  /** Returns the place of the sidebar to which the present page belongs. */
  get place(): string {
    const homes: Record<string, string> = { agreement: "agreements", meeting: "meetings", decisions: "meetings", practice: "practices" };
    return homes[this.at.page] ?? this.at.page;
  }

  /** Leaves the present page for another; returns whether that is still wanted then. */
  async #leave(to: Route): Promise<boolean> {
    const wish = (this.#wish += 1);
    const hold = this.hold;
    try {
      await hold?.finish();
      const late = new Promise((done) => setTimeout(done, PATIENCE));
      await Promise.race([this.ready(to).catch(() => {}), late]);
      if (wish !== this.#wish) return false;
      await hold?.close();
    } catch (thrown) {
      this.onstuck(thrown);
      return false;
    }
    if (wish !== this.#wish) return false;
    this.hold = null;
    return true;
  }
}

/** Returns the page on which a record of some kind is read, if this Maru has one. */
export function pageOf(kind: string, id: string, segment?: string): Route | null {
  if (kind === "meeting" || kind === "agreement" || kind === "practice") return { page: kind, id, segment };
  return null;
}

export const route = new Router();
