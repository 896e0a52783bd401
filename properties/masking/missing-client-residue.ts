import fc from "fast-check";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import { cohorts, padOf } from "../arbitraries/pads.ts";
import type { Cohort } from "../arbitraries/pads.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, mustAgree } from "../violation.ts";
import { centred, exactly, exactSums, maskAll } from "./exactly.ts";

interface Absence {
  readonly cohort: Cohort;
  readonly missing: number;
}

/**
 * Without one client's row, the pads that it shared stay in the sum: those of peers below it were added
 * by them, those of peers above it subtracted.
 */
export const missingClientResidue: Law = deterministicLaw<Absence>({
  id: "masking/missing-client-residue",
  sentence: "a missing client leaves exactly its own pads in the sum of the others",
  clauses: ["QNF-MSK-3"],
  needs: ["mask", "unmask"],
  inapplicable: (capabilities) => clientsMissing(capabilities, 2),
  cases: (capabilities) =>
    cohorts(capabilities, { fewestClients: 2 }).chain((cohort) =>
      fc.record({
        cohort: fc.constant(cohort),
        missing: fc.integer({ min: 0, max: cohort.integers.length - 1 }),
      }),
    ),
  check: async (implementation, { cohort, missing }) => {
    const { integers, modulusBits } = cohort;
    const rows = await maskAll(implementation, cohort);
    const masked = rows.filter((_, client) => client !== missing);
    const { sum } = await ask(implementation, "unmask", { masked, modulusBits });
    const others = [...integers.keys()].filter((client) => client !== missing);
    const expected = exactSums(others.map((client) => integers[client]!)).map((partial, i) => {
      const residue = others.reduce((left, client) => {
        const pad = BigInt(padOf(cohort, client, missing)[i]!);
        return client < missing ? left + pad : left - pad;
      }, partial);
      return centred(residue, modulusBits);
    });
    mustAgree("sum", expected, sum, exactly);
    return "held";
  },
});
