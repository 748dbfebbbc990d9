import type { Edit } from "../../ipc";
import type { Person } from "./meeting";
import { postOn } from "./meeting";
import { between } from "../order";

/** What a person's form holds while it is filled in. */
export interface Form {
  family: { en: string; ko: string };
  given: { en: string; ko: string };
  title: { en: string; ko: string };
  family_name_first: boolean;
  honorific: string;
  rank_band: string;
  role: string;
  capacity: string;
  chair: boolean;
}

/** Returns the form of a person, or an empty one for a new person of a side. */
export function formOf(person: Person | null, side: string, day: string): Form {
  const title = person?.titles[postOn(person, day)]?.title;
  return {
    family: { en: person?.family.en ?? "", ko: person?.family.ko ?? "" },
    given: { en: person?.given.en ?? "", ko: person?.given.ko ?? "" },
    title: { en: title?.en ?? "", ko: title?.ko ?? "" },
    family_name_first: person?.family_name_first ?? side === "kr",
    honorific: person?.honorific ?? "",
    rank_band: person?.rank_band ?? "",
    role: person?.role || "member",
    capacity: person?.capacity ?? "attendee",
    chair: person?.chair ?? false,
  };
}

/** Returns the edits for a new person, at the end of the delegation. */
export function added(form: Form, side: string, people: readonly Person[]): Edit[] {
  const { title, ...rest } = clean(form);
  const value = {
    ...rest,
    side,
    pos: between(people.at(-1)?.pos ?? "", ""),
    titles: { [crypto.randomUUID()]: { title, since: "" } },
  };
  return [{ do: "set", path: ["people", crypto.randomUUID()], value }];
}

/** Returns the edits for what changed in a person, leaf by leaf, so that two laptops can change two things. */
export function changed(form: Form, person: Person, day: string): Edit[] {
  const [before, after] = [formOf(person, person.side, day), clean(form)];
  const edits: Edit[] = [];
  const set = (path: string[], value: string | boolean) => edits.push({ do: "set", path: ["people", person.id, ...path], value });
  for (const field of ["family_name_first", "honorific", "rank_band", "role", "capacity", "chair"] as const) {
    if (after[field] !== before[field]) set([field], after[field]);
  }
  const post = postOn(person, day);
  for (const lang of ["en", "ko"] as const) {
    if (after.family[lang] !== before.family[lang]) set(["family", lang], after.family[lang]);
    if (after.given[lang] !== before.given[lang]) set(["given", lang], after.given[lang]);
    if (post && after.title[lang] !== before.title[lang]) set(["titles", post, "title", lang], after.title[lang]);
  }
  if (!post && (after.title.en || after.title.ko)) {
    const path = ["people", person.id, "titles", crypto.randomUUID()];
    edits.push({ do: "set", path, value: { title: after.title, since: "" } });
  }
  return edits;
}

/** Returns the edits that move a person one place up or down in the delegation. */
export function moved(people: readonly Person[], at: number, step: -1 | 1): Edit[] {
  const person = people[at];
  if (!person || !people[at + step]) return [];
  const others = people.filter((_, index) => index !== at);
  const [left, right] = [others[at + step - 1], others[at + step]];
  const pos = between(left?.pos ?? "", right?.pos ?? "");
  return [{ do: "set", path: ["people", person.id, "pos"], value: pos }];
}

function clean(form: Form): Form {
  const nfc = (both: { en: string; ko: string }) => ({ en: tidy(both.en), ko: tidy(both.ko) });
  return { ...form, honorific: tidy(form.honorific), family: nfc(form.family), given: nfc(form.given), title: nfc(form.title) };
}

function tidy(text: string): string {
  return text.normalize("NFC").trim();
}
