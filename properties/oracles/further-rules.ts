import { krumOracle, medianOracle } from "./rule-oracles.ts";
import type { KrumVariant } from "./rule-oracles.ts";

/** Rules beyond mean, median and Krum, written as their definitions read, with no care for speed. */

type Rows = readonly (readonly number[])[];

/** What a rule makes of its inputs. */
export interface RuleOutcome {
  readonly aggregate: readonly number[];
  readonly accepted: readonly boolean[];
  /**
   * How far the nearest decision was from going the other way, relative to what was compared: near 0 the inputs are tied
   * and another outcome is as right.
   */
  readonly margin: number;
}

/** What a rule may need beside its inputs. */
export interface RuleSetting {
  /** f. */
  readonly tolerate: number;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly reference?: readonly number[];
}

interface Kept {
  readonly kept: readonly number[];
  readonly margin: number;
}

/** The places of the `count` least of some values; the margin is the gap to the next one. */
function least(values: readonly number[], count: number): Kept {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const last = values[order[count - 1]!]!;
  const next = values[order[count]!];
  const size = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  return { kept: order.slice(0, count), margin: next === undefined ? Infinity : (next - last) / size };
}

function norm(vector: readonly number[]): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}

function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => value - b[i]!);
}

function weightedMean(rows: Rows, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return rows[0]!.map((_, i) => rows.reduce((sum, row, r) => sum + weights[r]! * row[i]!, 0) / total);
}

function meanOf(rows: Rows, kept: readonly number[]): number[] {
  return weightedMean(
    rows,
    rows.map((_, i) => (kept.includes(i) ? 1 : 0)),
  );
}

/** The mean of the inputs that are kept. */
function meanOfKept(rows: Rows, { kept, margin }: Kept): RuleOutcome {
  return { aggregate: meanOf(rows, kept), accepted: rows.map((_, i) => kept.includes(i)), margin };
}

/** In every coordinate the mean of the values at the places that are kept there. */
function coordinateWise(
  rows: Rows,
  keep: (values: readonly number[], coordinate: number) => Kept,
): {
  readonly aggregate: number[];
  readonly margin: number;
} {
  let margin = Infinity;
  const aggregate = rows[0]!.map((_, coordinate) => {
    const values = rows.map((row) => row[coordinate]!);
    const found = keep(values, coordinate);
    margin = Math.min(margin, found.margin);
    return found.kept.reduce((sum, place) => sum + values[place]!, 0) / found.kept.length;
  });
  return { aggregate, margin };
}

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

/** Krum's choices one at a time, each among those that are left, with max(1, n′ − f − 2) neighbours. */
function iterativeKrum(rows: Rows, tolerate: number, count: number, variant: KrumVariant): Kept {
  const left = [...rows.keys()];
  const kept: number[] = [];
  let margin = Infinity;
  while (kept.length < count) {
    const inputs = left.map((i) => rows[i]!);
    // Krum's oracle counts n′ − f − 2 neighbours: an f that leaves one, where the true one leaves none.
    const withstood = Math.min(tolerate, inputs.length - 3);
    const { scores } = krumOracle(inputs, withstood, { ...variant, neighbours: "n-f-2" });
    const found = least(scores, 1);
    margin = Math.min(margin, found.margin);
    kept.push(...left.splice(found.kept[0]!, 1));
  }
  return { kept, margin };
}

function subsets(count: number, of: number): number[][] {
  if (count === 0) return [[]];
  if (of < count) return [];
  return [...subsets(count, of - 1), ...subsets(count - 1, of - 1).map((rest) => [...rest, of - 1])];
}

const all = (rows: Rows): boolean[] => rows.map(() => true);

function number(options: RuleSetting["options"], key: string, fallback: number): number {
  const value = options?.[key];
  return typeof value === "number" ? value : fallback;
}

type Oracle = (rows: Rows, setting: RuleSetting) => RuleOutcome;

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
    return meanOfKept(
      rows,
      options?.["iterative"] === true
        ? iterativeKrum(rows, tolerate, m, variant)
        : least(krumOracle(rows, tolerate, variant).scores, m),
    );
  },
  /** θ = n − 2f chosen by Krum, then in each coordinate the mean of the θ − 2f values nearest their median. */
  bulyan: (rows, { tolerate, options }) => {
    const chosen = rows.length - 2 * tolerate;
    const variant = krumVariant(options);
    const { kept, margin } =
      options?.["selection"] === "one-shot"
        ? least(krumOracle(rows, tolerate, variant).scores, chosen)
        : iterativeKrum(rows, tolerate, chosen, variant);
    const near = nearestTheMedian(
      kept.map((i) => rows[i]!),
      chosen - 2 * tolerate,
      options?.["evenMedian"],
    );
    return {
      aggregate: near.aggregate,
      accepted: rows.map((_, i) => kept.includes(i)),
      margin: Math.min(margin, near.margin),
    };
  },
  /** Weiszfeld's iteration with weights 1/max(ν, ‖x − z‖). */
  "geometric-median": (rows, { options }) => {
    const nu = number(options, "nu", 0.1);
    const zero = rows[0]!.map(() => 0);
    const start = options?.["start"] ?? "zero";
    let z: readonly number[] = zero;
    if (start === "mean") z = meanOf(rows, [...rows.keys()]);
    if (start === "median") z = medianOracle(rows);
    for (let i = number(options, "iterations", 3); i > 0; i--) {
      const weights = rows.map((row) => 1 / Math.max(nu, norm(minus(row, z))));
      z = weightedMean(rows, weights);
    }
    return { aggregate: z, accepted: all(rows), margin: Infinity };
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
    const cosines = rows.map((row) => {
      const lengths = norm(row) * norm(g);
      return lengths === 0 ? 0 : row.reduce((sum, value, i) => sum + value * g[i]!, 0) / lengths;
    });
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
  mda: (rows, { tolerate }) => {
    const groups = subsets(rows.length - tolerate, rows.length);
    const diameters = groups.map((group) =>
      Math.max(0, ...group.flatMap((a) => group.map((b) => norm(minus(rows[a]!, rows[b]!))))),
    );
    const { kept, margin } = least(diameters, 1);
    return meanOfKept(rows, { kept: groups[kept[0]!]!, margin });
  },
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
