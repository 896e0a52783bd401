import type { Claim } from "../../src/audit/claim.ts";
import type { Matches, MatchingEvidence } from "../../src/audit/state-evidence.ts";
import { figure, percent } from "../../src/base/figure.ts";
import { intervalText } from "../../src/base/interval-text.ts";

function pairText(mates: Matches, others: Matches): string {
  return `${intervalText(mates)} of ${mates.pairs} pairs in one cluster and ${intervalText(others)} of ${others.pairs} in different ones`;
}

export const pr7: Claim<MatchingEvidence> = {
  id: "PR-7",
  title: "Members stay blind to one another",
  quote: 'Participants in a cluster remain "blind" to one another',
  source: "CQSA §5, client anonymity",
  statement: "Clients cannot find out who is in their cluster.",
  clauses: ["CQSA-PAR-4", "CQSA-GHZ-1"],
  decide: ({ clients, clusterSize, clusters, bits, spent, mates, others, falseMatch, noisy, ...rest }) => {
    if (clusters === 1 || mates.pairs === 0 || others.pairs === 0) {
      const why = clusters === 1 ? "all clients are in one cluster" : "no two colluders met in a cluster";
      return { verdict: "undecided", reason: `${why}: there is nothing to find out` };
    }
    const differs = falseMatch < others.lower || falseMatch > others.upper ? ", which differs" : "";
    const because = [
      `${rest.colluders} of ${clients} clients measure ${bits} shots along z, ${percent(spent)} of one coordinate's: bits agree for ${pairText(mates, others)} (predicted 1 and 2^−${bits} = ${figure(falseMatch, 2)}${differs})`,
      ...(noisy === null
        ? []
        : [
            `under this run's noise more than three quarters agree for ${pairText(noisy.mates, noisy.others)}`,
          ]),
    ].join("; ");
    if (mates.lower > others.upper) {
      return {
        verdict: "fails",
        counterexample: `two clients of N = ${clients}, k = ${clusterSize}, who compare ${bits} measured bits`,
        because: `${because}; who compares with nobody finds I/2 alone (SE-2)`,
      };
    }
    if (mates.upper < others.lower + 0.5) return { verdict: "holds", because };
    return { verdict: "undecided", reason: `pairs in one cluster are not told from others: ${because}` };
  },
};
