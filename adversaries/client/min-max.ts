import { rowOf } from "../../src/base/matrix.ts";
import type { ClientAdversaryOf } from "../adversary.ts";
import { largestThat } from "../bisect.ts";
import { columnMeans, repeated, squaredDistance } from "../columns.ts";
import { perturbation, PERTURBATIONS } from "../perturbation.ts";

/** mean − γp with the largest γ that leaves it no further from any honest update than two of these are apart. */
export const minMax: ClientAdversaryOf<"everything"> = {
  role: "client",
  id: "client/min-max",
  title: "as far from the mean as honest updates are from each other",
  source: "Shejwalkar & Houmansadr 2021, NDSS, §4",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "everything",
  options: { p: { kind: "choice", default: "unit", choices: PERTURBATIONS, meaning: "the direction" } },
  make: ({ p }) => ({
    updates: ({ own, honest }) => {
      const rows = Array.from({ length: honest.rows }, (_, i) => rowOf(honest, i));
      const mean = columnMeans(honest);
      const direction = perturbation(String(p), honest);
      let widest = 0;
      for (const [i, row] of rows.entries()) {
        for (const other of rows.slice(0, i)) widest = Math.max(widest, squaredDistance(row, other));
      }
      const at = (gamma: number): Float64Array => mean.map((value, c) => value - gamma * direction[c]!);
      const gamma = largestThat((gamma) => {
        const sent = at(gamma);
        return rows.every((row) => squaredDistance(sent, row) <= widest);
      });
      return repeated(at(gamma), own.rows);
    },
  }),
};
