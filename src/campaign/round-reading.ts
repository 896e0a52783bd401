import { columnMeans } from "../../adversaries/columns.ts";
import { rowOf } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { phaseScale } from "../protocol/encode.ts";

/** What was read of clusters, beside what they would have had if all clients were honest. Plain data. */
export interface RoundReading {
  /** Mean of contaminated clusters' means, projected on the mean of all and in units of it; null where that is 0. */
  readonly projection: number | null;
  /** Of clusters with just one attacker, how many there are, and how far on the circle their sums moved, radians. */
  readonly single: number;
  readonly shift: number | null;
  /** Root mean square error of clean clusters' means, in units of the honest bound; null without any. */
  readonly error: number | null;
  /** The bound that was agreed, in units of the honest one; null where that is 0. */
  readonly inflation: number | null;
}

/** What a reading is made of. */
export interface ReadClusters {
  /** N × d: what everyone would send. */
  readonly honest: Matrix;
  readonly attackers: ReadonlySet<number>;
  /** Those that live, in the order of `means`. */
  readonly clusters: readonly (readonly number[])[];
  readonly means: Matrix;
  readonly weightBound: number;
  /** k. */
  readonly clusterSize: number;
}

function sumOf(honest: Matrix, members: readonly number[]): Float64Array {
  const sum = new Float64Array(honest.columns);
  for (const client of members) {
    const row = rowOf(honest, client);
    for (let c = 0; c < sum.length; c++) sum[c]! += row[c]!;
  }
  return sum;
}

function quotient(sum: number, count: number): number | null {
  return count === 0 ? null : sum / count;
}

/** Compares what was read with what honest clients would have had. */
export function readingOf({
  honest,
  attackers,
  clusters,
  means,
  weightBound,
  clusterSize,
}: ReadClusters): RoundReading {
  const honestBound = honest.data.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  // Unit-sized weights, so that squares neither overflow nor vanish.
  const unit = honestBound || 1;
  const centre = columnMeans(honest).map((weight) => weight / unit);
  const energy = centre.reduce((sum, weight) => sum + weight * weight, 0);
  const totals = { contaminated: 0, projection: 0, single: 0, shift: 0, clean: 0, squares: 0 };
  for (const [cluster, members] of clusters.entries()) {
    const read = rowOf(means, cluster);
    const bad = members.filter((client) => attackers.has(client)).length;
    if (bad > 0) {
      totals.contaminated++;
      let product = 0;
      for (let c = 0; c < read.length; c++) product += (read[c]! / unit) * centre[c]!;
      totals.projection += energy === 0 ? 0 : product / energy;
    }
    if (bad > 1) continue;
    const sum = sumOf(honest, members);
    const scale = phaseScale(Math.max(clusterSize, members.length), weightBound);
    let moved = 0;
    for (let c = 0; c < read.length; c++) {
      const off = read[c]! * members.length - sum[c]!;
      const angle = off * scale;
      if (bad === 1) moved += Math.abs(angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI)));
      else totals.squares += (off / members.length / unit) ** 2;
    }
    if (bad === 0) totals.clean++;
    else {
      totals.single++;
      totals.shift += moved / read.length;
    }
  }
  return {
    projection: energy === 0 ? null : quotient(totals.projection, totals.contaminated),
    single: totals.single,
    shift: quotient(totals.shift, totals.single),
    error: totals.clean === 0 ? null : Math.sqrt(totals.squares / (totals.clean * means.columns)),
    inflation: honestBound === 0 ? null : weightBound / honestBound,
  };
}
