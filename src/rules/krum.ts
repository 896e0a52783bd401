import { checkName } from "../base/check.ts";
import { rowOf } from "../base/matrix.ts";
import { squaredDistances } from "./distances.ts";
import { readOption } from "./options.ts";
import type { Rule, RuleInputs, RuleOptions, RuleParameters, RuleResult } from "./rule.ts";
import { compareWide, narrow, rootWide, squareWide, sumWide } from "./wide.ts";
import type { Wide } from "./wide.ts";

/** How many nearest others a score counts. */
export const NEIGHBOURS = ["n-f-2", "n-f-1", "n-f-3"] as const;

export type Neighbours = (typeof NEIGHBOURS)[number];

/** What is summed over them: the squared L2 distance, the distance itself, or its fourth power. */
export const DISTANCES = ["squared", "euclidean", "quartic"] as const;

export type Distance = (typeof DISTANCES)[number];

/** The variants of Krum's score, which implementations in the field disagree on. */
export interface KrumVariant {
  readonly neighbours: Neighbours;
  readonly distance: Distance;
}

/** Reads the options `neighbours` and `distance`, by default "n-f-2" and "squared". */
export function readKrumVariant(options: RuleOptions): KrumVariant {
  return {
    neighbours: readOption(options, "neighbours", "n-f-2", (name, value) =>
      checkName(name, value, NEIGHBOURS),
    ),
    distance: readOption(options, "distance", "squared", (name, value) => checkName(name, value, DISTANCES)),
  };
}

/** n − f less the variant's number; 0 where that is negative. */
export function neighbourCount(neighbours: Neighbours, inputs: number, tolerate: number): number {
  const less = { "n-f-1": 1, "n-f-2": 2, "n-f-3": 3 }[neighbours];
  return Math.max(0, inputs - tolerate - less);
}

const POWERS: Readonly<Record<Distance, (square: Wide) => Wide>> = {
  squared: (square) => square,
  euclidean: rootWide,
  quartic: squareWide,
};

/**
 * Krum's scores: for each input the sum over its `count` nearest others.
 *
 * @param squares n × n squared distances, from {@link squaredDistances}
 * @param among the inputs that take part, ascending; others are neither scored nor neighbours
 * @param count how many neighbours; all others where there are fewer
 * @returns one score for each entry of `among`
 */
export function krumScores(
  squares: readonly Wide[],
  among: readonly number[],
  count: number,
  distance: Distance,
): readonly Wide[] {
  const inputs = Math.sqrt(squares.length);
  return among.map((i) => {
    const others = among.filter((j) => j !== i).map((j) => squares[i * inputs + j]!);
    // Ascending, so that a score depends on the distances alone and never on the order of the inputs.
    const nearest = others.sort(compareWide).slice(0, count);
    return sumWide(nearest.map(POWERS[distance]));
  });
}

/** The place of the smallest value; the first of equals. */
export function smallestWide(values: readonly Wide[]): number {
  return values.reduce((best, value, i) => (compareWide(value, values[best]!) < 0 ? i : best), 0);
}

function run({ vectors }: RuleInputs, { tolerate, options }: RuleParameters): RuleResult {
  const { neighbours, distance } = readKrumVariant(options);
  const inputs = Array.from({ length: vectors.rows }, (_, i) => i);
  const count = neighbourCount(neighbours, vectors.rows, tolerate);
  const wideScores = krumScores(squaredDistances(vectors), inputs, count, distance);
  const chosen = smallestWide(wideScores);
  const choice = {
    aggregate: rowOf(vectors, chosen).slice(),
    accepted: inputs.map((i) => i === chosen),
  };
  const scores = Float64Array.from(wideScores, narrow);
  return scores.every(Number.isFinite) ? { ...choice, scores } : choice;
}

/**
 * Krum (Blanchard et al. 2017): the input with the smallest sum of squared L2 distances to its
 * n − f − 2 nearest others; n > 2f + 2. Among equal scores the lowest index wins; a score that counts no
 * neighbour is 0. The choice is right for any finite inputs; scores are left out where one exceeds float64.
 */
export const krum: Rule = {
  id: "krum",
  options: ["neighbours", "distance"],
  maxTolerated: (inputs) => Math.max(-1, Math.floor((inputs - 3) / 2)),
  run,
};
