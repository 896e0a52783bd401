import type { Claim } from "../../src/audit/claim.ts";
import type { PartitionEvidence } from "../../src/audit/evidence.ts";
import { figure, percent } from "../../src/base/figure.ts";
import { offByText } from "./off-by-text.ts";

export const pr8: Claim<PartitionEvidence> = {
  id: "PR-8",
  title: "Random clusters of size k",
  quote: "a random permutation of client indices, which are then sequentially sliced into groups of size k",
  source: "CQSA §4, client partitioning",
  statement: "For every N and k the partition is uniformly random, into clusters of k clients.",
  clauses: ["CQSA-PAR-1", "CQSA-PAR-2", "CQSA-PAR-3", "CQSA-PAR-4"],
  decide: (evidence) => {
    const { uniformPValue, uniformLevel, permutations, wrong, loneClient, loneUnderBalanced, sizesChecked } =
      evidence;
    if (permutations === 0 || sizesChecked === 0)
      return { verdict: "undecided", reason: "no partition was drawn" };
    if (wrong !== null) {
      return {
        verdict: "fails",
        counterexample: `N = ${wrong.clients}, k = ${wrong.clusterSize}`,
        because: "its clusters do not hold every client once, or do not have k each though k divides N",
      };
    }
    const test = `${permutations} shuffles of five clients over the 120 orders, chi-square p = ${figure(uniformPValue, 2)}`;
    if (uniformPValue < uniformLevel) {
      return {
        verdict: "fails",
        counterexample: test,
        because: `some orders come more often than others: a uniform shuffle has p < ${uniformLevel} in ${percent(uniformLevel, 1)} of runs`,
      };
    }
    const own =
      evidence.smallestCluster === evidence.largestCluster
        ? `clusters of ${evidence.largestCluster}`
        : `clusters of ${evidence.smallestCluster} to ${evidence.largestCluster}`;
    if (loneClient === null)
      return { verdict: "holds", because: `${test}; no client is ever alone; this run has ${own}` };
    return {
      verdict: "holds if",
      condition:
        loneUnderBalanced === null
          ? "k divides N, or a remainder policy leaves no client alone (balanced leaves none for k ≥ 2)"
          : "k divides N",
      region: `${sizesChecked} pairs N ≤ 60, k ≤ 20, of which ${percent(evidence.indivisibleShare)} leave a remainder; this run has ${own}`,
      because: `${test}; slicing N = ${loneClient.clients}, k = ${loneClient.clusterSize} makes a cluster of one client, and the server reads its update (without noise or shots) ${offByText(evidence.loneError)}`,
    };
  },
};
