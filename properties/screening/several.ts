import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { screenedRules } from "../arbitraries/screenings.ts";
import { deterministicLaw } from "../law.ts";
import type { DeterministicLaw, Law } from "../law.ts";

/** Requests of a case: enough that every one of many rules is asked often. */
const MOST_REQUESTS = 8;

/** A law whose cases are several of the given ones, the more the more rules share them. */
export function severalLaw<Case>(law: Omit<DeterministicLaw<Case>, "kind">): Law {
  const most = (capabilities: Capabilities): number =>
    Math.min(MOST_REQUESTS, screenedRules(capabilities).length);
  return deterministicLaw<readonly Case[]>({
    ...law,
    cases: (capabilities) =>
      fc.array(law.cases(capabilities), { minLength: 1, maxLength: most(capabilities), size: "max" }),
    check: async (implementation, examples) => {
      let held = false;
      for (const example of examples) {
        if ((await law.check(implementation, example)) === "held") held = true;
      }
      return held ? "held" : "vacuous";
    },
  });
}
