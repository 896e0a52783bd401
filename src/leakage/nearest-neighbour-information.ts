import { checkInteger, checkVector } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";

const EULER = 0.5772156649015329;

/** ψ(1) … ψ(most), at their arguments: ψ(n) = H_{n−1} − γ. */
function digammas(most: number): Float64Array {
  const values = new Float64Array(most + 1);
  values[1] = -EULER;
  for (let n = 2; n <= most; n++) values[n] = values[n - 1]! + 1 / (n - 1);
  return values;
}

/** The first index for which a condition holds that, once it does, holds for all after it. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How many entries of an ascending array lie strictly nearer to `centre`, which is one of them, than `distance`. */
function countWithin(sorted: Float64Array, centre: number, distance: number): number {
  // Differences as in the distance itself: rounded otherwise, the k-th neighbour would be counted at times.
  const from = firstIndex(sorted.length, (i) => centre - sorted[i]! < distance);
  const to = firstIndex(sorted.length, (i) => sorted[i]! - centre >= distance);
  return Math.max(1, to - from);
}

/** The distance to the k-th nearest point in the larger of both coordinates, of a point in points that ascend in x. */
function kthDistance(
  x: Float64Array,
  y: Float64Array,
  at: number,
  neighbours: number,
  nearest: Float64Array,
): number {
  nearest.fill(Infinity);
  const consider = (other: number): void => {
    const distance = Math.max(Math.abs(x[other]! - x[at]!), Math.abs(y[other]! - y[at]!));
    let place = neighbours - 1;
    if (distance >= nearest[place]!) return;
    for (; place > 0 && nearest[place - 1]! > distance; place--) nearest[place] = nearest[place - 1]!;
    nearest[place] = distance;
  };
  let [left, right] = [at - 1, at + 1];
  for (;;) {
    // No point further out in x can be nearer than the k-th one.
    const limit = nearest[neighbours - 1]!;
    const goLeft = left >= 0 && x[at]! - x[left]! < limit;
    const goRight = right < x.length && x[right]! - x[at]! < limit;
    if (goLeft) consider(left--);
    if (goRight) consider(right++);
    if (!goLeft && !goRight) return nearest[neighbours - 1]!;
  }
}

/**
 * Mutual information of two real variables, in bits, from independent pairs of them: the first estimator of Kraskov, Stögbauer and
 * Grassberger 2004 (Phys. Rev. E 69:066138, eq. 8), ψ(k) + ψ(n) − ⟨ψ(n_x + 1) + ψ(n_y + 1)⟩, in which n_x and n_y
 * count the points within the distance of the k-th neighbour. It can be slightly negative, and has a
 * bias that shrinks with n; {@link sampledInformation} measures and removes it.
 *
 * @param first n > `neighbours` finite numbers
 * @param second as many
 * @param neighbours k ≥ 1
 * @throws TypeError, RangeError for vectors of another kind, of different lengths, or too short
 */
export function nearestNeighbourInformation(
  first: Float64Array,
  second: Float64Array,
  neighbours: number,
): number {
  checkVector("first", first);
  checkVector("second", second);
  checkInteger("neighbours", neighbours, { min: 1 });
  const size = first.length;
  if (second.length !== size) throw rangeRefusal("second", `${size} numbers like the first`, second.length);
  if (size <= neighbours) throw rangeRefusal("first", `more than ${neighbours} numbers`, size);
  const order = Uint32Array.from({ length: size }, (_, i) => i).sort((a, b) => first[a]! - first[b]!);
  const x = Float64Array.from(order, (i) => first[i]!);
  const y = Float64Array.from(order, (i) => second[i]!);
  const sortedY = y.toSorted();
  const psi = digammas(size);
  const nearest = new Float64Array(neighbours);
  let marginals = 0;
  for (let i = 0; i < size; i++) {
    const distance = kthDistance(x, y, i, neighbours, nearest);
    marginals += psi[countWithin(x, x[i]!, distance)]! + psi[countWithin(sortedY, y[i]!, distance)]!;
  }
  return (psi[neighbours]! + psi[size]! - marginals / size) / Math.LN2;
}
