import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { chiSquareTail } from "../../src/statistics/chi-square-tail.ts";
import { kolmogorovSmirnovTest } from "../../src/statistics/kolmogorov-smirnov-test.ts";
import { normalQuantile } from "../../src/statistics/normal-quantile.ts";
import { twoSidedNormalTail } from "../../src/statistics/normal-tests.ts";
import { detectableMeanShift } from "../../src/statistics/power.ts";
import { clientsMissing, coordinatesMissing } from "../arbitraries/clusterings.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { spoiled } from "../rounds/spoiled.ts";
import { hardeningMissing } from "./hardened.ts";
import { STATED_POWER } from "../stated-power.ts";
import { aggregatesOf, isNoisyRound, noiseOf, noisyRound } from "./noise-sample.ts";

/** One look at the sample, exact if it is one of independent standard normal numbers. */
interface Look {
  readonly what: string;
  readonly pValue: number;
}

/** How many there are: the error level is shared by them. */
const LOOKS = 7;

/** The sum of squares of independent standard normal numbers, against chi-square on both sides. */
function ofSquares(what: string, values: readonly number[]): Look {
  const sum = values.reduce((total, value) => total + value * value, 0);
  const above = chiSquareTail(sum, values.length);
  return {
    what: `${what}: a variance of ${(sum / values.length).toPrecision(4)} in place of 1`,
    pValue: Math.min(1, 2 * Math.min(above, 1 - above)),
  };
}

/** Sums of pairs of numbers that should not know of each other. */
function ofPairs(what: string, pairs: readonly (readonly [number, number])[]): Look {
  return ofSquares(
    what,
    pairs.map(([a, b]) => (a + b) / Math.SQRT2),
  );
}

function pairsOf<Item>(items: readonly Item[], lag = 1): (readonly [Item, Item])[] {
  const pairs: (readonly [Item, Item])[] = [];
  for (let i = 0; i + lag < items.length; i++) {
    // Each in one pair at most.
    if (Math.floor(i / lag) % 2 === 0) pairs.push([items[i]!, items[i + lag]!]);
  }
  return pairs;
}

function zipped(rows: readonly (readonly [readonly number[], readonly number[]])[]): [number, number][] {
  return rows.flatMap(([a, b]) => a.map((value, i): [number, number] => [value, b[i]!]));
}

/** By round, cluster and coordinate. */
function looksAt(rounds: readonly (readonly (readonly number[])[])[]): Look[] {
  const all = rounds.flat(2);
  const total = all.reduce((sum, value) => sum + value, 0) / Math.sqrt(all.length);
  const kinds = [0, 1].map((kind) => rounds.filter((_, call) => call % 2 === kind).flat(2));
  return [
    ...kinds.map((values) => {
      const { statistic, pValue } = kolmogorovSmirnovTest(values, (x) => normalCdf(x, 0, 1));
      return { what: `${statistic.toPrecision(3)} from the normal distribution function`, pValue };
    }),
    {
      what: `a mean of ${(total / Math.sqrt(all.length)).toPrecision(3)} in place of 0`,
      pValue: twoSidedNormalTail(total),
    },
    ofSquares("all", all),
    ofPairs("sums of two clusters", zipped(rounds.flatMap((clusters) => pairsOf(clusters)))),
    ofPairs(
      "sums of two coordinates",
      rounds.flat().flatMap((row) => pairsOf(row)),
    ),
    // Every other round has the same bound.
    ofPairs(
      "sums of two rounds",
      zipped(pairsOf(rounds, 2).flatMap(([a, b]) => a.map((row, c) => [row, b[c]!]))),
    ),
  ];
}

/**
 * δ of a standard deviation that is larger by a factor 1 + δ than it should be and is seen with the power: chi-square
 * quantiles to second order, n(1 + z√(2/n) + 2(z² − 1)/3n).
 */
function scaleShift(size: number, level: number): number {
  const quantile = (z: number): number => 1 + z * Math.sqrt(2 / size) + (2 * (z * z - 1)) / (3 * size);
  const rejected = quantile(-normalQuantile(level / LOOKS / 2));
  return Math.sqrt(rejected / quantile(-normalQuantile(STATED_POWER))) - 1;
}

/**
 * With exact expectations all that a cluster's mean is off by is what its members drew: normal with the specified
 * deviation over √k, independent over clusters, coordinates and rounds. Two members who draw the same, or who share one
 * deviation, make another variance; another shape than the normal one shows in clusters of one.
 */
export const localNoise: Law = statisticalLaw({
  id: "hardening/local-noise",
  sentence:
    "local noise is normal, has mean 0 and the deviation ratio·bound for every client, and is independent throughout",
  clauses: ["WIRE-EXT-4"],
  needs: ["round"],
  inapplicable: (capabilities) =>
    clientsMissing(capabilities, 4) ?? coordinatesMissing(capabilities, 2) ?? hardeningMissing(capabilities),
  size: 6000,
  measure: async (implementation, seed, size) => {
    const rounds: number[][][] = [];
    let observations = 0;
    // Two of each bound at least, so that every round has one to be compared with.
    for (let call = 0; observations < size || call % 4 !== 0; call++) {
      const noise = await noisyRound(implementation, seed, call, size);
      rounds.push(noise);
      observations += noise.reduce((sum, { length }) => sum + length, 0);
    }
    const looks = looksAt(rounds);
    const worst = looks.reduce((a, b) => (b.pValue < a.pValue ? b : a));
    return {
      pValue: Math.min(1, looks.length * worst.pValue),
      observations,
      expected: "independent normal numbers of mean 0 and variance 1, once divided by ratio·bound/√k",
      received: worst.what,
    };
  },
  smallestEffect: (size, level) =>
    `a deviation off by ${scaleShift(size, level).toPrecision(2)} of itself, a mean off by ` +
    `${detectableMeanShift(size, 1, level / LOOKS, STATED_POWER).toPrecision(2)} deviations`,
  plant: (honest, size, level) =>
    spoiled(honest, "round", async (params, ask) => {
      const result = await ask(params);
      if (!isNoisyRound(params)) return result;
      const factor = 1 + scaleShift(size, level);
      const noise = noiseOf(params, result.clusters, result.aggregates);
      const larger = noise.map((row) => row.map((value) => factor * value));
      return { ...result, aggregates: aggregatesOf(params, result.clusters, larger) };
    }),
});
