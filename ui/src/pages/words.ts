/** The labels of codes that records hold. A code that this Maru does not know is shown as it is written. */
import { SECTION_WORDS } from "../editor/parts";
import { labels } from "../labels.svelte";

const FAMILIES: Record<string, Record<string, string>> = {
  action_status: { open: "open", in_progress: "in-progress", done: "done", on_hold: "on-hold", dropped: "dropped", ongoing: "paper-status-ongoing", unknown: "paper-status-unknown" },
  agreement_form: { mou: "agr-mou", arrangement: "agr-arrangement", loi: "agr-loi", joint_statement: "agr-joint-statement", charter: "agr-charter", terms_of_reference: "agr-terms-of-reference", roadmap: "agr-roadmap" },
  agreement_status: { idea: "ctl-status-idea", draft: "ctl-status-draft", in_discussion: "ctl-status-in-discussion", text_agreed: "ctl-status-text-agreed", signed: "ctl-status-signed", in_effect: "ctl-status-in-effect", amended: "ctl-status-amended", extended: "ctl-status-extended", renewed: "ctl-status-renewed", suspended: "ctl-status-suspended", expired: "ctl-status-expired", ended_early: "ctl-status-ended-early", replaced: "ctl-status-replaced", dropped: "dropped" },
  capacity: { attendee: "attendee", in_attendance: "in-attendance" },
  certainty: { stated: "certainty-stated", assumed: "certainty-assumed", unknown: "paper-unknown" },
  decision_kind: { agreed: "decision-agreed", agreed_ad_referendum: "editor-agreed-ad-referendum", noted: "decision-noted", deferred: "decision-deferred", not_agreed: "decision-not-agreed" },
  disclosure: { open: "disclosure-open", part: "disclosure-part", closed: "disclosure-closed" },
  kind: { agreement: "kind-agreement", meeting: "kind-meeting", practice: "kind-practice", note: "note", action: "action" },
  legal: { non_binding_arrangement: "agr-non-binding", binding: "agr-binding" },
  meeting_form: { working_session: "session", bilateral: "bilateral", side_consultation: "side-consultation", visit: "visit" },
  minutes_status: { live: "paper-minutes-live", own_draft: "paper-minutes-own-draft", with_other_side: "paper-minutes-with-other-side", open_points: "paper-minutes-open-points", confirmed_both: "paper-minutes-confirmed-both", closed_with_differences: "paper-minutes-closed-with-differences", corrected: "paper-minutes-corrected" },
  mode: { in_person: "mode-in-person", remote: "mode-remote", hybrid: "mode-hybrid" },
  practice_status: { draft: "bp-draft", own_review: "bp-own-review", joint_review: "bp-joint-review", agreed_both: "bp-agreed", final: "bp-final", published: "bp-published", withdrawn: "bp-withdrawn" },
  relation: { predecessor: "paper-related-predecessor", political_framework: "paper-related-political-framework", sibling: "paper-related-sibling", multilateral: "paper-related-multilateral" },
  role: { head_of_delegation: "head-of-delegation", member: "delegate", expert: "expert", note_taker: "note-taker", interpreter: "interpreter" },
  section: SECTION_WORDS,
  side: { uk: "side-uk", kr: "side-kr", joint: "side-joint" },
  stage: { in_use: "stage-in-use", idea: "ai-idea", discovery: "ai-discovery", pilot: "ai-pilot", beta: "ai-beta", live: "ai-live", stopped: "ai-stopped" },
};

/** Returns the label of a code, or nothing when there are no words for it. */
export function word(family: string, code: string): string | null {
  return FAMILIES[family]?.[code] ?? null;
}

/** Returns the words of a code as one text, or the code itself. */
export function spoken(family: string, code: string): string {
  const id = word(family, code);
  if (id) return labels.plain(id);
  return family === "side" ? code.toUpperCase() : code;
}

/** Returns the codes of a family, in the order in which they are offered. */
export function codes(family: string): string[] {
  return Object.keys(FAMILIES[family] ?? {});
}
