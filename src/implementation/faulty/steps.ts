import { rangeRefusal } from "../../base/refusal.ts";
import { randomStream } from "../../base/random.ts";
import type { RandomStream } from "../../base/random.ts";
import { zeros } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import { mask, unmask } from "../../masking/mask.ts";
import { dequantize, quantize } from "../../masking/quantize.ts";
import { decode, encode, largestMagnitude } from "../../protocol/encode.ts";
import { clusterSizes, DEFAULT_REMAINDER } from "../../protocol/partition.ts";
import { sampleBinomial } from "../../quantum/counts.ts";
import { quadratureEstimate } from "../../quantum/estimate.ts";
import type { PhaseEstimate } from "../../quantum/estimate.ts";
import { reducePhase } from "../../quantum/evaluate.ts";
import { ghzQuality } from "../../quantum/ghz.ts";
import type { GhzQuality } from "../../quantum/ghz.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import { screen } from "../../rules/index.ts";
import type { ScreenRequest } from "../../rules/index.ts";
import type { RuleResult } from "../../rules/rule.ts";
import type { RoundParams } from "../implementation.ts";

type Clusters = readonly (readonly number[])[];
export type Means = readonly (Float64Array | null)[];
export type Lost = ReadonlySet<number>;

/** What is measured of one cluster, by coordinate. */
export interface Measured {
  readonly phaseSum: Float64Array;
  readonly visibility: Float64Array;
}

/** A rule's output on the clusters that are left, spread over all of them. */
export interface Screened {
  readonly update: Float64Array;
  readonly accepted: readonly boolean[];
}

/**
 * The steps that the operations are made of. A fault replaces one of them, and with it every operation that
 * goes through it, `round` too.
 */
export interface Steps {
  readonly stream: (seed: string) => RandomStream;
  readonly encode: (weights: Float64Array, clusterSize: number, bound: number) => Float64Array;
  readonly decode: (phaseSum: Float64Array, clusterSize: number, bound: number) => Float64Array;
  /** How many members each cluster has. */
  readonly sizes: (clients: number, clusterSize: number) => number[];
  /** The clients in the order that draws give: of a seed, or explicit ones. */
  readonly shuffle: (clients: number, draw: (place: number) => number) => number[];
  /** The clients in the order that a seed gives. */
  readonly order: (clients: number, rng: RandomStream) => number[];
  readonly slice: (order: readonly number[], sizes: readonly number[]) => number[][];
  readonly quality: (qubits: number, noise: GateNoise) => GhzQuality;
  /** V of the state that a cluster of so many members measures. */
  readonly visibility: (members: number, noise: GateNoise) => number;
  /** Θ of the phases of one coordinate. */
  readonly phaseSum: (phases: Float64Array) => number;
  /** The streams of both bases, by coordinate. */
  readonly bases: (
    rng: RandomStream,
  ) => (coordinate: number) => { readonly x: RandomStream; readonly y: RandomStream };
  /** A quadrature as measured, from its expectation. */
  readonly average: (expectation: number, shots: number | null, rng: RandomStream) => number;
  readonly estimate: (x: number, y: number, shots: number | null) => PhaseEstimate;
  readonly measure: (phases: Matrix, shots: number | null, noise: GateNoise, rng: RandomStream) => Measured;
  readonly screen: (request: ScreenRequest) => RuleResult;
  readonly quantize: (values: Float64Array, bits: number, bound: number) => ArrayLike<number>;
  readonly dequantize: (integers: Float64Array, bits: number, bound: number) => ArrayLike<number>;
  readonly mask: typeof mask;
  readonly unmask: (masked: Matrix, modulusBits: number) => Float64Array;
  /** The bound of a round. */
  readonly bound: (updates: Matrix, lost: Lost) => number;
  /** The clusters of a round. */
  readonly clusters: (clients: number, clusterSize: number, rng: RandomStream, lost: Lost) => number[][];
  /** The members that a cluster's aggregate comes from, null where the cluster is lost. */
  readonly present: (
    members: readonly number[],
    lost: Lost,
    cluster: number,
    clusterSize: number,
  ) => readonly number[] | null;
  /** What takes the place of k when a cluster of so many members encodes, and when its sum is decoded. */
  readonly encodingSize: (clusterSize: number, members: number) => number;
  readonly decodingSize: (clusterSize: number, members: number) => number;
  /** `live` counts the clusters before it that are not lost. */
  readonly clusterStream: (rng: RandomStream, cluster: number, live: number) => RandomStream;
  readonly clusterMean: (weightSum: Float64Array, members: number, clusterSize: number) => Float64Array;
  readonly screenClusters: (
    means: Means,
    clusters: Clusters,
    params: RoundParams,
    rng: RandomStream,
  ) => Screened;
  readonly contributors: (clusters: Clusters, accepted: readonly boolean[], means: Means) => number;
}

export type StepName = keyof Steps;

/** A rule on rows that count as much as their weights say, where it heeds weights. */
export function screenRows(
  steps: Pick<Steps, "screen">,
  rows: readonly Float64Array[],
  weights: readonly number[],
  { rule, tolerate, options, reference }: RoundParams,
  rng: RandomStream,
): RuleResult {
  if (rows.length === 0) throw rangeRefusal("dropouts", "at least one cluster left", rows);
  const aggregates = zeros(rows.length, rows[0]!.length);
  for (const [row, mean] of rows.entries()) aggregates.data.set(mean, row * aggregates.columns);
  return steps.screen({
    aggregates,
    rule,
    tolerate,
    rng,
    memberCounts: Float64Array.from(weights),
    ...(options && { options }),
    ...(reference && { reference: Float64Array.from(reference) }),
  });
}

/** The clusters that have a mean. */
export function surviving(means: Means): { readonly cluster: number; readonly mean: Float64Array }[] {
  return means.flatMap((mean, cluster) => (mean === null ? [] : [{ cluster, mean }]));
}

/** The right steps but for some. */
export function stepsWith(changes: Partial<Steps>): Steps {
  const steps: Steps = {
    stream: randomStream,
    encode,
    decode,
    sizes: (clients, clusterSize) => clusterSizes({ clients, clusterSize, remainder: DEFAULT_REMAINDER }),
    shuffle: (clients, draw) => {
      const order = Array.from({ length: clients }, (_, client) => client);
      for (let place = clients - 1; place > 0; place--) exchange(order, place, draw(place));
      return order;
    },
    order: (clients, rng) => steps.shuffle(clients, (place) => rng.integer(place + 1)),
    slice: (order, sizes) => {
      let start = 0;
      return sizes.map((size) => order.slice(start, (start += size)));
    },
    quality: ghzQuality,
    visibility: (members, noise) => steps.quality(members, noise).visibility,
    phaseSum: (phases) => phases.reduce((sum, phase) => sum + reducePhase(phase), 0),
    bases: (rng) => {
      const streams = { x: rng.fork("x"), y: rng.fork("y") };
      return () => streams;
    },
    average: (expectation, shots, rng) =>
      shots === null ? expectation : (2 * sampleBinomial(rng, shots, (1 + expectation) / 2)) / shots - 1,
    estimate: quadratureEstimate,
    measure: (phases, shots, noise, rng) => {
      const { rows, columns, data } = phases;
      const visibility = steps.visibility(rows, noise);
      const streams = steps.bases(rng);
      const measured = { phaseSum: new Float64Array(columns), visibility: new Float64Array(columns) };
      for (let c = 0; c < columns; c++) {
        const sum = steps.phaseSum(Float64Array.from({ length: rows }, (_, row) => data[row * columns + c]!));
        const x = steps.average(visibility * Math.cos(sum), shots, streams(c).x);
        const y = steps.average(visibility * Math.sin(sum), shots, streams(c).y);
        const estimate = steps.estimate(x, y, shots);
        measured.phaseSum[c] = estimate.phase;
        measured.visibility[c] = estimate.visibility;
      }
      return measured;
    },
    screen,
    quantize,
    dequantize,
    mask,
    unmask,
    bound: (updates) => largestMagnitude(updates.data),
    clusters: (clients, clusterSize, rng) =>
      steps.slice(steps.order(clients, rng), steps.sizes(clients, clusterSize)),
    present: (members, lost) => (members.some((client) => lost.has(client)) ? null : members),
    encodingSize: Math.max,
    decodingSize: Math.max,
    clusterStream: (rng, cluster) => rng.fork(`cluster/${cluster}`),
    clusterMean: (weightSum, members) => weightSum.map((sum) => sum / members),
    screenClusters: (means, clusters, params, rng) => {
      const left = surviving(means);
      const weights = left.map(({ cluster }) => clusters[cluster]!.length);
      const rows = left.map(({ mean }) => mean);
      const result = screenRows(steps, rows, weights, params, rng);
      const accepted = means.map(() => false);
      for (const [row, { cluster }] of left.entries()) accepted[cluster] = result.accepted[row]!;
      return { update: result.aggregate, accepted };
    },
    contributors: (clusters, accepted) =>
      clusters.reduce((sum, members, cluster) => sum + (accepted[cluster] ? members.length : 0), 0),
    ...changes,
  };
  return steps;
}

/** Tells of each step before it is taken, those too that other steps are made of; in place. */
export function tellSteps(steps: Steps, onStep: (name: StepName) => void): Steps {
  for (const name of Object.keys(steps) as StepName[]) {
    const step = steps[name] as (...given: unknown[]) => unknown;
    const telling = (...given: unknown[]): unknown => {
      onStep(name);
      return step(...given);
    };
    Object.assign(steps, { [name]: telling });
  }
  return steps;
}

/** Exchanges two entries in place. */
export function exchange(order: number[], a: number, b: number): void {
  [order[a], order[b]] = [order[b]!, order[a]!];
}
