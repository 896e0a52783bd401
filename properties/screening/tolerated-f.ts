import fc from "fast-check";
import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { screenedRule, screenedRules, screenedRulesMissing } from "../arbitraries/screenings.ts";
import { atMost } from "../arbitraries/values.ts";
import type { Law } from "../law.ts";
import { ask, mustReject } from "../violation.ts";
import { severalLaw } from "./several.ts";

/** How many inputs a rule is told to withstand, at its limit or on either side of it. */
interface Tolerance {
  readonly rule: string;
  readonly inputs: number;
  readonly tolerate: number;
}

function params({ rule, inputs, tolerate }: Tolerance): ScreenParams {
  const { reference, seed } = screenedRule(rule);
  return {
    aggregates: Array.from({ length: inputs }, (_, i) => [i * i]),
    rule,
    tolerate,
    ...(reference === "needed" && { reference: [1] }),
    ...(seed === "needed" && { seed: "tolerated" }),
  };
}

/** The limit of each rule for every number of inputs, those too few for any f among them. */
export const toleratedF: Law = severalLaw<Tolerance>({
  id: "screening/tolerated-f",
  sentence: "a rule takes every f up to its limit and refuses the next one",
  clauses: ["CQSA-SCR-5", "WIRE-REJ-7"],
  needs: ["screen"],
  inapplicable: screenedRulesMissing,
  cases: (capabilities) =>
    fc
      .record({
        rule: fc.constantFrom(...screenedRules(capabilities)),
        inputs: fc.integer({ min: 1, max: atMost(capabilities, "clients", 12) }),
      })
      .chain(({ rule: { rule, mostTolerated }, inputs }) => {
        const most = mostTolerated(inputs);
        const marks = [0, most, most + 1, most + 2].filter((f) => f >= 0);
        return fc.record({
          rule: fc.constant(rule),
          inputs: fc.constant(inputs),
          tolerate: fc.oneof(fc.constantFrom(...marks), fc.nat({ max: inputs + 1 })),
        });
      }),
  check: async (implementation, tolerance) => {
    const { rule, inputs, tolerate } = tolerance;
    if (tolerate <= screenedRule(rule).mostTolerated(inputs)) {
      await ask(implementation, "screen", params(tolerance));
    } else {
      await mustReject(implementation, "screen", params(tolerance));
    }
    return "held";
  },
});
