import { matrixOf, rowOf, zeros } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import type { ObservedRound } from "../../leakage/normal-equations.ts";
import type { RoundResult } from "../../protocol/round.ts";

/** Every so many-th column, so that at most `limit` are left. */
export function thinned({ rows, columns, data }: Matrix, limit: number): Matrix {
  const step = Math.ceil(columns / limit);
  const left = Math.ceil(columns / step);
  const out = new Float64Array(rows * left);
  for (let i = 0; i < out.length; i++) out[i] = data[Math.floor(i / left) * columns + step * (i % left)]!;
  return matrixOf("thinned", out, rows, left);
}

/** The sums of a round as the server reads them, of the clusters that have one. */
export function readSums({ clusters, aggregates }: RoundResult, limit: number): ObservedRound {
  const kept = clusters.flatMap((members, m) =>
    aggregates[m] === null ? [] : [{ members, mean: aggregates[m]! }],
  );
  const sums = zeros(kept.length, kept[0]!.mean.length);
  for (const [m, { members, mean }] of kept.entries()) {
    rowOf(sums, m).set(mean.map((value) => members.length * value));
  }
  return { clusters: kept.map(({ members }) => members), sums: thinned(sums, limit) };
}
