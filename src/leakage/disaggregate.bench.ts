import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { fillNormal } from "../learning/normal.ts";
import { shuffledIndices } from "../learning/shuffle.ts";
import { disaggregateRounds } from "./disaggregate.ts";
import { exactSums } from "./disaggregation-curve.ts";
import type { ObservedRound } from "./normal-equations.ts";

const CLIENTS = 1000;
const MEMBERS = 5;
const ROUNDS = 300;
const COLUMNS = 10_000;
const RATIO = 4;

/** What the disaggregation of many rounds took. */
export interface DisaggregationBench {
  readonly clients: number;
  readonly rounds: number;
  readonly coordinates: number;
  /** Of the estimate, without the rounds that it is made from. */
  readonly seconds: number;
  /** The process's peak, with the true updates (80 MB) that the sums are drawn from. */
  readonly peakMegabytes: number;
  readonly r2: number;
}

/** Sums of updates that last, each with the fresh part of five clients: a stretch of a fixed pool of normal numbers. */
function* rounds(lasting: Matrix, spend: (seconds: number) => void): Generator<ObservedRound> {
  const rng = randomStream("disaggregation");
  const pool = fillNormal(rng.fork("pool"), new Float64Array(4 * COLUMNS + 1)).map(
    (v) => v * Math.sqrt(MEMBERS),
  );
  for (let t = 0; t < ROUNDS; t++) {
    const start = performance.now();
    const order = shuffledIndices(rng, CLIENTS);
    const clusters = Array.from({ length: CLIENTS / MEMBERS }, (_, m) => [
      ...order.subarray(m * MEMBERS, (m + 1) * MEMBERS),
    ]);
    const sums = exactSums(lasting, clusters);
    for (let m = 0; m < sums.rows; m++) {
      const from = rng.integer(3 * COLUMNS);
      for (let c = 0; c < COLUMNS; c++) sums.data[m * COLUMNS + c]! += pool[from + c]!;
    }
    spend((performance.now() - start) / 1000);
    yield { clusters, sums };
  }
}

/** Disaggregates N = 1,000 clients with d = 10,000 coordinates over T = 300 rounds. */
export function benchDisaggregation(): DisaggregationBench {
  const lasting = zeros(CLIENTS, COLUMNS);
  fillNormal(randomStream("lasting"), lasting.data);
  for (let i = 0; i < lasting.data.length; i++) lasting.data[i]! *= Math.sqrt(RATIO);
  let spent = 0;
  const start = performance.now();
  const estimate = disaggregateRounds(
    rounds(lasting, (seconds) => (spent += seconds)),
    CLIENTS,
    { prior: RATIO },
  );
  const seconds = (performance.now() - start) / 1000 - spent;
  const squares = { residual: 0, own: 0 };
  for (const [i, value] of lasting.data.entries()) {
    squares.residual += (value - estimate.data[i]!) ** 2;
    squares.own += value * value;
  }
  return {
    clients: CLIENTS,
    rounds: ROUNDS,
    coordinates: COLUMNS,
    seconds,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    r2: 1 - squares.residual / squares.own,
  };
}
