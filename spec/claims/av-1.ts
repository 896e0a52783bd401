import type { Claim } from "../../src/audit/claim.ts";
import type { DropoutEvidence } from "../../src/audit/evidence.ts";
import { figure, percent } from "../../src/base/figure.ts";

export const av1: Claim<DropoutEvidence> = {
  id: "AV-1",
  title: "A dropout costs its cluster only",
  quote: "a dropout only invalidates the specific cluster",
  source: "CQSA §4, localized dropout resilience",
  statement: "Other clusters' results are identical bit for bit; a cluster survives with (1−δ)^k.",
  clauses: ["CQSA-RND-3", "CQSA-RND-4"],
  decide: (evidence) => {
    const { compared, changed, misplaced, survival, expectedSurvival, rounds, clusters, survived } = evidence;
    if (changed > 0 || misplaced > 0) {
      return {
        verdict: "fails",
        counterexample: `${changed} of ${compared} untouched clusters changed, ${misplaced} were lost or kept wrongly`,
        because: "a dropout does not cost its own cluster and nothing else",
      };
    }
    if (compared === 0)
      return { verdict: "undecided", reason: "no round with a dropout left a cluster to compare" };
    const rate = `${survived} of ${clusters} clusters still had an aggregate at δ = ${figure(evidence.dropoutRate)} in ${rounds} rounds: ${percent(evidence.confidence, 6)} interval ${figure(survival.lower)}…${figure(survival.upper)}, (1−δ)^k is ${figure(expectedSurvival)}`;
    if (expectedSurvival < survival.lower || expectedSurvival > survival.upper) {
      return { verdict: "fails", counterexample: rate, because: "clusters are not lost independently" };
    }
    return {
      verdict: "holds",
      because: `${compared} untouched aggregates identical bit for bit; ${rate}, for one global state ${figure(evidence.globalSurvival, 3)}; ${percent(evidence.wasted)} of the clients were live in a lost cluster (expected ${percent(evidence.expectedWasted)})`,
    };
  },
};
