import { checkNumber } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";
import type { RandomStream } from "../base/random.ts";

/**
 * Walker's alias table over 2^b columns, b ≥ 3: one random word gives an outcome in constant time.
 *
 * The word's upper b bits choose a column, its lower bits a height: below `thresholds[column]` the
 * column's own outcome (index 2·column) holds, above it the alias (2·column + 1). A height equal to the
 * threshold is undecided, and 53 further bits against `remainders[column]` settle it, so that no
 * outcome's probability is rounded to the word's resolution.
 */
export interface AliasTable {
  /** How far a word is shifted right to leave the column. */
  readonly shift: number;
  /** The bits of a word that are the height. */
  readonly mask: number;
  readonly thresholds: Int32Array;
  readonly remainders: Float64Array;
  /** The index of the weight that each half of a column stands for. */
  readonly outcomes: Int32Array;
}

/**
 * Builds the table of outcomes 0 … weights.length − 1 with probabilities in proportion to the weights.
 *
 * @param weights at least one finite number ≥ 0 with a positive sum; at most 2^20 of them
 * @throws TypeError, RangeError for other weights
 */
export function aliasTable(weights: ArrayLike<number>): AliasTable {
  const bits = Math.max(3, 32 - Math.clz32(weights.length - 1));
  if (weights.length < 1 || bits > 20) throw rangeRefusal("weights", "1 to 2^20 numbers", weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    // The name is built for a refusal alone.
    if (!(weight >= 0 && weight < Infinity)) checkNumber(`weights[${i}]`, weight, { min: 0 });
    total += weight;
  }
  if (!(total > 0 && total < Infinity)) throw rangeRefusal("weights", "a positive finite sum", total);

  const columns = 2 ** bits;
  const heights = new Float64Array(columns);
  for (let i = 0; i < weights.length; i++) heights[i] = (weights[i]! / total) * columns;
  const outcomes = new Int32Array(2 * columns);
  // Short columns grow from the front of this array, tall ones from its back.
  const order = new Int32Array(columns);
  let short = 0;
  let tall = columns;
  for (let i = 0; i < columns; i++) {
    outcomes[2 * i] = i;
    outcomes[2 * i + 1] = i;
    if (heights[i]! < 1) order[short++] = i;
    else order[--tall] = i;
  }
  while (short > 0 && tall < columns) {
    const needy = order[--short]!;
    const donor = order[tall]!;
    outcomes[2 * needy + 1] = donor;
    heights[donor] = heights[donor]! - (1 - heights[needy]!);
    if (heights[donor] < 1) {
      tall++;
      order[short++] = donor;
    }
  }
  // What is left on either side differs from a full column by rounding alone.
  while (short > 0) heights[order[--short]!] = 1;
  while (tall < columns) heights[order[tall++]!] = 1;

  const scale = 2 ** (32 - bits);
  const thresholds = new Int32Array(columns);
  const remainders = new Float64Array(columns);
  for (let i = 0; i < columns; i++) {
    const height = heights[i]! * scale;
    thresholds[i] = Math.floor(height);
    remainders[i] = height - thresholds[i]!;
  }
  return { shift: 32 - bits, mask: scale - 1, thresholds, remainders, outcomes };
}

/** Draws the index of a weight. */
export function drawAlias(rng: RandomStream, table: AliasTable): number {
  const word = rng.word();
  const column = word >>> table.shift;
  const height = word & table.mask;
  const threshold = table.thresholds[column]!;
  const own = height === threshold ? rng.uniform() < table.remainders[column]! : height < threshold;
  return table.outcomes[2 * column + (own ? 0 : 1)]!;
}
