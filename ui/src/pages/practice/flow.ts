/** The way of a practice, from the first draft until it is published. */
export const STEPS = ["draft", "own_review", "joint_review", "agreed_both", "final", "published"] as const;

/** Returns the status that comes next; a practice that was withdrawn begins again as a draft. */
export function nextOf(status: string): string | null {
  if (status === "withdrawn") return "draft";
  const at = STEPS.findIndex((step) => step === status);
  return STEPS[at + 1] ?? null;
}

/** Returns where else a practice may go: back, and out. A step that is left out on the way forward stays possible for nobody. */
export function othersOf(status: string): string[] {
  if (status === "withdrawn") return [];
  const at = STEPS.findIndex((step) => step === status);
  return [...STEPS.slice(0, Math.max(at, 0)).reverse(), "withdrawn"];
}

/** Returns whether a step brings the text before the other side, so that nothing should be missing. */
export function shows(status: string): boolean {
  return STEPS.findIndex((step) => step === status) >= STEPS.indexOf("joint_review");
}
