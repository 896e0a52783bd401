const EVERY_RULE = ["preAggregators"] as const;
const KRUM = ["neighbours", "distance"] as const;

/**
 * Every rule of the protocol with every option key that it may have, whether or not it is offered here:
 * what is known and not offered is unsupported, what is not known is refused.
 */
export const KNOWN_RULES: ReadonlyMap<string, readonly string[]> = new Map(
  (
    [
      ["mean", []],
      ["median", ["evenMedian"]],
      ["trimmed-mean", ["fraction"]],
      ["krum", KRUM],
      ["multi-krum", [...KRUM, "m", "iterative"]],
      ["bulyan", [...KRUM, "evenMedian", "selection"]],
      ["geometric-median", ["nu", "iterations", "start", "tolerance"]],
      ["centered-clipping", ["tau", "iterations"]],
      ["fltrust", []],
      ["mesas-style", ["alpha", "whisker", "cascade"]],
      ["foolsgold", ["normalise", "history"]],
      ["dnc", ["subsample", "drop", "iterations"]],
      ["mda", []],
      ["meamed", ["evenMedian"]],
      ["cge", []],
      ["monna", ["trusted"]],
      ["smea", []],
    ] as const
  ).map(([rule, keys]) => [rule, [...keys, ...EVERY_RULE]]),
);

/** Every pre-aggregator of the protocol with its keys. */
export const KNOWN_PRE_AGGREGATORS: ReadonlyMap<string, readonly string[]> = new Map([
  ["nnm", []],
  ["bucketing", ["size", "permutation"]],
  ["norm-clipping", ["bound"]],
  ["arc", []],
]);
