import { rowOf } from "../../base/matrix.ts";
import { composed } from "./composed.ts";
import type { Faulty } from "./faulty.ts";
import { krumScoresWith, withKrum, withRule } from "./krum-like.ts";

const CLAUSES = ["CQSA-SCR-3", "WIRE-SCREEN-1"] as const;

/** Mistakes in Krum; a round screens by the same. */
export const krumFaults: readonly Faulty[] = [
  {
    id: "screening/krum-one-neighbour-more",
    mistake: "A score counts n − f − 1 neighbours where n − f − 2 are due.",
    clauses: CLAUSES,
    make: () => composed({ screen: withKrum({ count: (n, f) => n - f - 1 }) }),
  },
  {
    id: "screening/krum-counts-itself",
    mistake: "An input is among its own neighbours, at distance 0, so that a true one is missing.",
    clauses: CLAUSES,
    make: () => composed({ screen: withKrum({ itself: true }) }),
  },
  {
    id: "screening/krum-all-neighbours",
    mistake: "A score sums the distances to all others, the outliers too.",
    clauses: CLAUSES,
    make: () => composed({ screen: withKrum({ count: (n) => n - 1 }) }),
  },
  {
    id: "screening/krum-tolerates-none",
    mistake: "The tolerated number is not used: scores count n − 2 neighbours.",
    clauses: CLAUSES,
    make: () => composed({ screen: withKrum({ count: (n) => n - 2 }) }),
  },
  {
    id: "screening/krum-farthest-neighbours",
    mistake: "Distances are sorted in the wrong direction: a score counts the farthest others.",
    clauses: CLAUSES,
    make: () => composed({ screen: withKrum({ farthest: true }) }),
  },
  {
    id: "screening/krum-not-squared",
    mistake: "Distances are summed without being squared.",
    clauses: CLAUSES,
    make: () =>
      composed({
        screen: withKrum({ metric: (x, y) => Math.hypot(...x.map((value, c) => value - y[c]!)) }),
      }),
  },
  {
    id: "screening/krum-city-block",
    mistake: "Distances are sums of magnitudes instead of Euclidean.",
    clauses: CLAUSES,
    make: () =>
      composed({
        screen: withKrum({ metric: (x, y) => x.reduce((sum, v, c) => sum + Math.abs(v - y[c]!), 0) }),
      }),
  },
  {
    id: "screening/krum-cosine",
    mistake: "Distances are 1 less the cosine, so that lengths do not matter.",
    clauses: CLAUSES,
    make: () => {
      const dot = (x: Float64Array, y: Float64Array): number => x.reduce((sum, v, c) => sum + v * y[c]!, 0);
      return composed({
        screen: withKrum({
          metric: (x, y) => 1 - dot(x, y) / (Math.sqrt(dot(x, x) * dot(y, y)) || 1),
        }),
      });
    },
  },
  {
    id: "screening/krum-distances-by-products",
    mistake: "Distances are computed as x·x + y·y − 2·x·y, which cancels where inputs are far from 0.",
    clauses: CLAUSES,
    make: () => {
      const dot = (x: Float64Array, y: Float64Array): number => x.reduce((sum, v, c) => sum + v * y[c]!, 0);
      return composed({ screen: withKrum({ metric: (x, y) => dot(x, x) + dot(y, y) - 2 * dot(x, y) }) });
    },
  },
  {
    id: "screening/krum-accepts-all",
    mistake: "Krum reports every input as accepted.",
    clauses: CLAUSES,
    make: () =>
      composed({
        screen: withRule("krum", (right) => ({ ...right, accepted: right.accepted.map(() => true) })),
      }),
  },
  {
    id: "screening/krum-averages",
    mistake: "Krum answers the mean of the n − f best inputs, which is Multi-Krum.",
    clauses: CLAUSES,
    make: () =>
      composed({
        screen: withRule("krum", (_, request) => {
          const scores = krumScoresWith(request, {});
          const kept = scores.length - request.tolerate;
          const best = scores
            .map((_, i) => i)
            .sort((a, b) => scores[a]! - scores[b]!)
            .slice(0, kept);
          const aggregate = new Float64Array(request.aggregates.columns);
          for (const i of best) {
            for (const [c, value] of rowOf(request.aggregates, i).entries()) aggregate[c]! += value / kept;
          }
          return { aggregate, accepted: scores.map((_, i) => best.includes(i)) };
        }),
      }),
  },
  {
    id: "screening/krum-flags-of-the-sorted",
    mistake: "Inputs are sorted by score, and the flags stay in that order: the first is always accepted.",
    clauses: ["CQSA-SCR-3", "CQSA-SCR-4", "WIRE-SCREEN-1"],
    make: () =>
      composed({
        screen: withRule("krum", (right) => ({ ...right, accepted: right.accepted.map((_, i) => i === 0) })),
      }),
  },
  {
    id: "screening/krum-flags-inverted",
    mistake: "The flags say which inputs were thrown out.",
    clauses: CLAUSES,
    make: () =>
      composed({
        screen: withRule("krum", (right) => ({ ...right, accepted: right.accepted.map((kept) => !kept) })),
      }),
  },
  {
    id: "screening/krum-options-ignored",
    mistake: "The options of Krum are declared and checked, but not heeded.",
    clauses: CLAUSES,
    make: () =>
      composed({
        screen: withRule("krum", (right, request) => {
          const { aggregate, accepted } = withKrum({})({ ...request, options: {} });
          return { ...right, aggregate, accepted };
        }),
      }),
  },
];
