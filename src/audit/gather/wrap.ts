import { matrixFromRows } from "../../base/matrix.ts";
import { aggregate } from "../../protocol/aggregate.ts";
import { encode } from "../../protocol/encode.ts";
import { angleBetween, clusterSums, quiet } from "../context.ts";
import type { AuditContext } from "../context.ts";
import type { WrapEvidence } from "../evidence.ts";

/** An error on the circle up to it, in radians, is a small one: what carried a sum across ±π was the seam, not noise. */
const SMALL_ERROR = 0.5;

const LARGEST_SUM_OF_MAXIMA = 2000;

/** What is read, without noise and with exact expectations, when the members apply these phases. */
export function readSum(context: AuditContext, phases: readonly number[]): number {
  const rows = matrixFromRows(
    "phases",
    phases.map((phase) => [phase]),
  );
  const conditions = { shots: null, noise: quiet(context.settings) };
  return aggregate(rows, conditions, context.rng).phaseSum[0]!;
}

/** Sums of k maximal honest phases, added up in floating point, that exceed π. */
function excessOfMaxima(): Pick<WrapEvidence, "roundingExcess" | "firstExcessAt"> {
  let roundingExcess = 0;
  let firstExcessAt: number | null = null;
  for (let k = 1; k <= LARGEST_SUM_OF_MAXIMA; k++) {
    const [phase] = encode(Float64Array.of(1), k, 1);
    let sum = 0;
    for (let member = 0; member < k; member++) sum += phase!;
    if (sum <= Math.PI) continue;
    firstExcessAt ??= k;
    roundingExcess = Math.max(roundingExcess, sum - Math.PI);
  }
  return { roundingExcess, firstExcessAt };
}

/** PH-4: the run's own sums, sums of maxima in floating point, the two ends, and one member out of range. */
export function gatherWrap(context: AuditContext): WrapEvidence {
  let sums = 0;
  let largest = 0;
  let readAcross = 0;
  let nearestAcross: WrapEvidence["nearestAcross"] = null;
  for (const { trueSum, estimate } of clusterSums(context, context.effort.samples)) {
    sums++;
    largest = Math.max(largest, Math.abs(trueSum));
    if (Math.abs(estimate - trueSum) < 2 * Math.PI - SMALL_ERROR) continue;
    readAcross++;
    if (nearestAcross === null || Math.abs(trueSum) < Math.abs(nearestAcross.trueSum)) {
      nearestAcross = { trueSum, read: estimate };
    }
  }
  const clusterSize = Math.min(context.settings.clusterSize, LARGEST_SUM_OF_MAXIMA);
  const readWhenAllAt = (weight: number): number => {
    const [phase] = encode(Float64Array.of(weight), clusterSize, 1);
    return readSum(
      context,
      Array.from({ length: clusterSize }, () => phase!),
    );
  };
  const [largestPhase] = encode(Float64Array.of(1), 2, 1);
  return {
    sums,
    largestShare: largest / Math.PI,
    readAcross,
    nearestAcross,
    ...excessOfMaxima(),
    endsApart: Math.abs(angleBetween(readWhenAllAt(1), readWhenAllAt(-1))),
    byzantine: { trueSum: 3 * largestPhase!, read: readSum(context, [largestPhase!, 2 * largestPhase!]) },
  };
}
