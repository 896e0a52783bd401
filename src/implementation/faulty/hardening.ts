import { completeHardening, HARDENING_PARAMETERS } from "../../protocol/hardening/hardening.ts";
import type { Hardening } from "../../protocol/hardening/hardening.ts";
import type { RoundParams } from "../implementation.ts";
import { isObject } from "../schemas/expect.ts";
import { amended, resulting } from "./edited.ts";
import type { RawParams } from "./edited.ts";
import type { Faulty } from "./faulty.ts";

/** The reference with other switches than were given. */
function switched(change: (given: RawParams, params: RawParams) => RawParams): ReturnType<typeof amended> {
  return amended((params, operation) => {
    const given = params["hardening"];
    return operation === "round" && isObject(given)
      ? { ...params, hardening: change(given, params) }
      : params;
  });
}

/** The reference, to which every round under a plan is the first. */
function stuck(plan: string): ReturnType<typeof amended> {
  return switched((given) => {
    const parameters = given[plan];
    return isObject(parameters) ? { ...given, [plan]: { ...parameters, round: 0 } } : given;
  });
}

function profileOf({ hardening = {} }: RoundParams): Hardening {
  return completeHardening(hardening);
}

/** Mistakes about the hardened profile. */
export const hardeningFaults: readonly Faulty[] = [
  {
    id: "hardening/unknown-measure-ignored",
    mistake: "A measure that there is none of is passed over.",
    clauses: ["WIRE-EXT-2"],
    make: () =>
      switched((given) =>
        Object.fromEntries(
          Object.entries(given).filter(([name]) => Object.hasOwn(HARDENING_PARAMETERS, name)),
        ),
      ),
  },
  {
    id: "hardening/off-is-on",
    mistake: "A measure that is named is on, also where its value is false.",
    clauses: ["WIRE-EXT-2"],
    make: () =>
      switched((given) =>
        Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value === false || value])),
      ),
  },
  {
    id: "hardening/reports-beside-clip-bound",
    mistake: "Clients report their bounds also where a public one stands in their place.",
    clauses: ["WIRE-EXT-4"],
    make: () =>
      resulting("round", ({ view, ...result }, params) => ({
        ...result,
        ...(view && {
          view: { reports: params.updates.map((row) => Math.max(...row.map(Math.abs))), ...view },
        }),
      })),
  },
  {
    id: "hardening/guard-band-not-undone",
    mistake: "A guard band makes the phases smaller, and nothing makes the decoded sums larger again.",
    clauses: ["WIRE-EXT-5"],
    make: () =>
      resulting("round", (result, params) => {
        const factor = profileOf(params)["guard-band"]?.factor ?? 1;
        const smaller = (weights: readonly number[]): number[] => weights.map((weight) => weight / factor);
        return {
          ...result,
          aggregates: result.aggregates.map((mean) => mean && smaller(mean)),
          update: smaller(result.update),
        };
      }),
  },
  {
    id: "hardening/stable-clusters-redrawn",
    mistake: "Clusters that shall stay together follow from the seed of the round.",
    clauses: ["WIRE-EXT-6"],
    make: () =>
      switched((given, { seed }) => {
        const stable = given["stable-clusters"];
        if (stable !== true && !isObject(stable)) return given;
        return { ...given, "stable-clusters": { ...(isObject(stable) && stable), seed } };
      }),
  },
  {
    id: "hardening/epochs-alike",
    mistake: "Clusters stay together for good, and not only for the rounds of an epoch.",
    clauses: ["WIRE-EXT-6"],
    make: () => stuck("stable-clusters"),
  },
  {
    id: "hardening/budget-of-one",
    mistake: "Of a budget of partitions the first one serves every round.",
    clauses: ["WIRE-EXT-6"],
    make: () => stuck("reshuffle-budget"),
  },
  {
    id: "hardening/honest-clusters-flagged",
    mistake: "The floor for the visibility is that of a state without noise.",
    clauses: ["WIRE-EXT-7"],
    make: () =>
      resulting("round", (result, params) => {
        const { noise } = params;
        const isNoisy = noise.channel !== "none" && noise.probability > 0;
        if (!profileOf(params)["visibility-floor"] || !isNoisy) return result;
        return { ...result, accepted: result.accepted.map(() => false), contributors: 0 };
      }),
  },
];
