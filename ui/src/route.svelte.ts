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

/** The way through the pages. Nothing of it outlives a lock. */
export class Router {
  at = $state.raw<Route>({ page: "home" });
  /** What a page has to finish before a person leaves it, such as saving the last words. */
  hold: (() => Promise<void>) | null = null;
  /** What happens when the present page cannot finish: a person stays on it. */
  onstuck: (thrown: unknown) => void = () => {};
  #past: Route[] = [];

  /** Goes to a page, once the present one has finished. */
  async go(to: Route): Promise<void> {
    if (!(await this.#leave())) return;
    this.#past.push(this.at);
    this.at = to;
  }

  /** Goes to the page before, or home when there is none. */
  async back(): Promise<void> {
    if (this.#past.length === 0 && this.at.page === "home") return;
    if (!(await this.#leave())) return;
    this.at = this.#past.pop() ?? { page: "home" };
  }

  /** Forgets everything, without finishing anything. */
  reset(): void {
    this.hold = null;
    this.#past = [];
    this.at = { page: "home" };
  }

  /** Returns the place of the sidebar to which the present page belongs. */
  get place(): string {
    const homes: Record<string, string> = { agreement: "agreements", meeting: "meetings", decisions: "meetings", practice: "practices" };
    return homes[this.at.page] ?? this.at.page;
  }

  async #leave(): Promise<boolean> {
    const hold = this.hold;
    this.hold = null;
    try {
      await hold?.();
      return true;
    } catch (thrown) {
      this.hold = hold;
      this.onstuck(thrown);
      return false;
    }
  }
}

/** Returns the page on which a record of some kind is read, if this Maru has one. */
export function pageOf(kind: string, id: string, segment?: string): Route | null {
  if (kind === "meeting" || kind === "agreement" || kind === "practice") return { page: kind, id, segment };
  return null;
}

export const route = new Router();
