import type { Claim } from "../../src/audit/claim.ts";
import type { IntruderEvidence, IntruderPoint } from "../../src/audit/state-evidence.ts";
import { figure } from "../../src/base/figure.ts";
import { intervalText } from "../../src/base/interval-text.ts";

function shares(point: IntruderPoint): string {
  const named: readonly (readonly [string, IntruderPoint["coordinates"]])[] = [
    ["visibility of a coordinate", point.coordinates],
    ["of a round", point.visibility],
    ["residues", point.residues],
    ["test states", point.verification],
  ];
  const seen = named.flatMap(([what, share]) =>
    share === null ? [] : [`${what} ${intervalText(share, 2)}`],
  );
  return `${point.intruder} in ${point.trials} rounds, R² ${intervalText(point.read, 2)}: ${seen.join(", ")} (told from false alarms: ${figure(point.seen.rounds, 2)} of the rounds or more, ${figure(point.seen.coordinates, 2)} of the coordinates)`;
}

export const se1: Claim<IntruderEvidence> = {
  id: "SE-1",
  title: "Intrusions are detected",
  quote: "relies on the no-cloning theorem and entanglement decoherence to detect such intrusions",
  source: "CQSA §3, external adversaries",
  statement: "A round notices that the qubits of one link were replaced.",
  clauses: ["CQSA-GHZ-1", "CQSA-RND-6"],
  decide: (evidence) => {
    const { clusterSize, shots, trials, level, tests, power, seen, honest, replaced, intruders } = evidence;
    if (replaced === null) return { verdict: "undecided", reason: "there are no links between clients" };
    const because = [
      `${trials} rounds of the plain profile, of which flags in ${figure(seen, 2)} or more would have been seen with a probability of ${figure(power)}; intruders by what could be looked at, at a false alarm rate of ${figure(level)}${honest === null ? "" : ` (honest coordinates ${intervalText(honest, 2)})`} and with ${tests} test states of the hardened profile`,
      ...intruders.map(shares),
    ].join("; ");
    const { flagged, phaseError, expectedError } = replaced;
    const read = `the phase is read to ${intervalText(phaseError)} rad (predicted ${figure(expectedError, 3)})`;
    if (flagged.lower > 0.5) return { verdict: "holds", because: `${because}; ${read}` };
    if (flagged.upper >= 0.5) {
      return {
        verdict: "undecided",
        reason: `rounds flag ${intervalText(flagged)} of replaced links: ${because}`,
      };
    }
    return {
      verdict: "fails",
      counterexample: `one link of a cluster of ${clusterSize}, ${shots} shots a basis: ${read}, and rounds flag ${intervalText(flagged)} of the replaced qubits, as no step of theirs looks`,
      because,
    };
  },
};
