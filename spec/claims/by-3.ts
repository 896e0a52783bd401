import type { CosineEvidence } from "../../src/audit/byzantine-evidence.ts";
import type { Claim } from "../../src/audit/claim.ts";
import { figure } from "../../src/base/figure.ts";
import { intervalText } from "../../src/base/interval-text.ts";

/** The chance that an exposed cluster has the smaller cosine than a clean one; ½ is none. */
const EXPOSED = 0.75;
const EXACT = 1e-9;

function measuredText({ byScale, rounds }: CosineEvidence): string {
  if (byScale.length === 0) return "no update has a direction";
  const points = byScale.map(
    ({ scale, expected, factor, auc }) =>
      `c = ${figure(scale)}: ${figure(factor.value, 2)} (${figure(expected, 2)}), ${intervalText(auc, 2)}`,
  );
  return `on this run's updates, ${rounds} rounds each, how much of the honest mean is left ((k−1−c)/k), and the chance that a clean cluster has the larger cosine: ${points.join("; ")}`;
}

export const by3: Claim<CosineEvidence> = {
  id: "BY-3",
  title: "Cosine exposes outliers",
  quote:
    "most schemes utilise statistical operations, such as Euclidean distance and cosine similarity, to detect outliers",
  source: "CQSA §4, inter-cluster verification",
  statement:
    "The mean of a cluster with one client that sends −c times its update points elsewhere than honest means do.",
  clauses: ["CQSA-RND-1", "CQSA-SCR-6"],
  decide: (evidence) => {
    const { smallest, exactError, exactChecked, byScale, clusterSize } = evidence;
    if (exactChecked === 0 || exactError > EXACT) {
      return {
        verdict: "undecided",
        reason: `without noise the means are not (k−1−c)/k of the honest one: off by ${figure(exactError, 2)}`,
      };
    }
    const because = measuredText(evidence);
    if (smallest !== null) {
      return {
        verdict: "fails",
        counterexample: `k = ${smallest.clusterSize}, members alike, one sends −${figure(smallest.scale)} times its update: the mean is ${figure(smallest.factor, 3)} of the honest one, at a cosine of ${figure(smallest.cosine)}`,
        because: `a cluster's mean is (k−1−c)/k of the honest one and turns round only beyond c = k−1, here ${clusterSize - 1}; ${because}`,
      };
    }
    const exposed = byScale.filter(({ auc }) => auc.lower > EXPOSED);
    if (byScale.length > 0 && exposed.length === byScale.length) return { verdict: "holds", because };
    const beyond = byScale.filter(({ scale }) => scale > clusterSize - 1);
    if (beyond.length > 0 && beyond.every((point) => exposed.includes(point))) {
      return {
        verdict: "holds if",
        condition: "c > k − 1, so that the mean turns round",
        region: `k = ${clusterSize}, c from ${figure(beyond[0]!.scale)} to ${figure(beyond.at(-1)!.scale)}`,
        because,
      };
    }
    return { verdict: "undecided", reason: `no scale is surely exposed: ${because}` };
  },
};
