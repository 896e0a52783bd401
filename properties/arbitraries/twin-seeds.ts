import fc from "fast-check";

/** A way in which two seeds may differ and be taken for one by what reads them carelessly. */
interface TwinKind {
  readonly what: string;
  readonly seeds: (stem: number) => readonly [string, string];
}

/** Longer than what a hash takes in at once. */
const LONG = "x".repeat(64);

const KINDS: readonly TwinKind[] = [
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

/** Two seeds that are alike, for as many stems as are asked for. */
export interface TwinSeeds {
  /** How they differ: an index of the kinds. */
  readonly kind: number;
  readonly stem: number;
}

/** Twins of every kind. */
export const twinSeeds: fc.Arbitrary<TwinSeeds> = fc.record({
  kind: fc.nat({ max: KINDS.length - 1 }),
  stem: fc.nat({ max: 1_000_000 }),
});

/** The two seeds, and in what they differ. */
export function twinsOf({ kind, stem }: TwinSeeds): {
  readonly what: string;
  readonly seeds: readonly [string, string];
} {
  const { what, seeds } = KINDS[kind]!;
  return { what, seeds: seeds(stem) };
}
