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
    const example = noisy.at(-1)!;
    return {
      verdict: "holds if",
      condition:
        "F is that of one cluster; for all N/k clusters at once (1 − ε)^k gives exactly the global (1 − ε)^N",
      region: `N = ${clients}, k = ${clusterSize}, p from ${figure(noisy[0]!.probability)} to ${figure(example.probability)}`,
      because: `at p = ${figure(example.probability)} one cluster has ${figure(example.cluster)}, all at once ${figure(example.product)}, one state of ${clients} qubits ${figure(example.global)}; the paper's formula has the ratio ${figure(formulaRatio, 6)}`,
    };
  },
};
