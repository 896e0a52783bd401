import type { Claim } from "../../src/audit/claim.ts";
import type { MetricEvidence } from "../../src/audit/evidence.ts";
import { figure, roundedFigure } from "../../src/base/figure.ts";

export const fi5: Claim<MetricEvidence> = {
  id: "FI-5",
  title: "Smaller clusters are better",
  quote: "the gain is most significant at small k",
  source: "CQSA §5, figure 2",
  statement: "The cluster size that maximises F_total(k) = F_k^{N/k} is a good choice.",
  clauses: ["CQSA-GHZ-1", "CQSA-RND-1"],
  decide: ({ byClusterSize, best, clients, probability, exposure }) => {
    if (byClusterSize.length < 2)
      return { verdict: "undecided", reason: "a single cluster size to choose from" };
    const at = byClusterSize.find(({ clusterSize }) => clusterSize === best)!;
    const metric = `N = ${clients}, p = ${figure(probability)}: F_total is largest at k = ${best} (${figure(at.total)})`;
    if (best > 1) return { verdict: "holds", because: metric };
    return {
      verdict: "fails",
      counterexample: metric,
      because: `a cluster of one has no secrecy: the server reads every weight with an error of ${roundedFigure(exposure, 2)} times the bound`,
    };
  },
};
