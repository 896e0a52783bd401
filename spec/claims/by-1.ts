import type {
  DetectionEvidence,
  DetectionPoint,
  DetectionSetting,
} from "../../src/audit/byzantine-evidence.ts";
import type { Claim } from "../../src/audit/claim.ts";
import { figure, percent } from "../../src/base/figure.ts";
import { intervalText } from "../../src/base/interval-text.ts";

/** A rule detects if it rejects contaminated clusters that much more often than clean ones; 1 is perfect, 0 a guess. */
const MARGIN = 0.5;

/** What every rule made of one attack by so many clients. */
interface Case {
  readonly clusterSize: number;
  readonly clusters: number;
  readonly byzantine: number;
  readonly attack: string;
  readonly points: readonly DetectionPoint[];
}

function casesOf(settings: readonly DetectionSetting[]): Case[] {
  return settings.flatMap(({ clusterSize, clusters, byzantine, points }) =>
    [...new Set(points.map(({ attack }) => attack))].map((attack) => ({
      clusterSize,
      clusters,
      byzantine,
      attack,
      points: points.filter((point) => point.attack === attack),
    })),
  );
}

/** Ends of TPR − FPR, each rate at its worst. */
function advantage({ truePositives, falsePositives }: DetectionPoint): {
  readonly lower: number;
  readonly upper: number;
} {
  return {
    lower: truePositives.lower - (falsePositives?.upper ?? 0),
    upper: truePositives.upper - (falsePositives?.lower ?? 0),
  };
}

function detected({ points }: Case): boolean {
  return points.some((point) => advantage(point).lower > MARGIN);
}

function missed({ points }: Case): boolean {
  return points.every((point) => advantage(point).upper < MARGIN);
}

/** How many times as far off the update is as without an attack, by the rule that stands it best; 0 if none says. */
function harmOf({ points }: Case): number {
  const known = points.map(({ harm }) => harm).filter((harm) => harm !== null);
  return known.length === 0 ? 0 : Math.min(...known);
}

function best({ points }: Case): DetectionPoint {
  const gain = ({ truePositives, falsePositives }: DetectionPoint): number =>
    truePositives.value - (falsePositives?.value ?? 0);
  return points.reduce((most, point) => (gain(point) > gain(most) ? point : most));
}

function nameOf({ byzantine, attack, clusterSize }: Case): string {
  return `${attack} with f = ${byzantine}, k = ${clusterSize}`;
}

function ratesText(point: DetectionPoint): string {
  const { rule, truePositives, falsePositives } = point;
  const clean =
    falsePositives === null ? "no cluster was clean" : `${intervalText(falsePositives, 2)} of the clean ones`;
  return `${rule} rejects ${intervalText(truePositives, 2)} of the contaminated clusters and ${clean}`;
}

function namesOf(cases: readonly Case[]): string {
  return [...new Set(cases.map(({ attack }) => attack))].join(", ");
}

function contaminationText({ settings }: DetectionEvidence): string {
  const { byzantine, clusterSize, contaminated, expected } = settings.at(-1)!;
  return `with f = ${byzantine}, k = ${clusterSize}: ${percent(contaminated.value)} of the clusters have an attacker (1 − C(N−f,k)/C(N,k) = ${percent(expected)})`;
}

/** What was detected, in a sentence. */
function foundText(cases: readonly Case[]): string {
  const found = cases.filter(detected);
  return found.length === 0
    ? "no attack is detected by any rule"
    : `detected by some rule in ${found.length} of ${cases.length} settings: ${namesOf(found)} (${nameOf(found[0]!)}: ${ratesText(best(found[0]!))})`;
}

export const by1: Claim<DetectionEvidence> = {
  id: "BY-1",
  title: "Byzantine participation is detected",
  quote: "it can perform Inter-Cluster Verification to detect malicious (Byzantine) participation",
  source: "CQSA §4, inter-cluster verification",
  statement: "Rules over the cluster means reject the clusters with Byzantine members and accept the others.",
  clauses: ["CQSA-SCR-3", "CQSA-SCR-6", "CQSA-RND-4"],
  decide: (evidence) => {
    const cases = casesOf(evidence.settings);
    if (cases.length === 0) {
      return { verdict: "undecided", reason: "one cluster of all has nothing to be compared with" };
    }
    const isMinority = ({ byzantine, clusters }: Case): boolean => byzantine < clusters / 2;
    const few = cases.filter(isMinority);
    const unnoticed = few.filter(missed);
    const because = `${foundText(cases)}; ${contaminationText(evidence)}; ${evidence.rounds} rounds of each setting with f < M/2, ${percent(evidence.confidence, 6)} intervals`;
    if (unnoticed.length > 0) {
      const fewest = Math.min(...unnoticed.map(({ byzantine }) => byzantine));
      const first = unnoticed.find(({ byzantine }) => byzantine === fewest)!;
      const worst = unnoticed
        .filter(({ byzantine, clusterSize }) => byzantine === fewest && clusterSize === first.clusterSize)
        .reduce((most, other) => (harmOf(other) > harmOf(most) ? other : most));
      const cost =
        harmOf(worst) === 0
          ? ""
          : `; by every rule the update is ${figure(harmOf(worst), 2)} times as far off as without it, or more`;
      return {
        verdict: "fails",
        counterexample: `${nameOf(worst)} of ${evidence.clients} clients: ${ratesText(best(worst))}${cost}`,
        because: `not told from honest clusters by any rule: ${namesOf(unnoticed)}; ${because}`,
      };
    }
    if (few.length === 0 || !few.every(detected)) {
      const open = few.find((one) => !detected(one));
      return {
        verdict: "undecided",
        reason:
          open === undefined
            ? "no number of attackers is below half of the clusters"
            : `the intervals are too wide: ${nameOf(open)}: ${ratesText(best(open))}`,
      };
    }
    if (cases.every(detected)) return { verdict: "holds", because };
    const largest = Math.max(...few.map(({ byzantine }) => byzantine));
    return {
      verdict: "holds if",
      condition: "fewer clients than half of the clusters are Byzantine, f < M/2",
      region: `f ≤ ${largest}, k = ${[...new Set(few.map(({ clusterSize }) => clusterSize))].join(", ")}: ${namesOf(few)}`,
      because,
    };
  },
};
