/** Puts the focus where a page begins: on its main control, or else on its heading. */
export function arrive(): void {
  const main = document.querySelector<HTMLElement>("main");
  const goal = main?.querySelector<HTMLElement>("[data-first]") ?? main?.querySelector<HTMLElement>("h1") ?? main;
  goal?.focus();
}

/** Goes on to the main control once it is there, unless a person has gone elsewhere meanwhile. */
export function arriveLate(): void {
  const here = document.activeElement;
  if (!here || here.matches("body, main, h1")) arrive();
}
