import { bestGroup, least, meanOf, meanOfKept, minus, number, subsets } from "./rows.ts";
import type { Kept, Oracle, Rows } from "./rows.ts";
import { eigenvectors } from "./symmetric-eigenvectors.ts";
import type { Eigenvector } from "./symmetric-eigenvectors.ts";

/** Rules that look for the direction in which their inputs are spread most. */

function centred(rows: Rows): number[][] {
  const mean = meanOf(rows, [...rows.keys()]);
  return rows.map((row) => minus(row, mean));
}

/** Σ(x − mean)(x − mean)ᵀ. */
function scatter(rows: Rows): number[][] {
  const steps = centred(rows);
  return rows[0]!.map((_, i) =>
    rows[0]!.map((_, j) => steps.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
  );
}

function principal(rows: Rows): readonly Eigenvector[] {
  return eigenvectors(scatter(rows));
}

/** The mean of the n − f inputs whose covariance has the least top eigenvalue. */
export const smeaOracle: Oracle = (rows, { tolerate }) =>
  bestGroup(rows, rows.length - tolerate, (group) => Math.max(0, principal(group)[0]!.value));

/** One filter of divide-and-conquer: what it keeps, looking at some coordinates. */
function filtered(rows: Rows, coordinates: readonly number[], dropped: number): Kept {
  const seen = rows.map((row) => coordinates.map((coordinate) => row[coordinate]!));
  const [top, second] = principal(seen);
  const projections = centred(seen).map(
    (row) => row.reduce((sum, x, i) => sum + x * top!.vector[i]!, 0) ** 2,
  );
  if (dropped === 0) return { kept: [...rows.keys()], margin: Infinity };
  if (dropped >= rows.length) return { kept: [], margin: Infinity };
  const { kept, margin } = least(projections, rows.length - dropped);
  // Between two directions of the same spread nothing decides.
  const lead = second === undefined ? Infinity : (top!.value - second.value) / Math.max(top!.value, 1e-2);
  return { kept, margin: Math.min(margin, lead) };
}

/** Which sets divide-and-conquer may end with, whatever it draws; the margin is that of its nearest decision. */
export function dncChoices(
  rows: Rows,
  tolerate: number,
  options: Readonly<Record<string, unknown>> = {},
): { readonly choices: readonly (readonly number[])[]; readonly margin: number } {
  const coordinates = rows[0]!.length;
  const subsample = Math.min(coordinates, number(options, "subsample", 10_000));
  const dropped = Math.floor(number(options, "drop", 1) * tolerate);
  const filters = subsets(subsample, coordinates).map((drawn) => filtered(rows, drawn, dropped));
  let choices = new Map(filters.map(({ kept }) => [sorted(kept), kept]));
  for (let i = number(options, "iterations", 5); i > 1; i--) {
    choices = new Map(
      [...choices.values()].flatMap((choice) =>
        filters.map(({ kept }) => {
          const both = choice.filter((place) => kept.includes(place));
          return [sorted(both), both] as const;
        }),
      ),
    );
  }
  return { choices: [...choices.values()], margin: Math.min(...filters.map(({ margin }) => margin)) };
}

function sorted(kept: readonly number[]): string {
  return String(kept.toSorted((a, b) => a - b));
}

/**
 * Divide-and-conquer where nothing is drawn, as the filters look at all coordinates: then all of them agree.
 *
 * @throws RangeError where the outcome depends on what is drawn, or nothing is kept
 */
export const dncOracle: Oracle = (rows, { tolerate, options }) => {
  const { choices, margin } = dncChoices(rows, tolerate, options);
  if (choices.length !== 1 || choices[0]!.length === 0) throw new RangeError("no single outcome");
  return meanOfKept(rows, { kept: choices[0]!, margin });
};
