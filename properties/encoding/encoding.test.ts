import { expect, test } from "vitest";
import type { EncodeParams } from "../../src/implementation/implementation.ts";
import { createReference } from "../../src/implementation/reference.ts";
import { spoiled } from "../rounds/spoiled.ts";
import { runLaw } from "../run-law.ts";
import { cosineInvariance } from "./cosine-invariance.ts";
import { decodeDefinition } from "./decode-definition.ts";
import { decodeLinear } from "./decode-linear.ts";
import { encodeDefinition } from "./encode-definition.ts";
import { cosine, norm } from "./euclidean.ts";
import { normScaling } from "./norm-scaling.ts";
import { phaseWrap } from "./phase-wrap.ts";
import { roundTrip } from "./round-trip.ts";
import { scaleHomogeneity } from "./scale-homogeneity.ts";
import { signSymmetry } from "./sign-symmetry.ts";

const OPTIONS = { seed: "encoding", runs: 100, level: 1e-9 };
const reference = createReference();

const LAWS = [
  phaseWrap,
  encodeDefinition,
  decodeDefinition,
  decodeLinear,
  roundTrip,
  cosineInvariance,
  normScaling,
  signSymmetry,
  scaleHomogeneity,
];

/** Encodes each weight by a formula of one's own. */
const encoding = (formula: (weight: number, params: EncodeParams) => number) =>
  spoiled(reference, "encode", (params) => ({
    phases: params.weights.map((weight) => (params.weightBound === 0 ? 0 : formula(weight, params))),
  }));

const theta = (weight: number, { clusterSize, weightBound }: EncodeParams): number =>
  (Math.PI * weight) / clusterSize / weightBound;

const fullCircle = encoding((w, { weightBound }) => (Math.PI * w) / weightBound);
const inexact = encoding((w, p) => theta(w, p) * (1 + 2e-9));
const zeroBoundTaken = spoiled(reference, "encode", (params, honest) =>
  params.weightBound === 0 ? { phases: params.weights.map(() => 1e-9) } : honest(params),
);
const withoutClusterSize = spoiled(reference, "decode", (params, honest) =>
  honest({ ...params, clusterSize: 1 }),
);
const wrapping = spoiled(reference, "decode", (params, honest) =>
  honest({
    ...params,
    phaseSum: params.phaseSum.map((phase) => Math.atan2(Math.sin(phase), Math.cos(phase))),
  }),
);
const limited = encoding((w, p) => Math.max(-0.9 * theta(p.weightBound, p), theta(w, p)));
const coarse = encoding((w, p) => Math.round(theta(w, p) * 1e8) / 1e8);
const shortPi = encoding((w, p) => theta(w, p) * (1 - 3e-9));
const unsigned = encoding((w, p) => Math.abs(theta(w, p)));
const offset = encoding((w, p) => theta(w, p) + 1e-11);
const guarded = encoding((w, p) => theta(w, { ...p, weightBound: p.weightBound + 1e-12 }));

test.each([
  ["phases of up to π each", phaseWrap, fullCircle],
  ["phases that are off by 2e-9", encodeDefinition, inexact],
  ["a bound of 0 that gives phases", encodeDefinition, zeroBoundTaken],
  ["a decoding that leaves the cluster size out", decodeDefinition, withoutClusterSize],
  ["a decoding that wraps", decodeDefinition, wrapping],
  ["a decoding that wraps", decodeLinear, wrapping],
  ["a decoding that does not undo the encoding", roundTrip, withoutClusterSize],
  ["phases that are cut off below", cosineInvariance, limited],
  ["phases rounded to 8 decimals", cosineInvariance, coarse],
  ["a π of 9 digits", normScaling, shortPi],
  ["phases without their sign", signSymmetry, unsigned],
  ["phases with an offset", signSymmetry, offset],
  ["a bound that is guarded by a small constant", scaleHomogeneity, guarded],
])("a law sees %s", async (_title, law, implementation) => {
  const result = await runLaw(law, implementation, OPTIONS);
  expect(result).toMatchObject({ verdict: "violated" });
  expect(result).toHaveProperty("counterexample.example");
});

test.each(LAWS.map((law) => [law.id, law] as const))("%s holds on the reference", async (_id, law) => {
  expect(await runLaw(law, reference, OPTIONS)).toMatchObject({ verdict: "pass" });
});

test("phases of ten digits, or of twelve decimals, are precise enough for every law", async () => {
  const rounded = [
    encoding((w, p) => Number(theta(w, p).toPrecision(10))),
    encoding((w, p) => Math.round(theta(w, p) * 1e12) / 1e12),
  ];
  for (const implementation of rounded) {
    for (const law of LAWS) {
      expect(await runLaw(law, implementation, OPTIONS)).toMatchObject({ law: law.id, verdict: "pass" });
    }
  }
});

test("every law stays within the declared limits", async () => {
  const narrow = createReference({ limits: { clients: 1, coordinates: 1, shots: 1 } });
  for (const law of LAWS) expect(await runLaw(law, narrow, OPTIONS)).toMatchObject({ verdict: "pass" });
});

test("a good part of the cases of phase-wrap has a sum near π, where wrapping would show", async () => {
  let nearPi = 0;
  const counting = spoiled(reference, "encode", async (params, honest) => {
    const result = await honest(params);
    // One call holds all members, row by row.
    const coordinates = params.weights.length / params.clusterSize;
    const sum = result.phases.reduce((total, phase, i) => (i % coordinates === 0 ? total + phase : total), 0);
    if (Math.abs(sum) > 2.8) nearPi++;
    return result;
  });
  expect(await runLaw(phaseWrap, counting, OPTIONS)).toMatchObject({ verdict: "pass", cases: 100 });
  expect(nearPi).toBeGreaterThan(30);
});

test("norm and cosine are those of a right triangle with the sides 3, 4 and 5, at any scale", () => {
  for (const scale of [1, 1e-200, 1e200]) {
    expect(norm([3 * scale, -4 * scale])).toBeCloseTo(5 * scale, 12);
    expect(norm([3 * scale, -4 * scale]) / scale).toBeCloseTo(5, 12);
    expect(cosine([3 * scale, 4 * scale], [scale, 0])).toBeCloseTo(0.6, 12);
  }
  expect(norm([0, 0])).toBe(0);
});
