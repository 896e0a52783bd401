import { expect, test } from "vitest";
import { normalUpdates } from "../../src/campaign/leakage-setting.ts";
import { randomStream } from "../../src/base/random.ts";
import { gaussianInformation, gaussianR2 } from "../../src/leakage/gaussian-information.ts";
import { isolationProbability } from "../../src/leakage/isolation.ts";
import { residuePatterns } from "../../src/quantum/residue-patterns.ts";
import { LAYOUTS } from "../../src/quantum/noise.ts";
import { variance } from "../../src/statistics/moments.ts";
import { bitsOf, colludersR2, isolated, loudR2, sumR2, sumsR2 } from "./leakage.ts";
import { roundLost, roundsDone } from "./masks.ts";
import { falseMatch, membershipAuc, membershipTpr } from "./membership.ts";
import { estimateR2, productVariance, signedVariance } from "./preparations.ts";
import { flippedR2, flipPatterns } from "./residues.ts";
import { logLargest, reportR2 } from "./scale.ts";

test("The figures of the claim register: .161 bit at k = 5, and R² = 1/k [PR-3]", () => {
  expect(bitsOf(sumR2(5))).toBeCloseTo(0.5 * Math.log2(5 / 4), 12);
  expect(bitsOf(sumR2(5))).toBeCloseTo(0.161, 3);
  expect(sumsR2([5, 5, 5], 0.3)).toBeCloseTo(sumR2(5, 0.3), 12);
  for (const [members, loudness, noise] of [
    [5, 1, 0],
    [3, 2.5, 0.4],
    [10, 0.3, 2],
  ] as const) {
    expect(loudR2(members, loudness, noise)).toBeCloseTo(gaussianR2({ members, loudness, noise }), 12);
    expect(bitsOf(loudR2(members, loudness, noise))).toBeCloseTo(
      gaussianInformation({ members, loudness, noise }),
      12,
    );
  }
});

test("Colluders: none leave 1/k, all others leave nothing hidden, and few are in between", () => {
  expect(colludersR2(60, 0, 5)).toBeCloseTo(0.2, 12);
  expect(colludersR2(60, 59, 5)).toBeCloseTo(1, 12);
  // Two of three clients, one of them a colluder: half of the time in one cluster with it.
  const [product, spread] = [0.5 / 2 + 0.5, 0.5 / 2 + 0.5];
  expect(colludersR2(3, 1, 2)).toBeCloseTo(product ** 2 / spread, 12);
  // With noise ν the sum of two spreads 2 + ν, what is left of it beside the colluder 1 + ν.
  expect(colludersR2(3, 1, 2, 0.5)).toBeCloseTo(product ** 2 / ((0.5 * 2.5) / 4 + 0.5 * 1.5), 12);
  expect(isolated(60, 12, 5)).toBeCloseTo(
    isolationProbability({ clients: 60, colluders: 12, clusterSize: 5 }),
    14,
  );
});

test("Membership: the areas are those of two normal scores, by numbers drawn for each [PR-3]", () => {
  const { rounds } = normalUpdates({
    clients: 4000,
    coordinates: 2,
    ratio: 0,
    loudness: 1,
    spread: 0,
  }).draw(1, randomStream("scores"));
  const [k, squares, noise] = [4, 6, 0.5];
  const draws = rounds[0]!.data;
  const half = draws.length / 2;
  for (const against of ["absent", "another"] as const) {
    // ⟨sum, c⟩/‖c‖ of a sum of k, and of one without c.
    const others = k - 1 + noise;
    const inside = draws.slice(0, half).map((z) => Math.sqrt(squares) + Math.sqrt(others) * z);
    const outside = draws.slice(half).map((z) => Math.sqrt(others + (against === "another" ? 1 : 0)) * z);
    const wins = inside.filter((score, i) => score > outside[i]!).length / half;
    expect(Math.abs(wins - membershipAuc(squares, k, against, noise))).toBeLessThan(
      5 * Math.sqrt(0.25 / half),
    );
    const threshold = outside.toSorted()[Math.floor(0.9 * half)]!;
    const found = inside.filter((score) => score > threshold).length / half;
    expect(Math.abs(found - membershipTpr(squares, k, against, 0.1, noise))).toBeLessThan(0.05);
  }
  // Φ(√(D/(k − 1))/√2) and Φ(√(D/(2k − 1))) at D = 2(k − 1) and D = 2k − 1: Φ(1).
  expect(membershipAuc(8, 5, "absent")).toBeCloseTo(0.841345, 6);
  expect(membershipAuc(9, 5, "another")).toBeCloseTo(0.841345, 6);
});

test("The largest of one normal magnitude has the logarithm's known moments, and of many the simulated spread", () => {
  const one = logLargest(1);
  // E ln|z| = −(γ + ln 2)/2 and Var ln|z| = π²/8; the grid misses the narrow peak at 0.
  expect(one.mean).toBeCloseTo(-(0.5772156649 + Math.LN2) / 2, 2);
  expect(one.variance).toBeCloseTo(Math.PI ** 2 / 8, 1);
  const { rounds } = normalUpdates({
    clients: 2000,
    coordinates: 30,
    ratio: 0,
    loudness: 1,
    spread: 0,
  }).draw(1, randomStream("largest"));
  const logs = Array.from({ length: 2000 }, (_, r) =>
    Math.log(
      rounds[0]!.data.subarray(30 * r, 30 * r + 30).reduce((most, z) => Math.max(most, Math.abs(z)), 0),
    ),
  );
  const form = logLargest(30).variance;
  expect(Math.abs(variance(logs) - form)).toBeLessThan(6 * form * Math.sqrt(3 / 2000));
  expect(reportR2(0.5, 30)).toBeCloseTo(0.25 / (0.25 + form), 12);
});

test("Flips of a noisy cascade are those of the exact evaluator, in both layouts", () => {
  for (const layout of LAYOUTS) {
    const form = flipPatterns(4, layout, 0.07);
    const { weight, signs } = residuePatterns(4, { channel: "bit-flip", layout, probability: 0.07 });
    expect(form).toHaveLength(8);
    for (const [r, sign] of signs.entries()) {
      let at = 0;
      for (let j = 1; j < 4; j++) if (sign[j]! < 0) at |= 1 << (j - 1);
      expect(form[at]).toBeCloseTo(weight[r]!, 12);
    }
  }
});

test("Without flips residues tell of the sum alone, and with many everything", () => {
  const sum = flippedR2(5, "chain", 0, 1e9, 0.03);
  expect(sum).toBeCloseTo(0.2, 6);
  expect(flippedR2(5, "star", 0.05, 1e9, 0.03)).toBeCloseTo(1, 6);
  expect(flippedR2(5, "chain", 0.05, 1000, 0.03)).toBeGreaterThan(flippedR2(5, "chain", 0.01, 1000, 0.03));
});

test("Signed states read phases of R = 1000 shots and k = 5 with R² between .92 and .99", () => {
  // Uniform phases fill ±π/5, normal ones whose largest of a round is π/5 are narrower: 2.5 to 4 deviations.
  const reach = Math.PI / 5;
  for (const phaseVariance of [reach ** 2 / 3, (reach / 2.5) ** 2, (reach / 3.5) ** 2]) {
    const r2 = estimateR2(phaseVariance, signedVariance(1000, 5, 1, phaseVariance));
    expect(r2).toBeGreaterThan(0.92);
    expect(r2).toBeLessThan(0.99);
    // All shots on each phase do hardly better: every signed sum tells of all phases.
    const ratio = signedVariance(1000, 5, 1, phaseVariance) / productVariance(1000, phaseVariance);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
  }
});

test("Equal bits by chance, keys in time and lost rounds", () => {
  expect(falseMatch(10)).toBe(1 / 1024);
  expect([roundsDone(10, 0.5), roundsDone(10, 3), roundsDone(3, 0.4)]).toEqual([5, 10, 1]);
  expect(roundLost(60, 0.01)).toBeCloseTo(1 - 0.99 ** 60, 12);
});
