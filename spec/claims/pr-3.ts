import type { Claim } from "../../src/audit/claim.ts";
import type { SumLeakageEvidence } from "../../src/audit/privacy-evidence.ts";
import { figure } from "../../src/base/figure.ts";
import { intervalText } from "../../src/base/interval-text.ts";

/** A share of the variance that would be called none. */
const NOTHING = 0.001;

function bitsText({ bits, components, pairs, expectedBits }: SumLeakageEvidence): string {
  const gaussian =
    expectedBits === null ? "" : `½·log₂(k/(k − 1)) = ${figure(expectedBits, 3)} bits a coordinate`;
  if (bits === null) return gaussian === "" ? "" : `; of Gaussian updates it would be ${gaussian}`;
  return `; along ${components} components it is ${intervalText(bits)} bits each, from ${pairs} pairs (of Gaussian updates ${gaussian})`;
}

function loudText({ loudest }: SumLeakageEvidence): string {
  if (loudest === null) return "";
  return `; of the loudest client, ${figure(loudest.ratio, 3)} times the others, R² = ${figure(loudest.r2, 3)} (predicted ${figure(loudest.expected, 3)})`;
}

export const pr3: Claim<SumLeakageEvidence> = {
  id: "PR-3",
  title: "Leakage stays with aggregates",
  quote: "this leakage is bound to aggregated information rather than individual updates",
  source: "CQSA §5, discussion",
  statement: "The server's view holds no information about a single client's update.",
  clauses: ["CQSA-AGG-1", "CQSA-RND-1"],
  decide: (evidence) => {
    const { read, exact, expected, clusters, clusterSize, shots } = evidence;
    if (read === null || exact === null) {
      return {
        verdict: "undecided",
        reason:
          clusters === 1
            ? "one cluster of all clients: beside their mean nothing is read"
            : "the updates of this run do not differ",
      };
    }
    const measured =
      `a multiple of its cluster's sum, as read with ${shots} shots a basis, gives a client's deviation from the mean of all with R² = ${intervalText(read)}; ` +
      `exact sums with ${intervalText(exact)} ((M − 1)/(N − 1) = ${figure(expected, 3)} over all partitions)`;
    const because = `${measured}${bitsText(evidence)}${loudText(evidence)}`;
    if (read.lower > NOTHING) {
      return {
        verdict: "fails",
        counterexample: `one of ${evidence.clients} clients in ${clusters} clusters of ${clusterSize}: ${figure(read.value, 3)} of its variance is told in a single round`,
        because,
      };
    }
    if (read.upper < NOTHING) return { verdict: "holds", because };
    return {
      verdict: "undecided",
      reason: `the interval holds both something and next to nothing: ${because}`,
    };
  },
};
