import { screen } from "../../rules/index.ts";
import type { ScreenRequest } from "../../rules/index.ts";
import type { RuleResult } from "../../rules/rule.ts";
import { composed } from "./composed.ts";
import type { Faulty } from "./faulty.ts";
import { columnsOf, withRule } from "./krum-like.ts";

/** A rule that is asked for something else than what the request says; what the right one refuses is refused. */
function asked(rule: string, change: (request: ScreenRequest) => ScreenRequest): Faulty["make"] {
  return () => composed({ screen: withRule(rule, (_, request) => screen(change(request))) });
}

/** A rule with another default of its options. */
function defaulting(rule: string, defaults: Readonly<Record<string, unknown>>): Faulty["make"] {
  return asked(rule, (request) => ({ ...request, options: { ...defaults, ...request.options } }));
}

function result(
  rule: string,
  change: (right: RuleResult, request: ScreenRequest) => RuleResult,
): Faulty["make"] {
  return () => composed({ screen: withRule(rule, change) });
}

function acceptingAll(right: RuleResult): RuleResult {
  return { ...right, accepted: right.accepted.map(() => true) };
}

const TABLE = ["CQSA-SCR-6", "WIRE-SCREEN-1"] as const;
const OPTIONS = ["CQSA-SCR-7", "WIRE-SCREEN-1"] as const;

/** Mistakes in the rules beyond mean, median and Krum, each with an answer that the right rule has elsewhere. */
export const furtherRuleFaults: readonly Faulty[] = [
  {
    id: "rules/trimmed-mean-one-side",
    mistake: "The trimmed mean drops the f largest values alone.",
    clauses: TABLE,
    make: result("trimmed-mean", (right, request) => {
      if (request.options?.["fraction"] !== undefined) return right;
      const aggregate = Float64Array.from(columnsOf(request), (column) => {
        const kept = column.sort((a, b) => a - b).slice(0, column.length - request.tolerate);
        return kept.reduce((sum, value) => sum + value, 0) / kept.length;
      });
      return { ...right, aggregate };
    }),
  },
  {
    id: "rules/trimmed-mean-fraction-of-both-sides",
    mistake: "The fraction of the trimmed mean is shared between the two sides.",
    clauses: [...TABLE, "CQSA-SCR-7"],
    make: asked("trimmed-mean", (request) => {
      const { fraction } = request.options ?? {};
      if (typeof fraction !== "number") return request;
      return { ...request, options: { ...request.options, fraction: fraction / 2 } };
    }),
  },
  {
    id: "rules/trimmed-mean-fraction-ignored",
    mistake: "The trimmed mean drops f values where a fraction is given.",
    clauses: [...TABLE, "CQSA-SCR-7"],
    make: asked("trimmed-mean", (request) => ({ ...request, options: {} })),
  },
  {
    id: "rules/multi-krum-takes-the-best",
    mistake: "Multi-Krum averages one input by default, which is Krum.",
    clauses: OPTIONS,
    make: defaulting("multi-krum", { m: 1 }),
  },
  {
    id: "rules/multi-krum-iterative-by-default",
    mistake: "Multi-Krum scores anew after every choice unless it is told not to.",
    clauses: OPTIONS,
    make: defaulting("multi-krum", { iterative: true }),
  },
  {
    id: "rules/multi-krum-accepts-all",
    mistake: "Multi-Krum reports every input as accepted.",
    clauses: TABLE,
    make: result("multi-krum", acceptingAll),
  },
  {
    id: "rules/bulyan-at-one-look",
    mistake: "Bulyan picks its inputs at one look by default.",
    clauses: OPTIONS,
    make: defaulting("bulyan", { selection: "one-shot" }),
  },
  {
    id: "rules/bulyan-without-trimming",
    mistake: "Bulyan averages what it has picked, and leaves out the second step.",
    clauses: TABLE,
    make: result("bulyan", (right, request) => {
      const kept = (_: number, i: number): boolean => right.accepted[i]!;
      const aggregate = Float64Array.from(columnsOf(request), (column) => {
        const picked = column.filter(kept);
        return picked.reduce((sum, value) => sum + value, 0) / picked.length;
      });
      return { ...right, aggregate };
    }),
  },
  {
    id: "rules/geometric-median-from-the-mean",
    mistake: "The geometric median begins at the mean by default.",
    clauses: OPTIONS,
    make: defaulting("geometric-median", { start: "mean" }),
  },
  {
    id: "rules/geometric-median-hardly-smoothed",
    mistake: "The smoothing of the geometric median is 1e-6 by default instead of 0.1.",
    clauses: OPTIONS,
    make: defaulting("geometric-median", { nu: 1e-6 }),
  },
  {
    id: "rules/geometric-median-a-step-short",
    mistake: "The loop of the geometric median ends one step early.",
    clauses: TABLE,
    make: asked("geometric-median", (request) => {
      const { iterations = 3, tolerance } = request.options ?? {};
      if (typeof iterations !== "number" || iterations < 2 || tolerance !== undefined) return request;
      return { ...request, options: { ...request.options, iterations: iterations - 1 } };
    }),
  },
  {
    id: "rules/centered-clipping-without-center",
    mistake: "Centered clipping always begins at 0 and does not look at the reference.",
    clauses: TABLE,
    make: asked("centered-clipping", ({ reference: _reference, ...request }) => request),
  },
  {
    id: "rules/centered-clipping-once",
    mistake: "Centered clipping takes one step whatever `iterations` says.",
    clauses: OPTIONS,
    make: asked("centered-clipping", (request) => ({
      ...request,
      options: { ...request.options, iterations: 1 },
    })),
  },
  {
    id: "rules/fltrust-as-long-as-they-are",
    mistake: "FLTrust weighs inputs by their cosine and does not bring them to the reference's norm.",
    clauses: TABLE,
    make: result("fltrust", (right, { aggregates: { rows, columns, data }, reference }) => {
      const length = (vector: ArrayLike<number>): number => Math.hypot(...Array.from(vector));
      const vectors = Array.from({ length: rows }, (_, r) => data.slice(r * columns, (r + 1) * columns));
      const trust = vectors.map((x) => {
        const product = x.reduce((sum, value, c) => sum + value * reference![c]!, 0);
        return Math.max(0, product / (length(x) * length(reference!) || 1));
      });
      const total = trust.reduce((sum, t) => sum + t, 0);
      if (total === 0) return right;
      const aggregate = right.aggregate.map((_, c) =>
        vectors.reduce((sum, x, i) => sum + (trust[i]! * x[c]!) / total, 0),
      );
      return { ...right, aggregate };
    }),
  },
  {
    id: "rules/fltrust-accepts-all",
    mistake: "FLTrust reports inputs of trust 0 as accepted.",
    clauses: TABLE,
    make: result("fltrust", acceptingAll),
  },
  {
    id: "rules/mda-accepts-all",
    mistake: "MDA reports every input as accepted.",
    clauses: TABLE,
    make: result("mda", acceptingAll),
  },
  {
    id: "rules/cge-keeps-one-more",
    mistake: "CGE averages n − f + 1 inputs.",
    clauses: TABLE,
    make: asked("cge", (request) => ({ ...request, tolerate: Math.max(0, request.tolerate - 1) })),
  },
  {
    id: "rules/monna-trusts-the-first",
    mistake: "MoNNA trusts the first input whatever `trusted` says.",
    clauses: [...TABLE, "CQSA-SCR-7"],
    make: asked("monna", (request) => ({ ...request, options: { ...request.options, trusted: 0 } })),
  },
  {
    id: "rules/meamed-lower-median",
    mistake: "Meamed takes the lower middle value for the median of an even number by default.",
    clauses: OPTIONS,
    make: defaulting("meamed", { evenMedian: "lower" }),
  },
  {
    id: "rules/meamed-is-the-median",
    mistake: "Meamed answers the median and averages nothing.",
    clauses: TABLE,
    make: result("meamed", (right, { options: _options, ...request }) => ({
      ...right,
      aggregate: screen({ ...request, rule: "median" }).aggregate,
    })),
  },
  {
    id: "rules/pre-aggregators-ignored",
    mistake: "Pre-aggregators are checked, and not applied.",
    clauses: ["CQSA-SCR-11", "WIRE-SCREEN-2"],
    make: () =>
      composed({
        screen: (request) => {
          const right = screen(request);
          const { preAggregators: _preAggregators, ...options } = request.options ?? {};
          return request.options === undefined ? right : screen({ ...request, options });
        },
      }),
  },
  {
    id: "rules/pre-aggregators-backwards",
    mistake: "Pre-aggregators are applied in the reverse order.",
    clauses: ["CQSA-SCR-11", "WIRE-SCREEN-2"],
    make: () =>
      composed({
        screen: (request) => {
          const right = screen(request);
          const chain = request.options?.["preAggregators"];
          if (!Array.isArray(chain)) return right;
          const preAggregators: unknown[] = [...(chain as unknown[])].reverse();
          return screen({ ...request, options: { ...request.options, preAggregators } });
        },
      }),
  },
];
