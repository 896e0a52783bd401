import { screen } from "../../rules/index.ts";
import { composed } from "./composed.ts";
import type { Faulty } from "./faulty.ts";
import { columnsOf, withRule } from "./krum-like.ts";

function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

/** Mistakes in the mean and the median; a round screens by the same. */
export const screeningFaults: readonly Faulty[] = [
  {
    id: "screening/mean-of-half-and-half",
    mistake: "The mean is updated as (mean + x)/2, so that the last input counts half.",
    clauses: ["CQSA-SCR-1", "CQSA-SCR-4", "WIRE-SCREEN-1"],
    make: () =>
      composed({
        screen: withRule("mean", (right, request) => ({
          ...right,
          aggregate: Float64Array.from(columnsOf(request), (column) =>
            column.reduce((mean, value) => (mean + value) / 2),
          ),
        })),
      }),
  },
  {
    id: "screening/mean-of-honest-count",
    mistake: "The sum of all inputs is divided by n − f.",
    clauses: ["CQSA-SCR-1", "WIRE-SCREEN-1"],
    make: () =>
      composed({
        screen: withRule("mean", (right, { aggregates: { rows }, tolerate }) => ({
          ...right,
          aggregate: right.aggregate.map((value) => (value * rows) / Math.max(1, rows - tolerate)),
        })),
      }),
  },
  {
    id: "screening/mean-trimmed",
    mistake: "The mean leaves out the f largest and smallest values of each coordinate.",
    clauses: ["CQSA-SCR-1", "WIRE-SCREEN-1"],
    make: () =>
      composed({
        screen: withRule("mean", (right, request) => ({
          ...right,
          aggregate: Float64Array.from(columnsOf(request), (column, c) => {
            const kept = ascending(column).slice(request.tolerate, column.length - request.tolerate);
            if (request.tolerate === 0 || kept.length === 0) return right.aggregate[c]!;
            return kept.reduce((sum, value) => sum + value, 0) / kept.length;
          }),
        })),
      }),
  },
  {
    id: "screening/mean-rejects-outliers",
    mistake: "The mean flags as not accepted what lies farther from it than most, although it used it.",
    clauses: ["CQSA-SCR-1", "WIRE-SCREEN-1"],
    make: () =>
      composed({
        screen: withRule("mean", (right, request) => {
          const { rows, columns, data } = request.aggregates;
          const distances = Array.from({ length: rows }, (_, r) =>
            Math.hypot(...right.aggregate.map((mean, c) => data[r * columns + c]! - mean)),
          );
          const middle = ascending(distances)[rows >> 1]!;
          return { ...right, accepted: distances.map((distance) => distance <= 2 * middle) };
        }),
      }),
  },
  {
    id: "screening/median-lower-of-even",
    mistake: "The median of an even number is the lower middle value, where their mean is due.",
    clauses: ["CQSA-SCR-2", "WIRE-SCREEN-1"],
    make: () =>
      composed({
        screen: withRule("median", (_, request) => screen({ ...request, options: { evenMedian: "lower" } })),
      }),
  },
  {
    id: "screening/median-upper-for-lower",
    mistake: 'With evenMedian "lower" the upper of the two middle values is answered.',
    clauses: ["CQSA-SCR-2", "WIRE-SCREEN-1"],
    make: () =>
      composed({
        screen: withRule("median", (right, request) => ({
          ...right,
          aggregate:
            request.options?.["evenMedian"] === "lower"
              ? Float64Array.from(columnsOf(request), (column) => ascending(column)[column.length >> 1]!)
              : right.aggregate,
        })),
      }),
  },
  {
    id: "screening/median-option-ignored",
    mistake: "The option evenMedian is declared and checked, but not heeded.",
    clauses: ["CQSA-SCR-2", "WIRE-SCREEN-1"],
    make: () => composed({ screen: withRule("median", (_, request) => screen({ ...request, options: {} })) }),
  },
  {
    id: "screening/median-sorted-as-text",
    mistake: "Values are sorted as text, by which 10 comes before 9 and −1 before −2.",
    clauses: ["CQSA-SCR-2", "WIRE-SCREEN-1"],
    make: () =>
      composed({
        screen: withRule("median", (right, request) => ({
          ...right,
          aggregate: Float64Array.from(columnsOf(request), (column) => {
            const sorted = column.map(String).sort().map(Number);
            const upper = sorted.length >> 1;
            if (sorted.length % 2 === 1 || request.options?.["evenMedian"] === "lower") {
              return sorted[(sorted.length - 1) >> 1]!;
            }
            return (sorted[upper - 1]! + sorted[upper]!) / 2;
          }),
        })),
      }),
  },
  {
    id: "screening/median-of-the-middle-row",
    mistake: "The median is the middle input by length, not coordinate by coordinate.",
    clauses: ["CQSA-SCR-2", "WIRE-SCREEN-1"],
    make: () =>
      composed({
        screen: withRule("median", (right, { aggregates: { rows, columns, data } }) => {
          const vectors = Array.from({ length: rows }, (_, r) => data.slice(r * columns, (r + 1) * columns));
          const byLength = vectors.sort((x, y) => Math.hypot(...x) - Math.hypot(...y));
          return { ...right, aggregate: byLength[rows >> 1]! };
        }),
      }),
  },
  {
    id: "screening/median-accepts-the-middle",
    mistake: "The median accepts the n − f inputs that come first, as if it had thrown out the others.",
    clauses: ["CQSA-SCR-2", "WIRE-SCREEN-1"],
    make: () =>
      composed({
        screen: withRule("median", (right, { tolerate }) => ({
          ...right,
          accepted: right.accepted.map((_, i) => i < right.accepted.length - tolerate),
        })),
      }),
  },
  {
    id: "screening/ranked-by-first-coordinate",
    mistake: "The median sorts whole inputs by their first coordinate and takes the middle one.",
    clauses: ["CQSA-SCR-2", "WIRE-SCREEN-1"],
    make: () =>
      composed({
        screen: withRule("median", (right, { aggregates: { rows, columns, data } }) => {
          const vectors = Array.from({ length: rows }, (_, r) => data.slice(r * columns, (r + 1) * columns));
          return { ...right, aggregate: vectors.sort((x, y) => x[0]! - y[0]!)[rows >> 1]! };
        }),
      }),
  },
];
