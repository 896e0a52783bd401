import { expect, test } from "vitest";
import { densityMatrixGhz } from "./density-matrix.ts";
import { ghzClosedForm } from "./ghz-closed-forms.ts";

const CHANNELS = [
  "none",
  "depolarizing2",
  "depolarizing1x2",
  "bit-flip",
  "dephasing",
  "over-rotation",
] as const;

test.each(CHANNELS)("The closed form of %s agrees with the density matrix in both layouts", (channel) => {
  for (const qubits of [1, 2, 3, 4]) {
    for (const probability of [0, 0.013, 0.4, 0.5, 1]) {
      const expected = ghzClosedForm(qubits, channel, probability);
      for (const layout of ["chain", "star"] as const) {
        const found = densityMatrixGhz(qubits, { channel, layout, probability });
        expect(found.population).toBeCloseTo(expected.population, 12);
        expect(found.visibility).toBeCloseTo(expected.visibility, 12);
        expect(found.fidelity).toBeCloseTo(expected.fidelity, 12);
      }
    }
  }
});

test("Two-qubit depolarizing noise of p = .005 gives the figures known for 4 and for 100 qubits", () => {
  const four = ghzClosedForm(4, "depolarizing2", 0.005);
  expect(four.population).toBeCloseTo(0.989375943111, 11);
  expect(four.fidelity).toBeCloseTo(0.98673056237, 11);
  expect(ghzClosedForm(100, "depolarizing2", 0.005).visibility).toBeCloseTo(0.588950566714, 11);
});

/** Pr[all bits equal] by following the CNOTs of a chain and summing over every history of flips. */
function walkedPopulation(qubits: number, flips: readonly (readonly [number, number])[]): number {
  let population = 0;
  for (const end of [0, 1]) {
    // Weight of the histories so far in which every done qubit shows `end`, by the moving qubit's flip.
    let weights = [1, 0];
    for (let gate = 1; gate < qubits; gate++) {
      const next = [0, 0];
      for (const moving of [0, 1]) {
        for (const turned of [0, 1]) {
          next[moving ^ turned]! += weights[moving]! * flips[moving ^ end]![turned]!;
        }
      }
      weights = next;
    }
    population += weights[end]!;
  }
  return population;
}

test("For sixty qubits the populations agree with a walk along the chain", () => {
  const p = 0.02;
  const q = (4 * p) / 15;
  expect(ghzClosedForm(60, "depolarizing2", p).population).toBeCloseTo(
    walkedPopulation(60, [
      [1 - 3 * q, q],
      [q, q],
    ]),
    13,
  );
  for (const [channel, r] of [
    ["bit-flip", p],
    ["depolarizing1x2", (2 * p) / 3],
  ] as const) {
    const flips = [
      [(1 - r) * (1 - r), (1 - r) * r],
      [r * (1 - r), r * r],
    ] as const;
    expect(ghzClosedForm(60, channel, p).population).toBeCloseTo(walkedPopulation(60, flips), 13);
  }
});

test("A certain bit flip, where the two eigenvalues meet, leaves two qubits equal and three unequal", () => {
  expect(ghzClosedForm(2, "bit-flip", 1).population).toBe(1);
  expect(ghzClosedForm(3, "bit-flip", 1).population).toBe(0);
  expect(ghzClosedForm(9, "bit-flip", 1).population).toBe(0);
  const near = ghzClosedForm(3, "bit-flip", 1 - 1e-9);
  expect(Math.abs(near.population)).toBeLessThan(1e-8);
});

test("A size or a probability out of range is refused", () => {
  expect(() => ghzClosedForm(0, "none", 0)).toThrow(RangeError);
  expect(() => ghzClosedForm(2, "none", 1.1)).toThrow(RangeError);
  expect(() => ghzClosedForm(2, "none", Number.NaN)).toThrow(RangeError);
});
