const MARK = "letters";

/** Keeps text out of sight until the letters are there: a laptop without Korean ones would show boxes. */
export function awaitLetters() {
  document.documentElement.dataset[MARK] = "coming";
}

/** Returns once what stands on the page is on the screen. */
export function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** Fetches the letters that are written every day, and shows the text. */
export async function fetchLetters(): Promise<void> {
  const wanted = ["400", "700"].map((weight) => document.fonts.load(`${weight} 1em "Pretendard GOV"`, "마루∼"));
  await Promise.allSettled(wanted);
  delete document.documentElement.dataset[MARK];
}
