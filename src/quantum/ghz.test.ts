import { expect, test } from "vitest";
import { densityMatrixGhz } from "../../properties/oracles/density-matrix.ts";
import { ghzClosedForm } from "../../properties/oracles/ghz-closed-forms.ts";
import { randomStream } from "../base/random.ts";
import { ghzQuality } from "./ghz.ts";
import { CHANNEL_NAMES, LAYOUTS } from "./noise.ts";
import type { GateNoise } from "./noise.ts";
import { tallyFrames } from "./pauli-frame.ts";

const DEPOLARIZING: GateNoise = { channel: "depolarizing2", layout: "chain", probability: 0.005 };

test("Four qubits at p = .005 have the population and fidelity known to twelve digits [CQSA-GHZ-1, CQSA-GHZ-2]", () => {
  for (const layout of LAYOUTS) {
    const found = ghzQuality(4, { ...DEPOLARIZING, layout });
    expect(Math.abs(found.population - 0.989375943111)).toBeLessThan(6e-13);
    expect(Math.abs(found.fidelity - 0.98673056237)).toBeLessThan(6e-13);
    expect(found.fidelity).toBeCloseTo((found.population + found.visibility) / 2, 15);
  }
});

test("A hundred qubits at p = .005 have the known visibility, far below their population [CQSA-GHZ-1, CQSA-GHZ-2]", () => {
  const { visibility, population } = ghzQuality(100, DEPOLARIZING);
  expect(Math.abs(visibility - 0.588950566714)).toBeLessThan(6e-13);
  expect(population).toBeGreaterThan(visibility + 0.05);
});

test.each(CHANNEL_NAMES)(
  "Closed forms agree up to a thousand qubits under %s [CQSA-GHZ-1, CQSA-GHZ-2]",
  (channel) => {
    for (const layout of LAYOUTS) {
      for (const qubits of [1, 2, 3, 4, 7, 16, 33, 100, 1000]) {
        for (const probability of [0, 1e-9, 0.003, 0.2, 0.5, 0.9, 1]) {
          const found = ghzQuality(qubits, { channel, layout, probability });
          const expected = ghzClosedForm(qubits, channel, probability);
          expect(found.population).toBeCloseTo(expected.population, 11);
          expect(found.visibility).toBeCloseTo(expected.visibility, 11);
          expect(found.fidelity).toBeCloseTo(expected.fidelity, 11);
        }
      }
    }
  },
);

test.each(CHANNEL_NAMES)(
  "Density matrices of up to four qubits agree under %s [CQSA-GHZ-1, CQSA-GHZ-2]",
  (channel) => {
    for (const layout of LAYOUTS) {
      for (const qubits of [1, 2, 3, 4]) {
        const noise = { channel, layout, probability: 0.13 };
        const found = ghzQuality(qubits, noise);
        const expected = densityMatrixGhz(qubits, noise);
        expect(found.population).toBeCloseTo(expected.population, 12);
        expect(found.visibility).toBeCloseTo(expected.visibility, 12);
        expect(found.fidelity).toBeCloseTo(expected.fidelity, 12);
      }
    }
  },
);

test("Sampled Pauli frames of 50 and 200 qubits lie within six standard errors [CQSA-GHZ-1]", () => {
  // Six standard errors: a false alarm in 1 of 5e8 tests.
  const shots = 400_000;
  for (const layout of LAYOUTS) {
    for (const channel of ["depolarizing2", "depolarizing1x2", "bit-flip", "dephasing"] as const) {
      for (const qubits of [50, 200]) {
        const noise: GateNoise = { channel, layout, probability: 0.002 };
        const { population, visibility } = ghzQuality(qubits, noise);
        const tally = tallyFrames(randomStream(`frames of ${qubits}`).fork(channel), qubits, noise, shots);
        const error = (mean: number, square: number): number =>
          6 * Math.sqrt(Math.max(0, square - mean * mean) / shots);
        // A shot adds 0 or 1 to the population and −1, 0 or 1 to the visibility.
        const found = { population: tally.populationHits / shots, visibility: tally.coherenceSum / shots };
        expect(Math.abs(found.population - population)).toBeLessThanOrEqual(
          error(population, population) + 1e-12,
        );
        expect(Math.abs(found.visibility - visibility)).toBeLessThanOrEqual(error(visibility, population));
        expect(visibility).toBeLessThan(0.95);
      }
    }
  }
});

test("One qubit, and any number without noise, is perfect [CQSA-GHZ-1]", () => {
  const perfect = { population: 1, visibility: 1, fidelity: 1 };
  for (const channel of CHANNEL_NAMES) {
    for (const layout of LAYOUTS) {
      expect(ghzQuality(1, { channel, layout, probability: 0.7 })).toEqual(perfect);
      expect(ghzQuality(500, { channel, layout, probability: 0 })).toEqual(perfect);
    }
  }
});

test("Certain errors: two-qubit depolarizing at p = 1 turns the coherence, bit flips give it back on two qubits [CQSA-GHZ-1, CQSA-GHZ-2]", () => {
  expect(ghzQuality(2, { ...DEPOLARIZING, probability: 1 }).visibility).toBeCloseTo(-1 / 15, 14);
  const flips: GateNoise = { channel: "bit-flip", layout: "star", probability: 1 };
  expect(ghzQuality(2, flips)).toEqual({ population: 1, visibility: 1, fidelity: 1 });
  expect(ghzQuality(3, flips)).toEqual({ population: 0, visibility: 0, fidelity: 0 });
});

test("As many qubits as an integer can count take no time and leave the limits of the closed forms [CQSA-GHZ-1]", () => {
  expect(ghzQuality(Number.MAX_SAFE_INTEGER, DEPOLARIZING)).toEqual({
    population: 0,
    visibility: 0,
    fidelity: 0,
  });
  expect(ghzQuality(Number.MAX_SAFE_INTEGER, { ...DEPOLARIZING, channel: "dephasing" }).population).toBe(1);
});

test("Counts, probabilities and names outside their range are refused by name [CQSA-GHZ-3]", () => {
  const refusals: readonly (readonly [() => unknown, string])[] = [
    [() => ghzQuality(0, DEPOLARIZING), '"qubits" expected an integer of at least 1, got 0'],
    [() => ghzQuality(2.5, DEPOLARIZING), '"qubits" expected an integer of at least 1, got 2.5'],
    [
      () => ghzQuality(3, { ...DEPOLARIZING, probability: 1.01 }),
      '"noise.probability" expected a finite number from 0 to 1, got 1.01',
    ],
    [
      () => ghzQuality(3, { ...DEPOLARIZING, probability: Number.NaN }),
      '"noise.probability" expected a finite number from 0 to 1, got NaN',
    ],
    [
      () => ghzQuality(3, { ...DEPOLARIZING, layout: "ring" as "star" }),
      '"noise.layout" expected one of chain, star, got "ring"',
    ],
    [
      () => ghzQuality(3, { ...DEPOLARIZING, channel: "loss" as "none" }),
      '"noise.channel" expected one of none, depolarizing2, depolarizing1x2, bit-flip, dephasing, over-rotation, got "loss"',
    ],
  ];
  for (const [call, message] of refusals) expect(call).toThrow(new RangeError(message));
  expect(() => ghzQuality("3" as unknown as number, DEPOLARIZING)).toThrow(TypeError);
});
