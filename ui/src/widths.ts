/**
 * Makes the page lay out all of its text again after the window changed its width.
 *
 * WebKit leaves a grid that stands in another grid as tall as it was, so that words reach out of their box, or a box
 * keeps room that nothing fills. A space that is wider by nothing that shows, and back, has it measured again.
 */
export function followWidth(root: HTMLElement = document.documentElement): void {
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    requestAnimationFrame(() => {
      root.style.wordSpacing = "0.001px";
      requestAnimationFrame(() => (root.style.wordSpacing = ""));
    });
  });
}
