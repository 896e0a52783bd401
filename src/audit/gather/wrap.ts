import { matrixFromRows } from "../../base/matrix.ts";
import { aggregate } from "../../protocol/aggregate.ts";
import { encode } from "../../protocol/encode.ts";
import { angleBetween, clusterSums, quiet } from "../context.ts";
import type { AuditContext } from "../context.ts";
import type { PhaseRangeEvidence, WrapEvidence } from "../evidence.ts";

/** What is read, without noise and with exact expectations, when the members apply these phases. */
function readSum(context: AuditContext, phases: readonly number[]): number {
  const rows = matrixFromRows(
    "phases",
    phases.map((phase) => [phase]),
  );
  const conditions = { shots: null, noise: quiet(context.settings) };
  return aggregate(rows, conditions, context.rng).phaseSum[0]!;
}

/** PH-4: the run's own sums, sums of maxima in floating point, the two ends, and one member out of range. */
export function gatherWrap(context: AuditContext): WrapEvidence {
  let sums = 0;
  let largest = 0;
  for (const { trueSum } of clusterSums(context, context.effort.samples)) {
    sums++;
    largest = Math.max(largest, Math.abs(trueSum));
  }
  let roundingExcess = 0;
  let firstExcessAt: number | null = null;
  for (let k = 1; k <= 2000; k++) {
    const [phase] = encode(Float64Array.of(1), k, 1);
    let sum = 0;
    for (let member = 0; member < k; member++) sum += phase!;
    if (sum > Math.PI) {
      firstExcessAt ??= k;
      roundingExcess = Math.max(roundingExcess, sum - Math.PI);
    }
  }
  const { clusterSize } = context.settings;
  const readWhenAllAt = (weight: number): number => {
    const [phase] = encode(Float64Array.of(weight), clusterSize, 1);
    return readSum(
      context,
      Array.from({ length: clusterSize }, () => phase!),
    );
  };
  const [largestPhase] = encode(Float64Array.of(1), 2, 1);
  const honestPlusByzantine = [largestPhase!, 2 * largestPhase!];
  return {
    sums,
    largestShare: largest / Math.PI,
    roundingExcess,
    firstExcessAt,
    endsApart: Math.abs(angleBetween(readWhenAllAt(1), readWhenAllAt(-1))),
    byzantine: {
      trueSum: honestPlusByzantine[0]! + honestPlusByzantine[1]!,
      read: readSum(context, honestPlusByzantine),
    },
  };
}

/** PH-5: how far single phases of the run reach, and two clients that reach as far as the text allows. */
export function gatherPhaseRange(context: AuditContext): PhaseRangeEvidence {
  let phases = 0;
  let largest = 0;
  for (const sum of clusterSums(context, context.effort.samples)) {
    for (const phase of sum.phases) {
      phases++;
      largest = Math.max(largest, Math.abs(phase));
    }
  }
  return {
    phases,
    clusterSize: context.settings.clusterSize,
    largestShare: largest / Math.PI,
    twoAtPi: { sum: 2 * Math.PI, read: readSum(context, [Math.PI, Math.PI]) },
  };
}
