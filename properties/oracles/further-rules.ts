import { krumOracle, medianOracle } from "./rule-oracles.ts";
import type { KrumVariant } from "./rule-oracles.ts";
import {
  all,
  bestGroup,
  coordinateWise,
  cosine,
  least,
  meanOf,
  meanOfKept,
  minus,
  norm,
  number,
  severally,
  tiedLeast,
  weightedMean,
} from "./rows.ts";
import type { Kept, Oracle, Rows, RuleSetting } from "./rows.ts";

/** Rules beyond mean, median and Krum, written as their definitions read, with no care for speed. */

function nearestTheMedian(rows: Rows, count: number, evenMedian: unknown): ReturnType<typeof coordinateWise> {
  const medians = medianOracle(rows, evenMedian === "lower" ? "lower" : "mean");
  return coordinateWise(rows, (values, coordinate) =>
    least(
      values.map((value) => Math.abs(value - medians[coordinate]!)),
      count,
    ),
  );
}

function krumVariant(options: RuleSetting["options"] = {}): KrumVariant {
  const { neighbours, distance } = options as KrumVariant;
  return { ...(neighbours && { neighbours }), ...(distance && { distance }) };
}

const FEWER = { "n-f-1": 1, "n-f-2": 2, "n-f-3": 3 } as const;

/**
 * Krum's choices one at a time, each among those that are left, with max(1, n′ − f − 2) neighbours or its
 * variants: every set that may come of it, as the nearest two have one score where one neighbour counts.
 */
function iterativeKrum(rows: Rows, tolerate: number, count: number, variant: KrumVariant): Kept[] {
  let found = new Map<string, Kept>([["", { kept: [], margin: Infinity }]]);
  for (let picked = 0; picked < count; picked++) {
    const next = new Map<string, Kept>();
    for (const { kept, margin } of found.values()) {
      const left = [...rows.keys()].filter((i) => !kept.includes(i));
      // Krum's oracle counts n′ − f − 2 neighbours: an f that leaves one, where the true one leaves none.
      const withstood = Math.min(tolerate, left.length - FEWER[variant.neighbours ?? "n-f-2"] - 1);
      const { scores } = krumOracle(
        left.map((i) => rows[i]!),
        withstood,
        variant,
      );
      const tied = tiedLeast(scores);
      for (const place of tied.kept) {
        const set = [...kept, left[place]!].toSorted((a, b) => a - b);
        const nearest = Math.min(margin, tied.margin, next.get(String(set))?.margin ?? Infinity);
        next.set(String(set), { kept: set, margin: nearest });
      }
    }
    found = next;
  }
  // Where all are picked, it does not matter in which order.
  return count === rows.length ? [{ kept: [...rows.keys()], margin: Infinity }] : [...found.values()];
}

/** The rules by their names in the protocol. */
export const FURTHER_RULES: Readonly<Record<string, Oracle>> = {
  /** Without the f largest and f smallest values of each coordinate, or a fraction of them on either side. */
  "trimmed-mean": (rows, { tolerate, options }) => {
    const cut =
      options?.["fraction"] === undefined
        ? tolerate
        : Math.floor(number(options, "fraction", 0) * rows.length);
    const { aggregate } = coordinateWise(rows, (values) => {
      const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
      return { kept: order.slice(cut, rows.length - cut), margin: Infinity };
    });
    return { aggregate, accepted: all(rows), margin: Infinity };
  },
  /** The mean of the m least Krum scores, m = n − f. */
  "multi-krum": (rows, { tolerate, options }) => {
    const m = number(options, "m", rows.length - tolerate);
    const variant = krumVariant(options);
    const selections =
      options?.["iterative"] === true
        ? iterativeKrum(rows, tolerate, m, variant)
        : [least(krumOracle(rows, tolerate, variant).scores, m)];
    return severally(selections.map((selection) => meanOfKept(rows, selection)));
  },
  /** θ = n − 2f chosen by Krum, then in each coordinate the mean of the θ − 2f values nearest their median. */
  bulyan: (rows, { tolerate, options }) => {
    const chosen = rows.length - 2 * tolerate;
    const variant = krumVariant(options);
    const selections =
      options?.["selection"] === "one-shot"
        ? [least(krumOracle(rows, tolerate, variant).scores, chosen)]
        : iterativeKrum(rows, tolerate, chosen, variant);
    return severally(
      selections.map(({ kept, margin }) => {
        const picked = kept.map((i) => rows[i]!);
        const near = nearestTheMedian(picked, chosen - 2 * tolerate, options?.["evenMedian"]);
        return {
          aggregate: near.aggregate,
          accepted: rows.map((_, i) => kept.includes(i)),
          margin: Math.min(margin, near.margin),
        };
      }),
    );
  },
  /** Weiszfeld's iteration with weights 1/max(ν, ‖x − z‖). */
  "geometric-median": (rows, { options }) => {
    const nu = number(options, "nu", 0.1);
    const zero = rows[0]!.map(() => 0);
    const start = options?.["start"] ?? "zero";
    let z: readonly number[] = zero;
    if (start === "mean") z = meanOf(rows, [...rows.keys()]);
    if (start === "median") z = medianOracle(rows);
    const shortest = number(options, "tolerance", -1);
    let margin = Infinity;
    for (let i = number(options, "iterations", shortest < 0 ? 3 : 10_000); i > 0; i--) {
      const weights = rows.map((row) => 1 / Math.max(nu, norm(minus(row, z))));
      const next = weightedMean(rows, weights);
      const step = norm(minus(next, z));
      z = next;
      if (shortest > 0) margin = Math.min(margin, Math.abs(step - shortest) / shortest);
      if (step <= shortest) break;
    }
    return { aggregate: z, accepted: all(rows), margin };
  },
  /** v ← v + mean of (x − v)·min(1, τ/‖x − v‖), from the reference or 0. */
  "centered-clipping": (rows, { options, reference }) => {
    const tau = number(options, "tau", 10);
    let v: readonly number[] = reference ?? rows[0]!.map(() => 0);
    for (let i = number(options, "iterations", 1); i > 0; i--) {
      const steps = rows.map((row) => {
        const step = minus(row, v);
        const length = norm(step);
        return length > tau ? step.map((value) => (value * tau) / length) : step;
      });
      const mean = meanOf(steps, [...steps.keys()]);
      v = v.map((value, j) => value + mean[j]!);
    }
    return { aggregate: v, accepted: all(rows), margin: Infinity };
  },
  /** Inputs brought to the reference's length, weighted by the positive part of their cosine with it. */
  fltrust: (rows, { reference }) => {
    const g = reference!;
    const cosines = rows.map((row) => cosine(row, g));
    const trust = cosines.map((cosine) => Math.max(0, cosine));
    const scaled = rows.map((row) =>
      row.map((value) => (norm(row) === 0 ? 0 : (value * norm(g)) / norm(row))),
    );
    return {
      aggregate: trust.some((weight) => weight > 0) ? weightedMean(scaled, trust) : g.map(() => 0),
      accepted: trust.map((weight) => weight > 0),
      margin: Math.min(...cosines.map((cosine, i) => (norm(rows[i]!) === 0 ? Infinity : Math.abs(cosine)))),
    };
  },
  /** The mean of the n − f inputs whose largest distance is least. */
  mda: (rows, { tolerate }) =>
    bestGroup(rows, rows.length - tolerate, (group) =>
      Math.max(0, ...group.flatMap((a) => group.map((b) => norm(minus(a, b))))),
    ),
  /** Averages, coordinate by coordinate, the n − f values closest to the median. */
  meamed: (rows, { tolerate, options }) => ({
    ...nearestTheMedian(rows, rows.length - tolerate, options?.["evenMedian"]),
    accepted: all(rows),
  }),
  /** The mean of the n − f inputs of least norm. */
  cge: (rows, { tolerate }) => meanOfKept(rows, least(rows.map(norm), rows.length - tolerate)),
  /** The mean of the n − f inputs nearest to a trusted one, which is the first. */
  monna: (rows, { tolerate, options }) => {
    const trusted = rows[number(options, "trusted", 0)]!;
    const distances = rows.map((row) => norm(minus(row, trusted)));
    return meanOfKept(rows, least(distances, rows.length - tolerate));
  },
};
