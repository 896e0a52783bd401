import fc from "fast-check";
import type { Capabilities, ScreenParams } from "../../src/implementation/implementation.ts";
import { subsetCount } from "../arbitraries/round-rules.ts";
import { atMost } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { meanOracle } from "../oracles/rule-oracles.ts";
import { mustAgree, show, violation } from "../violation.ts";
import { acceptedOf } from "./screened.ts";

const RULES = ["mda", "smea"];
const MOST_SUBSETS = 200_000;
/** Numbers of inputs and f with few, many, too many and far too many subsets. */
const COUNTS: readonly (readonly [number, number])[] = [
  [20, 3],
  [19, 6],
  [60, 2],
  [21, 10],
  [1200, 2],
  [60, 29],
  [200, 99],
];

interface Grouped {
  readonly rule: string;
  readonly inputs: number;
  readonly tolerate: number;
}

function declaredRules({ rules = {} }: Capabilities): string[] {
  return RULES.filter((rule) => Object.hasOwn(rules, rule));
}

function counts(capabilities: Capabilities): (readonly [number, number])[] {
  return COUNTS.filter(([inputs]) => inputs <= atMost(capabilities, "clients", inputs));
}

/** All but f inputs lie between 0 and 1, the last f far away from them and from each other. */
function params({ rule, inputs, tolerate }: Grouped): ScreenParams {
  const near = inputs - tolerate;
  const aggregates = Array.from({ length: inputs }, (_, i) => [i < near ? i / near : 100 * (i - near + 1)]);
  return { aggregates, rule, tolerate };
}

/** Many inputs are either screened rightly or, beyond 200,000 subsets, left with a word; a call has its usual time. */
export const subsetLimit: Law = deterministicLaw<Grouped>({
  id: "screening/subset-limit",
  sentence: "`mda` and `smea` answer up to 200,000 subsets and beyond them rightly or with -32001",
  clauses: ["CQSA-SCR-14", "WIRE-SCREEN-3"],
  needs: ["screen"],
  // One answer may go through some ten thousand subsets.
  mostRuns: 10,
  inapplicable: (capabilities) => {
    if (declaredRules(capabilities).length === 0) return "neither mda nor smea is declared";
    return counts(capabilities).length === 0 ? "limited to fewer than 20 inputs" : undefined;
  },
  cases: (capabilities) =>
    fc
      .record({
        rule: fc.constantFrom(...declaredRules(capabilities)),
        count: fc.constantFrom(...counts(capabilities)),
      })
      .map(({ rule, count: [inputs, tolerate] }) => ({ rule, inputs, tolerate })),
  check: async (implementation, grouped) => {
    const { rule, inputs, tolerate } = grouped;
    const request = params(grouped);
    const outcome = await implementation.call("screen", request);
    const many = subsetCount(inputs, tolerate) > MOST_SUBSETS;
    if (outcome.outcome === "unsupported" && many) return "held";
    if (outcome.outcome !== "ok") {
      const expected = many ? "a result or -32001" : "a result";
      throw violation(`${rule} of ${inputs} inputs without ${tolerate}`, expected, show(outcome));
    }
    const near = request.aggregates.slice(0, inputs - tolerate);
    mustAgree("accepted inputs", [...near.keys()], acceptedOf(outcome.result));
    mustAgree("aggregate", meanOracle(near), outcome.result.aggregate);
    return "held";
  },
});
