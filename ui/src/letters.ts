const MARK = "letters";

/** Keeps text out of sight until the letters are there: a laptop without Korean ones would show boxes. */
export function awaitLetters() {
  document.documentElement.dataset[MARK] = "coming";
}

/** Fetches the letters. They are large, and the window answers one request after the other: the first picture goes first. */
export function fetchLetters() {
  const wanted = ["400", "700"].map((weight) => document.fonts.load(`${weight} 1em "Pretendard GOV"`, "마루"));
  void Promise.allSettled(wanted).then(() => delete document.documentElement.dataset[MARK]);
}
