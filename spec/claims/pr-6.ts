import type { Claim } from "../../src/audit/claim.ts";
import type { CollusionRoundsEvidence } from "../../src/audit/privacy-evidence.ts";
import { figure, percent } from "../../src/base/figure.ts";
import { intervalText } from "../../src/base/interval-text.ts";

/** A chance that would be called none, over the rounds that are looked at. */
const NEVER = 0.01;

function readText({ read, readError }: CollusionRoundsEvidence): string {
  const quality = read === null ? "" : `, as read with R² = ${intervalText(read)}`;
  return `the sum less their own updates is then the client's${quality}, off by up to ${figure(readError, 2)} of the bound`;
}

export const pr6: Claim<CollusionRoundsEvidence> = {
  id: "PR-6",
  title: "A compromised group changes nothing",
  quote: "even if a small group is compromised, the overall network security remains intact",
  source: "CQSA §5, dynamic reconfiguration",
  statement: "Colluding clients do not get an honest client's update, however many the rounds.",
  clauses: ["CQSA-PAR-3", "CQSA-PAR-4"],
  decide: (evidence) => {
    const { clients, clusterSize, colluders, rounds, measured, expected, within, fewest } = evidence;
    if (colluders === 0) {
      return { verdict: "undecided", reason: `a fifth of ${clients} clients is nobody` };
    }
    const differs =
      expected < measured.lower || expected > measured.upper ? ", from which the closed form differs" : "";
    const chances =
      `${colluders} of ${clients} clients leave another alone among them in ${intervalText(measured)} of rounds${differs} ` +
      `(exactly ${figure(expected, 3)}; one given client ${figure(evidence.expectedOne, 3)}), within ${rounds} rounds with ${percent(within)}`;
    const because = `${chances}; ${readText(evidence)}`;
    if (within >= 0.5 && (evidence.read === null || evidence.read.lower > 0)) {
      const few =
        fewest === null || fewest >= colluders
          ? `${colluders} colluders among ${clients} clients`
          : `${fewest} colluders among ${clients} clients are enough for a half in ${rounds} rounds`;
      return {
        verdict: "fails",
        counterexample: `k = ${clusterSize}: ${few}${evidence.half === null ? "" : `; ${colluders} have a half after ${evidence.half}`}`,
        because,
      };
    }
    if (within >= 0.5) {
      return { verdict: "undecided", reason: `what they read of it may be nothing: ${because}` };
    }
    return {
      verdict: "holds if",
      condition:
        evidence.hundredth === null
          ? `fewer than k − 1 = ${clusterSize - 1} clients collude`
          : `there are fewer than ${evidence.hundredth} rounds: then the chance stays below ${percent(NEVER)}`,
      region: `N = ${clients}, k = ${clusterSize}, ${colluders} colluders`,
      because,
    };
  },
};
