import { expect, test } from "vitest";
import { chiSquareTest } from "../../statistics/chi-square-test.ts";
import type { Implementation } from "../implementation.ts";
import { createReference } from "../reference.ts";
import { AGGREGATE, differ, faultOf, NONE, ROUND } from "./tell-apart.ts";
import type { Request } from "./tell-apart.ts";

/** A figure over seeds, within which limits the reference's lies, and the faults whose lies outside. */
interface Figure {
  readonly what: string;
  readonly of: (implementation: Implementation) => Promise<number>;
  readonly from: number;
  readonly to: number;
  readonly tells: string;
}

async function resultOf<T>(
  implementation: Implementation,
  operation: string,
  params: Request[1],
): Promise<T> {
  const outcome = await implementation.callRaw(operation, params);
  if (outcome.outcome !== "ok") throw new Error(outcome.message);
  return outcome.result as T;
}

const SEEDS = Array.from({ length: 3000 }, (_, i) => `seed ${i}`);

/** The p-value of "all six orders of three clients are equally likely". */
async function orders(
  implementation: Implementation,
  operation: string,
  params: Request[1],
  seeds: number,
): Promise<number> {
  const counts = new Map(["0,1,2", "0,2,1", "1,0,2", "1,2,0", "2,0,1", "2,1,0"].map((order) => [order, 0]));
  for (const seed of SEEDS.slice(0, seeds)) {
    const result = await resultOf<{ clusters: number[][] }>(implementation, operation, { ...params, seed });
    const order = String(result.clusters);
    if (!counts.has(order)) return 0;
    counts.set(order, counts.get(order)! + 1);
  }
  return chiSquareTest(
    [...counts.values()],
    Array.from(counts, () => 1 / 6),
  ).pValue;
}

async function phasesOverSeeds(
  implementation: Implementation,
  shots: number,
  phases: readonly (readonly number[])[],
): Promise<number[][]> {
  const found: number[][] = [];
  for (const seed of SEEDS.slice(0, 600)) {
    const params = { phases, shots, noise: NONE, seed };
    found.push((await resultOf<{ phaseSum: number[] }>(implementation, "aggregate", params)).phaseSum);
  }
  return found;
}

function share(flags: readonly boolean[]): number {
  return flags.filter(Boolean).length / flags.length;
}

const QUARTER = [
  [Math.PI / 8, Math.PI / 8],
  [Math.PI / 8, Math.PI / 8],
];
/** Pairs of seeds that are two. */
const SEED_PAIRS = [
  ["the same 1", "the same 2"],
  ["a", "A"],
  ["a", "a "],
  ["x", "y"],
  ["š", "ž"],
  ["ab", "ba"],
];

const FIGURES: readonly Figure[] = [
  {
    what: "the fit of a partition's orders",
    of: (implementation) => orders(implementation, "partition", { clients: 3, clusterSize: 1 }, 3000),
    from: 0.01,
    to: 1,
    tells: `partition/naive-swap partition/sattolo partition/not-shuffled
      partition/sorted-by-random-comparison partition/rotated-only partition/first-place-never-drawn
      partition/drawn-with-replacement determinism/seed-ignored
      determinism/seed-hashed-to-a-byte`,
  },
  {
    // Of 16 equally likely numbers modulo 11 five fall twice on the first places.
    what: "how often a low place is drawn first of eleven",
    of: async (implementation) => {
      const flags: boolean[] = [];
      for (const seed of SEEDS.slice(0, 800)) {
        const params = { clients: 11, clusterSize: 1, seed };
        const { clusters } = await resultOf<{ clusters: number[][] }>(implementation, "partition", params);
        flags.push(clusters[10]![0]! < 5);
      }
      return share(flags);
    },
    from: 0.4,
    to: 0.51,
    tells: "partition/remainder-of-a-nibble",
  },
  {
    what: "the fit of a round's orders",
    of: (implementation) =>
      orders(implementation, "round", { ...ROUND, clusterSize: 1, updates: [[1], [2], [3]] }, 200),
    from: 0.01,
    to: 1,
    tells: "rounds/partition-of-no-seed partition/rotated-only",
  },
  {
    // To first order the variance at π/4 is one over the shots of both bases.
    what: "the variance of the phase, in units of the one due",
    of: async (implementation) => {
      const phases = (await phasesOverSeeds(implementation, 100, QUARTER)).map(([phase]) => phase!);
      return (200 * phases.reduce((sum, phase) => sum + (phase - Math.PI / 4) ** 2, 0)) / phases.length;
    },
    from: 0.85,
    to: 1.15,
    tells: `aggregation/shots-ignored aggregation/shots-split-over-bases aggregation/shots-of-both-bases
      aggregation/shots-split-over-coordinates aggregation/expected-counts
      aggregation/one-outcome-repeated aggregation/variance-as-deviation aggregation/bases-share-draws
      aggregation/majority-of-shots`,
  },
  {
    what: "how often one shot a basis gives an odd multiple of π/4",
    of: async (implementation) => {
      const phases = await phasesOverSeeds(implementation, 1, QUARTER);
      return share(phases.map(([phase]) => Math.abs(Math.abs(Math.sin(2 * phase!)) - 1) < 1e-9));
    },
    from: 1,
    to: 1,
    tells: "aggregation/normal-approximation",
  },
  {
    what: "how often two coordinates agree",
    of: async (implementation) =>
      share((await phasesOverSeeds(implementation, 1000, QUARTER)).map(([a, b]) => a === b)),
    from: 0,
    to: 0.1,
    tells: "aggregation/coordinates-share-draws",
  },
  {
    what: "how often two clusters agree",
    of: async (implementation) => {
      const flags: boolean[] = [];
      for (const seed of SEEDS.slice(0, 300)) {
        const params = { ...ROUND, updates: [[1], [0.5], [0.5]], clusterSize: 1, shots: 1000, seed };
        const { aggregates } = await resultOf<{ aggregates: number[][] }>(implementation, "round", params);
        const [a, b] = aggregates.flat().filter((mean) => mean < 0.9);
        flags.push(a === b);
      }
      return share(flags);
    },
    from: 0,
    to: 0.2,
    tells: "aggregation/clusters-share-draws",
  },
  {
    what: "how many pairs of different seeds draw the same",
    of: async (implementation) => {
      const flags: boolean[] = [];
      for (const pair of SEED_PAIRS) {
        const [a, b] = await Promise.all(
          pair.map((seed) => resultOf(implementation, "aggregate", { ...AGGREGATE, shots: 1000, seed })),
        );
        flags.push(!differ(a, b));
      }
      return share(flags);
    },
    from: 0,
    to: 0,
    tells: `determinism/seed-truncated determinism/seed-lower-cased determinism/seed-trimmed
      determinism/seed-as-number determinism/seed-in-ascii determinism/seed-hashed-by-sum
      determinism/seed-ignored`,
  },
];

test.each(FIGURES)("What is wrong in chance shows in $what", async ({ of, from, to, tells }) => {
  const right = await of(createReference());
  expect(right).toBeGreaterThanOrEqual(from);
  expect(right).toBeLessThanOrEqual(to);
  for (const id of tells.split(/\s+/u)) {
    const wrong = await of(faultOf(id).make());
    expect([id, wrong, wrong < from * 0.9 || wrong > to]).toEqual([id, wrong, true]);
  }
});
