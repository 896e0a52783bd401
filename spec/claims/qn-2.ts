import type { Claim } from "../../src/audit/claim.ts";
import type { QuantizedSizeEvidence } from "../../src/audit/masking-evidence.ts";
import { figure, percent } from "../../src/base/figure.ts";

export const qn2: Claim<QuantizedSizeEvidence> = {
  id: "QN-2",
  title: "8 bits save 75 % of the communication",
  quote: "75% reduction in communication costs through 8-bit quantization",
  source: "summary of QuNetQFL (arXiv 2501.12709), key results and mechanism 2, table II",
  statement: "A weight that is masked with 8 bits instead of 32 still gives the sum of all clients.",
  clauses: ["QNF-MSK-2", "QNF-QNT-1"],
  decide: (evidence) => {
    const {
      quantizerBits: bits,
      unquantizedBits,
      smallest,
      sums,
      clients,
      wrappedSums,
      wrongInSufficientModulus,
      sufficientModulusBits,
    } = evidence;
    if (sums === 0) return { verdict: "undecided", reason: "nothing was masked" };
    if (wrongInSufficientModulus > 0) {
      return {
        verdict: "undecided",
        reason: `${wrongInSufficientModulus} of ${sums} sums are wrong even modulo 2^${sufficientModulusBits}, which holds them: the masks say nothing here`,
      };
    }
    const saved = `${bits} bits instead of ${unquantizedBits} save ${percent(evidence.savedShare)}`;
    if (smallest === null) {
      return {
        verdict: "holds",
        because: `${saved}, and no sum tried comes out wrong; ${wrappedSums} of ${sums} of this run do`,
      };
    }
    return {
      verdict: "holds if",
      condition: `the modulus stays 2^${bits}, which gives the sum only where all clients' integers add up to −${2 ** (bits - 1)}…${2 ** (bits - 1) - 1}; a sum of any updates needs 2^b ≥ N·(2^${bits} − 2) + 1`,
      region: `${wrappedSums} of ${sums} sums of ${clients} clients of this run wrap modulo 2^${bits}, none modulo 2^${sufficientModulusBits}, which saves ${percent(evidence.sufficientSavedShare)}`,
      because: `${saved}; ${smallest.clients} clients at ${smallest.integer} (${figure(smallest.share, 3)} of the bound) sum to ${smallest.trueSum} and are unmasked as ${smallest.read}; ${evidence.paperClients} clients need ${evidence.paperSufficientBits} bits, which save ${percent(evidence.paperSavedShare)}`,
    };
  },
};
