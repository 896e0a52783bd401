import type { Claim } from "../../src/audit/claim.ts";
import type { SurfaceEvidence, SurfacePoint } from "../../src/audit/evidence.ts";
import { figure } from "../../src/base/figure.ts";

function describe({ clients, clusterSize, probability, clustered, global }: SurfacePoint): string {
  return `N = ${clients}, k = ${clusterSize}, p = ${figure(probability)}: ${figure(clustered, 6)} against ${figure(global, 6)}`;
}

export const fi4: Claim<SurfaceEvidence> = {
  id: "FI-4",
  title: "CQSA is better everywhere",
  quote: "consistently maintains higher fidelity … across the entire parameter space",
  source: "CQSA §5, figure 3",
  statement: "F_k^{N/k} > F_N for every N, k and p, both sides by the same exact model.",
  clauses: ["CQSA-GHZ-1", "CQSA-GHZ-2"],
  decide: (evidence) => {
    const { points, populationException, fidelityException, populationLosses, fidelityLosses, ties } =
      evidence;
    if (points === 0) return { verdict: "undecided", reason: "no point was computed" };
    if (populationException !== null) {
      return {
        verdict: "fails",
        counterexample: describe(populationException),
        because: `${populationLosses} of ${points} points lose in population`,
      };
    }
    if (fidelityException === null && ties === 0) {
      return { verdict: "holds", because: `${points} points, in population and in fidelity` };
    }
    const fidelity =
      fidelityException === null
        ? "true fidelity agrees there"
        : `in true fidelity it fails at ${fidelityLosses} points, first at ${describe(fidelityException)}`;
    return {
      verdict: "holds if",
      condition: "fidelity means the population overlap, p > 0 and k < N",
      region: `${points} points with p ≤ ${figure(evidence.largestProbability)}`,
      because: `${ties} ties at p = 0 or k = N; ${fidelity}`,
    };
  },
};
