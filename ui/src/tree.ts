type Branch = Record<string, unknown>;

/** Returns what stands at a path, or nothing. */
export function at(tree: unknown, path: readonly string[]): unknown {
  return path.reduce((branch, key) => branchOf(branch)[key], tree);
}

/** Returns the tree with a value at a path; only the branches on the way are new. */
export function put<T>(tree: T, path: readonly string[], value: unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) return value as T;
  const branch = branchOf(tree);
  return { ...branch, [key]: put(branch[key], rest, value) } as T;
}

/** Returns the tree without what stands at a path; the same tree when nothing stands there. */
export function take<T>(tree: T, path: readonly string[]): T {
  const [key, ...rest] = path;
  const branch = branchOf(tree);
  if (key === undefined || !(key in branch)) return tree;
  const next = { ...branch };
  if (rest.length > 0) next[key] = take(branch[key], rest);
  else delete next[key];
  return next as T;
}

/**
 * Returns a tree that was just read, in which every branch that says the same as before is the very object that it was:
 * whoever looks at it tells at a glance what is new. The tree itself is used up.
 */
export function kept<T>(before: unknown, now: T): T {
  if (before === now || !isBranch(before) || !isBranch(now) || Array.isArray(before) !== Array.isArray(now)) return now;
  const keys = Object.keys(now);
  let same = Object.keys(before).length === keys.length;
  for (const key of keys) {
    now[key as keyof typeof now] = kept(before[key], now[key]) as never;
    same = same && key in before && now[key] === before[key];
  }
  return same ? (before as T) : now;
}

function isBranch(value: unknown): value is Branch {
  return typeof value === "object" && value !== null;
}

function branchOf(tree: unknown): Branch {
  return typeof tree === "object" && tree !== null && !Array.isArray(tree) ? (tree as Branch) : {};
}
