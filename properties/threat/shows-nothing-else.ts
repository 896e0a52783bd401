import fc from "fast-check";
import { lossyRounds, measuredConditions, plainRound, roundMissing } from "../arbitraries/rounds.ts";
import type { LossyRound, MeasuredConditions } from "../arbitraries/rounds.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { askRound } from "../rounds/ask-round.ts";
import { violation } from "../violation.ts";
import { viewWhereDeclared } from "./view-where-declared.ts";

interface AnyRound {
  readonly lossy: LossyRound;
  readonly conditions: MeasuredConditions;
  readonly viewed: boolean;
}

const RESULT = ["weightBound", "clusters", "aggregates", "accepted", "update", "contributors"];
const VIEW = ["reports", "visibility"];

function mustHaveOnly(what: string, members: readonly string[], value: object): void {
  const others = Object.keys(value).filter((name) => !members.includes(name));
  if (others.length > 0) throw violation(`${what} shows more`, members.join(", "), others.join(", "));
}

/** The place for everything that is shown is fixed: there is none for an update, a phase or a draw. */
export const showsNothingElse: Law = deterministicLaw<AnyRound>({
  id: "threat/shows-nothing-else",
  sentence:
    "a round and its view have no members but those of the protocol, and no view that was not asked for",
  clauses: ["THR-VIEW-3", "WIRE-OPS-1", "WIRE-OUT-5"],
  needs: ["round"],
  inapplicable: roundMissing,
  cases: (capabilities) =>
    fc.record({
      lossy: lossyRounds(capabilities, { mostClients: 12 }),
      conditions: measuredConditions(capabilities),
      viewed: fc.boolean(),
    }),
  check: async (implementation, { lossy: { round, dropouts }, conditions, viewed }) => {
    const { capabilities } = implementation;
    const asked = viewed ? viewWhereDeclared(capabilities) : {};
    const params = { ...plainRound(capabilities, round), ...conditions, ...asked, dropouts };
    const result = await askRound(implementation, params);
    mustHaveOnly("the result", asked.view === true ? [...RESULT, "view"] : RESULT, result);
    if (result.view !== undefined) mustHaveOnly("the view", VIEW, result.view);
    return "held";
  },
});
