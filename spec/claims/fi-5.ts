import type { Claim } from "../../src/audit/claim.ts";
import type { MetricEvidence } from "../../src/audit/evidence.ts";
import { figure } from "../../src/base/figure.ts";
import { ownNoiseText, paperSettingText } from "./noise-text.ts";
import { offByText } from "./off-by-text.ts";

/** An error below this share of the bound leaves no secret. */
const READ = 0.01;

export const fi5: Claim<MetricEvidence> = {
  id: "FI-5",
  title: "Smaller clusters are better",
  quote: "the gain is most significant at small k",
  source: "CQSA §5, figure 2",
  statement: "The cluster size that maximises F_total(k) = F_k^{N/k} is a good choice.",
  clauses: ["CQSA-GHZ-1", "CQSA-RND-1"],
  decide: ({ byClusterSize, best, clients, noise, own, exposure }) => {
    if (byClusterSize.length < 2)
      return { verdict: "undecided", reason: "a single cluster size to choose from" };
    const at = byClusterSize.find(({ clusterSize }) => clusterSize === best)!;
    const metric = `N = ${clients}, ${paperSettingText(noise, own?.noise ?? null)}: F_total is largest at k = ${best} (${figure(at.total)})`;
    const ownText =
      own === null
        ? ""
        : ownNoiseText(noise, own.noise, `it is largest at k = ${own.best} (${figure(own.total)})`);
    if (exposure === null || exposure > READ) {
      const read =
        exposure === null
          ? ""
          : `, where the server reads single updates off by up to ${figure(exposure, 2)} of the bound`;
      return { verdict: "holds", because: `${metric}${read}${ownText}` };
    }
    const others = byClusterSize
      .filter(({ clusterSize }) => clusterSize !== best)
      .map(({ clusterSize, total }) => `${figure(total, 3)} at ${clusterSize}`)
      .slice(0, 4)
      .join(", ");
    return {
      verdict: "fails",
      counterexample: metric,
      because: `the metric falls from there (${others}), and a cluster of one has no secrecy: the server reads every weight (without shots) ${offByText(exposure)}${ownText}`,
    };
  },
};
