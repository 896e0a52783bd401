import type { Claim } from "../../src/audit/claim.ts";
import type { QuantizationEvidence } from "../../src/audit/masking-evidence.ts";
import { figure, percent } from "../../src/base/figure.ts";

const HALF = 0.5;

export const qn7: Claim<QuantizationEvidence> = {
  id: "QN-7",
  title: "Quantization costs O(2^−q)",
  quote: "The quantization noise introduced (O(1/2^q)) does not destroy the convergence properties",
  source: "summary of QuNetQFL (arXiv 2501.12709), mechanism 2",
  statement:
    "In range a weight is off by half a step at most, bound/(2^(q−1) − 1)/2, and the mean of N by step/√(12N) rms.",
  clauses: ["QNF-QNT-1", "QNF-QNT-2", "QNF-QNT-3"],
  decide: (evidence) => {
    const { values, largestError, roundingAllowance, drawnRatio, drawnInterval, byBits, ownInterval } =
      evidence;
    if (values === 0 || !byBits.some(({ ofPaper }) => ofPaper))
      return { verdict: "undecided", reason: "no weight was quantized" };
    const qs = byBits.map(({ bits }) => bits).join(", ");
    const single = `${values} weights of this run at q = ${qs}: off by ${figure(largestError)} of a step at most`;
    if (largestError > HALF + roundingAllowance)
      return {
        verdict: "fails",
        counterexample: single,
        because: "a weight in range is off by more than half a step",
      };
    if (!evidence.beyondBoundRefused) {
      return {
        verdict: "fails",
        counterexample: "a weight beyond the bound is quantized all the same",
        because: "nothing limits its error",
      };
    }
    const drawn = `means of ${evidence.drawnClients} values drawn over the range: rms ${figure(drawnRatio)} of step/√(12N), ${percent(evidence.confidence, 6)} interval ${figure(drawnInterval.lower)}…${figure(drawnInterval.upper)}`;
    if (drawnRatio < drawnInterval.lower || drawnRatio > drawnInterval.upper)
      return {
        verdict: "fails",
        counterexample: drawn,
        because: "the errors of a mean are others than those of uniform ones",
      };
    const own = byBits
      .map(
        ({ bits, ofPaper, ratio }) =>
          `${figure(ratio, 3)} at q = ${bits}${ofPaper ? "" : " (coarser than the paper's)"}`,
      )
      .join(", ");
    const limits = `independent errors give up to ${figure(ownInterval.upper, 3)}, 5 % of it tolerance`;
    const measured = `means of this run's ${evidence.clients} clients: ${own} (${limits})`;
    const paper = byBits.filter(({ ofPaper }) => ofPaper);
    const rough = paper.filter(({ ratio }) => ratio > ownInterval.upper).map(({ bits }) => bits);
    if (rough.length === 0) return { verdict: "holds", because: `${single}; ${drawn}; ${measured}` };
    const fine = paper.map(({ bits }) => bits).filter((bits) => bits > Math.max(...rough));
    return {
      verdict: "holds if",
      condition: `the clients' errors are independent, as those of steps that are small beside the weights: of the paper's q ${fine.length === 0 ? "none here" : `from ${Math.min(...fine)} on here`}; half a step is kept in any case`,
      region: measured,
      because: `${single}; ${drawn}`,
    };
  },
};
