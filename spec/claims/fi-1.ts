import type { Claim } from "../../src/audit/claim.ts";
import type { ClusterFidelityEvidence } from "../../src/audit/evidence.ts";
import { figure } from "../../src/base/figure.ts";

export const fi1: Claim<ClusterFidelityEvidence> = {
  id: "FI-1",
  title: "A cluster's fidelity exceeds the global one",
  quote: "F_cluster ≈ (1 − ε)^k ≫ (1 − ε)^N",
  source: "CQSA §4, increased state fidelity",
  statement: "The exact GHZ fidelity of k qubits exceeds that of N, and of all clusters together that of N.",
  clauses: ["CQSA-GHZ-1"],
  decide: ({ cases, clients, clusterSize, formulaRatio }) => {
    const noisy = cases.filter(({ probability }) => probability > 0);
    if (noisy.length === 0 || clusterSize >= clients) {
      return { verdict: "undecided", reason: "no noise, or one cluster of all: nothing to compare" };
    }
    const loss = noisy.find(({ cluster, global }) => cluster <= global);
    if (loss !== undefined) {
      return {
        verdict: "fails",
        counterexample: `p = ${figure(loss.probability)}: ${figure(loss.cluster)} against ${figure(loss.global)}`,
        because: "a single cluster is no better than the global state",
      };
    }
    const [least, most] = [noisy[0]!, noisy.at(-1)!];
    const measured = [least, most]
      .map(
        ({ probability, cluster, product, global }) =>
          `at p = ${figure(probability)} one cluster has ${figure(cluster)}, all at once ${figure(product)}, one state of ${clients} qubits ${figure(global)}`,
      )
      .join("; ");
    const formula = `by the paper's formula all clusters at once have ${figure(formulaRatio, 6)} times the global value`;
    if (formulaRatio > 1 + 1e-9 && noisy.every(({ product, global }) => product > global)) {
      return { verdict: "holds", because: `${measured}; ${formula}` };
    }
    return {
      verdict: "holds if",
      condition: "F is that of one cluster, not of all N/k at once",
      region: `N = ${clients}, k = ${clusterSize}, p from ${figure(least.probability)} to ${figure(most.probability)}, exact two-qubit depolarizing`,
      because: `${measured}; ${formula}`,
    };
  },
};
