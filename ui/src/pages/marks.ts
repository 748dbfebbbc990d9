/** The markings that may be chosen. There is no classified grade among them, and no field that would take one (R16). */

interface Choice {
  value: string;
  label?: string;
}

/** The UK tiers (Government Security Classifications Policy, August 2024). */
export const TIERS: Choice[] = [{ value: "OFFICIAL" }, { value: "OFFICIAL-SENSITIVE" }];

export const DESCRIPTORS: Choice[] = [
  "PERSONAL DATA",
  "COMMERCIAL",
  "LEGAL",
  "LEGAL PROFESSIONAL PRIVILEGE",
  "MARKET SENSITIVE",
  "HR/MANAGEMENT",
].map((value) => ({ value }));

const INSTRUCTIONS: { value: string; tiers: string[] }[] = [
  { value: "FOR PUBLIC RELEASE", tiers: ["OFFICIAL"] },
  { value: "RECIPIENTS ONLY", tiers: ["OFFICIAL-SENSITIVE"] },
  { value: "GDS USE ONLY", tiers: ["OFFICIAL", "OFFICIAL-SENSITIVE"] },
  { value: "HMG USE ONLY", tiers: ["OFFICIAL", "OFFICIAL-SENSITIVE"] },
  { value: "EMBARGOED", tiers: ["OFFICIAL", "OFFICIAL-SENSITIVE"] },
];

/** Returns the handling instructions that go with a tier. */
export function instructionsFor(tier: string): Choice[] {
  return INSTRUCTIONS.filter((one) => one.tiers.includes(tier));
}

/** The Korean network classes that Maru may hold (N2SF); `C` is refused. */
export const N2SF: Choice[] = [
  { value: "O", label: "n2sf-open" },
  { value: "S", label: "n2sf-sensitive" },
];

/** Returns the legal bases of a disclosure class, with the one that a record holds already. */
export function basesWith(held: string): Choice[] {
  const law = "정보공개법 제9조제1항";
  const all = Array.from({ length: 8 }, (_, at) => `${law}제${at + 1}호`);
  return (held && !all.includes(held) ? [held, ...all] : all).map((value) => ({ value }));
}
