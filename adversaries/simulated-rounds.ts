import { rowOf, zeros } from "../src/base/matrix.ts";
import type { Matrix } from "../src/base/matrix.ts";
import type { RandomStream } from "../src/base/random.ts";
import { isRefusal } from "../src/base/refusal.ts";
import { fillNormal } from "../src/learning/normal.ts";
import { largestMagnitude } from "../src/protocol/encode.ts";
import { clusterSizes, partition } from "../src/protocol/partition.ts";
import { honestVisibility } from "../src/quantum/evaluate.ts";
import { noiseless } from "../src/quantum/noise.ts";
import { screen } from "../src/rules/index.ts";
import type { FullView } from "./adversary.ts";
import { columnMeans, squaredDistance } from "./columns.ts";

/** What campaigns do with remainders. */
const REMAINDER = "balanced";

/** What a round has beside the attackers' updates. */
interface DrawnRound {
  /** M × d: sums of the honest members, over the clusters' sizes. */
  readonly honest: Matrix;
  readonly sizes: Float64Array;
  /** The cluster of each attacker. */
  readonly clusterOf: readonly number[];
  /** Where in the table of errors those of this round start. */
  readonly offset: number;
}

/** The standard deviation of an angle of which nothing is known. */
const BLIND = 1 / Math.sqrt(3);

/** The standard deviation with which the mean of a cluster of `size` is read, in units of the bound. */
function errorOf({ reading }: FullView, size: number): number {
  if (reading === undefined || reading.shots === null) return 0;
  const { shots, noise } = reading;
  const visibility = honestVisibility(size, noise, noiseless(noise.layout));
  if (visibility === undefined || visibility <= 0) return BLIND;
  return Math.min(BLIND, 1 / (Math.PI * visibility * Math.sqrt(shots)));
}

/** The shortest table of errors. */
const LEAST_ERRORS = 2 ** 12;

/**
 * Errors of reading, normal and without a unit. To make them is most of the work, so that each round reads a table from
 * another place; its odd length keeps clusters from meeting the same errors of each other every time.
 */
function errorTable({ own, honest, clusterSize, reading }: FullView, rng: RandomStream): Float64Array {
  if (reading === undefined || reading.shots === null) return new Float64Array(0);
  const clusters = clusterSizes({
    clients: own.rows + honest.rows,
    clusterSize,
    remainder: REMAINDER,
  }).length;
  return fillNormal(rng, new Float64Array(Math.max(LEAST_ERRORS, 2 * clusters * honest.columns) + 1));
}

function drawn({ own, honest, clusterSize }: FullView, errors: number, rng: RandomStream): DrawnRound {
  const clients = own.rows + honest.rows;
  const clusters = partition({ clients, clusterSize, remainder: REMAINDER }, rng);
  const sums = zeros(clusters.length, honest.columns);
  const clusterOf: number[] = [];
  for (const [c, members] of clusters.entries()) {
    const sum = rowOf(sums, c);
    for (const client of members) {
      if (client < own.rows) {
        clusterOf[client] = c;
        continue;
      }
      const row = rowOf(honest, client - own.rows);
      for (let i = 0; i < sum.length; i++) sum[i]! += row[i]! / members.length;
    }
  }
  const sizes = Float64Array.from(clusters, ({ length }) => length);
  return { honest: sums, sizes, clusterOf, offset: errors === 0 ? 0 : rng.integer(errors) };
}

/** Adds what reading gets wrong: of each cluster so many units of the table. */
function addErrors(means: Matrix, errors: Float64Array, offset: number, units: Float64Array): void {
  if (errors.length === 0) return;
  let at = offset;
  for (let cluster = 0; cluster < means.rows; cluster++) {
    const mean = rowOf(means, cluster);
    for (let i = 0; i < mean.length; i++) {
      mean[i]! += units[cluster]! * errors[at]!;
      if (++at === errors.length) at = 0;
    }
  }
}

function meansOf({ honest, sizes, clusterOf }: DrawnRound, sent: Matrix): Matrix {
  const means = { ...honest, data: honest.data.slice() };
  for (const [attacker, cluster] of clusterOf.entries()) {
    const mean = rowOf(means, cluster);
    const row = rowOf(sent, attacker);
    for (let i = 0; i < mean.length; i++) mean[i]! += row[i]! / sizes[cluster]!;
  }
  return means;
}

/** Plays further rounds, the same for all that might be sent: the harm of each of these (f × d) in each round. */
export type SimulatedRounds = (sent: readonly Matrix[], rounds: number) => Float64Array[];

/**
 * Rounds as an adversary that sees everything can play them in its head: clusters are drawn anew for each, and their
 * means are read with normal errors that grow with the bound. Harm is the distance of the server's answer from the honest
 * mean; a rule that refuses what is sent is not harmed by it.
 */
export function simulatedRounds(view: FullView, rng: RandomStream): SimulatedRounds {
  const { rule, tolerate, options, reference } = view;
  const target = columnMeans(view.honest);
  const honestBound = largestMagnitude(view.honest.data);
  const errors = errorTable(view, rng.fork("errors"));
  // Clusters of two sizes at most.
  const units = new Map<number, number>();
  const unitOf = (size: number): number => {
    const known = units.get(size) ?? errorOf(view, size);
    units.set(size, known);
    return known;
  };
  let played = 0;
  const harm = (round: DrawnRound, sent: Matrix, bound: number, stream: RandomStream): number => {
    const means = meansOf(round, sent);
    addErrors(
      means,
      errors,
      round.offset,
      round.sizes.map((size) => bound * unitOf(size)),
    );
    try {
      const { aggregate } = screen({
        aggregates: means,
        rule,
        tolerate,
        rng: stream.fork("rule"),
        memberCounts: round.sizes,
        ...(options && { options }),
        ...(reference && { reference }),
      });
      return Math.sqrt(squaredDistance(aggregate, target));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return 0;
    }
  };
  return (sent, rounds) => {
    const harms = sent.map(() => new Float64Array(rounds));
    const bounds = sent.map(({ data }) => Math.max(honestBound, largestMagnitude(data)));
    for (let at = 0; at < rounds; at++) {
      const stream = rng.fork(`round/${played++}`);
      const round = drawn(view, errors.length, stream);
      for (const [i, updates] of sent.entries()) harms[i]![at] = harm(round, updates, bounds[i]!, stream);
    }
    return harms;
  };
}
