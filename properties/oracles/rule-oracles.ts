/** Aggregation rules written as their definitions read, on rows of numbers, with no care for speed. */

/** How Krum's variants differ. */
export interface KrumVariant {
  /** How many nearest others a score adds up; n vectors, f of them Byzantine. */
  readonly neighbours?: "n-f-2" | "n-f-1" | "n-f-3";
  /** Which power of the L2 distance it adds up: the second, the first or the fourth. */
  readonly distance?: "squared" | "euclidean" | "quartic";
}

/** Krum's choice and what it was based on. */
export interface KrumChoice {
  /** Index of the lowest score; of equal scores the first. */
  readonly chosen: number;
  /** The chosen vector. */
  readonly aggregate: readonly number[];
  /** The score of every vector: near-equal ones may be told apart by rounding alone. */
  readonly scores: readonly number[];
}

/** Powers of the squared distance. */
const EXPONENTS = { euclidean: 0.5, squared: 1, quartic: 2 } as const;
const FEWER_THAN_N_MINUS_F = { "n-f-1": 1, "n-f-2": 2, "n-f-3": 3 } as const;

function column(vectors: readonly (readonly number[])[], coordinate: number): number[] {
  return vectors.map((vector) => vector[coordinate]!);
}

/** The arithmetic mean of n vectors, coordinate by coordinate. */
export function meanOracle(vectors: readonly (readonly number[])[]): number[] {
  return vectors[0]!.map((_, coordinate) => {
    return column(vectors, coordinate).reduce((sum, value) => sum + value, 0) / vectors.length;
  });
}

/**
 * The coordinate-wise median of n vectors.
 *
 * @param evenMedian for even n: the mean of the two middle values, or the lower of them
 */
export function medianOracle(
  vectors: readonly (readonly number[])[],
  evenMedian: "mean" | "lower" = "mean",
): number[] {
  return vectors[0]!.map((_, coordinate) => {
    const sorted = column(vectors, coordinate).sort((a, b) => a - b);
    const lower = sorted[Math.ceil(sorted.length / 2) - 1]!;
    const upper = sorted[Math.floor(sorted.length / 2)]!;
    return evenMedian === "lower" ? lower : (lower + upper) / 2;
  });
}

/**
 * Krum: the vector whose nearest others are nearest to it in sum; all scores are 0 when no neighbour is
 * left to count.
 *
 * @param tolerate f, how many of the n vectors may be Byzantine
 */
export function krumOracle(
  vectors: readonly (readonly number[])[],
  tolerate: number,
  { neighbours = "n-f-2", distance = "squared" }: KrumVariant = {},
): KrumChoice {
  const counted = Math.max(0, vectors.length - tolerate - FEWER_THAN_N_MINUS_F[neighbours]);
  const scores = vectors.map((vector, index) => {
    const others = vectors.filter((_, other) => other !== index);
    const terms = others.map((other) => {
      const squares = vector.map((value, coordinate) => (value - other[coordinate]!) ** 2);
      return squares.reduce((sum, square) => sum + square, 0) ** EXPONENTS[distance];
    });
    const nearest = terms.sort((a, b) => a - b).slice(0, counted);
    return nearest.reduce((sum, term) => sum + term, 0);
  });
  const chosen = scores.indexOf(Math.min(...scores));
  return { chosen, aggregate: vectors[chosen]!, scores };
}
