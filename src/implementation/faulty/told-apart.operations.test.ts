import { expect, test } from "vitest";
import { AGGREGATE, missed, NOISE, one } from "./tell-apart.ts";
import type { Case, Request } from "./tell-apart.ts";

const SCATTERED = [
  [0, 0],
  [0.9, 0.1],
  [0.2, 1.2],
  [1.3, 1.1],
  [2.4, -0.3],
  [6, 6],
  [6.1, 6],
  [-3, 4],
  [-1.5, -1.9],
];
const KRUM = { aggregates: SCATTERED, rule: "krum", tolerate: 2 };

const OPERATIONS: readonly Case[] = [
  one(
    "encode",
    { weights: [0.5, -1, 0.0004, 0.2], clusterSize: 3, weightBound: 2 },
    `encoding/factor-k-forgotten encoding/factor-pi-forgotten encoding/whole-turn
     encoding/shifted-to-positive encoding/float32-phases encoding/phases-on-a-grid encoding/local-bound
     encoding/sign-lost encoding/centred-first encoding/small-weights-dropped outcomes/six-digits`,
  ),
  one("encode", { weights: [0], clusterSize: 3, weightBound: 0 }, "encoding/divides-by-a-zero-bound"),
  one("encode", { weights: [1e-8], clusterSize: 2, weightBound: 2e-8 }, "encoding/bound-floored"),
  one(
    "decode",
    { phaseSum: [4, -1, 0.5], clusterSize: 2, weightBound: 1 },
    `decoding/wraps-beyond-pi decoding/clipped-to-the-bound decoding/factor-k-forgotten
     decoding/factor-pi-forgotten decoding/negative-phases-lifted decoding/rational-pi`,
  ),
  one("decode", { phaseSum: [1], clusterSize: 2, weightBound: 0 }, "decoding/zero-bound-refused"),
  one(
    "partition",
    { clients: 6, clusterSize: 1, draws: [1, 0, 2, 1, 0] },
    `partition/last-draw-left-out partition/draws-from-the-front partition/draws-backwards
     partition/taken-out-instead-of-exchanged partition/counted-from-one partition/slices-overlap`,
  ),
  one("partition", { clients: 6, clusterSize: 2, draws: [5, 4, 3, 2, 1] }, "partition/dealt-like-cards"),
  one(
    "partition",
    { clients: 8, clusterSize: 3, draws: [7, 6, 5, 4, 3, 2, 1] },
    `partition/remainder-dropped partition/padded-with-repeats partition/short-undeclared
     partition/merge-undeclared partition/one-cluster-too-many partition/size-taken-as-count`,
  ),
  one("partition", { clients: 2, clusterSize: 3, draws: [0] }, "partition/few-clients-refused"),
  one(
    "fidelity",
    { qubits: 4, noise: NOISE },
    `ghz/population-as-fidelity ghz/one-cnot-too-many ghz/one-cnot-too-few ghz/power-of-success
     ghz/power-of-success-twice ghz/first-order ghz/noise-ignored ghz/noise-once ghz/other-channel
     ghz/sixteen-paulis ghz/visibility-not-doubled ghz/population-of-one-corner`,
  ),
  one(
    "fidelity",
    { qubits: 4, noise: { ...NOISE, layout: "star" } },
    "ghz/star-in-one-step outcomes/star-declared-only",
  ),
  one(
    "fidelity",
    { qubits: 4, noise: { ...NOISE, channel: "depolarizing1x2" } },
    "ghz/four-paulis ghz/other-channel",
  ),
  one("fidelity", { qubits: 2, noise: { ...NOISE, probability: 1 } }, "ghz/visibility-without-sign"),
  one(
    "aggregate",
    AGGREGATE,
    `aggregation/arccos aggregation/arctan aggregation/arctan-arguments-exchanged
     aggregation/range-from-zero aggregation/conjugated aggregation/ones-counted-for-zeros
     aggregation/outcomes-not-centred aggregation/mean-of-phases aggregation/first-member-left-out
     aggregation/default-shots-for-null outcomes/exact-unsupported`,
  ),
  one(
    "aggregate",
    { ...AGGREGATE, phases: [[4], [0.5]] },
    "aggregation/large-phases-clipped aggregation/large-phases-refused",
  ),
  one(
    "aggregate",
    { ...AGGREGATE, noise: NOISE },
    `aggregation/noise-ignored aggregation/noise-of-decoding-too aggregation/fidelity-as-visibility
     aggregation/noise-of-two-qubits aggregation/visibility-squared ghz/noise-ignored`,
  ),
  one("aggregate", { ...AGGREGATE, shots: 1 }, "aggregation/visibility-over-one aggregation/visibility-nan"),
  one("aggregate", { ...AGGREGATE, shots: 9, noise: NOISE }, "aggregation/visibility-of-the-model"),
  one(
    "quantize",
    { values: [0.55, -0.55, 1, 0.2], bits: 8, bound: 1 },
    `quantization/truncated quantization/rounded-down quantization/asymmetric-range
     quantization/unsigned-levels quantization/scale-one-bit-short quantization/zero-point`,
  ),
  one("quantize", { values: [0.123456789], bits: 32, bound: 1 }, "quantization/single-precision"),
  one("quantize", { values: [0], bits: 8, bound: 0 }, "quantization/zero-bound-refused"),
  one(
    "dequantize",
    { integers: [300, -200], bits: 8, bound: 1 },
    `quantization/decoded-with-another-scale quantization/decoded-by-count quantization/sums-clipped
     quantization/sums-wrapped quantization/zero-point quantization/unsigned-levels`,
  ),
  one(
    "mask",
    { integers: [5, -3], client: 1, pads: { 0: [10, 250], 2: [250, 4] }, modulusBits: 8 },
    `masking/pads-only-added masking/signs-exchanged masking/wrong-modulus masking/negative-remainders
     masking/peer-zero-ignored masking/one-pad-for-all-peers masking/one-entry-for-all-coordinates`,
  ),
  one(
    "mask",
    { integers: [2 ** 40], client: 0, pads: { 1: [2 ** 45] }, modulusBits: 48 },
    "masking/32-bit-arithmetic",
  ),
  one(
    "mask",
    { integers: [0], client: 9, pads: { 10: [1] }, modulusBits: 8 },
    "masking/peers-compared-as-text",
  ),
  one("unmask", { masked: [[200], [100]], modulusBits: 8 }, "masking/sum-without-modulus"),
  one("unmask", { masked: [[200], [10]], modulusBits: 8 }, "masking/sum-not-centred"),
  one("unmask", { masked: [[100], [28]], modulusBits: 8 }, "masking/half-stays-positive"),
  one(
    "unmask",
    { masked: [[2 ** 53 - 1], [2 ** 53 - 1], [2 ** 53 - 1]], modulusBits: 53 },
    "masking/sum-reduced-at-the-end",
  ),
  one(
    "screen",
    { aggregates: [[1], [2], [9]], rule: "mean", tolerate: 1 },
    "screening/mean-of-half-and-half screening/mean-of-honest-count screening/mean-trimmed",
  ),
  one(
    "screen",
    { aggregates: [[1], [1.1], [0.9], [50]], rule: "mean", tolerate: 0 },
    "screening/mean-rejects-outliers",
  ),
  one(
    "screen",
    { aggregates: [[1], [2], [4], [9]], rule: "median", tolerate: 1 },
    "screening/median-lower-of-even screening/median-accepts-the-middle",
  ),
  one(
    "screen",
    { aggregates: [[1], [2], [4], [9]], rule: "median", tolerate: 1, options: { evenMedian: "lower" } },
    "screening/median-upper-for-lower screening/median-option-ignored",
  ),
  one(
    "screen",
    { aggregates: [[10], [9], [100]], rule: "median", tolerate: 1 },
    "screening/median-sorted-as-text",
  ),
  one(
    "screen",
    {
      aggregates: [
        [1, 5],
        [2, -7],
        [3, 1],
      ],
      rule: "median",
      tolerate: 1,
    },
    "screening/median-of-the-middle-row screening/ranked-by-first-coordinate",
  ),
  one(
    "screen",
    KRUM,
    `screening/krum-one-neighbour-more screening/krum-all-neighbours
     screening/krum-tolerates-none screening/krum-farthest-neighbours screening/krum-cosine screening/krum-accepts-all screening/krum-averages
     screening/krum-flags-of-the-sorted screening/krum-flags-inverted`,
  ),
  one(
    "screen",
    { ...KRUM, aggregates: [[1e9], [1e9 + 0.5], [1e9 + 0.9], [1e9 + 7], [1e9 + 9]], tolerate: 1 },
    "screening/krum-distances-by-products",
  ),
  one(
    "screen",
    {
      aggregates: [
        [2, 0],
        [3, 0],
        [-4, 4],
        [2, -6],
        [-2, -4],
        [-5, 3],
        [-6, -2],
      ],
      rule: "krum",
      tolerate: 1,
    },
    "screening/krum-counts-itself screening/krum-not-squared screening/krum-city-block",
  ),
  one("screen", { ...KRUM, options: { distance: "quartic" } }, "screening/krum-options-ignored"),
];
const SPREAD = [
  [1, 0],
  [2, 1.5],
  [0.5, 3],
  [9, -1],
  [-1, 2],
  [3, -20],
  [1.5, 1],
];
function screening(rule: string, tolerate: number, options: Request[1], tells: string): Case {
  return one("screen", { aggregates: SPREAD, rule, tolerate, options, reference: [1, 1] }, tells);
}
const FURTHER_RULES: readonly Case[] = [
  screening("trimmed-mean", 2, {}, "rules/trimmed-mean-one-side"),
  screening(
    "trimmed-mean",
    2,
    { fraction: 0.15 },
    "rules/trimmed-mean-fraction-of-both-sides rules/trimmed-mean-fraction-ignored",
  ),
  screening(
    "multi-krum",
    2,
    {},
    "rules/multi-krum-takes-the-best rules/multi-krum-accepts-all rules/multi-krum-iterative-by-default",
  ),
  screening("bulyan", 1, {}, "rules/bulyan-without-trimming"),
  screening(
    "geometric-median",
    1,
    {},
    "rules/geometric-median-from-the-mean rules/geometric-median-a-step-short",
  ),
  one(
    "screen",
    {
      aggregates: [
        [0, 0.05],
        [1, 0],
        [-1, 0],
        [0, 1],
      ],
      rule: "geometric-median",
      tolerate: 1,
    },
    "rules/geometric-median-hardly-smoothed",
  ),
  screening(
    "centered-clipping",
    1,
    { tau: 1, iterations: 3 },
    "rules/centered-clipping-without-center rules/centered-clipping-once",
  ),
  screening("fltrust", 1, {}, "rules/fltrust-as-long-as-they-are rules/fltrust-accepts-all"),
  one(
    "screen",
    {
      aggregates: [
        [0, -4],
        [-6, -1],
        [-5, 0],
        [3, -3],
        [-2, 0],
        [-6, 3],
        [2, 4],
      ],
      rule: "bulyan",
      tolerate: 1,
    },
    "rules/bulyan-at-one-look",
  ),
  screening("mda", 2, {}, "rules/mda-accepts-all"),
  screening("cge", 2, {}, "rules/cge-keeps-one-more"),
  screening("monna", 2, { trusted: 5 }, "rules/monna-trusts-the-first"),
  one(
    "screen",
    { aggregates: [[0], [2], [5], [6]], rule: "meamed", tolerate: 1 },
    "rules/meamed-lower-median rules/meamed-is-the-median",
  ),
  screening(
    "mean",
    0,
    {
      preAggregators: [
        { id: "bucketing", size: 2, permutation: [0, 1, 2, 3, 4, 5, 6] },
        { id: "norm-clipping", bound: 2 },
      ],
    },
    "rules/pre-aggregators-ignored rules/pre-aggregators-backwards",
  ),
];

test.each([
  ["an operation", OPERATIONS],
  ["a further rule", FURTHER_RULES],
] as const)("What is wrong in %s shows on requests that were written down for it", async (_, cases) => {
  expect(cases.length).toBeGreaterThan(0);
  for (const one of cases) expect(await missed(one, ["ok"])).toEqual([]);
});
