import { tree } from "../shapes";

const SINGLE = new Set(["source"]);
const SEVERAL = new Set(["sources", "rests_on"]);

/** Returns how many facts of a record name a source. */
export function uses(record: unknown, key: string): number {
  return Object.entries(tree(record)).reduce((sum, [field, value]) => (field === "sources" ? sum : sum + within(field, value, key)), 0);
}

function within(field: string, value: unknown, key: string): number {
  if (SINGLE.has(field)) return value === key ? 1 : 0;
  if (Array.isArray(value)) return SEVERAL.has(field) && value.includes(key) ? 1 : 0;
  const inner = field === "rests_on" ? Object.values(tree(value)).map((keys): [string, unknown] => ["sources", keys]) : Object.entries(tree(value));
  return inner.reduce((sum, [name, one]) => sum + within(name, one, key), 0);
}
