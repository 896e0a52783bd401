import { checkArray, checkInteger } from "../../base/check.ts";
import { zeros } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { rangeRefusal } from "../../base/refusal.ts";
import { meanOfRows } from "../mean.ts";
import { neededStream } from "../needed.ts";
import { neededOption, readOption } from "../options.ts";
import type { Mixed, PreAggregator } from "./pre-aggregator.ts";

function checkPermutation(name: string, value: unknown, inputs: number): number[] {
  checkArray(name, value);
  const order = Array.from(value as ArrayLike<unknown>, (entry, i) =>
    checkInteger(`${name}[${i}]`, entry, { min: 0, max: inputs - 1 }),
  );
  if (order.length !== inputs || new Set(order).size !== inputs) {
    throw rangeRefusal(name, `each index below ${inputs} once`, value);
  }
  return order;
}

/** Fisher–Yates: every order equally likely. */
function shuffled(rng: RandomStream, length: number): number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = rng.integer(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

function averaged({ vectors, memberCounts }: Mixed, buckets: readonly (readonly number[])[]): Mixed {
  const means = zeros(buckets.length, vectors.columns);
  const counts = new Float64Array(buckets.length);
  for (const [b, bucket] of buckets.entries()) {
    const own = memberCounts && Float64Array.from(bucket, (i) => memberCounts[i]!);
    means.data.set(meanOfRows(vectors, bucket, own), b * vectors.columns);
    counts[b] = own?.reduce((sum, count) => sum + count, 0) ?? 0;
  }
  return { vectors: means, isOwn: true, ...(memberCounts && { memberCounts: counts }) };
}

/**
 * Bucketing (Karimireddy, He, Jaggi 2022): the inputs in random order, or in that of `permutation`, are cut into buckets of
 * `size` s, the last of which holds what is left, and each bucket becomes its mean: n becomes ⌈n/s⌉, f stays. Whatever
 * becomes of a bucket becomes of its inputs. Buckets average inputs alike, whatever their members; only before the rule `mean`
 * in a round are they weighted by members.
 */
export const bucketing: PreAggregator = {
  id: "bucketing",
  definition:
    "groups of s drawn at random, each replaced by its mean: ⌈n/s⌉ inputs are left, and f is the same",
  options: [
    { key: "size", values: "1 or more", meaning: "s, how many inputs a bucket holds" },
    {
      key: "permutation",
      values: "each of 0 … n − 1 once",
      fallback: "drawn from the seed",
      meaning: "the order in which the inputs fill the buckets",
    },
  ],
  asIn: ["ByzFL Bucketing with s as size"],
  prepare: (options, { inputs, name, rng }) => {
    const size = neededOption(options, "size", name, (key, value) => checkInteger(key, value, { min: 1 }));
    const given = readOption<number[] | undefined>(
      options,
      "permutation",
      undefined,
      (key, value) => checkPermutation(key, value, inputs),
      name,
    );
    const order = given ?? shuffled(neededStream(rng, "bucketing"), inputs);
    const outputs = Math.ceil(inputs / size);
    // Ascending within a bucket, so that it is one mean in whichever order it was filled.
    const buckets = Array.from({ length: outputs }, (_, b) =>
      order.slice(b * size, (b + 1) * size).sort((a, b) => a - b),
    );
    const rowOfInput = new Int32Array(inputs);
    for (const [b, bucket] of buckets.entries()) for (const i of bucket) rowOfInput[i] = b;
    return { outputs, rowOfInput, run: (mixed) => averaged(mixed, buckets) };
  },
};
