import type { Claim } from "../../src/audit/claim.ts";
import type { BoundReportEvidence } from "../../src/audit/privacy-evidence.ts";
import { figure } from "../../src/base/figure.ts";
import { intervalText } from "../../src/base/interval-text.ts";

function scaleText({ scaleR2 }: BoundReportEvidence): string {
  return scaleR2 === null
    ? ""
    : `; a line through the report gives a client's root mean square with R² = ${intervalText(scaleR2)}`;
}

export const pr2: Claim<BoundReportEvidence> = {
  id: "PR-2",
  title: "Only a global bound is revealed",
  quote: "This procedure reveals only a global magnitude bound",
  source: "CQSA §4, encoding the weights",
  statement: "Of the clients' largest weights the server learns the largest of all and no other.",
  clauses: ["CQSA-BND-1", "CQSA-RND-6"],
  decide: (evidence) => {
    const { reports, exact, beside, smallest } = evidence;
    const [low, high] = smallest.weights.toSorted((a, b) => a - b);
    const held = smallest.reports.toSorted((a, b) => a - b);
    if (reports === 0) {
      return held.length === 0
        ? { verdict: "holds", because: "the server's view has no report of a single client" }
        : { verdict: "undecided", reason: "the run has no reports" };
    }
    const told = `${exact} of ${reports} reports in the server's views are their client's largest weight`;
    if (beside > 0) {
      return {
        verdict: "fails",
        counterexample: `two clients of one weight each, ${figure(low!)} and ${figure(high!)}: the server holds ${held.map((value) => figure(value)).join(" and ")}`,
        because: `${told}, ${beside} of them below the round's bound; the largest is ${figure(evidence.range, 3)} times the smallest${scaleText(evidence)}`,
      };
    }
    if (exact === reports && evidence.clients > 1) {
      return {
        verdict: "undecided",
        reason: `in this run all clients have one largest weight, so that the ${reports} reports tell no other`,
      };
    }
    return { verdict: "holds", because: `${told}, none of them below the round's bound` };
  },
};
