import { checkNumber } from "../base/check.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { topEigenpair } from "./eigen.ts";
import { lowest } from "./lowest.ts";
import { columnMeans, meanOfRows } from "./mean.ts";
import { neededStream } from "./needed.ts";
import { readCount, readOption } from "./options.ts";
import { gram } from "./pairs.ts";
import { acceptedAmong, MAJORITY } from "./rule.ts";
import type { Rule, RuleInputs, RuleParameters, RuleResult } from "./rule.ts";
import { wideOf } from "./wide.ts";

const COORDINATES = 10_000;
const ITERATIONS = 5;

/** b of d coordinates, each set equally likely, ascending. */
function drawCoordinates(rng: RandomStream, coordinates: number, count: number): Int32Array {
  const all = Int32Array.from({ length: coordinates }, (_, i) => i);
  if (count === coordinates) return all;
  const chosen = all.subarray(0, count);
  for (const i of chosen.keys()) {
    const j = i + rng.integer(coordinates - i);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return chosen.sort();
}

/** The chosen columns less their means, in a unit in which none is longer than 4: products stay within float64. */
function centred({ rows, columns, data }: Matrix, coordinates: Int32Array): Matrix {
  const width = coordinates.length;
  const entries = new Float64Array(rows * width).map(
    (_, at) => data[Math.floor(at / width) * columns + coordinates[at % width]!]!,
  );
  const peak = entries.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
  const exponent = peak === 0 ? 0 : wideOf(peak).exponent;
  const half = Math.trunc(exponent / 2);
  const [first, second] = [2 ** -half, 2 ** (half - exponent)];
  const part = { rows, columns: width, data: entries.map((value) => value * first * second) };
  const means = columnMeans(part);
  return { ...part, data: part.data.map((value, at) => value - means[at % width]!) };
}

function transposed({ rows, columns, data }: Matrix): Matrix {
  const entries = data.map((_, at) => data[(at % rows) * columns + Math.floor(at / rows)]!);
  return { rows: columns, columns: rows, data: entries };
}

/**
 * The squared projections of the rows on the top right-singular vector v. With the top eigenvector u of the n × n Gram
 * matrix they are λ·u_i², and no d × d matrix is needed; where there are fewer columns than rows, v itself is the
 * top eigenvector of the smaller matrix.
 */
function squaredProjections(part: Matrix): Float64Array {
  const { rows, columns, data } = part;
  if (columns >= rows) {
    const { value, vector } = topEigenpair(gram(part));
    return vector.map((entry) => Math.max(0, value) * entry * entry);
  }
  const { vector } = topEigenpair(gram(transposed(part)));
  return Float64Array.from({ length: rows }, (_, r) => {
    const projection = vector.reduce((sum, entry, c) => sum + data[r * columns + c]! * entry, 0);
    return projection * projection;
  });
}

function run({ vectors }: RuleInputs, { tolerate, options, rng }: RuleParameters): RuleResult {
  const { rows, columns } = vectors;
  const count = readCount(options, "subsample", COORDINATES);
  const drop = readOption(options, "drop", 1, (name, value) => checkNumber(name, value, { min: 0 }));
  const iterations = readCount(options, "iterations", ITERATIONS);
  const stream = neededStream(rng, "dnc");
  const dropped = Math.floor(drop * tolerate);
  if (dropped >= rows) {
    throw rangeRefusal(
      "options.drop",
      `a number that leaves one of ${rows} inputs with f = ${tolerate}`,
      drop,
    );
  }
  let kept = Array.from({ length: rows }, (_, i) => i);
  for (let t = 0; t < iterations; t++) {
    const coordinates = drawCoordinates(stream.fork(`iteration/${t}`), columns, Math.min(columns, count));
    const good = new Set(lowest(squaredProjections(centred(vectors, coordinates)), rows - dropped));
    kept = kept.filter((i) => good.has(i));
  }
  if (kept.length === 0) {
    throw rangeRefusal("aggregates", "inputs of which one is kept in every iteration of dnc", "none");
  }
  return { aggregate: meanOfRows(vectors, kept), accepted: acceptedAmong(rows, kept) };
}

/**
 * Divide and conquer (Shejwalkar and Houmansadr 2021): `iterations` (5) times b random coordinates, b = min(d, `subsample`),
 * 10,000 by default, centred; the ⌊c·f⌋ inputs of the largest squared projections on the top right-singular
 * vector go (c is `drop`, 1; of equal ones the highest indices); the mean of what every iteration kept; n > 2f. It
 * accepts those. Nothing left is refused, and so is a missing seed, even where b = d.
 */
export const dnc: Rule = {
  id: "dnc",
  definition:
    "mean of what is left after dropping, 5 times, the c·f largest projections on a singular vector",
  accepts: "those never dropped",
  options: [
    {
      key: "subsample",
      values: "1 or more",
      fallback: "10000",
      meaning: "how many random coordinates an iteration looks at, at most all d",
    },
    { key: "drop", values: "0 or more", fallback: "1", meaning: "c: ⌊c·f⌋ inputs go in an iteration" },
    { key: "iterations", values: "1 or more", fallback: "5", meaning: "how many times" },
  ],
  ...MAJORITY,
  needs: "seed",
  asIn: ["Blades DnC with sub_dim, filter_frac and num_iters"],
  run,
};
