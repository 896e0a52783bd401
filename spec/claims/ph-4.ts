import type { Claim } from "../../src/audit/claim.ts";
import type { WrapEvidence } from "../../src/audit/evidence.ts";
import { figure, roundedFigure } from "../../src/base/figure.ts";

export const ph4: Claim<WrapEvidence> = {
  id: "PH-4",
  title: "Sums do not wrap",
  quote: "a necessary condition to prevent integer overflow (phase wrapping modulo 2π)",
  source: "CQSA §4",
  statement:
    "With S = π/(k·w_max) the phase sum of honest members stays in [−π, π] and is read unambiguously.",
  clauses: ["CQSA-ENC-2", "CQSA-DEC-2", "CQSA-RND-1"],
  decide: (evidence) => {
    const { sums, largestShare, readAcross, nearestAcross, endsApart, byzantine } = evidence;
    const { roundingExcess, firstExcessAt } = evidence;
    if (sums === 0) return { verdict: "undecided", reason: "the run measured no cluster sum" };
    if (largestShare > 1 + 1e-9) {
      return {
        verdict: "fails",
        counterexample: `an honest cluster of this run sums to ${figure(largestShare)}·π`,
        because: "the scale does not keep the sum inside the circle",
      };
    }
    const ends = `all members at +bound and all at −bound are read ${roundedFigure(endsApart)} rad apart`;
    if (nearestAcross !== null) {
      return {
        verdict: "fails",
        counterexample: `the honest sum ${figure(nearestAcross.trueSum)} rad of this run is read as ${figure(nearestAcross.read)} rad`,
        because: `${readAcross} of ${sums} honest sums were read on the other side of ±π, since nothing separates the ends: ${ends}`,
      };
    }
    const excess =
      firstExcessAt === null
        ? "no rounding beyond π up to k = 2000"
        : `k maxima exceed π by rounding from k = ${firstExcessAt}, by at most ${figure(roundingExcess, 2)} rad`;
    if (largestShare < 1 && endsApart > 1e-6 && firstExcessAt === null) {
      return { verdict: "holds", because: `${sums} sums within ${figure(largestShare)}·π; ${ends}` };
    }
    return {
      verdict: "holds if",
      condition: "every member is honest and |Θ| < π strictly, by more than the reading error",
      region: `${sums} cluster sums of this run, largest ${figure(largestShare)}·π, none read across ±π`,
      because: `${ends}, one point of the circle; ${excess}; one of two members at twice its range turns a sum of ${figure(byzantine.trueSum)} rad into ${figure(byzantine.read)} rad`,
    };
  },
};
