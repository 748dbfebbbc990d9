/** The classified grades of both governments: Maru holds none of them, and says so when one is pasted (R16). */
const GRADES = /\b(TOP SECRET|SECRET)\b|대외비|(?:[ⅠⅡⅢ]|[1-3]|I{1,3})\s?급\s?비밀/;

/** Returns whether a text carries a classified marking. */
export function names(text: string): boolean {
  return GRADES.test(text.normalize("NFC"));
}
