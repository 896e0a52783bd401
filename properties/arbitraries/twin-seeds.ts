import fc from "fast-check";

/** A way in which two seeds may differ and be taken for one by what reads them carelessly. */
export interface TwinKind {
  /** How they differ. */
  readonly what: string;
  readonly seeds: (stem: number) => readonly [string, string];
}

/** Longer than what a hash takes in at once. */
const LONG = "x".repeat(64);

export const TWIN_KINDS: readonly TwinKind[] = [
  { what: "in the last character", seeds: (stem) => [`${stem}/a`, `${stem}/b`] },
  { what: "in the first character", seeds: (stem) => [`a/${stem}`, `b/${stem}`] },
  { what: "at the end of 64 equal characters", seeds: (stem) => [`${stem}${LONG}a`, `${stem}${LONG}b`] },
  { what: "before 64 equal characters", seeds: (stem) => [`a${LONG}${stem}`, `b${LONG}${stem}`] },
  { what: "in the order of two characters", seeds: (stem) => [`${stem}ab`, `${stem}ba`] },
  { what: "in case", seeds: (stem) => [`seed ${stem}`, `Seed ${stem}`] },
  { what: "in an accent", seeds: (stem) => [`${stem}é`, `${stem}è`] },
  { what: "in a character beyond 16 bits", seeds: (stem) => [`${stem}𝒂`, `${stem}𝒃`] },
  { what: "in a space at the end", seeds: (stem) => [`${stem}`, `${stem} `] },
  { what: "in a leading zero", seeds: (stem) => [`${stem}`, `0${stem}`] },
  { what: "in a decimal point", seeds: (stem) => [`${stem}`, `${stem}.0`] },
  {
    what: "in the last digit of a number beyond 2^53",
    seeds: (stem) => [`${2n ** 54n + 2n * BigInt(stem)}`, `${2n ** 54n + 2n * BigInt(stem) + 1n}`],
  },
];

/** What twins are made of: a number that each pair has to itself. */
export const stems: fc.Arbitrary<number> = fc.nat({ max: 1_000_000 });
