import { findRule } from "../../rules/index.ts";
import { KNOWN_RULES } from "../../rules/known-rules.ts";
import { LAYOUTS } from "../../quantum/noise.ts";
import { WIRE_CHANNELS } from "../vocabulary.ts";
import { composed } from "./composed.ts";
import { amended, amendedMember, isNumber, isNumbers, isRows, isString } from "./edited.ts";
import type { RawParams } from "./edited.ts";
import type { Faulty } from "./faulty.ts";
import { stepsWith, surviving } from "./steps.ts";

function withNoise(change: (noise: RawParams) => RawParams): Faulty["make"] {
  const isNoise = (value: unknown): value is RawParams => typeof value === "object" && value !== null;
  return () => amendedMember("noise", isNoise, change);
}

function withOptions(change: (options: RawParams, known: readonly string[]) => RawParams): Faulty["make"] {
  return () =>
    amended((params) => {
      const { options, rule } = params;
      if (typeof options !== "object" || options === null || Array.isArray(options)) return params;
      return { ...params, options: change(options as RawParams, KNOWN_RULES.get(String(rule)) ?? []) };
    });
}

const OPTION_VALUES: Readonly<Record<string, readonly unknown[]>> = {
  neighbours: ["n-f-2", "n-f-1", "n-f-3"],
  distance: ["squared", "euclidean", "quartic"],
  evenMedian: ["mean", "lower"],
};

/** What has to be refused about names, options, tolerated numbers and dropouts, and is answered. */
export const ruleRefusalFaults: readonly Faulty[] = [
  {
    id: "refusals/unknown-rule-is-the-mean",
    mistake: "A rule that nobody knows is the mean.",
    clauses: ["CQSA-SCR-5", "WIRE-OUT-3"],
    make: () => amendedMember("rule", isString, (rule) => (KNOWN_RULES.has(rule) ? rule : "mean")),
  },
  {
    id: "refusals/rule-in-any-case",
    mistake: "The name of a rule may be written in capitals.",
    clauses: ["CQSA-SCR-5", "WIRE-OUT-3"],
    make: () => amendedMember("rule", isString, (rule) => rule.toLowerCase()),
  },
  {
    id: "refusals/unknown-channel-is-none",
    mistake: "A channel that nobody knows makes no noise.",
    clauses: ["CQSA-GHZ-3", "WIRE-OUT-3"],
    make: withNoise((noise) => {
      const { channel } = noise;
      const known = !isString(channel) || WIRE_CHANNELS.some((name) => name === channel);
      return known ? noise : { ...noise, channel: "none" };
    }),
  },
  {
    id: "refusals/unknown-layout-is-the-chain",
    mistake: "A layout that nobody knows is the chain.",
    clauses: ["CQSA-GHZ-3", "WIRE-OUT-3"],
    make: withNoise((noise) => {
      const { layout } = noise;
      const known = !isString(layout) || LAYOUTS.some((name) => name === layout);
      return known ? noise : { ...noise, layout: "chain" };
    }),
  },
  {
    id: "refusals/foreign-options-ignored",
    mistake: "An option that the rule does not have is ignored.",
    clauses: ["CQSA-SCR-5", "WIRE-OUT-3", "WIRE-REJ-8"],
    make: withOptions((options, known) =>
      Object.fromEntries(Object.entries(options).filter(([key]) => known.includes(key))),
    ),
  },
  {
    id: "refusals/option-values-defaulted",
    mistake: "A value that an option does not have is replaced by its default.",
    clauses: ["WIRE-REJ-8"],
    make: withOptions((options) =>
      Object.fromEntries(
        Object.entries(options).filter(([key, value]) => OPTION_VALUES[key]?.includes(value) ?? true),
      ),
    ),
  },
  {
    id: "refusals/tolerate-lowered",
    mistake: "A tolerated number beyond the rule is lowered to what the rule withstands.",
    clauses: ["CQSA-SCR-5", "CQSA-RND-5", "WIRE-REJ-7"],
    make: () => {
      const { screen } = stepsWith({});
      return composed({
        screen: (request) => {
          const most = findRule(request.rule)?.maxTolerated(request.aggregates.rows) ?? 0;
          return screen({
            ...request,
            tolerate: most < 0 ? request.tolerate : Math.min(most, request.tolerate),
          });
        },
      });
    },
  },
  {
    id: "refusals/tolerate-off-by-one",
    mistake: "Krum takes n = 2f + 2, and the median n = 2f: both want one more.",
    clauses: ["CQSA-SCR-5", "WIRE-REJ-7"],
    make: () => {
      const { screen } = stepsWith({});
      return composed({
        screen: (request) => {
          const { tolerate, rule, aggregates } = request;
          const limit = { krum: 2 * tolerate + 2, median: 2 * tolerate }[rule];
          return screen(
            aggregates.rows === limit && tolerate > 0 ? { ...request, tolerate: tolerate - 1 } : request,
          );
        },
      });
    },
  },
  {
    id: "refusals/tolerate-below-zero",
    mistake: "A negative tolerated number is taken for 0.",
    clauses: ["CQSA-SCR-5", "WIRE-REJ-7"],
    make: () => amendedMember("tolerate", isNumber, (tolerate) => (tolerate < 0 ? 0 : tolerate)),
  },
  {
    id: "refusals/tolerate-rounded-down",
    mistake: "A tolerated number with a fraction is rounded down.",
    clauses: ["WIRE-REJ-1", "WIRE-REJ-7"],
    make: () =>
      amendedMember("tolerate", isNumber, (tolerate) =>
        Number.isFinite(tolerate) ? Math.floor(tolerate) : tolerate,
      ),
  },
  {
    id: "refusals/tolerate-on-lost-clusters",
    mistake: "The tolerated number is judged on all clusters, the lost ones included.",
    clauses: ["CQSA-RND-5", "WIRE-REJ-7", "WIRE-ROUND-1"],
    make: () => {
      const { screenClusters } = stepsWith({});
      return composed({
        screenClusters: (means, clusters, params, rng) => {
          const most = (inputs: number): number => findRule(params.rule)!.maxTolerated(inputs);
          const left = most(surviving(means).length);
          const fits = params.tolerate <= most(means.length) && left >= 0;
          const tolerate = fits ? Math.min(left, params.tolerate) : params.tolerate;
          return screenClusters(means, clusters, { ...params, tolerate }, rng);
        },
      });
    },
  },
  {
    id: "refusals/dropout-named-twice",
    mistake: "A client that drops out twice is taken for one dropout.",
    clauses: ["CQSA-RND-5", "WIRE-REJ-13"],
    make: () => amendedMember("dropouts", isNumbers, (dropouts) => [...new Set(dropouts)]),
  },
  {
    id: "refusals/unknown-dropout-ignored",
    mistake: "A dropout that is no client is ignored.",
    clauses: ["CQSA-RND-5", "WIRE-REJ-13"],
    make: () =>
      amended((params) => {
        const { dropouts, updates } = params;
        if (!isNumbers(dropouts) || !isRows(updates)) return params;
        const isClient = (client: number): boolean => client >= 0 && client < updates.length;
        return {
          ...params,
          dropouts: dropouts.filter((client) => !Number.isSafeInteger(client) || isClient(client)),
        };
      }),
  },
  {
    id: "refusals/no-cluster-left-is-zero",
    mistake: "When every cluster is lost the update is zeros.",
    clauses: ["CQSA-RND-5", "WIRE-REJ-13"],
    make: () => {
      const { screenClusters } = stepsWith({});
      return composed({
        screenClusters: (means, clusters, params, rng) =>
          surviving(means).length > 0
            ? screenClusters(means, clusters, params, rng)
            : { update: new Float64Array(params.updates[0]!.length), accepted: means.map(() => false) },
      });
    },
  },
];
