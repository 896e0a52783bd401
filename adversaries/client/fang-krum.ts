import { rowOf, zeros } from "../../src/base/matrix.ts";
import type { Matrix } from "../../src/base/matrix.ts";
import { screen } from "../../src/rules/index.ts";
import type { ClientAdversaryOf } from "../adversary.ts";
import { columnMeans, repeated, squaredDistance } from "../columns.ts";

/** Below this step the attack gives up and stays where it is. */
const LEAST_STEP = 1e-5;

/** The largest λ that the paper's bound leaves to hope for (§3.3). */
function upperBound(honest: Matrix, clients: number, byzantine: number): number {
  const rows = Array.from({ length: honest.rows }, (_, i) => rowOf(honest, i));
  const neighbours = Math.max(1, clients - byzantine - 2);
  let least = Infinity;
  let longest = 0;
  const origin = new Float64Array(honest.columns);
  for (const row of rows) {
    const distances = rows
      .filter((other) => other !== row)
      .map((other) => Math.sqrt(squaredDistance(row, other)))
      .sort((a, b) => a - b);
    least = Math.min(
      least,
      distances.slice(0, neighbours).reduce((sum, distance) => sum + distance, 0),
    );
    longest = Math.max(longest, Math.sqrt(squaredDistance(row, origin)));
  }
  const root = Math.sqrt(honest.columns);
  return least / (Math.max(1, clients - 2 * byzantine - 1) * root) + longest / root;
}

function krumPicks(sent: Float64Array, byzantine: number, honest: Matrix): boolean {
  const all = zeros(byzantine + honest.rows, honest.columns);
  for (let r = 0; r < byzantine; r++) all.data.set(sent, r * honest.columns);
  all.data.set(honest.data, byzantine * honest.columns);
  const tolerate = Math.max(0, Math.min(byzantine, Math.floor((all.rows - 3) / 2)));
  return screen({ aggregates: all, rule: "krum", tolerate }).accepted.indexOf(true) < byzantine;
}

/** −λ·sign(mean) from every member, λ halved until Krum over all clients picks it. */
export const fangKrum: ClientAdversaryOf<"everything"> = {
  role: "client",
  id: "client/fang-krum",
  title: "the longest step against the mean that Krum still picks",
  source: "Fang et al. 2020, arXiv 1911.11815, §3.3",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "everything",
  options: {
    lambda: {
      kind: "number",
      default: 0,
      min: 0,
      meaning: "the λ to start from; 0: the paper's upper bound",
    },
  },
  make: ({ lambda }) => ({
    updates: ({ clients, own, honest }) => {
      const signs = columnMeans(honest).map(Math.sign);
      let step = lambda === 0 ? upperBound(honest, clients, own.rows) : Number(lambda);
      const at = (step: number): Float64Array => signs.map((sign) => -step * sign);
      // Krum needs three inputs; of fewer none is screened, and the longest step stands.
      if (clients < 3) return repeated(at(step), own.rows);
      while (step > LEAST_STEP && !krumPicks(at(step), own.rows, honest)) step /= 2;
      return repeated(at(step), own.rows);
    },
  }),
};
