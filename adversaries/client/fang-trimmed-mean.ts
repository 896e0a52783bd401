import { zeros } from "../../src/base/matrix.ts";
import type { Matrix } from "../../src/base/matrix.ts";
import type { ClientAdversaryOf } from "../adversary.ts";
import { columnMeans } from "../columns.ts";

function extremes(honest: Matrix): { least: Float64Array; most: Float64Array } {
  const least = new Float64Array(honest.columns).fill(Infinity);
  const most = new Float64Array(honest.columns).fill(-Infinity);
  for (const [at, value] of honest.data.entries()) {
    const column = at % honest.columns;
    least[column] = Math.min(least[column]!, value);
    most[column] = Math.max(most[column]!, value);
  }
  return { least, most };
}

/**
 * In each coordinate, values drawn just beyond the honest ones on the side opposite to their mean: between the least
 * honest value and b times as far (or 1/b where that is further out), or above the largest.
 */
export const fangTrimmedMean: ClientAdversaryOf<"everything"> = {
  role: "client",
  id: "client/fang-trimmed-mean",
  title: "just beyond the honest values, against their mean, in every coordinate",
  source: "Fang et al. 2020, arXiv 1911.11815, §3.4",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "everything",
  options: { b: { kind: "number", default: 2, min: 1, meaning: "how far beyond" } },
  make: ({ b }) => ({
    updates: ({ own, honest }, rng) => {
      const factor = Number(b);
      const mean = columnMeans(honest);
      const { least, most } = extremes(honest);
      const sent = zeros(own.rows, own.columns);
      for (let at = 0; at < sent.data.length; at++) {
        const column = at % sent.columns;
        const edge = mean[column]! > 0 ? least[column]! : most[column]!;
        const outward = mean[column]! > 0 === edge > 0 ? edge / factor : edge * factor;
        sent.data[at] = edge + rng.uniform() * (outward - edge);
      }
      return sent;
    },
  }),
};
