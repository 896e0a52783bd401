import type { MemberEvidence } from "../../src/audit/byzantine-evidence.ts";
import type { Claim } from "../../src/audit/claim.ts";
import { figure, percent } from "../../src/base/figure.ts";
import { intervalText } from "../../src/base/interval-text.ts";

/** Expectations that differ by rounding alone. */
const SAME = 1e-9;

function tenths(weights: readonly number[]): string {
  return `(${weights.map((weight) => figure(weight / 10)).join(", ")})`;
}

function reportsText({ byReports, chance }: MemberEvidence): string {
  const rates = byReports.map(
    ({ scale, named }) => `${intervalText(named, 2)} for −${figure(scale)} times its update`,
  );
  return `bound reports are another matter: the largest of a cluster is the attacker's in ${rates.join(", ")} (a guess: ${figure(chance, 2)})`;
}

export const by5: Claim<MemberEvidence> = {
  id: "BY-5",
  title: "Clients are judged within a cluster",
  quote: "to identify and mitigate the influence of potentially adversarial clients within each cluster",
  source: "summary of CQSA (arXiv 2602.22269), clustered aggregation",
  statement: "From one round's measurements of a cluster the server tells which of its members attacked.",
  clauses: ["CQSA-AGG-1", "CQSA-RND-4"],
  decide: (evidence) => {
    const { smallest, pairs, largestDifference, clusterSize } = evidence;
    const reports = reportsText(evidence);
    if (smallest === null) {
      return pairs === 0
        ? { verdict: "undecided", reason: "a cluster of one client leaves nothing to tell" }
        : {
            verdict: "holds",
            because: `no two rounds alike but for who attacks show the same in ${pairs} pairs; ${reports}`,
          };
    }
    const own =
      pairs === 0
        ? "this run's clusters have one member"
        : largestDifference <= SAME
          ? `nor do ${pairs} such pairs of this run's sums, clusters of ${clusterSize} under its noise`
          : `under this run's noise ${pairs} pairs differ, by ${percent(largestDifference)} of an expectation at most: it depends on the place in the chain, not on who is there`;
    return {
      verdict: "fails",
      counterexample: `two members who apply ${tenths(smallest.weights)} or ${tenths(smallest.otherWeights)} of the bound both show ⟨X⟩ = ${figure(smallest.x)}, ⟨Y⟩ = ${figure(Math.abs(smallest.y) < SAME ? 0 : smallest.y)}`,
      because: `what is measured depends on the sum alone, which is silent about who attacked; ${own}; the papers contradict each other here (CQSA §5 says that it is not possible); ${reports}`,
    };
  },
};
