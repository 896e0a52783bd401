import type { Claim } from "../../src/audit/claim.ts";
import type { MaskEvidence } from "../../src/audit/evidence.ts";

export const qn1: Claim<MaskEvidence> = {
  id: "QN-1",
  title: "Pairwise masks cancel",
  quote: "When the server sums all masked updates, the random masks cancel out",
  source: "summary of QuNetQFL (arXiv 2501.12709), mechanism 1, equations 2–4",
  statement: "Σ masks ≡ 0 modulo 2^b for every number of clients, length, order and pad.",
  clauses: ["QNF-MSK-1", "QNF-MSK-2", "QNF-MSK-3"],
  decide: ({ trials, wrong, largestClients, modulusBits, withoutOne, rightWithoutOne, worst }) => {
    if (trials === 0) return { verdict: "undecided", reason: "nothing was masked" };
    if (wrong > 0) {
      return {
        verdict: "fails",
        counterexample: `${worst?.clients} clients, modulus 2^${worst?.modulusBits}`,
        because: `${wrong} of ${trials} sums came out wrong`,
      };
    }
    const missing = `with one client missing ${rightWithoutOne} of ${withoutOne}`;
    if (withoutOne === 0 || rightWithoutOne > withoutOne / 2) {
      return { verdict: "undecided", reason: `nothing shows that the masks hide anything: ${missing} right` };
    }
    return {
      verdict: "holds",
      because: `${trials} sums of up to ${largestClients} clients, moduli 2^${modulusBits.join(", 2^")}, equal to the unmasked sum; ${missing} did`,
    };
  },
};
