import { expect, test } from "vitest";
import { zeros } from "../../src/base/matrix.ts";
import type { Matrix } from "../../src/base/matrix.ts";
import { randomStream } from "../../src/base/random.ts";
import type { RandomStream } from "../../src/base/random.ts";
import { disaggregateRounds } from "../../src/leakage/disaggregate.ts";
import { exactSums } from "../../src/leakage/disaggregation-curve.ts";
import type { ObservedRound } from "../../src/leakage/normal-equations.ts";
import { reconstructionR2 } from "../../src/leakage/reconstruction.ts";
import { fillNormal } from "../../src/learning/normal.ts";
import { partition } from "../../src/protocol/partition.ts";
import { earliestRecovery, fixedR2, reshuffledR2 } from "./disaggregation.ts";
import type { DisaggregationSetting } from "./disaggregation.ts";

/** What an asymptotic form may be off by. */
const TOLERANCE = 0.01;
/** Of each interval; with 54 of them a false alarm in 900 runs, were they exact, and the seeds are fixed. */
const CONFIDENCE = 1 - 2e-5;

function normal(rng: RandomStream, rows: number, columns: number, deviation: number): Matrix {
  const matrix = zeros(rows, columns);
  fillNormal(rng, matrix.data);
  for (let i = 0; i < matrix.data.length; i++) matrix.data[i]! *= deviation;
  return matrix;
}

/** Rounds of u + fresh, under partitions that are drawn anew or once. */
function* played(
  lasting: Matrix,
  { clients, clusterSize, rounds }: DisaggregationSetting,
  fixed: boolean,
  rng: RandomStream,
): Generator<ObservedRound> {
  const draw = (): number[][] => partition({ clients, clusterSize, remainder: "balanced" }, rng);
  let clusters = draw();
  for (let t = 0; t < rounds; t++) {
    if (!fixed && t > 0) clusters = draw();
    const updates = normal(rng, clients, lasting.columns, 1);
    for (let i = 0; i < updates.data.length; i++) updates.data[i]! += lasting.data[i]!;
    yield { clusters, sums: exactSums(updates, clusters) };
  }
}

/** The true updates and the estimates of several runs, one below the other. */
function stacked(setting: DisaggregationSetting, runs: number, columns: number, fixed: boolean): Matrix[] {
  const { clients, ratio } = setting;
  const [truth, estimate] = [zeros(runs * clients, columns), zeros(runs * clients, columns)];
  for (let run = 0; run < runs; run++) {
    const rng = randomStream(JSON.stringify(setting)).fork(`${fixed}/${run}`);
    const lasting = normal(rng, clients, columns, Math.sqrt(ratio));
    const guess = disaggregateRounds(played(lasting, setting, fixed, rng), clients, { prior: ratio });
    truth.data.set(lasting.data, run * clients * columns);
    estimate.data.set(guess.data, run * clients * columns);
  }
  return [truth, estimate];
}

const SETTINGS = [
  { rounds: 1, ratio: 1 },
  { rounds: 6, ratio: 10 },
  { rounds: 12, ratio: 2 },
] as const;

test.for(
  [20, 60, 200].flatMap((clients) => [3, 5, 10].map((clusterSize) => [clients, clusterSize] as const)),
)("least squares over rounds has the R² of the closed forms at N = %i, k = %i", ([clients, clusterSize]) => {
  for (const { rounds, ratio } of SETTINGS) {
    const setting = { clients, clusterSize, rounds, ratio };
    for (const [fixed, expected] of [
      [false, reshuffledR2(setting)],
      [true, fixedR2(setting)],
    ] as const) {
      const runs = clients === 20 ? 30 : clients === 60 ? 14 : 1;
      const [truth, estimate] = stacked(setting, runs, clients === 200 ? 30 : 12, fixed);
      // Clients of one run share its partitions, runs nothing; among many clients they make no difference.
      const units = Array.from({ length: runs }, (_, run) =>
        Array.from({ length: clients }, (_, client) => run * clients + client),
      );
      const measured = reconstructionR2(truth!, estimate!, {
        confidence: CONFIDENCE,
        ...(clients === 200 ? {} : { units }),
      });
      const what = JSON.stringify({ ...setting, fixed, measured, expected });
      expect(measured.upper - measured.lower, what).toBeLessThan(0.12);
      expect(expected, what).toBeGreaterThan(measured.lower - TOLERANCE);
      expect(expected, what).toBeLessThan(measured.upper + TOLERANCE);
    }
  }
});

test("one round has the R² of the sums alone, and static updates are told in full at last", () => {
  for (const ratio of [0.01, 1, 100]) {
    const setting = { clients: 60, clusterSize: 5, rounds: 1, ratio };
    expect(reshuffledR2(setting)).toBeCloseTo(fixedR2(setting), 12);
    expect(reshuffledR2({ ...setting, clusterSize: 1, rounds: 7 })).toBeCloseTo(
      (7 * ratio) / (1 + 7 * ratio),
      9,
    );
  }
  expect(reshuffledR2({ clients: 60, clusterSize: 5, rounds: 40, ratio: 1e6 })).toBeGreaterThan(0.999_99);
  expect(fixedR2({ clients: 60, clusterSize: 5, rounds: 40, ratio: 1e6 })).toBeCloseTo(0.2, 6);
});

test("with exact sums of static updates R² is the share of the dimensions that T rounds span", () => {
  // Projections in general position: 1 + T(M − 1) of N dimensions, asymptotically.
  for (const rounds of [1, 2, 3, 4]) {
    const expected = (1 + rounds * 11) / 60;
    expect(reshuffledR2({ clients: 60, clusterSize: 5, rounds, ratio: 1e9 })).toBeCloseTo(expected, 3);
  }
});

test.for([
  [60, 5, 6],
  [20, 5, 7],
  [200, 5, 6],
  [60, 3, 4],
  [60, 10, 12],
  [5, 1, 1],
  [5, 5, Infinity],
] as const)("N = %i, k = %i take at least %d rounds", ([clients, clusterSize, rounds]) => {
  expect(earliestRecovery({ clients, clusterSize })).toBe(rounds);
});
