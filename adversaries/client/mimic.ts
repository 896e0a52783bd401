import type { Matrix } from "../../src/base/matrix.ts";
import { rowOf } from "../../src/base/matrix.ts";
import type { ClientAdversaryOf } from "../adversary.ts";
import { columnMeans, repeated } from "../columns.ts";

const STEPS = 30;

function dot(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, c) => sum + value * y[c]!, 0);
}

/** The direction in which honest updates differ most, by power iteration from the first one's difference. */
function mainDirection(honest: Matrix): Float64Array {
  const mean = columnMeans(honest);
  const centred = Array.from({ length: honest.rows }, (_, i) =>
    rowOf(honest, i).map((value, c) => value - mean[c]!),
  );
  let direction = centred[0]!;
  for (let step = 0; step < STEPS; step++) {
    const next = new Float64Array(honest.columns);
    for (const row of centred) {
      const share = dot(row, direction);
      for (let c = 0; c < next.length; c++) next[c]! += share * row[c]!;
    }
    const norm = Math.sqrt(dot(next, next));
    if (norm === 0) return direction;
    direction = next.map((value) => value / norm);
  }
  return direction;
}

function furthestAlong(honest: Matrix): number {
  const direction = mainDirection(honest);
  const lengths = Array.from({ length: honest.rows }, (_, i) => Math.abs(dot(rowOf(honest, i), direction)));
  return lengths.indexOf(Math.max(...lengths));
}

/** All members copy one honest client, so that one voice counts many times. */
export const mimic: ClientAdversaryOf<"everything"> = {
  role: "client",
  id: "client/mimic",
  title: "all copy one honest client",
  source: "Karimireddy et al. 2022, arXiv 2006.09365",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "everything",
  options: {
    whom: {
      kind: "choice",
      default: "first",
      choices: ["first", "furthest"],
      meaning: "the first honest client, or the one furthest along the direction in which they differ most",
    },
  },
  make: ({ whom }) => ({
    updates: ({ own, honest }) =>
      repeated(rowOf(honest, whom === "first" ? 0 : furthestAlong(honest)), own.rows),
  }),
};
