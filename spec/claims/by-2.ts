import type { PreconditionEvidence } from "../../src/audit/byzantine-evidence.ts";
import type { Claim } from "../../src/audit/claim.ts";
import { percent } from "../../src/base/figure.ts";

type Group = PreconditionEvidence["rules"][number];

/** The paper's own example is told by its name. */
function firstRule({ rules }: Group): string {
  return rules.split(", ")[0]!;
}

/** How often the condition is met beyond f attackers, up to the share that is next to none. */
function sharesText({ points }: PreconditionEvidence, group: Group): string {
  return points
    .filter(({ condition, byzantine }) => condition === group.condition && byzantine > group.mostClusters)
    .filter(({ met }, i) => i === 0 || met.value > 0)
    .map(
      ({ byzantine, met, exact }) =>
        `${percent(met.value, 2)} of rounds at f = ${byzantine}${exact === null ? "" : ` (${percent(exact)})`}`,
    )
    .join(", ");
}

export const by2: Claim<PreconditionEvidence> = {
  id: "BY-2",
  title: "Existing robust rules apply",
  quote: "can be tailored with existing state-of-the-art Byzantine-robust aggregation schemes",
  source: "CQSA §4, outlier rejection logic",
  statement: "Among M clusters with f Byzantine clients the precondition of each rule is met.",
  clauses: ["CQSA-SCR-3", "CQSA-SCR-5", "CQSA-SCR-6"],
  decide: (evidence) => {
    const { points, rules, clusters, clients, clusterSize } = evidence;
    const off = points.find(({ met, exact }) => exact !== null && (exact < met.lower || exact > met.upper));
    if (off !== undefined) {
      return {
        verdict: "undecided",
        reason: `partitions are not those of counting: ${off.condition} at f = ${off.byzantine} in ${percent(off.met.value)} of rounds, for ${percent(off.exact!)}`,
      };
    }
    const none = rules.find(({ mostClusters }) => mostClusters < 1);
    if (none !== undefined) {
      return {
        verdict: "fails",
        counterexample: `N = ${clients}, k = ${clusterSize}: of ${clusters === 1 ? "one cluster" : `${clusters} clusters`} ${none.rules} stand${none.rules.includes(",") ? "" : "s"} no contaminated one (${none.condition})`,
        because: `${rules.filter(({ mostClusters }) => mostClusters >= 1).length} of ${rules.length} conditions can be met; ${evidence.unconditional.join(", ")} ask for nothing`,
      };
    }
    if (points.length === 0) return { verdict: "undecided", reason: "no number of attackers to look at" };
    const counted = `${evidence.partitions} partitions of ${clients} clients, by counting in brackets`;
    const within = points.filter(
      ({ condition, byzantine }) =>
        byzantine <= rules.find((group) => group.condition === condition)!.mostClusters,
    );
    const broken = within.find(({ met }) => met.value < 1);
    if (broken !== undefined) {
      return {
        verdict: "fails",
        counterexample: `f = ${broken.byzantine} attackers break ${broken.condition} in ${percent(1 - broken.met.value)} of rounds`,
        because: counted,
      };
    }
    if (points.every(({ met }) => met.value === 1)) return { verdict: "holds", because: counted };
    return {
      verdict: "holds if",
      condition: rules.map((group) => `f ≤ ${group.mostClusters} for ${group.rules}`).join("; "),
      region: `${clusters} clusters of ${clusterSize}: each attacker may be in another one; ${counted}`,
      because: `beyond that it is luck: ${rules
        .map((group) => `${firstRule(group)} in ${sharesText(evidence, group)}`)
        .join("; ")}`,
    };
  },
};
