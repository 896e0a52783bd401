import { expect, test } from "vitest";
import { noiseless } from "./noise.ts";
import { checkRecord, honestRecord, untouched } from "./record.ts";
import type { CircuitRecord, QubitOperation } from "./record.ts";

test("An honest record holds one phase a client and nothing else [CQSA-AGG-1]", () => {
  const record = honestRecord(Float64Array.of(0.1, -0.2), { preparation: noiseless("star") });
  expect(record).toEqual({
    qubits: 2,
    source: { kind: "ghz", flips: [] },
    preparation: noiseless("star"),
    outbound: [[], []],
    clients: [[{ kind: "phase", angle: 0.1 }], [{ kind: "phase", angle: -0.2 }]],
    returning: [[], []],
    decoding: noiseless("star"),
    readout: { zeroToOne: 0, oneToZero: 0 },
  });
  expect(untouched(3)).toEqual([[], [], []]);
  expect(() => checkRecord(record)).not.toThrow();
});

const HONEST = honestRecord([0.1, 0.2]);

function doing(operation: QubitOperation): CircuitRecord {
  return { ...HONEST, outbound: [[], [{ kind: "flip" }, operation]] };
}

test("Every kind of operation is accepted at the ends of its range [CQSA-AGG-6]", () => {
  const [o, i] = [
    { re: 0, im: 0 },
    { re: 1, im: 0 },
  ];
  for (const operation of [
    { kind: "phase", angle: -1e300 },
    { kind: "flip" },
    { kind: "measure", axis: "y", fraction: 0 },
    { kind: "measure", axis: "z", fraction: 1 },
    { kind: "phase-noise", deviation: 0 },
    { kind: "kraus", operators: [[i, o, o, { re: 0, im: 1 }]] },
    // (0.6 + 0i, 0.48 + 0.64i; −0.48 + 0.64i, 0.6), a unitary, and one that misses to the last that is allowed.
    {
      kind: "kraus",
      operators: [
        [
          { re: 0.6, im: 0 },
          { re: 0.48, im: 0.64 },
          { re: -0.48, im: 0.64 },
          { re: 0.6, im: 0 },
        ],
      ],
    },
    { kind: "kraus", operators: [[i, { re: 1e-9, im: 0 }, o, i]] },
    {
      kind: "kraus",
      operators: [
        [i, o, o, o],
        [o, i, o, o],
      ],
    },
  ] as const) {
    expect(() => checkRecord(doing(operation))).not.toThrow();
  }
});

test("The first thing wrong with a record is named [CQSA-AGG-6]", () => {
  const [o, i] = [
    { re: 0, im: 0 },
    { re: 1, im: 0 },
  ];
  const cases: readonly (readonly [CircuitRecord, string])[] = [
    [honestRecord([]), '"qubits" expected an integer of at least 1, got 0'],
    [
      { ...HONEST, source: { kind: "ghz", flips: [0, 2] } },
      '"source.flips" expected an integer from 0 to 1, got 2',
    ],
    [
      { ...HONEST, source: { kind: "w" as "product" } },
      '"source.kind" expected one of ghz, product, got "w"',
    ],
    [
      { ...HONEST, preparation: { ...noiseless(), probability: 2 } },
      '"preparation.probability" expected a finite number from 0 to 1, got 2',
    ],
    [
      { ...HONEST, decoding: noiseless("star") },
      '"decoding.layout" expected chain, as in the preparation, got "star"',
    ],
    [
      { ...HONEST, readout: { zeroToOne: -1, oneToZero: 0 } },
      '"readout.zeroToOne" expected a finite number from 0 to 1, got -1',
    ],
    [{ ...HONEST, returning: [[]] }, '"returning" expected 2 lists of operations, got 1'],
    [
      doing({ kind: "phase", angle: Infinity }),
      '"outbound[1][1].angle" expected a finite number, got Infinity',
    ],
    [
      doing({ kind: "measure", axis: "w" as "x", fraction: 1 }),
      '"outbound[1][1].axis" expected one of x, y, z, got "w"',
    ],
    [
      doing({ kind: "measure", axis: "x", fraction: 1.1 }),
      '"outbound[1][1].fraction" expected a finite number from 0 to 1, got 1.1',
    ],
    [
      doing({ kind: "phase-noise", deviation: -1 }),
      '"outbound[1][1].deviation" expected a finite number of at least 0, got -1',
    ],
    [
      doing({ kind: "teleport" as "flip" }),
      '"outbound[1][1].kind" expected one of phase, flip, measure, phase-noise, swap, kraus, got "teleport"',
    ],
  ];
  for (const [record, message] of cases) {
    expect(() => checkRecord(record)).toThrow(new RangeError(message));
  }
  for (const operators of [
    [],
    [[i, o, o, o]],
    [[i, i, o, o]],
    [[i, o, o, { re: Number.NaN, im: 0 }]],
    [[i, { re: 0, im: 2e-9 }, o, i]],
  ] as const) {
    expect(() => checkRecord(doing({ kind: "kraus", operators }))).toThrow(
      /^"outbound\[1\]\[1\]\.operators" expected Kraus operators with Σ K†K = 1, got an array of [01]$/,
    );
  }
});
