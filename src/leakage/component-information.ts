import { EigenvalueDecomposition, Matrix as DenseMatrix } from "ml-matrix";
import { checkArray, checkInteger } from "../base/check.ts";
import { rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import type { UpdateRounds } from "../learning/update-rounds.ts";
import { deviations } from "./deviations.ts";
import type { ObservedRound } from "./normal-equations.ts";
import { sampledInformation } from "./sampled-information.ts";
import type { InformationOptions, SampledInformation } from "./sampled-information.ts";

/** Mutual information of a client's update and its cluster's sum along one principal component. */
export interface ComponentInformation extends SampledInformation {
  /** The component's share of the variance between clients. */
  readonly share: number;
}

/** How many components, and how each is estimated. */
export interface ComponentOptions extends InformationOptions {
  /** From 1 to min(N − 1, d). */
  readonly components: number;
}

interface Direction {
  readonly vector: Float64Array;
  readonly share: number;
}

/** Components with less of the variance are rounding errors. */
const LEAST_SHARE = 1e-9;

/** The leading principal components of the clients' mean deviations, from the N × N products of clients. */
function principalDirections(own: readonly Matrix[], count: number): Direction[] {
  const { rows, columns } = own[0]!;
  const mean = zeros(rows, columns);
  for (const { data } of own) for (let i = 0; i < data.length; i++) mean.data[i]! += data[i]! / own.length;
  const dense = DenseMatrix.from1DArray(rows, columns, mean.data);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(dense.mmul(dense.transpose()), {
    assumeSymmetric: true,
  });
  const total = realEigenvalues.reduce((a, b) => a + b, 0);
  const byValue = [...realEigenvalues.keys()].sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  const leading = byValue.slice(0, count).filter((j) => realEigenvalues[j]! > LEAST_SHARE * total);
  return leading.map((j) => {
    const vector = new Float64Array(columns);
    for (let r = 0; r < rows; r++) {
      const row = rowOf(mean, r);
      for (let c = 0; c < columns; c++) vector[c]! += eigenvectorMatrix.get(r, j) * row[c]!;
    }
    return { vector, share: realEigenvalues[j]! / total };
  });
}

function along(direction: Float64Array, row: Float64Array): number {
  let product = 0;
  for (let c = 0; c < row.length; c++) product += direction[c]! * row[c]!;
  return product;
}

/** Each client's deviation along a direction, in units of their root mean square. */
function standardised(direction: Float64Array, own: Matrix): Float64Array {
  const values = Float64Array.from({ length: own.rows }, (_, client) => along(direction, rowOf(own, client)));
  const scale = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  return scale === 0 ? values : values.map((value) => value / scale);
}

/**
 * What a cluster's exact sum tells of a member's real update, by {@link sampledInformation} along each leading
 * principal component of what the clients have of their own. Every round is brought to one scale, deviations from its mean in
 * units of their spread, so that smaller updates late in a training are not taken for information. Of each cluster one
 * member is taken at random: the pairs of a round are then independent, T·M of them in all. A client's
 * updates are alike over rounds, so that more rounds of one training narrow the interval more than they should.
 *
 * @param updates N × d of each round
 * @param partitions each round's clusters
 * @returns a component a row, the largest share of the variance first, in bits a round; fewer where clients
 *   differ along fewer
 * @throws TypeError, RangeError for no rounds, lists of different lengths, and as sampledInformation
 */
export function componentInformation(
  updates: UpdateRounds,
  partitions: readonly ObservedRound["clusters"][],
  { components, ...options }: ComponentOptions,
  rng: RandomStream,
): ComponentInformation[] {
  checkArray("updates", updates);
  checkInteger("updates.length", updates.length, { min: 1 });
  if (partitions.length !== updates.length) {
    throw rangeRefusal("partitions", `${updates.length} rounds, like the updates`, partitions.length);
  }
  const { rows, columns } = updates[0]!;
  checkInteger("components", components, { min: 1, max: Math.max(1, Math.min(rows - 1, columns)) });
  const own = updates.map(deviations);
  return principalDirections(own, components).map(({ vector, share }, component) => {
    const draws = rng.fork(`component/${component}`);
    const members: number[] = [];
    const sums: number[] = [];
    for (const [t, clusters] of partitions.entries()) {
      const values = standardised(vector, own[t]!);
      for (const cluster of clusters) {
        members.push(values[cluster[draws.integer(cluster.length)]!]!);
        sums.push(cluster.reduce((sum, client) => sum + values[client]!, 0));
      }
    }
    return {
      ...sampledInformation(Float64Array.from(members), Float64Array.from(sums), options, draws),
      share,
    };
  });
}
