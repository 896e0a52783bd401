/** What the oracles of rules are written with: plain rows of numbers, no care for speed. */

/** n vectors of d numbers each. */
export type Rows = readonly (readonly number[])[];

/** What a rule makes of its inputs. */
export interface RuleOutcome {
  readonly aggregate: readonly number[];
  readonly accepted: readonly boolean[];
  /**
   * How far the nearest decision was from going the other way, relative to what was compared: near 0 the inputs are tied
   * and another outcome is as right.
   */
  readonly margin: number;
  /**
   * All outcomes that are as right, this one among them, where ties are found that can be followed; no other tie
   * counts towards the margin then.
   */
  readonly alternatives?: readonly RuleOutcome[];
  /** The weights of the inputs, where the definition gives them a scale. */
  readonly weights?: readonly number[];
}

/** What a rule may need beside its inputs. */
export interface RuleSetting {
  /** f. */
  readonly tolerate: number;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  readonly reference?: readonly number[] | undefined;
}

/** Places that are kept, and how clearly they are. */
export interface Kept {
  readonly kept: readonly number[];
  readonly margin: number;
}

/** Values all below it may be of any order: WIRE-SCREEN-1 speaks of 1e-9, a margin of 1e-6 is asked for. */
const SMALLEST_SIZE = 1e-2;

/** The places of the `count` least of some values; the margin is the gap to the next one. */
export function least(values: readonly number[], count: number): Kept {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const last = values[order[count - 1]!]!;
  const next = values[order[count]!];
  const size = Math.max(...values.map(Math.abs), SMALLEST_SIZE);
  return { kept: order.slice(0, count), margin: next === undefined ? Infinity : (next - last) / size };
}

/** The Euclidean norm. */
export function norm(vector: readonly number[]): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}

/** a − b. */
export function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => value - b[i]!);
}

/** Σwx/Σw. */
export function weightedMean(rows: Rows, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return rows[0]!.map((_, i) => rows.reduce((sum, row, r) => sum + weights[r]! * row[i]!, 0) / total);
}

/** The mean of the rows at some places. */
export function meanOf(rows: Rows, kept: readonly number[]): number[] {
  return weightedMean(
    rows,
    rows.map((_, i) => (kept.includes(i) ? 1 : 0)),
  );
}

/** The mean of the inputs that are kept. */
export function meanOfKept(rows: Rows, { kept, margin }: Kept): RuleOutcome {
  return { aggregate: meanOf(rows, kept), accepted: rows.map((_, i) => kept.includes(i)), margin };
}

/** In every coordinate the mean of the values at the places that are kept there. */
export function coordinateWise(
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

/** a·b/(‖a‖‖b‖), or 0 where one of them is the zero vector. */
export function cosine(a: readonly number[], b: readonly number[]): number {
  const lengths = norm(a) * norm(b);
  return lengths === 0 ? 0 : a.reduce((sum, value, i) => sum + value * b[i]!, 0) / lengths;
}

/** All groups of `count` of the numbers below `of`, each in ascending order. */
export function subsets(count: number, of: number): number[][] {
  if (count === 0) return [[]];
  if (of < count) return [];
  return [...subsets(count, of - 1), ...subsets(count - 1, of - 1).map((rest) => [...rest, of - 1])];
}

/** Every input is accepted. */
export function all(rows: Rows): boolean[] {
  return rows.map(() => true);
}

/** A numeric option, or its default. */
export function number(options: RuleSetting["options"], key: string, fallback: number): number {
  const value = options?.[key];
  return typeof value === "number" ? value : fallback;
}

/** A rule by its definition. */
export type Oracle = (rows: Rows, setting: RuleSetting) => RuleOutcome;

/** Scores that are as good as the least one (WIRE-SCREEN-1), and how far the next one is from it. */
export function tiedLeast(scores: readonly number[]): Kept {
  const size = Math.max(...scores.map(Math.abs), SMALLEST_SIZE);
  const best = Math.min(...scores);
  const kept = [...scores.keys()].filter((i) => scores[i]! <= best + 1e-9 * size);
  const others = scores.filter((_, i) => !kept.includes(i));
  return { kept, margin: (Math.min(...others) - best) / size };
}

/** The rule of the group of `count` inputs with the least score, which several may share. */
export function bestGroup(rows: Rows, count: number, score: (group: Rows) => number): RuleOutcome {
  const groups = subsets(count, rows.length);
  const { kept, margin } = tiedLeast(groups.map((group) => score(group.map((i) => rows[i]!))));
  return severally(kept.map((g) => meanOfKept(rows, { kept: groups[g]!, margin })));
}

/** Outcomes of ties as one: the first of them, with the others beside it. */
export function severally(outcomes: readonly RuleOutcome[]): RuleOutcome {
  const different = new Map(outcomes.map((outcome) => [String(outcome.accepted), outcome]));
  const alternatives = [...different.values()];
  const margin = Math.min(...alternatives.map((outcome) => outcome.margin));
  return { ...alternatives[0]!, margin, ...(alternatives.length > 1 && { alternatives }) };
}
