/** Returns the box that scrolls an element. */
export function scroller(node: HTMLElement): HTMLElement | null {
  return node.closest<HTMLElement>("[data-scrolls], main");
}

/** Calls back when an element comes near what is on screen of the page, or of the box that scrolls it, and when it goes far away. */
export function near(node: HTMLElement, margin: number, change: (near: boolean) => void): () => void {
  const root = scroller(node);
  const observer = new IntersectionObserver((entries) => entries.forEach((entry) => change(entry.isIntersecting)), {
    root,
    rootMargin: `${margin}px 0px`,
  });
  observer.observe(node);
  return () => observer.disconnect();
}
