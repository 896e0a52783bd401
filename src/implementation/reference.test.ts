import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { KNOWN_RULES } from "../rules/known-rules.ts";
import { EXAMPLE_PARAMS } from "./examples.ts";
import type { OperationParams, OperationResults } from "./implementation.ts";
import { createReference, REFERENCE_VERSION } from "./reference.ts";
import type { ReferenceOptions } from "./reference.ts";
import { OPERATION_NAMES } from "./vocabulary.ts";
import type { OperationName } from "./vocabulary.ts";

async function resultOf<O extends OperationName>(
  operation: O,
  params: OperationParams[O],
  options: ReferenceOptions = {},
): Promise<OperationResults[O]> {
  const outcome = await createReference({ remainder: "short", ...options }).call(operation, params);
  if (outcome.outcome !== "ok") throw new Error(`${outcome.outcome}: ${outcome.message}`);
  return outcome.result;
}

const { encode, decode, aggregate, fidelity, quantize, dequantize, mask, unmask, round } = EXAMPLE_PARAMS;

test("encode gives π·w/(k·bound) [WIRE-ENC-1]", async () => {
  const { phases } = await resultOf("encode", encode);
  expect(phases).toHaveLength(2);
  expect(phases[0]).toBeCloseTo(Math.PI / 4, 14);
  expect(phases[1]).toBeCloseTo(-Math.PI / 2, 14);
});

test("decode is the inverse of encode, also beyond π [WIRE-ENC-1]", async () => {
  const { weightSum } = await resultOf("decode", {
    ...decode,
    phaseSum: [Math.PI / 4, -Math.PI, 3 * Math.PI],
  });
  expect(weightSum).toHaveLength(3);
  expect(weightSum[0]).toBeCloseTo(0.5, 14);
  expect(weightSum[1]).toBeCloseTo(-2, 14);
  expect(weightSum[2]).toBeCloseTo(6, 13);
});

test("Bound 0 encodes, decodes, quantizes and dequantizes to zeros [WIRE-ENC-1] [WIRE-QNT-1]", async () => {
  const zero = [0, -0];
  expect(await resultOf("encode", { weights: zero, clusterSize: 2, weightBound: 0 })).toStrictEqual({
    phases: [0, 0],
  });
  expect(await resultOf("decode", { phaseSum: [1, 0], clusterSize: 2, weightBound: 0 })).toStrictEqual({
    weightSum: [0, 0],
  });
  expect(await resultOf("quantize", { values: zero, bits: 8, bound: 0 })).toStrictEqual({ integers: [0, 0] });
  expect(await resultOf("dequantize", { integers: [3, 0], bits: 8, bound: 0 })).toStrictEqual({
    values: [0, 0],
  });
});

test("A partition from draws is that of Fisher–Yates done by hand [WIRE-PART-1]", async () => {
  // 0 1 2 3 4 → swap 4,0 → 4 1 2 3 0 → swap 3,3 → swap 2,1 → 4 2 1 3 0 → swap 1,1
  const draws = [0, 3, 1, 1];
  const request = { clients: 5, clusterSize: 2, draws };
  expect(await resultOf("partition", request)).toStrictEqual({ clusters: [[4, 2], [1, 3], [0]] });
  expect(await resultOf("partition", request, { remainder: "merge" })).toStrictEqual({
    clusters: [
      [4, 2],
      [1, 3, 0],
    ],
  });
  const balanced = await resultOf("partition", request, { remainder: "balanced" });
  expect(balanced.clusters.map(({ length }) => length).toSorted((a, b) => a - b)).toStrictEqual([2, 3]);
  expect(await resultOf("partition", { clients: 1, clusterSize: 3, draws: [] })).toStrictEqual({
    clusters: [[0]],
  });
});

test("A seeded partition puts every client into one cluster [WIRE-PART-1]", async () => {
  const { clusters } = await resultOf("partition", { clients: 10, clusterSize: 4, seed: "" });
  expect(clusters.map(({ length }) => length)).toStrictEqual([4, 4, 2]);
  expect(clusters.flat().toSorted((a, b) => a - b)).toStrictEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("The exact aggregate is the sum, and its visibility (1 − 16p/15)^(m−1) [WIRE-AGG-1] [WIRE-AGG-2]", async () => {
  const { phaseSum, visibility } = await resultOf("aggregate", aggregate);
  expect(phaseSum).toHaveLength(2);
  expect(phaseSum[0]).toBeCloseTo(0.4, 12);
  expect(phaseSum[1]).toBeCloseTo(-0.3, 12);
  expect(visibility).toHaveLength(2);
  for (const value of visibility!) expect(value).toBeCloseTo(1 - (16 * 0.01) / 15, 12);
});

test("An aggregate from shots lies within six standard errors of the sum [WIRE-AGG-1]", async () => {
  const shots = 100_000;
  const { phaseSum } = await resultOf("aggregate", { ...aggregate, shots });
  const visibility = 1 - (16 * 0.01) / 15;
  // Var = (2/(R·V²))·(1 − ½V² sin² 2Θ) ≤ 1/(shots·V²), as R = 2·shots.
  const error = 1 / (visibility * Math.sqrt(shots));
  expect(phaseSum).toHaveLength(2);
  expect(Math.abs(phaseSum[0]! - 0.4)).toBeLessThan(6 * error);
  expect(Math.abs(phaseSum[1]! + 0.3)).toBeLessThan(6 * error);
  expect(phaseSum[0]).not.toBe(0.4);
});

test("Fidelity follows the closed form of two-qubit depolarizing noise [WIRE-FID-1]", async () => {
  const p = 0.005;
  const cnots = 3;
  const q = (4 * p) / 15;
  const s = Math.sqrt((1 - 4 * q) ** 2 + 4 * q ** 2);
  const [low, high] = [(1 - 2 * q - s) / 2, (1 - 2 * q + s) / 2];
  const population = ((1 - 2 * q - low) * high ** cnots + (high - 1 + 2 * q) * low ** cnots) / s;
  const visibility = (1 - (16 * p) / 15) ** cnots;
  const result = await resultOf("fidelity", fidelity);
  expect(result.population).toBeCloseTo(population, 12);
  expect(result.visibility).toBeCloseTo(visibility, 12);
  expect(result.fidelity).toBeCloseTo((population + visibility) / 2, 12);
});

test("With the channel none, layout and probability may be absent [WIRE-NOISE-1]", async () => {
  const perfect = { fidelity: 1, population: 1, visibility: 1 };
  for (const noise of [
    { channel: "none" },
    { channel: "none", layout: "star" },
    { channel: "none", probability: 0.3 },
  ] as const) {
    const result = await resultOf("fidelity", { qubits: 5, noise });
    expect(Object.keys(result).toSorted()).toStrictEqual(Object.keys(perfect));
    expect(result.fidelity).toBeCloseTo(1, 12);
    expect(result.population).toBeCloseTo(1, 12);
    expect(result.visibility).toBeCloseTo(1, 12);
  }
});

test("screen runs the rules with their options [WIRE-SCREEN-1]", async () => {
  const aggregates = [
    [1, 10],
    [2, 20],
    [4, 40],
    [9, -90],
  ];
  const all = [true, true, true, true];
  expect(await resultOf("screen", { aggregates, rule: "mean", tolerate: 4 })).toStrictEqual({
    aggregate: [4, -5],
    accepted: all,
  });
  const options = { evenMedian: "lower" };
  expect(await resultOf("screen", { aggregates, rule: "median", tolerate: 1, options })).toStrictEqual({
    aggregate: [2, 10],
    accepted: all,
  });
  // n − f − 2 = 2 neighbours: the second row has squared distances 101 and 404, the least sum.
  expect(
    await resultOf("screen", { aggregates, rule: "krum", tolerate: 0, reference: [0, 0], seed: "s" }),
  ).toStrictEqual({ aggregate: [2, 20], accepted: [false, true, false, false] });
});

test("screen serves rules that need a reference, a seed or pre-aggregators, with weights where they exist [WIRE-SCREEN-1]", async () => {
  const aggregates = [
    [3, 4],
    [0, 50],
    [0, -1],
  ];
  const trust = await resultOf("screen", { aggregates, rule: "fltrust", tolerate: 1, reference: [0, 2] });
  expect(Object.keys(trust)).toStrictEqual(["aggregate", "accepted", "weights"]);
  expect(trust.accepted).toStrictEqual([true, true, false]);
  expect(trust.weights!.map((weight) => weight.toFixed(12))).toStrictEqual([
    (0.8 / 1.8).toFixed(12),
    (1 / 1.8).toFixed(12),
    "0.000000000000",
  ]);
  const options = { preAggregators: [{ id: "bucketing", size: 2 }] };
  const bucketed = { aggregates, rule: "fltrust", tolerate: 1, options, reference: [0, 2], seed: "s" };
  const joined = await resultOf("screen", bucketed);
  expect(Object.keys(joined)).toStrictEqual(["aggregate", "accepted"]);
  expect(await resultOf("screen", bucketed)).toStrictEqual(joined);
  expect(
    (await resultOf("screen", { aggregates, rule: "dnc", tolerate: 1, seed: "s" })).accepted,
  ).toStrictEqual([true, false, true]);
});

test("quantize rounds to nearest, dequantize takes sums [WIRE-QNT-1]", async () => {
  expect(await resultOf("quantize", quantize)).toStrictEqual({ integers: [64, -127, 13] });
  expect(await resultOf("dequantize", dequantize)).toStrictEqual({ values: [0.5, -1] });
});

test("mask adds pads of peers above and subtracts those below, unmask centres [WIRE-MASK-1]", async () => {
  // 1 − 10 + 250 = 241; −1 − 3 + 4 = 0
  expect(await resultOf("mask", mask)).toStrictEqual({ masked: [241, 0] });
  expect(await resultOf("mask", { ...mask, pads: {} })).toStrictEqual({ masked: [1, 255] });
  // 200 + 100 = 300 ≡ 44
  expect(await resultOf("unmask", unmask)).toStrictEqual({ sum: [3, 44] });
  expect(await resultOf("unmask", { masked: [[127, 128]], modulusBits: 8 })).toStrictEqual({
    sum: [127, -128],
  });
});

test("A round without noise, shots and losses returns the mean update [WIRE-ROUND-1] [WIRE-ROUND-2]", async () => {
  const result = await resultOf("round", round);
  expect(Object.keys(result)).toStrictEqual([
    "weightBound",
    "clusters",
    "aggregates",
    "accepted",
    "update",
    "contributors",
  ]);
  expect(result.weightBound).toBe(1);
  expect(result.clusters.map((members) => members.toSorted((a, b) => a - b))).toStrictEqual([[0, 1, 2]]);
  expect(result.accepted).toStrictEqual([true]);
  expect(result.contributors).toBe(3);
  expect(result.update).toHaveLength(2);
  expect(result.update[0]).toBeCloseTo(0.5, 12);
  expect(result.update[1]).toBeCloseTo(0, 12);
  expect(result.aggregates).toHaveLength(1);
  expect(result.aggregates[0]![0]).toBeCloseTo(0.5, 12);
});

test("A dropout nulls its cluster and leaves the others as they are, bit for bit [WIRE-ROUND-3]", async () => {
  const updates = Array.from({ length: 7 }, (_, i) => [i / 7, -i / 14]);
  const params = { ...round, updates, clusterSize: 2, shots: 50, view: true };
  const whole = await resultOf("round", params);
  const lost = await resultOf("round", { ...params, dropouts: [6] });
  const hit = whole.clusters.findIndex((members) => members.includes(6));
  expect(lost.clusters).toStrictEqual(whole.clusters);
  expect(lost.clusters).toHaveLength(4);
  expect(lost.weightBound).toBe(6 / 7);
  expect(lost.accepted).toStrictEqual(whole.clusters.map((_, c) => c !== hit));
  expect(lost.aggregates).toStrictEqual(whole.aggregates.map((mean, c) => (c === hit ? null : mean)));
  expect(lost.contributors).toBe(7 - whole.clusters[hit]!.length);
  expect(lost.view!.visibility[hit]).toBeNull();
});

test("view: true adds the reports and the visibility, view: false nothing [WIRE-EXT-1]", async () => {
  const { view } = await resultOf("round", { ...round, view: true });
  expect(view!.reports).toStrictEqual([1, 0.5, 0.75]);
  expect(view!.visibility).toHaveLength(1);
  expect(view!.visibility[0]).toHaveLength(2);
  expect(await resultOf("round", { ...round, view: false })).not.toHaveProperty("view");
});

test("Any two instances give the same results, in any order of calls [WIRE-DET-1]", async () => {
  const params: OperationParams = {
    ...EXAMPLE_PARAMS,
    aggregate: { ...aggregate, shots: 20 },
    round: { ...round, clusterSize: 1, shots: 20, view: true },
  };
  const forward = createReference();
  const backward = createReference();
  const first = new Map<OperationName, unknown>();
  for (const name of OPERATION_NAMES) first.set(name, await forward.call(name, params[name]));
  expect(first.size).toBe(11);
  for (const name of OPERATION_NAMES.toReversed()) {
    await backward.callRaw(name, {});
    expect(await backward.call(name, params[name])).toStrictEqual(first.get(name));
    expect(first.get(name)).toHaveProperty("outcome", "ok");
  }
});

test("Another seed gives other draws [WIRE-DET-1]", async () => {
  const params = { ...aggregate, shots: 1000 };
  expect(await resultOf("aggregate", { ...params, seed: "other" })).not.toStrictEqual(
    await resultOf("aggregate", params),
  );
});

test("No result holds −0, so that a call looks the same in-process and over the wire [WIRE-NUM-1]", async () => {
  const { phases } = await resultOf("encode", { weights: [-0], clusterSize: 2, weightBound: 1 });
  expect(Object.is(phases[0], 0)).toBe(true);
});

test("The parameters of a call are left as they were", async () => {
  for (const name of OPERATION_NAMES) {
    const before = structuredClone(EXAMPLE_PARAMS[name]);
    await createReference().callRaw(name, EXAMPLE_PARAMS[name]);
    expect(EXAMPLE_PARAMS[name]).toStrictEqual(before);
  }
});

test("The full reference declares all that it offers [WIRE-INIT-1]", async () => {
  const reference = createReference({ remainder: "short" });
  expect(reference.capabilities).toMatchObject({
    protocol: 1,
    operations: [...OPERATION_NAMES, "partition-draws"],
    noise: { channels: ["none", "depolarizing2", "depolarizing1x2"], layouts: ["chain", "star"] },
    remainder: "short",
    extensions: ["view", "hardening"],
  });
  expect(reference.capabilities.rules).toStrictEqual(
    Object.fromEntries([...KNOWN_RULES].map(([rule, keys]) => [rule, keys])),
  );
  const harness = { name: "h", version: "1" };
  expect(await reference.callRaw("initialize", { protocol: 1, harness })).toStrictEqual({
    outcome: "ok",
    result: reference.capabilities,
  });
});

test("The declared version is the package's", () => {
  const file = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  expect((JSON.parse(file) as { version: string }).version).toBe(REFERENCE_VERSION);
});
