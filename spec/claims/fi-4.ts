import type { Claim } from "../../src/audit/claim.ts";
import type { SurfaceEvidence, SurfacePoint } from "../../src/audit/evidence.ts";
import { figure } from "../../src/base/figure.ts";
import { noiseText } from "./noise-text.ts";

function describe({ clients, clusterSize, probability, clustered, global }: SurfacePoint): string {
  return `N = ${clients}, k = ${clusterSize}, p = ${figure(probability)}: ${figure(clustered, 6)} against ${figure(global, 6)}`;
}

/** The run's own N, k, channel and p, which stand beside the surface and decide nothing of it. */
function ownText({ own }: SurfaceEvidence): string {
  if (own === null) return "this run has no point of its own: no noise, or one cluster of all";
  const { population, fidelity, noise } = own;
  return `this run's own point, N = ${population.clients}, k = ${population.clusterSize}, ${noiseText(noise)}: population ${figure(population.clustered)} against ${figure(population.global)}, fidelity ${figure(fidelity.clustered)} against ${figure(fidelity.global)}`;
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
    const compared = points - ties;
    if (compared === 0) return { verdict: "undecided", reason: "no point with p > 0 and k < N was computed" };
    if (populationException !== null) {
      return {
        verdict: "fails",
        counterexample: describe(populationException),
        because: `${populationLosses} of ${compared} points with p > 0 and k < N do not gain in population; ${ownText(evidence)}`,
      };
    }
    if (fidelityException === null && ties === 0) {
      return {
        verdict: "holds",
        because: `${compared} points of the paper's channel, depolarizing2, in population and in fidelity; ${ownText(evidence)}`,
      };
    }
    const fidelity =
      fidelityException === null
        ? "true fidelity agrees"
        : `true fidelity (P + V)/2 is no better at ${fidelityLosses} of them, first at ${describe(fidelityException)}`;
    return {
      verdict: "holds if",
      condition:
        fidelityException === null
          ? "p > 0 and k < N"
          : "p > 0, k < N, and fidelity means the population overlap",
      region: `${compared} points of the paper's channel, depolarizing2, N ≤ ${evidence.largestClients}, p ≤ ${figure(evidence.largestProbability)}; ${evidence.figurePoints} of them in the range of figure 3 (k = 4, p ≤ 2 %), with ${evidence.figureLosses === 0 ? "no" : evidence.figureLosses} losses of either kind`,
      because: `${ties} more points tie at p = 0 or k = N; ${fidelity}; ${ownText(evidence)}`,
    };
  },
};
