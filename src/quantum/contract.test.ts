import { expect, test } from "vitest";
import { densityMatrixOutcomes } from "../../properties/oracles/density-matrix.ts";
import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import { clearResidues, contractedQuadratures, MAX_JOINT_QUBITS, outcomeDistribution } from "./contract.ts";
import { CHANNEL_NAMES, LAYOUTS, noiseless } from "./noise.ts";
import type { GateNoise, Layout } from "./noise.ts";
import { AXES, BASES, honestRecord } from "./record.ts";
import type { CircuitRecord, Complex2x2, PerQubit, QubitOperation } from "./record.ts";

const TURN = 2 * Math.PI;

function pick<T>(rng: RandomStream, from: readonly T[]): T {
  return from[rng.integer(from.length)]!;
}

/** Amplitude damping by γ: not unital, so it tells a map from its transpose. */
function damping(gamma: number): QubitOperation {
  const [none, one] = [
    { re: 0, im: 0 },
    { re: 1, im: 0 },
  ];
  const keep: Complex2x2 = [one, none, none, { re: Math.sqrt(1 - gamma), im: 0 }];
  const decay: Complex2x2 = [none, { re: Math.sqrt(gamma), im: 0 }, none, none];
  return { kind: "kraus", operators: [keep, decay] };
}

/** Any unitary up to a phase, and one with complex entries in all four places. */
function rotation(rng: RandomStream): QubitOperation {
  const [a, b, c] = [rng.uniform() * TURN, rng.uniform() * TURN, rng.uniform() * TURN];
  const polar = (length: number, angle: number): Complex2x2[0] => ({
    re: length * Math.cos(angle),
    im: length * Math.sin(angle),
  });
  const [cos, sin] = [Math.cos(a), Math.sin(a)];
  return {
    kind: "kraus",
    operators: [[polar(cos, b), polar(sin, c), polar(-sin, -c), polar(cos, -b)]],
  };
}

const OPERATIONS: readonly ((rng: RandomStream) => QubitOperation)[] = [
  (rng) => ({ kind: "phase", angle: (rng.uniform() - 0.5) * 2 * TURN }),
  () => ({ kind: "flip" }),
  (rng) => ({ kind: "measure", axis: pick(rng, AXES), fraction: rng.uniform() }),
  (rng) => ({ kind: "phase-noise", deviation: 1.5 * rng.uniform() }),
  (rng) => damping(rng.uniform()),
  rotation,
];

function randomStage(rng: RandomStream, qubits: number): PerQubit {
  return Array.from({ length: qubits }, () =>
    Array.from({ length: rng.integer(3) }, () => pick(rng, OPERATIONS)(rng)),
  );
}

function randomNoise(rng: RandomStream, layout: Layout, index: number): GateNoise {
  return { channel: CHANNEL_NAMES[index % CHANNEL_NAMES.length]!, layout, probability: rng.uniform() / 2 };
}

/** A record in which anything may happen; `index` walks through all channels, layouts and sources. */
function randomRecord(rng: RandomStream, qubits: number, index: number): CircuitRecord {
  const layout = LAYOUTS[index % 2]!;
  const flips = Array.from({ length: rng.integer(3) }, () => rng.integer(qubits));
  return {
    qubits,
    source: index % 5 === 4 ? { kind: "product" } : { kind: "ghz", flips },
    preparation: randomNoise(rng, layout, index),
    outbound: randomStage(rng, qubits),
    clients: randomStage(rng, qubits),
    returning: randomStage(rng, qubits),
    decoding: randomNoise(rng, layout, rng.integer(CHANNEL_NAMES.length)),
    readout: index % 3 === 0 ? noReadoutError : { zeroToOne: rng.uniform() / 2, oneToZero: rng.uniform() },
  };
}

const noReadoutError = { zeroToOne: 0, oneToZero: 0 };

function expectation(distribution: ArrayLike<number>): number {
  return Array.from(distribution).reduce((sum, p, outcome) => sum + (outcome % 2 === 0 ? p : -p), 0);
}

/** The largest difference to the oracle's probabilities and expectations, over both bases. */
function distanceToOracle(record: CircuitRecord): number {
  const quadratures = contractedQuadratures(record);
  const differences = BASES.flatMap((basis) => {
    const distribution = outcomeDistribution(record, basis);
    const oracle = densityMatrixOutcomes(record, basis);
    expect(distribution).toHaveLength(2 ** record.qubits);
    expect(oracle).toHaveLength(2 ** record.qubits);
    return [
      expectation(oracle) - quadratures[basis],
      ...oracle.map((p, outcome) => p - distribution[outcome]!),
    ];
  });
  return Math.max(...differences.map(Math.abs));
}

test.each([1, 2, 3])(
  "Any record of %i qubits has the outcomes of its density matrix [CQSA-AGG-1]",
  (qubits) => {
    for (let index = 0; index < 20; index++) {
      const record = randomRecord(randomStream(`records of ${qubits}`).fork(`${index}`), qubits, index);
      expect(distanceToOracle(record)).toBeLessThan(1e-12);
    }
  },
);

test("Any record of four or five qubits has the outcomes of its density matrix [CQSA-AGG-1]", () => {
  for (let index = 0; index < 12; index++) {
    const record = randomRecord(randomStream("records of 4").fork(`${index}`), 4, index);
    expect(distanceToOracle(record)).toBeLessThan(1e-12);
  }
  for (const index of [1, 4]) {
    const rng = randomStream("records of 5").fork(`${index}`);
    const idle = Array.from({ length: 5 }, () => []);
    const record = { ...randomRecord(rng, 5, index), outbound: idle, returning: idle };
    expect(distanceToOracle(record)).toBeLessThan(1e-12);
  }
});

test("Operations with elements that are purely imaginary are read as their density matrix has it [CQSA-AGG-1]", () => {
  const [none, one, i] = [
    { re: 0, im: 0 },
    { re: 1, im: 0 },
    { re: 0, im: 1 },
  ];
  const quarter: QubitOperation = { kind: "kraus", operators: [[one, none, none, i]] };
  for (const layout of LAYOUTS) {
    for (const channel of ["over-rotation", "none"] as const) {
      const noise: GateNoise = { channel, layout, probability: 0.5 };
      // Without phases of the clients whatever happens to a qubit stays imaginary, too.
      for (const phases of [
        [0.4, -1.3, 0.8],
        [0, 0, 0],
      ]) {
        const record = honestRecord(phases, { preparation: noise, decoding: noise });
        expect(distanceToOracle({ ...record, outbound: [[quarter], [quarter], []] })).toBeLessThan(1e-12);
        expect(distanceToOracle({ ...record, returning: [[], [quarter], [quarter]] })).toBeLessThan(1e-12);
      }
    }
  }
});

test("A distribution of up to ten qubits is one, and its marginal is what the expectations say [CQSA-AGG-1]", () => {
  for (let index = 0; index < 30; index++) {
    const rng = randomStream("distributions").fork(`${index}`);
    const record = randomRecord(rng, 1 + (index % 10), index);
    const quadratures = contractedQuadratures(record);
    for (const basis of BASES) {
      const distribution = outcomeDistribution(record, basis);
      expect(distribution).toHaveLength(2 ** record.qubits);
      expect(Math.min(...distribution)).toBeGreaterThanOrEqual(0);
      expect(distribution.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      expect(expectation(distribution)).toBeCloseTo(quadratures[basis], 12);
    }
  }
});

test("The expectations of sixty qubits are those of their phases, without a distribution [CQSA-AGG-1]", () => {
  const phases = Array.from({ length: 60 }, (_, i) => Math.sin(i));
  const sum = phases.reduce((total, phase) => total + phase, 0);
  for (const layout of LAYOUTS) {
    const { x, y } = contractedQuadratures(honestRecord(phases, { preparation: noiseless(layout) }));
    expect(x).toBeCloseTo(Math.cos(sum), 12);
    expect(y).toBeCloseTo(Math.sin(sum), 12);
  }
});

test("An expectation never passes ±1, whatever is rounded on the way [CQSA-AGG-1]", () => {
  const rng = randomStream("certain outcomes");
  let reached = 0;
  for (let trial = 0; trial < 2000; trial++) {
    const [a, b] = [rng.uniform() * TURN, rng.uniform() * TURN];
    const { x } = contractedQuadratures(honestRecord([a, b, -a - b]));
    if (Math.abs(x) === 1) reached++;
    expect(Math.abs(x)).toBeLessThanOrEqual(1);
  }
  expect(reached).toBeGreaterThan(100);
});

test("Noise objects that share their contents, and those that do not, are told apart [CQSA-AGG-1]", () => {
  const decoded = (probability: number): number =>
    contractedQuadratures(
      honestRecord([0, 0], { decoding: { channel: "dephasing", layout: "chain", probability } }),
    ).x;
  // One CNOT dephases qubit 0 by 1 − 2p.
  expect([decoded(0.1), decoded(0.2), decoded(0.1)]).toEqual([
    expect.closeTo(0.8, 14),
    expect.closeTo(0.6, 14),
    expect.closeTo(0.8, 14),
  ]);
});

test("Malformed records, unknown bases and records too large for a distribution are refused [CQSA-AGG-1, CQSA-AGG-6]", () => {
  const record = honestRecord([0.1, 0.2]);
  const large = honestRecord(Array.from({ length: MAX_JOINT_QUBITS + 1 }, () => 0));
  expect(() => outcomeDistribution(large, "x")).toThrow(
    new RangeError('"qubits" expected an integer of at most 16, got 17'),
  );
  expect(() => outcomeDistribution(record, "z" as "x")).toThrow(
    new RangeError('"basis" expected one of x, y, got "z"'),
  );
  for (const read of [
    contractedQuadratures,
    clearResidues,
    (malformed: CircuitRecord) => outcomeDistribution(malformed, "x"),
  ]) {
    expect(() => read({ ...record, clients: [] })).toThrow(
      new RangeError('"clients" expected 2 lists of operations, got 0'),
    );
  }
});

test("Qubits that are exchanged on their way are read as a density matrix with the others beside has it [CQSA-AGG-1]", () => {
  const rng = randomStream("exchanged");
  const phase = (): QubitOperation => ({ kind: "phase", angle: TURN * rng.uniform() });
  const swap = { kind: "swap" } as const;
  for (const [index, layout] of LAYOUTS.entries()) {
    for (const qubit of [0, 1]) {
      const noise = randomNoise(rng, layout, index + 1);
      const honest = honestRecord([0.4, -1.3, 0.8], { preparation: noise });
      const at = (operations: readonly QubitOperation[]): PerQubit =>
        honest.outbound.map((none, j) => (j === qubit ? operations : none));
      for (const record of [
        { ...honest, outbound: at([swap]) },
        { ...honest, outbound: at([damping(0.3), swap]), returning: at([damping(0.2), swap, phase()]) },
        { ...honest, outbound: at([swap, phase(), swap, phase(), swap]), returning: at([rotation(rng)]) },
        // Among qubits of a product the coherence of what came in is read as it is.
        { ...honest, source: { kind: "product" }, outbound: at([swap, phase()]) } as const,
      ]) {
        for (const basis of BASES) {
          const exact = densityMatrixOutcomes(record, basis);
          const found = outcomeDistribution(record, basis);
          expect(found).toHaveLength(exact.length);
          for (const [o, probability] of found.entries()) expect(probability).toBeCloseTo(exact[o]!, 10);
        }
      }
    }
  }
});
