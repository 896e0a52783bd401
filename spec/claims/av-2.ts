import type { Claim } from "../../src/audit/claim.ts";
import type { DepthEvidence } from "../../src/audit/cost-evidence.ts";

/** The run's own circuits, in each way of preparing. */
function ownText({ own }: DepthEvidence): string {
  if (own === null) return "this run has no clusters to compare";
  const ways = own.steps
    .map(({ layout, global, cluster, inTurn }) => `${layout} ${global}, ${cluster} and ${inTurn}`)
    .join("; ");
  return `steps of a whole circuit of this run, for one state of ${own.clients}, for a cluster of ${own.clusterSize}, and for its ${own.clusters} clusters in turn: ${ways}`;
}

function names(evidence: DepthEvidence, proportional: boolean): string {
  return evidence.layouts
    .filter((layout) => layout.proportional === proportional)
    .map(({ layout }) => layout)
    .join(" and ");
}

export const av2: Claim<DepthEvidence> = {
  id: "AV-2",
  title: "Latency falls from O(N) to O(k)",
  quote: "The latency for a global round is reduced from O(N) to O(k)",
  source: "CQSA §4, parallelization and latency reduction",
  statement: "The time of a state of n qubits, as steps of its circuit, is in proportion to n.",
  clauses: ["CQSA-GHZ-1"],
  decide: (evidence) => {
    const { layouts, smallest, largestQubits, own } = evidence;
    const wrong = layouts.find((layout) => layout.wrong > 0);
    if (wrong !== undefined) {
      return {
        verdict: "undecided",
        reason: `${wrong.wrong} circuits of the layout ${wrong.layout} make no GHZ state`,
      };
    }
    if (layouts.length === 0) return { verdict: "undecided", reason: "no circuit was scheduled" };
    const steps = layouts.map(({ layout, preparation }) => `${layout} ${preparation}`).join(", ");
    const region = `every n ≤ ${largestQubits}; steps of the preparation at n = ${largestQubits}: ${steps}`;
    if (smallest === null) return { verdict: "holds", because: `${region}; ${ownText(evidence)}` };
    const first = `${smallest.qubits} qubits in a ${smallest.layout} are prepared in ${smallest.steps} steps, not in ${smallest.proportional}`;
    const linear = names(evidence, true);
    if (linear === "") {
      return { verdict: "fails", counterexample: first, because: `${region}; ${ownText(evidence)}` };
    }
    const inTurn = own === null ? "" : ", and the clusters run at the same time";
    return {
      verdict: "holds if",
      condition: `the preparation is of linear depth (${linear})${inTurn}`,
      region,
      because: `${first}, so that less is gained there; ${ownText(evidence)}`,
    };
  },
};
