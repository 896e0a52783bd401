/**
 * Order in many short columns of numbers, several times faster than with the built-in sort for a few hundred of
 * them: numbers are spread over buckets, by their place between the smallest and the largest, and what is left is done
 * by insertion. No step depends on comparisons that are hard to predict, which is what costs time otherwise.
 */

/** Up to so many numbers insertion alone is fastest. */
const SHORT = 16;

/** A bucket of more than this many numbers is spread again over buckets of its own. */
const CROWDED = 24;

/** To select, so many numbers a bucket: two of the buckets are looked at, and each costs time by itself. */
const SELECTED = 4;

/** Outliers of outliers: after so many levels the built-in sort takes over. */
const LEVELS = 3;

/** Puts columns of one length in order, in place; the two zeros count as equal. */
export interface ColumnOrder {
  /** Ascending. */
  readonly sort: (values: Float64Array) => void;
  /**
   * Only so far that what ascending order has at places `from` to below `to` is there, in any order.
   *
   * @param from 0 ≤ from < to ≤ length
   */
  readonly select: (values: Float64Array, from: number, to: number) => void;
}

/** Inserts source[from … to) into the same places of `values`, which may be `source` itself. */
function insert(source: Float64Array, values: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const value = source[i]!;
    let j = i - 1;
    for (; j >= from && values[j]! > value; j--) values[j + 1] = values[j]!;
    values[j + 1] = value;
  }
}

/** The bucket that holds a place: the first that ends beyond it. */
function bucketOf(ends: Int32Array, buckets: number, at: number): number {
  let first = 0;
  let last = buckets - 1;
  while (first < last) {
    const middle = (first + last) >> 1;
    if (ends[middle]! > at) last = middle;
    else first = middle + 1;
  }
  return first;
}

/** The order of columns of one length; not to be used by two visitors at once. */
export function columnOrder(length: number): ColumnOrder {
  const spread = new Float64Array(length);
  const places = new Int32Array(length);
  // A level's buckets outlive the levels below it.
  const bucketEnds = Array.from({ length: LEVELS }, () => new Int32Array(length + 1));

  /**
   * Spreads values[from … to) over so many buckets, into the same places of `spread`; ends[b] becomes the end of bucket b.
   *
   * @returns the size of the largest bucket, 0 where all numbers are equal, −1 where there are no buckets to be had
   */
  function scatter(
    values: Float64Array,
    from: number,
    to: number,
    buckets: number,
    ends: Int32Array | undefined,
  ): number {
    let low = values[from]!;
    let high = low;
    for (let i = from + 1; i < to; i++) {
      const value = values[i]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (low === high) return 0;
    const scale = (buckets - 1) / (high - low);
    if (ends === undefined || !(scale > 0 && scale < Infinity)) return -1;
    for (let place = 0; place <= buckets; place++) ends[place] = 0;
    for (let i = from; i < to; i++) {
      const place = ((values[i]! - low) * scale) | 0;
      places[i] = place;
      ends[place + 1]!++;
    }
    let crowd = 0;
    let end = from;
    for (let place = 0; place <= buckets; place++) {
      const count = ends[place]!;
      if (count > crowd) crowd = count;
      end += count;
      ends[place] = end;
    }
    for (let i = from; i < to; i++) {
      const place = places[i]!;
      const at = ends[place]!;
      spread[at] = values[i]!;
      ends[place] = at + 1;
    }
    return crowd;
  }

  function sort(values: Float64Array, from: number, to: number, level: number): void {
    if (to - from <= SHORT) {
      insert(values, values, from, to);
      return;
    }
    const ends = bucketEnds[level];
    const crowd = scatter(values, from, to, to - from, ends);
    if (crowd === 0) return;
    if (crowd === -1) {
      values.subarray(from, to).sort();
      return;
    }
    if (crowd <= CROWDED) {
      insert(spread, values, from, to);
      return;
    }
    for (let i = from; i < to; i++) values[i] = spread[i]!;
    let start = from;
    for (let place = 0; place < to - from; place++) {
      const end = ends![place]!;
      if (end - start > 1) sort(values, start, end, level + 1);
      start = end;
    }
  }

  /** {@link ColumnOrder.select} within values[low … high), whose numbers are the right ones already. */
  function select(
    values: Float64Array,
    low: number,
    high: number,
    from: number,
    to: number,
    level: number,
  ): void {
    // All of them, or none.
    if ((from <= low && high <= to) || high <= from || to <= low) return;
    if (high - low <= SHORT) {
      insert(values, values, low, high);
      return;
    }
    const ends = bucketEnds[level];
    const buckets = Math.ceil((high - low) / SELECTED);
    const crowd = scatter(values, low, high, buckets, ends);
    if (crowd === 0) return;
    if (crowd === -1) {
      values.subarray(low, high).sort();
      return;
    }
    for (let i = low; i < high; i++) values[i] = spread[i]!;
    const first = low < from ? bucketOf(ends!, buckets, from) : -1;
    const last = to < high ? bucketOf(ends!, buckets, to) : -1;
    for (const bucket of first === last ? [first] : [first, last]) {
      if (bucket === -1) continue;
      select(values, bucket === 0 ? low : ends![bucket - 1]!, ends![bucket]!, from, to, level + 1);
    }
  }

  return {
    sort: (values) => {
      sort(values, 0, length, 0);
    },
    select: (values, from, to) => {
      select(values, 0, length, from, to, 0);
    },
  };
}
