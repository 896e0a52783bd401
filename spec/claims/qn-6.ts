import type { Claim } from "../../src/audit/claim.ts";
import type { PadUseEvidence } from "../../src/audit/masking-evidence.ts";
import { figure } from "../../src/base/figure.ts";

/** How far beyond its expectation a count of chance hits may be, in standard deviations. */
const DEVIATIONS = 6;

export const qn6: Claim<PadUseEvidence> = {
  id: "QN-6",
  title: "Pads are information-theoretically secure",
  quote: "serve as one-time pads to mask local model updates, ensuring information-theoretic security",
  source: "summary of QuNetQFL (arXiv 2501.12709), core contribution",
  statement: "A masked vector gives nothing away, and one that was changed on its way is noticed.",
  clauses: ["QNF-MSK-1", "QNF-MSK-2"],
  decide: (evidence) => {
    const { reused, reusedRevealed, renewed, renewedRevealed, chance, firstReuse } = evidence;
    const { tampered, shifted, firstShift, residues, uniformPValue, uniformLevel } = evidence;
    if (reused === 0 || renewed === 0 || tampered === 0 || residues === 0)
      return { verdict: "undecided", reason: "nothing was masked" };
    const test = `${residues} residues of one integer under new pads, chi-square against uniform: p = ${figure(uniformPValue, 2)}`;
    if (uniformPValue < uniformLevel)
      return { verdict: "fails", counterexample: test, because: "a masked integer is not uniform" };
    const luck = renewed * chance + DEVIATIONS * Math.sqrt(renewed * chance) + 1;
    const fresh = `with a new pad each ${renewedRevealed} of ${renewed} differences (chance gives ${figure(renewed * chance, 2)})`;
    if (renewedRevealed > luck)
      return { verdict: "fails", counterexample: fresh, because: "new pads do not hide a difference" };
    const conditions = [
      ...(reusedRevealed > reused * chance + DEVIATIONS * Math.sqrt(reused * chance) + 1
        ? ["no pad is used twice"]
        : []),
      ...(shifted > 0 ? ["messages are authenticated"] : []),
    ];
    if (conditions.length === 0)
      return {
        verdict: "holds",
        because: `${test}; ${fresh}; ${evidence.refused} of ${tampered} changes refused`,
      };
    const reuse =
      firstReuse === null
        ? ""
        : ` (${firstReuse.first} and ${firstReuse.second}: the masked ones differ by ${firstReuse.difference})`;
    const shift =
      firstShift === null
        ? ""
        : ` (${firstShift.added} added: the sum ${firstShift.trueSum} is read as ${firstShift.read})`;
    return {
      verdict: "holds if",
      condition: conditions.join(" and "),
      region: `${test}; ${fresh}`,
      because: `a pad used twice gives away x₁ − x₂ in ${reusedRevealed} of ${reused} coordinates${reuse}; ${shifted} of ${tampered} masked vectors changed by Δ moved the sum by just Δ, ${evidence.refused} were refused${shift}`,
    };
  },
};
