import { rowOf } from "../../src/base/matrix.ts";
import type { ClientAdversaryOf } from "../adversary.ts";
import { largestThat } from "../bisect.ts";
import { columnMeans, repeated, squaredDistance } from "../columns.ts";
import { perturbation, PERTURBATIONS } from "../perturbation.ts";

/** mean − γp with the largest γ at which its squared distances to the honest updates sum to no more than theirs do. */
export const minSum: ClientAdversaryOf<"everything"> = {
  role: "client",
  id: "client/min-sum",
  title: "no further from all honest updates together than one of these",
  source: "Shejwalkar & Houmansadr 2021, NDSS, §4",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "everything",
  options: {
    p: { kind: "choice", default: "unit", choices: PERTURBATIONS, meaning: "the direction" },
    bound: {
      kind: "choice",
      default: "smallest",
      choices: ["smallest", "largest"],
      meaning: "which honest sum it keeps to",
    },
  },
  make: ({ p, bound }) => ({
    updates: ({ own, honest }) => {
      const rows = Array.from({ length: honest.rows }, (_, i) => rowOf(honest, i));
      const mean = columnMeans(honest);
      const direction = perturbation(String(p), honest);
      const sumTo = (sent: Float64Array): number =>
        rows.reduce((sum, row) => sum + squaredDistance(sent, row), 0);
      const sums = rows.map(sumTo);
      const most = bound === "largest" ? Math.max(...sums) : Math.min(...sums);
      const at = (gamma: number): Float64Array => mean.map((value, c) => value - gamma * direction[c]!);
      return repeated(at(largestThat((gamma) => sumTo(at(gamma)) <= most)), own.rows);
    },
  }),
};
