import type { Claim } from "../../src/audit/claim.ts";
import type { PhaseRangeEvidence } from "../../src/audit/evidence.ts";
import { figure, roundedFigure } from "../../src/base/figure.ts";

export const ph5: Claim<PhaseRangeEvidence> = {
  id: "PH-5",
  title: "A phase ranges over [−π, π]",
  quote: "encoded into a quantum phase angle θ_i ∈ [−π, π]",
  source: "CQSA §4, intra-cluster aggregation",
  statement: "A single client's phase takes the range [−π, π] under the scale S = π/(k·w_max).",
  clauses: ["CQSA-ENC-1", "CQSA-ENC-2"],
  decide: ({ phases, clusterSize, largestShare, twoAtPi }) => {
    if (phases === 0) return { verdict: "undecided", reason: "the run encoded no weight" };
    if (clusterSize === 1)
      return { verdict: "undecided", reason: "with one client a cluster both ranges agree" };
    if (largestShare > 1 / clusterSize + 1e-9) {
      return { verdict: "holds", because: `phases reach ${figure(largestShare)}·π with k = ${clusterSize}` };
    }
    return {
      verdict: "fails",
      counterexample: `two clients at θ = π sum to ${figure(twoAtPi.sum)} rad and are read as ${roundedFigure(twoAtPi.read)} rad`,
      because: `${phases} phases of this run reach ${figure(largestShare)}·π, where the scale allows π/${clusterSize}; [−π, π] contains that, but is the range of the sum`,
    };
  },
};
