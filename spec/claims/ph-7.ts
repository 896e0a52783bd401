import type { RelationEvidence } from "../../src/audit/byzantine-evidence.ts";
import type { Claim } from "../../src/audit/claim.ts";
import { figure, percent } from "../../src/base/figure.ts";
import { intervalText } from "../../src/base/interval-text.ts";

/** Cosines and squared distances are said to survive if neither changes by more than a hundredth. */
const PRESERVED = 0.01;
/** Of the closed form, which takes norms for their means. */
const MODEL_TOLERANCE = 0.01;

function predictedText(expected: number | null, lower: number, upper: number): string {
  if (expected === null) return "";
  const agrees = expected >= lower - MODEL_TOLERANCE && expected <= upper + MODEL_TOLERANCE;
  return ` (predicted ${figure(expected)}${agrees ? "" : ", which differs"})`;
}

/** How many shots a basis would do. */
function enoughText({ signalToNoise, shots }: RelationEvidence): string {
  if (signalToNoise === null) return "";
  const enough = (shots * (1 - PRESERVED)) / PRESERVED / signalToNoise;
  return `; a loss of ${percent(PRESERVED)} takes ρ = ${figure((1 - PRESERVED) / PRESERVED)}, ${figure(enough, 2)} shots a basis here`;
}

function outlierText({ dilution, dilutionRead, clusterSize, wrapped }: RelationEvidence): string {
  const diluted =
    dilution === null || dilutionRead === null
      ? ""
      : `one client stands out ${figure(dilution.value, 3)} times as far in its cluster of ${clusterSize} as alone (1/√k = ${figure(1 / Math.sqrt(clusterSize), 3)}), ${figure(dilutionRead.value, 3)} as it is read; `;
  return `${diluted}a member beyond its range turns a sum of ${figure(wrapped.trueSum, 3)} rad into ${figure(wrapped.read, 3)}`;
}

export const ph7: Claim<RelationEvidence> = {
  id: "PH-7",
  title: "Relations between updates survive",
  quote: "theoretical analysis proved that the statistical relationships are preserved",
  source: "CQSA §5, simulation setup",
  statement:
    "Cosines and distances of cluster means, read with noise and finite shots, are those of the exact sums.",
  clauses: ["CQSA-ENC-3", "CQSA-AGG-2"],
  decide: (evidence) => {
    const { cosineFactor: cosine, distanceFactor: distance, furthest, signalToNoise } = evidence;
    if (cosine === null || distance === null || furthest === null) {
      return { verdict: "undecided", reason: "no two clusters with sums to compare" };
    }
    const rho = signalToNoise === null ? "" : ` at ρ = ${figure(signalToNoise, 3)}`;
    const measured =
      `over ${evidence.pairs} pairs${rho} cosines are read ${intervalText(cosine)} times as large${predictedText(evidence.expectedCosineFactor, cosine.lower, cosine.upper)} ` +
      `and squared distances ${intervalText(distance)} times${predictedText(evidence.expectedDistanceFactor, distance.lower, distance.upper)}`;
    const outliers = outlierText(evidence);
    if (cosine.upper < 1 - PRESERVED || distance.lower > 1 + PRESERVED) {
      return {
        verdict: "fails",
        counterexample: `two clusters of ${evidence.clusterSize} at a cosine of ${figure(furthest.trueCosine, 3)} are read at ${figure(furthest.read, 3)}`,
        because: `shot noise adds to every sum, and a cosine shrinks by 1/(1 + 1/ρ): ${measured}${enoughText(evidence)}; ${outliers}`,
      };
    }
    if (cosine.lower < 1 - PRESERVED || distance.upper > 1 + PRESERVED) {
      return { verdict: "undecided", reason: `the intervals are too wide: ${measured}` };
    }
    const wraps = Math.abs(evidence.wrapped.read - evidence.wrapped.trueSum) > 1e-9;
    if (!wraps) return { verdict: "holds", because: `${measured}; ${outliers}` };
    return {
      verdict: "holds if",
      condition: `ρ, the energy of sums over that of their shot noise, is at least ${figure((1 - PRESERVED) / PRESERVED)}, and every member stays within ±π/k`,
      region: measured,
      because: outliers,
    };
  },
};
