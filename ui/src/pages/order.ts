const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * Returns a place between two others, compared as text: a fraction in digits of base 62.
 * An empty text stands for "before everything" on the left and "after everything" on the right.
 */
export function between(left: string, right: string): string {
  let made = "";
  for (let at = 0; ; at += 1) {
    // Two laptops took the same place: next to it is as good as between.
    if (right !== "" && at >= right.length) return made + after(left.slice(at));
    const low = Math.max(0, DIGITS.indexOf(left[at] ?? "0"));
    const found = right === "" ? -1 : DIGITS.indexOf(right[at] ?? "0");
    const high = right === "" || found < 0 ? DIGITS.length : found;
    if (high - low > 1) return made + DIGITS[Math.floor((low + high) / 2)];
    made += DIGITS[low];
    // One digit apart: whatever follows on the left is free up to the end of the digits.
    if (high - low === 1) return made + after(left.slice(at + 1));
  }
}

function after(left: string): string {
  return between(left, "");
}
