import { rowOf, zeros } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { componentInformation } from "../../leakage/component-information.ts";
import { deviations } from "../../leakage/deviations.ts";
import { gaussianInformation } from "../../leakage/gaussian-information.ts";
import { exactSums } from "../../leakage/disaggregation-curve.ts";
import type { ObservedRound } from "../../leakage/normal-equations.ts";
import { linearR2 } from "../../leakage/reconstruction.ts";
import type { Bounded } from "../../leakage/reconstruction.ts";
import { largestMagnitude } from "../../protocol/encode.ts";
import { shuffledIndices } from "../../learning/shuffle.ts";
import { studentQuantile } from "../../statistics/student-quantile.ts";
import type { AuditContext } from "../context.ts";
import type { SumLeakageEvidence } from "../privacy-evidence.ts";
import { readSums, thinned } from "./read-sums.ts";

const CONFIDENCE = 0.999;
const COORDINATES = 650;
const COMPONENTS = 6;
const CALIBRATIONS = 16;
/** Fewer pairs say nothing of an information this small. */
const LEAST_PAIRS = 20;

function times(matrix: Matrix, factor: number): Matrix {
  return { ...matrix, data: matrix.data.map((value) => factor * value) };
}

/** One round: each client's deviation, and in its row the deviation of its cluster's sum, read and exact. */
interface Round {
  readonly clusters: ObservedRound["clusters"];
  readonly own: Matrix;
  readonly read: Matrix;
  readonly exact: Matrix;
}

/** Each member's row: its cluster's sum less the members' share in the total. */
function toMembers({ clusters, sums }: ObservedRound, clients: number): Matrix {
  const all = zeros(clients, sums.columns);
  const total = new Float64Array(sums.columns);
  for (let m = 0; m < sums.rows; m++)
    for (const [c, value] of rowOf(sums, m).entries()) total[c]! += value / clients;
  for (const [m, members] of clusters.entries()) {
    const sum = rowOf(sums, m).map((value, c) => value - members.length * total[c]!);
    for (const client of members) rowOf(all, client).set(sum);
  }
  return all;
}

/** A round in units of its deviations, so that all count alike; undefined where clients are alike. */
function standard({ updates, result }: AuditContext["rounds"][number]): Round | undefined {
  const taken = thinned(updates, COORDINATES);
  const largest = largestMagnitude(taken.data);
  if (largest === 0) return undefined;
  // First in units of the largest weight: no square overflows.
  const first = deviations(times(taken, 1 / largest));
  const spread = Math.sqrt(first.data.reduce((sum, value) => sum + value * value, 0) / first.data.length);
  if (spread < 1e-10) return undefined;
  const own = times(first, 1 / spread);
  const { clusters, sums } = readSums(result, COORDINATES);
  return {
    clusters,
    own,
    read: toMembers({ clusters, sums: times(times(sums, 1 / largest), 1 / spread) }, own.rows),
    exact: toMembers({ clusters, sums: exactSums(own, clusters) }, own.rows),
  };
}

function stack(matrices: readonly Matrix[]): Matrix {
  const { rows, columns } = matrices[0]!;
  const all = zeros(rows * matrices.length, columns);
  for (const [t, { data }] of matrices.entries()) all.data.set(data, t * rows * columns);
  return all;
}

function correlated(rounds: readonly Round[], of: "read" | "exact"): Bounded | null {
  const clients = rounds[0]!.own.rows;
  const units = rounds.flatMap(({ clusters }, t) =>
    clusters.map((members) => members.map((i) => t * clients + i)),
  );
  const observed = stack(rounds.map((round) => round[of]));
  if (units.length < 3 || observed.data.every((value) => Math.abs(value) < 1e-9)) return null;
  return linearR2(stack(rounds.map(({ own }) => own)), observed, { confidence: CONFIDENCE, units });
}

/**
 * R² of a client that is ρ times as loud as the N − 1 others, from its sum with k − 1 of them. Deviations sum to 0, so that
 * the others hold −1/(N − 1) of it each; without that it would be ρ²/(ρ² + k − 1).
 */
function amongOthers(clients: number, others: number, ratio: number): number {
  const own = ((1 - others / (clients - 1)) * ratio) ** 2;
  const drawn = (others * (clients - 1 - others)) / (clients - 2);
  return own / (own + drawn * (1 - (ratio / (clients - 1)) ** 2));
}

/** The client whose deviations in the first round are largest, with `others` drawn among the rest, again and again. */
function loudest(
  { own }: Round,
  others: number,
  draws: number,
  rng: RandomStream,
): SumLeakageEvidence["loudest"] {
  const squares = Array.from({ length: own.rows }, (_, i) =>
    rowOf(own, i).reduce((sum, v) => sum + v * v, 0),
  );
  const at = squares.reduce((best, value, i) => (value > squares[best]! ? i : best), 0);
  const rest = squares.reduce((sum, value) => sum + value, -squares[at]!) / (own.rows - 1);
  if (others < 1 || own.rows - 1 <= others || rest <= 1e-12 * squares[at]!) return null;
  let [product, total] = [0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const sum = Float64Array.from(rowOf(own, at));
    // The loudest client changes places with the last, so that the first of the others are all of them.
    for (const index of shuffledIndices(rng, own.rows - 1).subarray(0, others)) {
      const row = rowOf(own, index === at ? own.rows - 1 : index);
      for (let c = 0; c < sum.length; c++) sum[c]! += row[c]!;
    }
    for (const [c, value] of rowOf(own, at).entries()) {
      product += value * sum[c]!;
      total += sum[c]! ** 2;
    }
  }
  const ratio = Math.sqrt(squares[at]! / rest);
  return {
    ratio,
    draws,
    r2: product ** 2 / (draws * squares[at]! * total),
    expected: amongOthers(own.rows, others, ratio),
  };
}

/** The mean over components, which are uncorrelated, with Student's interval from the spread that calibration found. */
function informationOf(
  rounds: readonly Round[],
  rng: RandomStream,
): { bits: Bounded; components: number } | null {
  const { rows, columns } = rounds[0]!.own;
  const found = componentInformation(
    rounds.map(({ own }) => own),
    rounds.map(({ clusters }) => clusters),
    {
      components: Math.min(COMPONENTS, rows - 1, columns),
      confidence: CONFIDENCE,
      calibrations: CALIBRATIONS,
    },
    rng,
  );
  const components = found.length;
  if (components === 0) return null;
  const value = found.reduce((sum, one) => sum + one.value / components, 0);
  const error = Math.sqrt(found.reduce((sum, { deviation }) => sum + (deviation / components) ** 2, 0));
  const half = studentQuantile(1 - CONFIDENCE, CALIBRATIONS - 1) * error;
  return { bits: { value, lower: value - half, upper: value + half }, components };
}

/** PR-3: the run's own sums against its own updates. */
export function gatherSumLeakage(context: AuditContext): SumLeakageEvidence {
  const { settings, rng, effort } = context;
  const { clusters } = context.rounds[0]!.result;
  const { rows: clients, columns } = context.rounds[0]!.updates;
  const rounds = context.rounds.flatMap((round) => standard(round) ?? []);
  const several = clusters.length > 1 && rounds.length > 0;
  const pairs = rounds.reduce((sum, round) => sum + round.clusters.length, 0);
  const varies = several && pairs >= LEAST_PAIRS && settings.clusterSize > 1 && columns > 1;
  const information = varies ? informationOf(rounds, rng.fork("bits")) : null;
  const members = Math.min(settings.clusterSize, clients);
  return {
    rounds: rounds.length,
    clients,
    clusters: clusters.length,
    clusterSize: settings.clusterSize,
    coordinates: Math.min(columns, COORDINATES),
    shots: settings.shots,
    confidence: CONFIDENCE,
    read: several ? correlated(rounds, "read") : null,
    exact: several ? correlated(rounds, "exact") : null,
    expected: clients === 1 ? 1 : (clusters.length - 1) / (clients - 1),
    bits: information?.bits ?? null,
    components: information?.components ?? 0,
    pairs,
    expectedBits: members === 1 ? null : gaussianInformation({ members }),
    loudest: several ? loudest(rounds[0]!, members - 1, effort.trials, rng.fork("loudest")) : null,
  };
}
