import type { Claim } from "../../src/audit/claim.ts";
import type { ReshufflingEvidence, ReshufflingPoint } from "../../src/audit/privacy-evidence.ts";
import { figure } from "../../src/base/figure.ts";
import { intervalText } from "../../src/base/interval-text.ts";

/** Of the closed forms, which hold for many clients. */
const MODEL_TOLERANCE = 0.01;

function pointText({ rounds, reshuffled, fixed }: ReshufflingPoint): string {
  return `after ${rounds} rounds R² = ${intervalText(reshuffled)} reshuffled and ${intervalText(fixed)} fixed`;
}

function stillText({ still, clients }: ReshufflingEvidence): string[] {
  if (still === null) return [];
  const { draws, earliest, atEarliest, told, limit, fixedRank } = still;
  const later = told > atEarliest ? `, in ${told} within ${limit}` : "";
  return [
    `updates that stay are all told by exact sums after ${earliest} rounds in ${atEarliest} of ${draws} draws${later}, while fixed clusters give ${fixedRank} of ${clients} dimensions for ever`,
  ];
}

function driftText({ drift }: ReshufflingEvidence): string[] {
  const apart = (value: number, { lower, upper }: { lower: number; upper: number }): boolean =>
    value < lower - MODEL_TOLERANCE || value > upper + MODEL_TOLERANCE;
  return drift.map(({ ratio, rounds, reshuffled, expected, fixed, expectedFixed }) => {
    const differs = apart(expected, reshuffled) || apart(expectedFixed, fixed) ? ", which differs" : "";
    return `Gaussian updates with s = ${figure(ratio)}: after ${rounds} rounds ${intervalText(reshuffled)} against ${intervalText(fixed)} (predicted ${figure(expected, 3)} and ${figure(expectedFixed, 3)}${differs})`;
  });
}

export const pr5: Claim<ReshufflingEvidence> = {
  id: "PR-5",
  title: "Reshuffling prevents exposure",
  quote: "further prevents consistent exposure of the same subset of clients",
  source: "CQSA §5, discussion",
  statement: "Over rounds the server learns less of a client under random clusters than under fixed ones.",
  clauses: ["CQSA-PAR-3", "CQSA-PAR-4", "CQSA-RND-1"],
  decide: (evidence) => {
    const { clients, clusterSize, clusters, curve, still } = evidence;
    if (clusters === 1 || clusterSize === 1) {
      return {
        verdict: "undecided",
        reason:
          clusters === 1
            ? "one cluster of all clients is the same however they are shuffled"
            : "a cluster of one client is read in its first round",
      };
    }
    const last = curve?.at(-1);
    const texts = [
      ...(last === undefined ? [] : [`of this run's updates ${pointText(last)}`]),
      ...stillText(evidence),
      ...driftText(evidence),
    ];
    const because = texts.join("; ");
    const more = last !== undefined && last.reshuffled.lower > last.fixed.upper;
    const less = last !== undefined && last.reshuffled.upper < last.fixed.lower;
    if (more || (still !== null && still.told > 0 && still.fixedRank < clients && !less)) {
      const first = curve?.find(({ reshuffled, fixed }) => reshuffled.lower > fixed.upper);
      return {
        verdict: "fails",
        counterexample:
          first === undefined
            ? `N = ${clients}, k = ${clusterSize}: updates that stay, exact sums of ${still!.earliest} rounds`
            : `N = ${clients}, k = ${clusterSize}, this run's updates: ${pointText(first)}`,
        because,
      };
    }
    if (less && (still === null || still.told === 0)) return { verdict: "holds", because };
    return {
      verdict: "undecided",
      reason: `neither is told more of than the other: ${because === "" ? "no round to compare" : because}`,
    };
  },
};
