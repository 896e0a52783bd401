import { blocksOf } from "./blocks.ts";
import { quotient } from "./compensated.ts";

/** Columns whose accumulators stay in the first-level cache while the rows pass by. */
const BLOCK = 1024;

/** From so many rows on it is quicker than a compensated sum. */
export const QUICK_ROWS = 16;

/** An accumulator begins at so many times what it is shown to have to exceed, so that rounding of the proof is nothing. */
const MARGIN = 2.1;

/** Means, and the columns of which they are not. */
export interface QuickMeans {
  readonly means: Float64Array;
  /** Columns whose mean was not proved to be right, ascending: those with a number that is not finite among them. */
  readonly doubtful: readonly number[];
}

/** Accumulators, a number for each column of a block. */
interface Sums {
  /** Where the sums began: as large as all entries together are likely to be, and several times more. */
  readonly starts: Float64Array;
  readonly sums: Float64Array;
  /** What rounding took away from the sums, exactly. */
  readonly errors: Float64Array;
  /** Σ|x|: no partial sum and no entry exceeds it. */
  readonly sizes: Float64Array;
}

type Row = Float64Array;

function begin(
  rows: readonly Row[],
  { starts, sums, errors, sizes }: Sums,
  from: number,
  width: number,
): void {
  const [one, two, three, four] = [rows[0]!, rows[1]!, rows[2]!, rows[3]!];
  const [five, six, seven, eight] = [rows[4]!, rows[5]!, rows[6]!, rows[7]!];
  for (let c = 0; c < width; c++) {
    const at = from + c;
    const low = Math.abs(one[at]!) + Math.abs(two[at]!) + (Math.abs(three[at]!) + Math.abs(four[at]!));
    const high = Math.abs(five[at]!) + Math.abs(six[at]!) + (Math.abs(seven[at]!) + Math.abs(eight[at]!));
    const start = rows.length * (low + high);
    starts[c] = start;
    sums[c] = start;
    errors[c] = 0;
    sizes[c] = 0;
  }
}

function addRow({ sums, errors, sizes }: Sums, row: Row, from: number, width: number): void {
  for (let c = 0; c < width; c++) {
    const x = row[from + c]!;
    const sum = sums[c]!;
    const next = sum + x;
    errors[c]! += x - (next - sum);
    sizes[c]! += Math.abs(x);
    sums[c] = next;
  }
}

/** {@link addRow} eight times, in registers; memory is read ahead in eight places. */
function addEightRows(
  { sums, errors, sizes }: Sums,
  one: Row,
  two: Row,
  three: Row,
  four: Row,
  five: Row,
  six: Row,
  seven: Row,
  eight: Row,
  from: number,
  width: number,
): void {
  for (let c = 0; c < width; c++) {
    const at = from + c;
    let sum = sums[c]!;
    let error = errors[c]!;
    let size = sizes[c]!;
    let x = one[at]!;
    let next = sum + x;
    error += x - (next - sum);
    size += Math.abs(x);
    x = two[at]!;
    sum = next + x;
    error += x - (sum - next);
    size += Math.abs(x);
    x = three[at]!;
    next = sum + x;
    error += x - (next - sum);
    size += Math.abs(x);
    x = four[at]!;
    sum = next + x;
    error += x - (sum - next);
    size += Math.abs(x);
    x = five[at]!;
    next = sum + x;
    error += x - (next - sum);
    size += Math.abs(x);
    x = six[at]!;
    sum = next + x;
    error += x - (sum - next);
    size += Math.abs(x);
    x = seven[at]!;
    next = sum + x;
    error += x - (next - sum);
    size += Math.abs(x);
    x = eight[at]!;
    sum = next + x;
    error += x - (sum - next);
    size += Math.abs(x);
    sums[c] = sum;
    errors[c] = error;
    sizes[c] = size;
  }
}

/**
 * The mean of each column, as accurate as a compensated sum, at about the speed at which memory is read. An accumulator
 * begins so large that no entry exceeds it: what an addition rounds away is then x − (next − sum) exactly (Dekker 1971,
 * FastTwoSum), half the work of Knuth's way, and taking the beginning away at the end is exact, too (Sterbenz). Where an
 * entry may have been larger after all, or something left float64, the column is doubtful.
 *
 * @param rows n ≥ 16 rows of one length
 */
export function quickMeans(rows: readonly Row[]): QuickMeans {
  const columns = rows[0]!.length;
  const means = new Float64Array(columns);
  const doubtful: number[] = [];
  const [starts, sums, errors, sizes] = [0, 1, 2, 3].map(() => new Float64Array(BLOCK)) as [
    Row,
    Row,
    Row,
    Row,
  ];
  const all: Sums = { starts, sums, errors, sizes };
  const whole = rows.length - (rows.length % 8);
  for (const { start: from, width } of blocksOf(columns, BLOCK)) {
    begin(rows, all, from, width);
    for (let r = 0; r < whole; r += 8) {
      const [one, two, three, four] = [rows[r]!, rows[r + 1]!, rows[r + 2]!, rows[r + 3]!];
      const [five, six, seven, eight] = [rows[r + 4]!, rows[r + 5]!, rows[r + 6]!, rows[r + 7]!];
      addEightRows(all, one, two, three, four, five, six, seven, eight, from, width);
    }
    for (const row of rows.slice(whole)) addRow(all, row, from, width);
    for (let c = 0; c < width; c++) {
      const mean = quotient(sums[c]! - starts[c]!, errors[c]!, rows.length);
      means[from + c] = mean;
      // Not the other way round: a comparison with NaN is false.
      if (!(MARGIN * sizes[c]! <= starts[c]! && Number.isFinite(mean))) doubtful.push(from + c);
    }
  }
  return { means, doubtful };
}
