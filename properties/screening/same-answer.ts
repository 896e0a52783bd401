import type { ScreenParams } from "../../src/implementation/implementation.ts";
import { anyScreenings, screenedRulesMissing } from "../arbitraries/screenings.ts";
import { answerTo, mustBeSame } from "../determinism/same-answer.ts";
import type { Law } from "../law.ts";
import { severalLaw } from "./several.ts";

/** Every declared rule asked twice, in between about something else. */
export const sameAnswer: Law = severalLaw<readonly [ScreenParams, ScreenParams]>({
  id: "screening/same-answer",
  sentence: "a rule that is asked again answers as before, bit for bit",
  clauses: ["CQSA-DET-1", "WIRE-DET-1"],
  needs: ["screen"],
  inapplicable: screenedRulesMissing,
  cases: (capabilities) => {
    const any = anyScreenings(capabilities, { preAggregators: true });
    return any.chain((params) => any.map((other) => [params, other] as const));
  },
  check: async (implementation, [params, other]) => {
    const ask = async (): Promise<unknown> => answerTo(implementation, { operation: "screen", params });
    const first = await ask();
    await answerTo(implementation, { operation: "screen", params: other });
    mustBeSame(`${params.rule} asked twice`, first, await ask());
    return "held";
  },
});
