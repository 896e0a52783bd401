import type { Claim } from "../../src/audit/claim.ts";
import type { InversionEvidence } from "../../src/audit/evidence.ts";
import { figure, percent, roundedFigure } from "../../src/base/figure.ts";

/** What becomes of signs: of this run's sums, or of any. */
function signsText({ negativeShare }: InversionEvidence): string {
  return negativeShare === 0
    ? "none of this run's sums is negative, and a negative one would lose its sign"
    : `${percent(negativeShare)} of this run's sums are negative and lose their sign`;
}

export const ph3: Claim<InversionEvidence> = {
  id: "PH-3",
  title: "Inverting P(0) gives the sum",
  quote: "invert these probability formulas to estimate the sum … with high precision",
  source: "CQSA §2.3.1",
  statement: "arccos(2·P̂(0) − 1) estimates Θ, whatever its sign and the visibility.",
  clauses: ["CQSA-AGG-1", "CQSA-AGG-2"],
  decide: (evidence) => {
    const { arccosError, quadratureError, predictedError, smallest, coordinates, members, shots } = evidence;
    if (coordinates === 0) return { verdict: "undecided", reason: "the run measured no cluster sum" };
    const predicted = predictedError === null ? "" : ` (predicted ${figure(predictedError, 3)} rad)`;
    const compared = `rms error over ${coordinates} sums with ${2 * shots} shots each: ${figure(arccosError, 3)} rad, against ${figure(quadratureError, 3)} rad by two quadratures${predicted}`;
    if (smallest === null && arccosError <= 1.1 * quadratureError)
      return { verdict: "holds", because: compared };
    const bias = `with ${members} members, V = ${figure(evidence.visibility)}, it reads Θ = 0 as ${roundedFigure(evidence.biasAtZero, 3)} rad however many the shots`;
    return {
      verdict: "fails",
      counterexample:
        smallest === null
          ? bias
          : `one client, no noise: w = ${figure(smallest.weight)} of the bound is read as ${figure(smallest.read)}`,
      because: smallest === null ? compared : `cosine is even: ${signsText(evidence)}; ${bias}; ${compared}`,
    };
  },
};
