import type { Claim } from "../../src/audit/claim.ts";
import type { PartitionEvidence } from "../../src/audit/evidence.ts";
import { figure, percent, roundedFigure } from "../../src/base/figure.ts";

export const pr8: Claim<PartitionEvidence> = {
  id: "PR-8",
  title: "Random clusters of size k",
  quote: "a random permutation of client indices, which are then sequentially sliced into groups of size k",
  source: "CQSA §4, client partitioning",
  statement: "For every N and k the partition is uniformly random, into clusters of k clients.",
  clauses: ["CQSA-PAR-1", "CQSA-PAR-2", "CQSA-PAR-3", "CQSA-PAR-4"],
  decide: (evidence) => {
    const { uniformPValue, uniformLevel, permutations, loneClient, loneUnderBalanced, sizesChecked } =
      evidence;
    if (uniformPValue < uniformLevel) {
      return {
        verdict: "fails",
        counterexample: `${permutations} shuffles are not uniform (p = ${figure(uniformPValue, 2)})`,
        because: "some permutations come more often than others",
      };
    }
    const uniform = `uniform over ${permutations} shuffles (p = ${figure(uniformPValue, 2)})`;
    if (loneClient === null) return { verdict: "holds", because: `${uniform}; no client is ever alone` };
    return {
      verdict: "holds if",
      condition:
        loneUnderBalanced === null
          ? "k divides N, or a remainder policy leaves no client alone (balanced does for k ≥ 2)"
          : "k divides N",
      region: `${sizesChecked} pairs N ≤ 60, k ≤ 20, of which ${percent(evidence.indivisibleShare)} leave a remainder`,
      because: `${uniform}; slicing N = ${loneClient.clients}, k = ${loneClient.clusterSize} leaves one client alone, whose update the server reads with an error of ${roundedFigure(evidence.loneError, 2)}`,
    };
  },
};
