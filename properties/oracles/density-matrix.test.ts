import { expect, test } from "vitest";
import type { OracleNoise, OracleOperation, OracleRecord } from "./circuit-shape.ts";
import { densityMatrixGhz, densityMatrixOutcomes } from "./density-matrix.ts";

const QUIET: OracleNoise = { channel: "none", layout: "chain", probability: 0 };
const ANGLES = [0.31, -0.84, 1.27, 0.55, -0.19];

type Edits = Partial<Omit<OracleRecord, "qubits">>;

function circuit(qubits: number, edits: Edits = {}): OracleRecord {
  const idle = Array.from({ length: qubits }, () => []);
  return {
    qubits,
    source: { kind: "ghz", flips: [] },
    preparation: QUIET,
    outbound: idle,
    clients: ANGLES.slice(0, qubits).map((angle) => [{ kind: "phase", angle }]),
    returning: idle,
    decoding: QUIET,
    readout: { zeroToOne: 0, oneToZero: 0 },
    ...edits,
  };
}

function total(qubits: number): number {
  return ANGLES.slice(0, qubits).reduce((sum, angle) => sum + angle, 0);
}

/** One operation on one qubit, the others idle. */
function only(qubits: number, qubit: number, operation: OracleOperation): OracleOperation[][] {
  return Array.from({ length: qubits }, (_, other) => (other === qubit ? [operation] : []));
}

/** 2^n entries within 5e-13 of the given ones, the others of 0. */
function near(qubits: number, expected: Readonly<Record<number, number>>): unknown[] {
  return Array.from({ length: 2 ** qubits }, (_, outcome) => expect.closeTo(expected[outcome] ?? 0, 12));
}

function zeroOnQubit0(record: OracleRecord, basis: "x" | "y"): number {
  return densityMatrixOutcomes(record, basis).reduce(
    (sum, chance, o) => sum + ((o & 1) === 0 ? chance : 0),
    0,
  );
}

test("Four qubits under two-qubit depolarizing noise have the population and fidelity known for p = .005", () => {
  for (const layout of ["chain", "star"] as const) {
    const found = densityMatrixGhz(4, { channel: "depolarizing2", layout, probability: 0.005 });
    expect(found.population).toBeCloseTo(0.989375943111, 11);
    expect(found.fidelity).toBeCloseTo(0.98673056237, 11);
    expect(found.visibility).toBeCloseTo(2 * 0.98673056237 - 0.989375943111, 11);
  }
});

test("Without noise qubit 0 reads ½(1 + cos Θ) in x and ½(1 + sin Θ) in y, and all others read 0", () => {
  for (const qubits of [1, 2, 3, 5]) {
    for (const layout of ["chain", "star"] as const) {
      const record = circuit(qubits, { decoding: { ...QUIET, layout } });
      const angle = total(qubits);
      expect(densityMatrixOutcomes(record, "x")).toEqual(
        near(qubits, { 0: (1 + Math.cos(angle)) / 2, 1: (1 - Math.cos(angle)) / 2 }),
      );
      expect(densityMatrixOutcomes(record, "y")).toEqual(
        near(qubits, { 0: (1 + Math.sin(angle)) / 2, 1: (1 - Math.sin(angle)) / 2 }),
      );
    }
  }
});

test("Depolarizing scales the fringe of qubit 0 by V in preparation and by each control's share in decoding", () => {
  const p = 0.07;
  // In decoding only a CNOT's control has a way to qubit 0: a target's own depolarizing does no harm there.
  const single = 1 - (4 * p) / 3;
  const pair = 1 - (16 * p) / 15;
  for (const [channel, prepared, decoded] of [
    ["depolarizing2", pair, pair],
    ["depolarizing1x2", single ** 2, single],
  ] as const) {
    for (const qubits of [2, 3, 4]) {
      for (const layout of ["chain", "star"] as const) {
        const noise = { channel, layout, probability: p };
        const once = circuit(qubits, { preparation: noise, decoding: { ...QUIET, layout } });
        const twice = circuit(qubits, { preparation: noise, decoding: noise });
        const [cosine, sine] = [Math.cos(total(qubits)), Math.sin(total(qubits))];
        const first = prepared ** (qubits - 1);
        const both = (prepared * decoded) ** (qubits - 1);
        expect(zeroOnQubit0(once, "x")).toBeCloseTo((1 + first * cosine) / 2, 12);
        expect(zeroOnQubit0(once, "y")).toBeCloseTo((1 + first * sine) / 2, 12);
        expect(zeroOnQubit0(twice, "x")).toBeCloseTo((1 + both * cosine) / 2, 12);
        expect(zeroOnQubit0(twice, "y")).toBeCloseTo((1 + both * sine) / 2, 12);
      }
    }
  }
});

test("A flip of the middle qubit of three shows on the residues where the decoding cascade carries it", () => {
  const [zero, one] = [(1 + Math.cos(total(3))) / 2, (1 - Math.cos(total(3))) / 2];
  const returning = only(3, 1, { kind: "flip" });
  expect(densityMatrixOutcomes(circuit(3, { returning }), "x")).toEqual(near(3, { 6: zero, 7: one }));
  expect(
    densityMatrixOutcomes(circuit(3, { returning, decoding: { ...QUIET, layout: "star" } }), "x"),
  ).toEqual(near(3, { 2: zero, 3: one }));
});

test("A qubit flipped before its client encodes counts with the opposite sign", () => {
  const angle = total(3) - 2 * ANGLES[2]!;
  const expected = { 4: (1 + Math.sin(angle)) / 2, 5: (1 - Math.sin(angle)) / 2 };
  expect(densityMatrixOutcomes(circuit(3, { source: { kind: "ghz", flips: [2] } }), "y")).toEqual(
    near(3, expected),
  );
  expect(densityMatrixOutcomes(circuit(3, { outbound: only(3, 2, { kind: "flip" }) }), "y")).toEqual(
    near(3, expected),
  );
});

test("A flip of qubit 0 at the source turns the sign of every other client's phase", () => {
  const angle = ANGLES[1]! - ANGLES[0]!;
  // The state is |10⟩ + e^{i(θ₁−θ₀)}|01⟩ up to a phase (qubit 0 first): the term with qubit 0 = 0 carries θ₁.
  expect(densityMatrixOutcomes(circuit(2, { source: { kind: "ghz", flips: [0] } }), "y")).toEqual(
    near(2, {
      2: (1 - Math.sin(angle)) / 2,
      3: (1 + Math.sin(angle)) / 2,
    }),
  );
});

test("A measurement in a fraction q acts as its axis says: z keeps 1 − q of V, x and y flip with q/2", () => {
  const q = 0.36;
  const cosine = Math.cos(total(2));
  const measured = (axis: "x" | "y" | "z"): OracleRecord =>
    circuit(2, { returning: only(2, 1, { kind: "measure", axis, fraction: q }) });
  expect(densityMatrixOutcomes(measured("z"), "x")).toEqual(
    near(2, { 0: (1 + (1 - q) * cosine) / 2, 1: (1 - (1 - q) * cosine) / 2 }),
  );
  const kept = 1 - q / 2;
  const straight = { 0: (kept * (1 + cosine)) / 2, 1: (kept * (1 - cosine)) / 2 };
  expect(densityMatrixOutcomes(measured("x"), "x")).toEqual(
    near(2, { ...straight, 2: (q * (1 + cosine)) / 4, 3: (q * (1 - cosine)) / 4 }),
  );
  expect(densityMatrixOutcomes(measured("y"), "x")).toEqual(
    near(2, { ...straight, 2: (q * (1 - cosine)) / 4, 3: (q * (1 + cosine)) / 4 }),
  );
});

test("Phase noise of deviation σ keeps exp(−σ²/2) of V", () => {
  const kept = Math.exp(-(0.8 ** 2) / 2) * Math.sin(total(3));
  const outbound = only(3, 2, { kind: "phase-noise", deviation: 0.8 });
  expect(densityMatrixOutcomes(circuit(3, { outbound }), "y")).toEqual(
    near(3, { 0: (1 + kept) / 2, 1: (1 - kept) / 2 }),
  );
});

test("Amplitude damping γ on one of two qubits gives the distribution worked out by hand", () => {
  const gamma = 0.3;
  const [none, unit] = [
    { re: 0, im: 0 },
    { re: 1, im: 0 },
  ];
  const returning = only(2, 1, {
    kind: "kraus",
    operators: [
      [unit, none, none, { re: Math.sqrt(1 - gamma), im: 0 }],
      [none, { re: 0, im: Math.sqrt(gamma) }, none, none],
    ],
  });
  const fringe = 2 * Math.sqrt(1 - gamma) * Math.cos(total(2));
  expect(densityMatrixOutcomes(circuit(2, { returning }), "x")).toEqual(
    near(2, {
      0: (2 - gamma + fringe) / 4,
      1: (2 - gamma - fringe) / 4,
      2: gamma / 4,
      3: gamma / 4,
    }),
  );
});

test("Operations on one qubit act in the order of its list", () => {
  // Phase, flip, phase on qubit 1: the second phase meets the flipped bit and is subtracted.
  const clients: OracleOperation[][] = [
    [{ kind: "phase", angle: 0.2 }],
    [{ kind: "phase", angle: 0.9 }, { kind: "flip" }, { kind: "phase", angle: 0.4 }],
  ];
  const cosine = Math.cos(0.2 + 0.9 - 0.4);
  expect(densityMatrixOutcomes(circuit(2, { clients }), "x")).toEqual(
    near(2, { 2: (1 + cosine) / 2, 3: (1 - cosine) / 2 }),
  );
});

test("Two unentangled qubits read the sum of their phases or, on the residue 1, their difference", () => {
  const [sum, difference] = [Math.cos(total(2)), Math.cos(ANGLES[0]! - ANGLES[1]!)];
  const noisy: OracleNoise = { channel: "depolarizing2", layout: "chain", probability: 0.5 };
  expect(densityMatrixOutcomes(circuit(2, { source: { kind: "product" }, preparation: noisy }), "x")).toEqual(
    near(2, {
      0: (1 + sum) / 4,
      1: (1 - sum) / 4,
      2: (1 + difference) / 4,
      3: (1 - difference) / 4,
    }),
  );
});

test("Decoding noise on two qubits acts after the CNOT on the qubits that its channel names", () => {
  const p = 0.2;
  const still = Array.from({ length: 2 }, () => []);
  const decoded = (channel: OracleNoise["channel"]): OracleRecord =>
    circuit(2, { clients: still, decoding: { channel, layout: "chain", probability: p } });
  expect(densityMatrixOutcomes(decoded("over-rotation"), "x")).toEqual(near(2, { 0: 1 - p, 2: p }));
  expect(densityMatrixOutcomes(decoded("bit-flip"), "x")).toEqual(near(2, { 0: 1 - p, 2: p }));
  expect(densityMatrixOutcomes(decoded("dephasing"), "x")).toEqual(near(2, { 0: 1 - p, 1: p }));
  // Of the 15 Paulis 8 flip the target's bit, 8 the control's sign, 4 both.
  expect(densityMatrixOutcomes(decoded("depolarizing2"), "x")).toEqual(
    near(2, {
      0: 1 - (12 * p) / 15,
      1: (4 * p) / 15,
      2: (4 * p) / 15,
      3: (4 * p) / 15,
    }),
  );
  const r = (2 * p) / 3;
  expect(densityMatrixOutcomes(decoded("depolarizing1x2"), "x")).toEqual(
    near(2, {
      0: (1 - r) ** 2,
      1: r * (1 - r),
      2: r * (1 - r),
      3: r * r,
    }),
  );
});

test("Over-rotation of a preparation turns the target by RX(ε), not by its inverse", () => {
  // Qubit 1 turned by RX(ε) twice: cos(ε/2)² − sin²(ε/2) = cos ε is left of |0⟩, not everything.
  const p = 0.2;
  const noise: OracleNoise = { channel: "over-rotation", layout: "chain", probability: p };
  const still = Array.from({ length: 2 }, () => []);
  const stays = (1 - 2 * p) ** 2;
  expect(
    densityMatrixOutcomes(circuit(2, { clients: still, preparation: noise, decoding: noise }), "x"),
  ).toEqual(
    near(2, {
      0: stays,
      2: 1 - stays,
    }),
  );
  const sixth = Math.PI / 6;
  const half = { re: Math.cos(sixth), im: 0 };
  const off = { re: 0, im: -Math.sin(sixth) };
  // RX(π/3) then an over-rotation with sin²(ε/2) = sin²(π/6): together RX(2π/3), whose bit flips with ¾.
  const returning = only(2, 1, { kind: "kraus", operators: [[half, off, off, half]] });
  const decoding: OracleNoise = {
    channel: "over-rotation",
    layout: "chain",
    probability: Math.sin(sixth) ** 2,
  };
  expect(densityMatrixOutcomes(circuit(2, { clients: still, returning, decoding }), "x")).toEqual(
    near(2, { 0: 0.25, 2: 0.75 }),
  );
});

test("Readout errors misread each bit independently, zeros and ones at their own rates", () => {
  const readout = { zeroToOne: 0.1, oneToZero: 0.3 };
  const still = Array.from({ length: 2 }, () => []);
  expect(densityMatrixOutcomes(circuit(2, { clients: still, readout }), "x")).toEqual(
    near(2, { 0: 0.81, 1: 0.09, 2: 0.09, 3: 0.01 }),
  );
  const clients = only(2, 0, { kind: "phase", angle: Math.PI });
  expect(densityMatrixOutcomes(circuit(2, { clients, readout }), "x")).toEqual(
    near(2, { 0: 0.27, 1: 0.63, 2: 0.03, 3: 0.07 }),
  );
});

test("More than five qubits and numbers that are none are refused", () => {
  for (const qubits of [0, 2.5, 6]) {
    expect(() => densityMatrixGhz(qubits, QUIET)).toThrow(RangeError);
    expect(() => densityMatrixOutcomes({ ...circuit(2), qubits }, "x")).toThrow(RangeError);
  }
});
