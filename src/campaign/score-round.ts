import type { JudgedRound } from "./judged-round.ts";
import type { RoundReading } from "./round-reading.ts";

/** What one round showed: counts over clusters, and how far the update went astray. Plain data. */
export interface RoundScore {
  /** Live clusters with an attacker, and how many of them were rejected. */
  readonly contaminated: number;
  readonly caught: number;
  /** Live clusters of honest clients alone, and how many of them were rejected. */
  readonly clean: number;
  readonly accused: number;
  /** Clusters that a dropout broke. */
  readonly lost: number;
  /** True where fewer than half of the live clusters are contaminated. */
  readonly honestMajority: boolean;
  /** Why there is no update; null where there is one. */
  readonly refusal: string | null;
  /** ‖update − target‖ / ‖target‖, the target being the mean of the honest updates; null for no update or no target. */
  readonly deviation: number | null;
  /** The cosine of the update and the target; 0 where one of them is zero; null for no update. */
  readonly cosine: number | null;
  /** Area under the curve of the rule's ranking, contaminated clusters against clean ones; null without either. */
  readonly auc: number | null;
  /** Mean visibility of contaminated and of clean clusters, where it is shown and there are such. */
  readonly visibility: { readonly contaminated: number | null; readonly clean: number | null };
  /** What was read of clusters, where cluster means are shown. */
  readonly reading?: RoundReading;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/** P(a positive ranks above a negative), ties by half: Mann and Whitney's statistic. */
export function areaUnderCurve(positives: readonly number[], negatives: readonly number[]): number | null {
  if (positives.length === 0 || negatives.length === 0) return null;
  let wins = 0;
  for (const positive of positives) {
    for (const negative of negatives) wins += positive > negative ? 1 : positive === negative ? 0.5 : 0;
  }
  return wins / (positives.length * negatives.length);
}

function meanOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Whether each cluster has a member among `byzantine`. */
export function contamination(
  clusters: readonly (readonly number[])[],
  byzantine: ReadonlySet<number>,
): boolean[] {
  return clusters.map((members) => members.some((client) => byzantine.has(client)));
}

/** Measures a round against the truth about its clients. */
export function scoreRound(
  judged: JudgedRound,
  target: Float64Array,
  byzantine: ReadonlySet<number>,
): RoundScore {
  const { clusters, live, accepted, update, refusal, suspicion, visibility, reading } = judged;
  const bad = contamination(clusters, byzantine);
  const living = clusters.flatMap((_, cluster) => (live[cluster] ? [cluster] : []));
  const contaminated = living.filter((cluster) => bad[cluster]);
  const clean = living.filter((cluster) => !bad[cluster]);
  const rejected = (of: readonly number[]): number =>
    refusal === null ? of.filter((cluster) => !accepted[cluster]).length : 0;
  const split = (values: Float64Array | null, wanted: boolean): number[] =>
    values === null ? [] : [...values].filter((_, row) => bad[living[row]!] === wanted);
  const length = Math.sqrt(dot(target, target));
  const difference = update?.map((value, i) => value - target[i]!);
  const product = update === null ? 0 : Math.sqrt(dot(update, update)) * length;
  return {
    contaminated: contaminated.length,
    caught: rejected(contaminated),
    clean: clean.length,
    accused: rejected(clean),
    lost: clusters.length - living.length,
    honestMajority: 2 * contaminated.length < living.length,
    refusal,
    deviation:
      difference === undefined || length === 0 ? null : Math.sqrt(dot(difference, difference)) / length,
    cosine: update === null ? null : product === 0 ? 0 : dot(update, target) / product,
    auc: areaUnderCurve(split(suspicion, true), split(suspicion, false)),
    visibility: {
      contaminated: meanOrNull(split(visibility, true)),
      clean: meanOrNull(split(visibility, false)),
    },
    ...(reading && { reading }),
  };
}

/** The clients of rejected clusters: whom a server may suspect after this round. */
export function suspects({ clusters, live, accepted, refusal }: JudgedRound): number[] {
  if (refusal !== null) return [];
  return clusters.flatMap((members, c) => (live[c] && !accepted[c] ? [...members] : []));
}
