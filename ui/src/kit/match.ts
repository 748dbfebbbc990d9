import { getChoseong } from "es-hangul";

/** Returns whether a text holds what was typed, initial consonants (ㅎㅇㄹ for 회의록) included. */
export function matches(typed: string, text: string): boolean {
  const [wanted, held] = [plain(typed), plain(text)];
  if (wanted === "" || held.includes(wanted)) return true;
  return /^[ㄱ-ㅎ]+$/.test(wanted) && plain(getChoseong(text)).includes(wanted);
}

function plain(text: string): string {
  return text.normalize("NFC").toLocaleLowerCase("en").replace(/\s+/g, "");
}
