/** A part of a long list: a stretch of rows that is drawn, or the stretches between two of them. */
export interface Part {
  from: number;
  to: number;
  gap: boolean;
}

/** Returns the stretches that are drawn, one by one, and the gaps between them, of so many stretches in all. */
export function partsOf(drawn: readonly number[], count: number): Part[] {
  const all: Part[] = [];
  let next = 0;
  for (const n of drawn.filter((n) => n < count)) {
    if (n > next) all.push({ from: next, to: n, gap: true });
    all.push({ from: n, to: n + 1, gap: false });
    next = n + 1;
  }
  if (next < count) all.push({ from: next, to: count, gap: true });
  return all;
}

/** How tall the stretches are: those that were drawn as they were, and the others as the first one. */
export class Heights {
  readonly #known = new Map<number, number>();

  constructor(private readonly guess: number) {}

  of(n: number): number {
    return this.#known.get(n) ?? this.#known.get(0) ?? this.guess;
  }

  note(n: number, height: number): void {
    this.#known.set(n, height);
  }

  forget(): void {
    this.#known.clear();
  }

  /** Returns how tall several are together. */
  sum(from: number, to: number): number {
    let all = 0;
    for (let n = from; n < to; n += 1) all += this.of(n);
    return all;
  }

  /** Returns which stretch of a gap that begins at a height is the nearest to the screen, and how far away it is. */
  nearest({ from, to }: Part, begin: number, screen: { top: number; bottom: number }): { n: number; far: number } {
    let [n, least, top] = [from, Infinity, begin];
    for (let at = from; at < to; at += 1) {
      const bottom = top + this.of(at);
      const far = Math.max(0, screen.top - bottom, top - screen.bottom);
      if (far < least) [n, least] = [at, far];
      top = bottom;
    }
    return { n, far: least };
  }
}
