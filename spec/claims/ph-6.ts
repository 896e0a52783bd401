import type { Claim } from "../../src/audit/claim.ts";
import type { GeometryEvidence } from "../../src/audit/evidence.ts";
import { figure } from "../../src/base/figure.ts";

export const ph6: Claim<GeometryEvidence> = {
  id: "PH-6",
  title: "Norm and cosine survive encoding",
  quote: "this linear mapping preserves the geometric properties",
  source: "CQSA §4, equations 2–6",
  statement: "‖S·w‖ = S·‖w‖ and cos(S·w, S·v) = cos(w, v), within the rounding of float64.",
  clauses: ["CQSA-ENC-3"],
  decide: ({ pairs, coordinates, normError, cosineError, roundingBound }) => {
    if (pairs === 0) return { verdict: "undecided", reason: "no two updates with a direction to compare" };
    const worst = Math.max(normError, cosineError);
    const measured = `${pairs} pairs of updates, d = ${coordinates}: norms off by ${figure(normError, 2)}, cosines by ${figure(cosineError, 2)}`;
    return worst <= roundingBound
      ? { verdict: "holds", because: `${measured}; rounding allows ${figure(roundingBound, 2)}` }
      : {
          verdict: "fails",
          counterexample: measured,
          because: `rounding allows ${figure(roundingBound, 2)} only`,
        };
  },
};
