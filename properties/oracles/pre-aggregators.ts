import { least, meanOf, minus, norm } from "./rows.ts";
import type { Rows } from "./rows.ts";

/** A pre-aggregator with its keys, as the protocol writes it. */
export interface PreAggregator {
  readonly id: string;
  readonly size?: number;
  readonly permutation?: readonly number[];
  readonly bound?: number;
}

/** What a rule gets in the place of its inputs. */
export interface PreAggregated {
  readonly rows: Rows;
  /** For each input, which row it went into. */
  readonly places: readonly number[];
  readonly margin: number;
}

function clippedTo(limit: number): (row: readonly number[]) => readonly number[] {
  return (row) => (norm(row) > limit ? row.map((value) => (value * limit) / norm(row)) : row);
}

type Step = (rows: Rows, tolerate: number, keys: PreAggregator) => PreAggregated;

function inPlace(rows: Rows, margin = Infinity): PreAggregated {
  return { rows, places: [...rows.keys()], margin };
}

/** The pre-aggregators by their names in the protocol. */
const STEPS: Readonly<Record<string, Step>> = {
  /** Each input becomes the mean of the n − f that are nearest to it. */
  nnm: (rows, tolerate) => {
    const found = rows.map((row) =>
      least(
        rows.map((other) => norm(minus(row, other))),
        rows.length - tolerate,
      ),
    );
    const margin = Math.min(...found.map((near) => near.margin));
    return inPlace(
      found.map(({ kept }) => meanOf(rows, kept)),
      margin,
    );
  },
  /** The means of consecutive slices of a permutation. */
  bucketing: (rows, _tolerate, { size, permutation }) => {
    if (permutation === undefined) throw new RangeError("a permutation is needed");
    const buckets = Array.from({ length: Math.ceil(rows.length / size!) }, (_, bucket) =>
      permutation.slice(bucket * size!, (bucket + 1) * size!),
    );
    return {
      rows: buckets.map((bucket) => meanOf(rows, bucket)),
      places: rows.map((_, i) => buckets.findIndex((bucket) => bucket.includes(i))),
      margin: Infinity,
    };
  },
  "norm-clipping": (rows, _tolerate, { bound }) => inPlace(rows.map(clippedTo(bound!))),
  /** Clips to the (n − k)-th smallest norm. */
  arc: (rows, tolerate) => {
    const n = rows.length;
    const k = Math.floor((2 * tolerate * (n - tolerate)) / n);
    const sorted = rows.map(norm).toSorted((a, b) => a - b);
    return inPlace(rows.map(clippedTo(sorted[n - k - 1]!)));
  },
};

/** Applies pre-aggregators in order. @throws RangeError for `bucketing` without a permutation. */
export function preAggregated(
  rows: Rows,
  tolerate: number,
  steps: readonly PreAggregator[] = [],
): PreAggregated {
  let state = inPlace(rows);
  for (const step of steps) {
    const next = STEPS[step.id]!(state.rows, tolerate, step);
    state = {
      rows: next.rows,
      places: state.places.map((place) => next.places[place]!),
      margin: Math.min(state.margin, next.margin),
    };
  }
  return state;
}
