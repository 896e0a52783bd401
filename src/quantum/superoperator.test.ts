import { expect, test } from "vitest";
import { CHANNEL_NAMES } from "./noise.ts";
import type { QubitOperation } from "./record.ts";
import { compose, noisyCnotMap, operationMap, operationsMap } from "./superoperator.ts";
import type { Superoperator } from "./superoperator.ts";

/** A map applied to a density matrix, given and returned as [re, im] pairs in the order 00, 01, 10, 11. */
function act(map: Superoperator, rho: readonly (readonly [number, number])[]): [number, number][] {
  expect(map.size).toBe(rho.length);
  return rho.map((_, row) =>
    rho.reduce<[number, number]>(
      ([re, im], [x, y], column) => {
        const [a, b] = [map.re[row * map.size + column]!, map.im[row * map.size + column]!];
        return [re + a * x - b * y, im + a * y + b * x];
      },
      [0, 0],
    ),
  );
}

function near(rho: readonly (readonly [number, number])[]): unknown[] {
  return rho.map(([re, im]) => [expect.closeTo(re, 14), expect.closeTo(im, 14)]);
}

/** Bloch vector (.5, .3, .1): ρ₀₁ = (x − iy)/2. */
const RHO = [
  [0.55, 0],
  [0.25, -0.15],
  [0.25, 0.15],
  [0.45, 0],
] as const;

test("A phase of π/2 turns the Bloch vector from x to y [CQSA-AGG-1]", () => {
  // (x, y) → (−y, x).
  expect(act(operationMap({ kind: "phase", angle: Math.PI / 2 }), RHO)).toEqual(
    near([
      [0.55, 0],
      [-0.15, -0.25],
      [-0.15, 0.25],
      [0.45, 0],
    ]),
  );
});

test("A flip exchanges 0 and 1 [CQSA-AGG-1]", () => {
  expect(act(operationMap({ kind: "flip" }), RHO)).toEqual(near([RHO[3], RHO[2], RHO[1], RHO[0]]));
});

test("A measurement keeps its own axis and 1 − q of the others [CQSA-AGG-1]", () => {
  const bloch = (rho: readonly (readonly [number, number])[]): number[] => [
    2 * rho[2]![0],
    2 * rho[2]![1],
    rho[0]![0] - rho[3]![0],
  ];
  const kept = { x: [1, 0.6, 0.6], y: [0.6, 1, 0.6], z: [0.6, 0.6, 1] } as const;
  for (const axis of ["x", "y", "z"] as const) {
    const found = bloch(act(operationMap({ kind: "measure", axis, fraction: 0.4 }), RHO));
    const expected = bloch(RHO).map((component, i) => component * kept[axis][i]!);
    expect(found).toEqual(expected.map((component) => expect.closeTo(component, 14) as number));
  }
});

test("Phase noise shrinks the coherence by exp(−σ²/2) [CQSA-AGG-1]", () => {
  const factor = Math.exp(-0.5);
  expect(act(operationMap({ kind: "phase-noise", deviation: 1 }), RHO)).toEqual(
    near([RHO[0], [0.25 * factor, -0.15 * factor], [0.25 * factor, 0.15 * factor], RHO[3]]),
  );
});

test("Kraus operators with complex entries act as KρK† [CQSA-AGG-1]", () => {
  // The unitary S·H: |0⟩ → (|0⟩ + i|1⟩)/√2, whose ρ₀₁ is −i/2.
  const h = Math.SQRT1_2;
  const operation: QubitOperation = {
    kind: "kraus",
    operators: [
      [
        { re: h, im: 0 },
        { re: h, im: 0 },
        { re: 0, im: h },
        { re: 0, im: -h },
      ],
    ],
  };
  const zero = [
    [1, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ] as const;
  expect(act(operationMap(operation), zero)).toEqual(
    near([
      [0.5, 0],
      [0, -0.5],
      [0, 0.5],
      [0.5, 0],
    ]),
  );
});

test("A list acts in its order, and an empty one not at all [CQSA-AGG-1]", () => {
  const list: QubitOperation[] = [{ kind: "phase", angle: 0.4 }, { kind: "flip" }];
  const [first, second] = list.map((operation) => operationsMap([operation]));
  expect(operationsMap(list)).toEqual(compose(second!, first!));
  expect(operationsMap(list)).not.toEqual(compose(first!, second!));
  expect(act(operationsMap([]), RHO)).toEqual(near(RHO));
});

test("Two quarter turns with purely imaginary elements are a half turn, exactly [CQSA-AGG-1]", () => {
  const [none, one, i] = [
    { re: 0, im: 0 },
    { re: 1, im: 0 },
    { re: 0, im: 1 },
  ];
  const quarter: QubitOperation = { kind: "kraus", operators: [[one, none, none, i]] };
  expect(act(operationsMap([quarter]), RHO)).toEqual(near([RHO[0], [-0.15, -0.25], [-0.15, 0.25], RHO[3]]));
  expect(act(operationsMap([quarter, quarter]), RHO)).toEqual(
    near([RHO[0], [-0.25, 0.15], [-0.25, -0.15], RHO[3]]),
  );
});

test("A CNOT without noise takes the basis states 10 and 11 to each other [CQSA-AGG-1]", () => {
  const map = noisyCnotMap({ channel: "none", layout: "chain", probability: 0 });
  expect(map.size).toBe(16);
  // A basis state cb has the diagonal elements 3c and 3b, so the index 12c + 3b.
  const images = [0, 1, 2, 3].map((state) => {
    const column = 12 * (state >> 1) + 3 * (state & 1);
    return Array.from({ length: 16 }, (_, row) => map.re[row * 16 + column]!).indexOf(1);
  });
  expect(images).toEqual([0, 3, 15, 12]);
});

test("A noisy CNOT keeps the trace under every channel [CQSA-AGG-1]", () => {
  for (const channel of CHANNEL_NAMES) {
    const map = noisyCnotMap({ channel, layout: "star", probability: 0.37 });
    for (let column = 0; column < 16; column++) {
      const trace = [0, 3, 12, 15].reduce((sum, row) => sum + map.re[row * 16 + column]!, 0);
      expect(trace).toBeCloseTo([0, 3, 12, 15].includes(column) ? 1 : 0, 14);
    }
  }
});

test("The map of a noise object is computed once [CQSA-AGG-1]", () => {
  const noise = { channel: "dephasing", layout: "chain", probability: 0.1 } as const;
  expect(noisyCnotMap(noise)).toBe(noisyCnotMap(noise));
  expect(noisyCnotMap({ ...noise })).toEqual(noisyCnotMap(noise));
  expect(noisyCnotMap({ ...noise, probability: 0.2 })).not.toEqual(noisyCnotMap(noise));
});
