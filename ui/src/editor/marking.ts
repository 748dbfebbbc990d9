/**
 * Classified markings of both governments, which have no place in Maru (R16). Words that are also ordinary ones
 * (secret, 비밀) count only where they stand as a marking: in capitals, alone on a line, in brackets or with a grade.
 */
const MARKINGS: readonly RegExp[] = [
  /\bTOP SECRET\b/,
  /(?<![\w-])(?:UK |NATO )?SECRET(?![\w-])/,
  /\bNATO CONFIDENTIAL\b/,
  /대외비/,
  /(?:[ⅠⅡⅢ]|[1-3]|I{1,3})\s?급\s?비밀/,
  /군사\s?[ⅠⅡⅢ123]?\s?급?\s?비밀/,
  /^\s*비\s?밀\s*$/m,
  /[[(<〈【「]\s*비\s?밀\s*[\])>〉】」]/,
];

/** Returns the classified marking that a text carries, if it carries one. */
export function marking(text: string): string | null {
  const plain = text.normalize("NFC");
  for (const pattern of MARKINGS) {
    const found = pattern.exec(plain);
    if (found) return found[0].trim();
  }
  return null;
}
