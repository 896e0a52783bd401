import fc from "fast-check";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import { safeIntegers } from "../arbitraries/integers.ts";
import { cohorts, maskParamsOf, padOf } from "../arbitraries/pads.ts";
import type { Cohort } from "../arbitraries/pads.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { centred, exactly } from "../masking/exactly.ts";
import { ask, mustAgree } from "../violation.ts";

interface TwoHonest {
  readonly cohort: Cohort;
  /** Two clients; everyone else, the server too, may pool what is known. */
  readonly low: number;
  readonly high: number;
  /** What the lower one might hold instead. */
  readonly other: readonly number[];
}

/** The same cohort with something else in the hands of two, of the same sum modulo 2^b, and the pad between them to match. */
function otherWorld({ cohort, low, high, other }: TwoHonest): Cohort {
  const { integers, pairPads, modulusBits } = cohort;
  const shift = other.map((integer, i) => BigInt(integer) - BigInt(integers[low]![i]!));
  const common = padOf(cohort, low, high);
  const matching = common.map((pad, i) => Number(BigInt.asUintN(modulusBits, BigInt(pad) - shift[i]!)));
  return {
    integers: integers.map((row, client) => {
      if (client === low) return other;
      return client === high
        ? row.map((integer, i) => centred(BigInt(integer) - shift[i]!, modulusBits))
        : row;
    }),
    pairPads: pairPads.map((pad) => (pad === common ? matching : pad)),
    modulusBits,
  };
}

/**
 * One-time pads hide perfectly: for whatever else two clients might hold with the same sum, there is a pad between them,
 * as likely as theirs, under which they send the same. So all others together learn the sum of the two and no more.
 */
export const masksHide: Law = deterministicLaw<TwoHonest>({
  id: "threat/masks-hide",
  sentence:
    "for any other integers of two clients with the same sum there is a common pad that shows the same",
  clauses: ["THR-MASK-1"],
  needs: ["mask"],
  inapplicable: (capabilities) => clientsMissing(capabilities, 2),
  cases: (capabilities) =>
    cohorts(capabilities, { fewestClients: 2 }).chain((cohort) => {
      const { length } = cohort.integers;
      const d = cohort.integers[0]!.length;
      return fc
        .record({
          low: fc.integer({ min: 0, max: length - 2 }),
          gap: fc.integer({ min: 1, max: length - 1 }),
          other: fc.array(safeIntegers, { minLength: d, maxLength: d }),
        })
        .map(({ low, gap, other }) => ({ cohort, low, high: Math.min(low + gap, length - 1), other }));
    }),
  check: async (implementation, example) => {
    const { cohort, low, high, other } = example;
    if (String(other) === String(cohort.integers[low])) return "vacuous";
    const world = otherWorld(example);
    for (const client of [low, high]) {
      const { masked } = await ask(implementation, "mask", maskParamsOf(cohort, client));
      const then = await ask(implementation, "mask", maskParamsOf(world, client));
      mustAgree(`masked vector of client ${client}`, masked, then.masked, exactly);
    }
    return "held";
  },
});
