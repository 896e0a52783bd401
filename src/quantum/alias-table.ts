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
  const shares = new Float64Array(weights);
  // No weights at all would need 2^32 columns.
  const bits = Math.max(3, 32 - Math.clz32(shares.length - 1));
  if (bits > 20) throw rangeRefusal("weights", "1 to 2^20 numbers", shares.length);
  let total = 0;
  for (const i of shares.keys()) {
    if (!(shares[i]! >= 0)) throw rangeRefusal(`weights[${i}]`, "a number of at least 0", shares[i]);
    total += shares[i]!;
  }
  if (!(total > 0 && total < Infinity)) throw rangeRefusal("weights", "a positive finite sum", total);

  const columns = 2 ** bits;
  const heights = new Float64Array(columns);
  for (const i of shares.keys()) heights[i] = (shares[i]! / total) * columns;
  const outcomes = new Int32Array(2 * columns);
  const short: number[] = [];
  const tall: number[] = [];
  for (const i of heights.keys()) {
    // A column's alias is itself until it gets another, so that what rounding leaves at the end does no harm.
    outcomes[2 * i] = i;
    outcomes[2 * i + 1] = i;
    (heights[i]! < 1 ? short : tall).push(i);
  }
  for (const donor of tall.reverse()) {
    for (let needy = short.pop(); needy !== undefined; needy = short.pop()) {
      outcomes[2 * needy + 1] = donor;
      heights[donor]! -= 1 - heights[needy]!;
      if (heights[donor]! >= 1) continue;
      short.push(donor);
      break;
    }
  }

  const scale = 2 ** (32 - bits);
  const thresholds = new Int32Array(columns);
  const remainders = new Float64Array(columns);
  for (const i of heights.keys()) {
    const height = heights[i]! * scale;
    thresholds[i] = Math.floor(height);
    remainders[i] = height - thresholds[i];
  }
  return { shift: 32 - bits, mask: scale - 1, thresholds, remainders, outcomes };
}

/** Draws the index of a weight. */
export function drawAlias(rng: RandomStream, table: AliasTable): number {
  const word = rng.word();
  const column = word >>> table.shift;
  const height = word & table.mask;
  const threshold = table.thresholds[column]!;
  const own = height < threshold || (height === threshold && rng.uniform() < table.remainders[column]!);
  return table.outcomes[2 * column + (own ? 0 : 1)]!;
}
