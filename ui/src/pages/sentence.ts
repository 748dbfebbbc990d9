/** Returns a text without line breaks: each, with the spaces around it, becomes one space. */
export function joined(text: string): string {
  return text.replace(/[ \t]*[\r\n\u2028\u2029]+\s*/g, " ");
}

/** Returns the next place of the page where something can be written. */
export function nextField(here: Element): HTMLElement | undefined {
  const all = document.querySelectorAll<HTMLElement>("main :is(input, textarea, [contenteditable='true'])");
  return [...all].find((one) => here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && one.getClientRects().length > 0);
}
