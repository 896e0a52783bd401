import { cohorts } from "../arbitraries/pads.ts";
import type { Cohort } from "../arbitraries/pads.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, mustAgree } from "../violation.ts";
import { centred, exactly, exactSums, maskAll } from "./exactly.ts";

/** Masked by each of 1 to 6 clients and summed, the integers come back as their sum modulo 2^b. */
export const maskCancellation: Law = deterministicLaw<Cohort>({
  id: "masking/mask-cancellation",
  sentence: "the masks of all clients cancel: what is unmasked is the sum of the integers modulo 2^b",
  clauses: ["QNF-MSK-2", "QNF-MSK-3"],
  needs: ["mask", "unmask"],
  cases: cohorts,
  check: async (implementation, cohort) => {
    const { integers, modulusBits } = cohort;
    const masked = await maskAll(implementation, cohort);
    const { sum } = await ask(implementation, "unmask", { masked, modulusBits });
    const expected = exactSums(integers).map((total) => centred(total, modulusBits));
    mustAgree("sum", expected, sum, exactly);
    return "held";
  },
});
