/** Which status of an agreement may follow which; a correction goes back through the history. */
const NEXT: Record<string, readonly string[]> = {
  idea: ["draft", "dropped"],
  draft: ["in_discussion", "dropped"],
  in_discussion: ["text_agreed", "dropped"],
  text_agreed: ["signed", "in_discussion"],
  signed: ["in_effect"],
  in_effect: ["amended", "extended", "renewed", "suspended", "expired", "ended_early", "replaced"],
  amended: ["extended", "renewed", "expired", "ended_early", "replaced"],
  extended: ["renewed", "expired", "ended_early", "replaced"],
  renewed: ["expired", "ended_early", "replaced"],
  suspended: ["in_effect", "ended_early"],
  expired: [],
  ended_early: [],
  replaced: [],
  dropped: [],
};

/** Returns what a status may become. An agreement without one, or with one that a newer Maru wrote, may become any. */
export function movesFrom(status: string): readonly string[] {
  return NEXT[status] ?? Object.keys(NEXT);
}
