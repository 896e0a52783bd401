import { cosine, meanOfKept, minus, norm, number } from "./rows.ts";
import type { Oracle } from "./rows.ts";
import { kolmogorovSmirnovTest, leveneTest, middle, squares, studentTest } from "./two-sample-tests.ts";

type Statistic = (x: readonly number[], u: readonly number[], reference: readonly number[]) => number;

const positives = (u: readonly number[]): number[] => u.filter((value) => value > 0);

/** The statistics of an input x and its change u, in the order of the cascade. */
export const MESAS_STATISTICS: Readonly<Record<string, Statistic>> = {
  cosine: (x, _u, reference) => 1 - cosine(x, reference),
  norm: (_x, u) => norm(u),
  count: (_x, u) => positives(u).length,
  variance: (_x, u) => (u.length < 2 ? 0 : squares(u) / (u.length - 1)),
  smallest: (_x, u) => (positives(u).length === 0 ? 0 : Math.min(...positives(u))),
  largest: (_x, u) => Math.max(...u.map(Math.abs)),
};

interface Looks {
  readonly alpha: number;
  readonly whisker: number;
}

/** A decision: whether a value is beyond a limit, and by how much of both. */
interface Look {
  readonly suspicious: boolean;
  readonly margin: number;
}

function beyond(value: number, limit: number): Look {
  // NaN is beyond nothing.
  if (Number.isNaN(value)) return { suspicious: false, margin: Infinity };
  const size = Math.max(Math.abs(value), Math.abs(limit));
  return { suspicious: value > limit, margin: size === 0 ? Infinity : Math.abs(value - limit) / size };
}

/** Quartiles by linear interpolation between neighbours. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  return below + (place - Math.floor(place)) * (sorted[Math.ceil(place)]! - below);
}

function looks(values: readonly number[], { alpha, whisker }: Looks): Look[] {
  const centre = middle(values);
  const below = values.filter((value) => value < centre).map((value) => centre - value);
  const above = values.filter((value) => value > centre).map((value) => value - centre);
  const tests = [studentTest, leveneTest, kolmogorovSmirnovTest].map((test) => {
    const p = test(below, above);
    return Number.isNaN(p) ? beyond(NaN, 0) : beyond(alpha, p);
  });
  const [first, third] = [quantile(values, 0.25), quantile(values, 0.75)];
  const range = third - first;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(squares(values) / values.length);
  return [
    ...tests,
    beyond(Math.max(...values) - third, whisker * range),
    beyond(first - Math.min(...values), whisker * range),
    ...values.map((value) => beyond(Math.abs(value - mean), 3 * deviation)),
  ];
}

/** The places on the side of the widest gap without the median; none where there is no gap. */
function partWithout(values: readonly number[]): { readonly places: number[]; readonly margin: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const gaps = sorted.slice(1).map((value, i) => value - sorted[i]!);
  const widest = Math.max(0, ...gaps);
  if (widest === 0) return { places: [], margin: Infinity };
  const [, second = 0] = gaps.toSorted((a, b) => b - a);
  const limit = sorted[gaps.indexOf(widest)]!;
  const lower = [...values.keys()].filter((i) => values[i]! <= limit);
  const upper = [...values.keys()].filter((i) => values[i]! > limit);
  return { places: lower.length <= upper.length ? lower : upper, margin: (widest - second) / widest };
}

/**
 * Whether values differ by nothing or by rounding alone, where rounding there may be: of inputs on one ray, or clipped to
 * one length, it would tell who is the odd one out. Counts, zeros, and cosines with 0 are exact.
 */
function isNoisy(name: string, values: readonly number[], reference: readonly number[]): boolean {
  if (name === "count" || (name === "cosine" && norm(reference) === 0)) return false;
  const size = Math.max(...values.map(Math.abs));
  return values.some((value, i) =>
    values.some(
      (other, j) => j < i && (value !== 0 || other !== 0) && Math.abs(value - other) <= 1e-9 * size,
    ),
  );
}

/** Prunes by six statistics one after the other while a test sees the two sides of their median differ. */
export const mesasStyleOracle: Oracle = (rows, { options, reference = rows[0]!.map(() => 0) }) => {
  const settings = { alpha: number(options, "alpha", 0.01), whisker: number(options, "whisker", 5.5) };
  const cascade = (options?.["cascade"] as string[] | undefined) ?? Object.keys(MESAS_STATISTICS);
  let kept = [...rows.keys()];
  let margin = Infinity;
  for (const name of cascade) {
    const statistics = rows.map((row) => MESAS_STATISTICS[name]!(row, minus(row, reference), reference));
    for (;;) {
      const values = kept.map((i) => statistics[i]!);
      if (isNoisy(name, values, reference)) margin = 0;
      const found = looks(values, settings);
      const suspicious = found.filter((look) => look.suspicious);
      // One look that is sure is enough.
      const sure = Math.max(0, ...suspicious.map((look) => look.margin));
      const unsure = Math.min(...found.map((look) => look.margin));
      margin = Math.min(margin, suspicious.length > 0 ? sure : unsure);
      if (suspicious.length === 0) break;
      const { places, margin: gap } = partWithout(values);
      const left = kept.filter((_, i) => !places.includes(i));
      if (places.length === 0 || rows.length - left.length > Math.floor((rows.length - 1) / 2)) break;
      margin = Math.min(margin, gap);
      kept = left;
    }
  }
  return meanOfKept(rows, { kept, margin });
};
