import { mostTolerated } from "../arbitraries/valid-requests.ts";
import type { Law } from "../law.ts";
import { optionKeyKinds, referenceKinds, ruleKinds, tolerateKinds } from "./range-kinds.ts";
import { rangeLaw } from "./refusal-law.ts";

/** What the numbers and names of `screen` may not be. */
export const screenRange: Law = rangeLaw("screen", {
  sentence:
    "`screen` refuses unknown rules and options, an f beyond the rule and a reference of another length",
  clauses: ["CQSA-SCR-5", "WIRE-REJ-7", "WIRE-REJ-8", "WIRE-REJ-9", "WIRE-OUT-3"],
  kinds: ({ aggregates, rule }, capabilities) => [
    ...ruleKinds(),
    ...tolerateKinds(mostTolerated(capabilities, rule, aggregates.length)),
    ...optionKeyKinds(rule),
    ...referenceKinds(aggregates[0]!.length, capabilities.limits?.coordinates ?? Infinity),
  ],
});
