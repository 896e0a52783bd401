import { clusterSums } from "../context.ts";
import type { AuditContext } from "../context.ts";
import type { PhaseRangeEvidence } from "../evidence.ts";
import { readSum } from "./wrap.ts";

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
