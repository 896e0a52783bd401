import { checkName } from "../base/check.ts";
import { rowOf } from "../base/matrix.ts";
import { squaredDistances } from "./distances.ts";
import { readOption } from "./options.ts";
import { acceptedAmong } from "./rule.ts";
import type { OptionText, Rule, RuleInputs, RuleOptions, RuleParameters, RuleResult } from "./rule.ts";
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

/** The options of every rule with Krum's score. */
export const KRUM_TEXTS: readonly OptionText[] = [
  {
    key: "neighbours",
    values: NEIGHBOURS.join(", "),
    fallback: "n-f-2",
    meaning: "how many nearest others a score counts",
  },
  {
    key: "distance",
    values: DISTANCES.join(", "),
    fallback: "squared",
    meaning: "what it sums over them: the L2 distance squared, the distance itself or its fourth power",
  },
];

/** The condition on n and f of rules with Krum's score. */
export const KRUM_TOLERANCE: Pick<Rule, "tolerates" | "maxTolerated"> = {
  tolerates: "n > 2f + 2",
  maxTolerated: (inputs) => Math.floor((inputs - 3) / 2),
};

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

/** How each `distance` is made of a squared one. */
export const DISTANCE_POWERS: Readonly<Record<Distance, (square: Wide) => Wide>> = {
  squared: (square) => square,
  euclidean: rootWide,
  quartic: squareWide,
};

/**
 * Krum's scores: for each input the sum over its `count` nearest others.
 *
 * @param squares n × n squared distances, from {@link squaredDistances}
 * @param count how many neighbours; all others where there are fewer
 */
export function krumScores(squares: readonly Wide[], count: number, distance: Distance): readonly Wide[] {
  const inputs = Math.sqrt(squares.length);
  return Array.from({ length: inputs }, (_, i) => {
    const others = squares.slice(i * inputs, (i + 1) * inputs);
    others.splice(i, 1);
    // Ascending, so that a score depends on the distances alone and never on the order of the inputs.
    const nearest = others.sort(compareWide).slice(0, count);
    return sumWide(nearest.map(DISTANCE_POWERS[distance]));
  });
}

/** The place of the smallest value; the first of equals. */
export function smallestWide(values: readonly Wide[]): number {
  return values.reduce((best, value, i) => (compareWide(value, values[best]!) < 0 ? i : best), 0);
}

function run({ vectors }: RuleInputs, { tolerate, options }: RuleParameters): RuleResult {
  const { neighbours, distance } = readKrumVariant(options);
  const count = neighbourCount(neighbours, vectors.rows, tolerate);
  const wideScores = krumScores(squaredDistances(vectors), count, distance);
  const chosen = smallestWide(wideScores);
  return {
    aggregate: rowOf(vectors, chosen).slice(),
    accepted: acceptedAmong(vectors.rows, [chosen]),
    ...finiteScores(wideScores),
  };
}

/** The scores as a rule returns them: left out where one exceeds float64. */
export function finiteScores(wideScores: readonly Wide[]): Pick<RuleResult, "scores"> {
  const scores = Float64Array.from(wideScores, narrow);
  return scores.every(Number.isFinite) ? { scores } : {};
}

/**
 * Krum (Blanchard et al. 2017): the input with the smallest sum of squared L2 distances to its
 * n − f − 2 nearest others; n > 2f + 2. Among equal scores the lowest index wins; a score that counts no
 * neighbour is 0. The choice is right for any finite inputs; scores are left out where one exceeds float64.
 */
export const krum: Rule = {
  id: "krum",
  definition: "the input with the least sum of squared distances to its n − f − 2 nearest others",
  accepts: "the one chosen",
  options: KRUM_TEXTS,
  ...KRUM_TOLERANCE,
  asIn: ["Flower Krum", "neighbours n-f-1: ByzFL Krum"],
  run,
};
