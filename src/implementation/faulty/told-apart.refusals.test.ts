import { expect, test } from "vitest";
import { AGGREGATE, missed, NOISE, NONE, one, ROUND } from "./tell-apart.ts";
import type { Case } from "./tell-apart.ts";

const LOSSY = { ...ROUND, clusterSize: 2, dropouts: [4] };

/** Requests that have to be refused, or are not offered, and the faults that answer in another way. */
const REFUSALS: readonly Case[] = [
  one(
    "encode",
    { weights: [2], clusterSize: 2, weightBound: 1 },
    `refusals/weight-beyond-bound-clipped refusals/weight-beyond-bound-encoded outcomes/refusal-is-a-fault
     outcomes/refusal-is-unsupported`,
  ),
  one("quantize", { values: [2], bits: 8, bound: 1 }, "refusals/value-beyond-bound-clipped"),
  one("encode", { weights: [2], clusterSize: 2, weightBound: 0 }, "refusals/zero-bound-any-weight"),
  one("encode", { weights: [1], clusterSize: 2, weightBound: -1 }, "refusals/negative-bound"),
  one("encode", { weights: [1], clusterSize: 2, weightBound: 1e308 }, "refusals/scale-not-finite"),
  one("decode", { phaseSum: [100], clusterSize: 1, weightBound: 1e308 }, "refusals/overflow-saturates"),
  one("fidelity", { qubits: 2, noise: { ...NOISE, probability: 2 } }, "refusals/probability-clamped"),
  one(
    "fidelity",
    { qubits: 2, noise: { ...NONE, probability: 2 } },
    "refusals/probability-unread-without-noise",
  ),
  one("aggregate", { ...AGGREGATE, shots: 0 }, "refusals/zero-shots-are-exact refusals/counts-at-least-one"),
  one("partition", { clients: 3.5, clusterSize: 2, seed: "s" }, "refusals/counts-truncated"),
  one("quantize", { values: [1], bits: 33, bound: 1 }, "refusals/bits-clamped"),
  one("unmask", { masked: [[1]], modulusBits: 54 }, "refusals/modulus-bits-clamped"),
  one(
    "encode",
    { weights: ["NaN"], clusterSize: 2, weightBound: 1 },
    "refusals/nan-let-through refusals/nan-as-zero outcomes/non-finite-is-a-fault",
  ),
  one(
    "screen",
    { aggregates: [["Infinity"], [1]], rule: "mean", tolerate: 0 },
    "refusals/infinity-as-large refusals/rows-of-nan-left-out",
  ),
  one(
    "encode",
    { weights: [1], clusterSize: "2", weightBound: 1 },
    "refusals/text-as-number outcomes/wrong-type-is-a-fault",
  ),
  one("encode", { weights: [true], clusterSize: 2, weightBound: 1 }, "refusals/boolean-as-number"),
  one("encode", { weights: [null], clusterSize: 2, weightBound: 1 }, "refusals/null-as-zero"),
  one("dequantize", { integers: [1.5], bits: 8, bound: 1 }, "refusals/integers-rounded"),
  one("partition", { clients: 3, clusterSize: 2, seed: 7 }, "refusals/seed-of-a-number"),
  one("unmask", { masked: [1, 2], modulusBits: 8 }, "refusals/vector-for-matrix"),
  one(
    "unmask",
    { masked: [[1, 2], [3]], modulusBits: 8 },
    "refusals/ragged-rows-padded refusals/ragged-rows-cut",
  ),
  one("encode", { weights: [], clusterSize: 2, weightBound: 1 }, "refusals/empty-vector-answered"),
  one(
    "encode",
    { weights: [1], clusterSize: 2, weightBound: 1, more: 1 },
    "refusals/unknown-parameters-ignored",
  ),
  one("encode", { weights: [1], clusterSize: 2 }, "refusals/missing-parameters-defaulted"),
  one("partition", { clients: 2, clusterSize: 1, seed: "s", draws: [0] }, "refusals/seed-beside-draws"),
  one("partition", { clients: 2, clusterSize: 1 }, "refusals/neither-seed-nor-draws"),
  one("partition", { clients: 2, clusterSize: 1, draws: [0, 0] }, "refusals/draws-of-another-number"),
  one("partition", { clients: 2, clusterSize: 1, draws: [2] }, "refusals/draws-out-of-range"),
  one(
    "screen",
    { aggregates: [[1], [2]], rule: "mean", tolerate: 0, reference: [1, 2] },
    "refusals/reference-of-another-length",
  ),
  one(
    "mask",
    { integers: [1], client: 0, pads: { 1: [1, 2] }, modulusBits: 8 },
    "refusals/pad-of-another-length",
  ),
  one("mask", { integers: [1], client: 0, pads: { 1: [256] }, modulusBits: 8 }, "refusals/pad-out-of-range"),
  one("mask", { integers: [1], client: 0, pads: { 0: [1] }, modulusBits: 8 }, "refusals/own-pad-ignored"),
  one(
    "mask",
    { integers: [1], client: 0, pads: { "01": [1] }, modulusBits: 8 },
    "refusals/peer-index-read-loosely",
  ),
  one("unmask", { masked: [[256]], modulusBits: 8 }, "refusals/masked-out-of-range"),
  one(
    "screen",
    { aggregates: [[1], [2]], rule: "average", tolerate: 0 },
    "refusals/unknown-rule-is-the-mean outcomes/unknown-name-unsupported",
  ),
  one("screen", { aggregates: [[1], [2]], rule: "Mean", tolerate: 0 }, "refusals/rule-in-any-case"),
  one("fidelity", { qubits: 2, noise: { ...NOISE, channel: "thermal" } }, "refusals/unknown-channel-is-none"),
  one("fidelity", { qubits: 2, noise: { ...NOISE, layout: "ring" } }, "refusals/unknown-layout-is-the-chain"),
  one(
    "screen",
    { aggregates: [[1], [2]], rule: "mean", tolerate: 0, options: { tau: 1 } },
    "refusals/foreign-options-ignored outcomes/foreign-option-unsupported",
  ),
  one(
    "screen",
    { aggregates: [[1], [2]], rule: "median", tolerate: 0, options: { evenMedian: "upper" } },
    "refusals/option-values-defaulted",
  ),
  one("screen", { aggregates: [[1], [2]], rule: "mean", tolerate: 3 }, "refusals/tolerate-lowered"),
  one("screen", { aggregates: [[1], [2]], rule: "median", tolerate: 1 }, "refusals/tolerate-off-by-one"),
  one("screen", { aggregates: [[1], [2]], rule: "mean", tolerate: -1 }, "refusals/tolerate-below-zero"),
  one("screen", { aggregates: [[1], [2]], rule: "mean", tolerate: 0.5 }, "refusals/tolerate-rounded-down"),
  one(
    "round",
    { ...ROUND, clusterSize: 2, rule: "median", tolerate: 2 },
    "rounds/tolerate-counted-in-clients",
  ),
  one("round", { ...LOSSY, tolerate: 4 }, "refusals/tolerate-on-lost-clusters"),
  one("round", { ...LOSSY, dropouts: [2, 2] }, "refusals/dropout-named-twice"),
  one("round", { ...LOSSY, dropouts: [8] }, "refusals/unknown-dropout-ignored"),
  one("round", { ...ROUND, clusterSize: 8, dropouts: [2] }, "refusals/no-cluster-left-is-zero"),
  one("train", {}, "outcomes/unknown-operation-rejected outcomes/unknown-operation-other-code"),
  one(
    "fidelity",
    { qubits: 2_000_000, noise: NONE },
    "outcomes/limit-rejected outcomes/limit-with-code-of-operations",
  ),
  one("initialize", { protocol: 2, harness: { name: "h", version: "1" } }, "outcomes/any-protocol-accepted"),
  one("round", { ...ROUND, hardening: { unknown: true } }, "outcomes/hardening-ignored"),
];

test.each([["a refusal", REFUSALS]] as const)(
  "What is wrong in %s shows on requests that were written down for it",
  async (_, cases) => {
    expect(cases.length).toBeGreaterThan(0);
    for (const one of cases) expect(await missed(one, ["reject", "unsupported"])).toEqual([]);
  },
);
