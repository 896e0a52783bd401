import type { Claim } from "../../src/audit/claim.ts";
import type { ClusterFidelityEvidence, FidelityCase } from "../../src/audit/evidence.ts";
import { losesAlone, losesTogether } from "../../src/audit/fidelity-case.ts";
import { figure } from "../../src/base/figure.ts";
import { noiseText } from "./noise-text.ts";

/** The gate error of the paper's figure 2: of the run's cases it is shown in full. */
const SHOWN = 0.005;

const FORMULA =
  "by the paper's formula all at once would equal the global state, ((1 − ε)^k)^(N/k) = (1 − ε)^N, and gain nothing";

function place({ clients, clusterSize, noise }: FidelityCase): string {
  return `N = ${clients}, k = ${clusterSize}, ${noiseText(noise)}`;
}

function measured(found: FidelityCase): string {
  return `${place(found)}: one cluster ${figure(found.cluster)}, all at once ${figure(found.product)}, one global state ${figure(found.global)}`;
}

/** The run's own figures, in the paper's setting and under its own noise if that is another. */
function ownText({ own, ownNoise }: ClusterFidelityEvidence): string {
  const paper = own.find(({ noise }) => noise.probability === SHOWN);
  if (paper === undefined) return "this run has no clusters to compare";
  const same =
    ownNoise?.noise.channel === paper.noise.channel && ownNoise.noise.probability === paper.noise.probability;
  const first = `in the paper's setting${same ? ", which is this run's," : ""} ${measured(paper)}`;
  return ownNoise === null || same ? first : `${first}; under this run's own noise ${measured(ownNoise)}`;
}

export const fi1: Claim<ClusterFidelityEvidence> = {
  id: "FI-1",
  title: "A cluster's fidelity exceeds the global one",
  quote: "F_cluster ≈ (1 − ε)^k ≫ (1 − ε)^N",
  source: "CQSA §4, increased state fidelity",
  statement:
    "The exact fidelity (P + V)/2 of a cluster exceeds that of one state of N, and so does the product over all clusters.",
  clauses: ["CQSA-GHZ-1"],
  decide: (evidence) => {
    const { points, largestClients, largestProbability, together, lossesTogether: losses } = evidence;
    const own = [...evidence.own, ...(evidence.ownNoise === null ? [] : [evidence.ownNoise])];
    if (points + own.length === 0) {
      return { verdict: "undecided", reason: "no noise, or one cluster of all: nothing to compare" };
    }
    const alone = evidence.firstAlone ?? own.find(losesAlone);
    if (alone !== undefined) {
      return {
        verdict: "fails",
        counterexample: `${place(alone)}: ${figure(alone.cluster, 6)} against ${figure(alone.global, 6)}`,
        because: `a single cluster is no better than the global state; ${ownText(evidence)}`,
      };
    }
    const region = `${points} points with N ≤ ${largestClients}, k dividing N, 1 < k < N, and depolarizing2 p ≤ ${figure(largestProbability)}`;
    const ownLoss = own.find(losesTogether);
    if (together === null && ownLoss === undefined) {
      return {
        verdict: "holds",
        because: `one cluster and all at once beat the global state at ${region}; ${ownText(evidence)}; ${FORMULA}`,
      };
    }
    const limits =
      together === null
        ? `at ${region}`
        : `where (for N ≤ ${largestClients}) k < ${together.smallestClusters.clusterSize} or p < ${figure(together.leastNoise.noise.probability)}`;
    const except = ownLoss === undefined ? "" : `, and not at ${place(ownLoss)} (this run's clusters)`;
    const least =
      together === null
        ? ""
        : ` (first at ${place(together.fewestClients)}; with the least noise at ${place(together.leastNoise)}: ${figure(together.leastNoise.product, 6)} against ${figure(together.leastNoise.global, 6)})`;
    return {
      verdict: "holds if",
      condition: `F is that of one cluster; that of all N/k at once only ${limits}${except}`,
      region: `${region}: one cluster always gains, all at once lose at ${losses}${least}`,
      because: `${ownText(evidence)}; ${FORMULA}`,
    };
  },
};
