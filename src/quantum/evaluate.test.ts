import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { contractedQuadratures, outcomeDistribution } from "./contract.ts";
import { honestQuadratures, honestVisibility, quadratures, reducePhase } from "./evaluate.ts";
import { ghzQuality } from "./ghz.ts";
import { CHANNEL_NAMES, LAYOUTS, noiseless } from "./noise.ts";
import type { GateNoise } from "./noise.ts";
import { honestRecord } from "./record.ts";
import type { CircuitRecord, QubitOperation } from "./record.ts";

const READOUTS = [
  { zeroToOne: 0, oneToZero: 0 },
  { zeroToOne: 0.02, oneToZero: 0.07 },
] as const;

test("Honest runs under every channel evaluate to what their contraction gives [CQSA-AGG-1]", () => {
  const rng = randomStream("honest runs");
  let closed = 0;
  for (const [index, prepared] of CHANNEL_NAMES.entries()) {
    for (const decoded of CHANNEL_NAMES) {
      for (const layout of LAYOUTS) {
        const preparation = { channel: prepared, layout, probability: rng.uniform() };
        const decoding = { channel: decoded, layout, probability: rng.uniform() };
        const phases = Array.from({ length: 1 + rng.integer(8) }, () => 8 * (rng.uniform() - 0.5));
        const record = honestRecord(phases, { preparation, decoding, readout: READOUTS[index % 2]! });
        const contracted = contractedQuadratures(record);
        const found = quadratures(record);
        expect(found.x).toBeCloseTo(contracted.x, 12);
        expect(found.y).toBeCloseTo(contracted.y, 12);
        if (honestVisibility(phases.length, preparation, decoding) !== undefined) closed++;
      }
    }
  }
  // Four channels of six have a closed form, each for the preparation and the decoding.
  expect(closed).toBe(2 * 4 * 4);
});

test("Under depolarizing noise V is (1 − 16p/15)^m, and its square after decoding as noisily [CQSA-AGG-1]", () => {
  const noise: GateNoise = { channel: "depolarizing2", layout: "star", probability: 0.06 };
  const once = (1 - (16 * 0.06) / 15) ** 4;
  expect(honestVisibility(5, noise, noiseless("star"))).toBeCloseTo(once, 14);
  expect(honestVisibility(5, noise, noise)).toBeCloseTo(once ** 2, 14);
  expect(honestVisibility(1, noise, noise)).toBe(1);
});

test("Channels under which flipped states carry a phase of their own have no visibility [CQSA-AGG-1]", () => {
  const quiet = noiseless();
  for (const channel of ["bit-flip", "over-rotation"] as const) {
    const noise: GateNoise = { channel, layout: "chain", probability: 0.1 };
    expect(honestVisibility(3, noise, quiet)).toBeUndefined();
    expect(honestVisibility(3, quiet, noise)).toBeUndefined();
    // Were it V·cos Θ, phases that cancel would read the visibility of the preparation.
    const { x } = quadratures(honestRecord([0.7, -0.9, 0.2], { preparation: noise }));
    expect(Math.abs(x - ghzQuality(3, noise).visibility)).toBeGreaterThan(0.005);
  }
});

test("The closed form reads V·cos Θ and V·sin Θ, and a faulty reading shrinks and shifts them [CQSA-AGG-1]", () => {
  expect(honestQuadratures(0.8, 2, READOUTS[0])).toEqual({
    x: expect.closeTo(0.8 * Math.cos(2), 15) as number,
    y: expect.closeTo(0.8 * Math.sin(2), 15) as number,
  });
  // P(0) = ½(1 + e) becomes P(0)·0.98 + P(1)·0.07.
  const [zero, one] = [(1 + 0.8 * Math.cos(2)) / 2, (1 - 0.8 * Math.cos(2)) / 2];
  expect(honestQuadratures(0.8, 2, READOUTS[1]).x).toBeCloseTo(2 * (0.98 * zero + 0.07 * one) - 1, 14);
});

test("Where each client turns once and nothing else happens, the reading is the closed form to its last digit [CQSA-AGG-1]", () => {
  const preparation: GateNoise = { channel: "depolarizing1x2", layout: "chain", probability: 0.013 };
  const phases = Array.from({ length: 9 }, (_, i) => Math.sin(7 * i));
  const record = honestRecord(phases, { preparation, readout: READOUTS[1] });
  const visibility = honestVisibility(9, preparation, noiseless())!;
  const sum = phases.reduce((total, phase) => total + phase, 0);
  expect(quadratures(record)).toEqual(honestQuadratures(visibility, sum, READOUTS[1]));
  expect(quadratures(record)).not.toEqual(contractedQuadratures(record));
});

test("Turns on either link, and second turns of a client, count as the first one does [CQSA-AGG-1]", () => {
  const turn = (angle: number): QubitOperation => ({ kind: "phase", angle });
  const once = honestRecord([0.3]);
  for (const record of [
    { ...once, clients: [[turn(0.3), turn(0.4)]] },
    { ...once, outbound: [[turn(0.4)]] },
    { ...once, returning: [[turn(0.4)]] },
    { ...once, outbound: [[turn(0.1)]], returning: [[turn(0.3)]] },
  ]) {
    const { x, y } = quadratures(record);
    expect(Math.atan2(y, x)).toBeCloseTo(0.7, 12);
  }
});

test("A phase of any finite size keeps its point of the circle and drowns no other phase [CQSA-AGG-1]", () => {
  for (const phase of [0, Math.PI, -Math.PI, 3, -3]) expect(reducePhase(phase)).toBe(phase);
  for (let i = -100; i <= 100; i++) expect(reducePhase(i / 32)).toBe(i / 32);
  for (const phase of [4, -100.5, 1e17, -1.7e308]) {
    const reduced = reducePhase(phase);
    expect(Math.abs(reduced)).toBeLessThanOrEqual(Math.PI);
    expect(Math.cos(reduced)).toBeCloseTo(Math.cos(phase), 14);
    expect(Math.sin(reduced)).toBeCloseTo(Math.sin(phase), 14);
  }
  for (const phases of [
    [1e17, 0.5, -0.2],
    [1.7e308, 1.7e308, 1],
  ]) {
    const found = quadratures(honestRecord(phases));
    const contracted = contractedQuadratures(honestRecord(phases));
    expect(found.x).toBeCloseTo(contracted.x, 13);
    expect(found.y).toBeCloseTo(contracted.y, 13);
  }
});

test("Malformed records and noise are refused before anything is computed [CQSA-AGG-1, CQSA-AGG-6]", () => {
  const record = honestRecord([0.1, 0.2]);
  const noise = noiseless();
  for (const malformed of [
    honestRecord([]),
    honestRecord([0, Infinity]),
    { ...record, returning: [] },
    { ...record, decoding: noiseless("star") },
    { ...record, readout: { zeroToOne: 2, oneToZero: 0 } },
  ]) {
    expect(() => quadratures(malformed)).toThrow(RangeError);
  }
  expect(() => quadratures({ ...record, preparation: { ...noise, channel: "fog" as "none" } })).toThrow(
    '"preparation.channel" expected one of none, depolarizing2, depolarizing1x2, bit-flip, dephasing, over-rotation, got "fog"',
  );
  expect(() => honestVisibility(0, noise, noise)).toThrow(
    '"qubits" expected an integer of at least 1, got 0',
  );
  // Also where no visibility would be told.
  expect(() => honestVisibility(0, { ...noise, channel: "bit-flip" }, noise)).toThrow(RangeError);
  expect(() => honestVisibility(2, { ...noise, probability: -1 }, noise)).toThrow(
    '"preparation.probability" expected a finite number from 0 to 1, got -1',
  );
  expect(() => honestVisibility(2, noise, { ...noise, probability: 1.5 })).toThrow(
    '"decoding.probability" expected a finite number from 0 to 1, got 1.5',
  );
});

/*
 * What adversaries do to a circuit, against the closed forms that are known for it.
 */

const PHASES = [0.31, -0.84, 1.27, 0.55];
const SUM = PHASES.reduce((sum, phase) => sum + phase, 0);
const NOISES: readonly GateNoise[] = LAYOUTS.flatMap((layout) => [
  noiseless(layout),
  { channel: "depolarizing2", layout, probability: 0.05 },
  { channel: "depolarizing1x2", layout, probability: 0.08 },
]);

type Stage = "outbound" | "clients" | "returning";

/** The honest circuit of four clients with one more operation on one qubit. */
function tampered(noise: GateNoise, stage: Stage, qubit: number, operation: QubitOperation): CircuitRecord {
  const record = honestRecord(PHASES, { preparation: noise });
  const lists = record[stage].map((list, q) => (q === qubit ? [...list, operation] : list));
  return { ...record, [stage]: lists };
}

/** The largest distance of a tampered circuit's x + iy from V·factor·e^{i·angle}, V the honest visibility. */
function misreading(edit: (noise: GateNoise) => CircuitRecord, factor: number, angle: number): number {
  const distances = NOISES.map((noise) => {
    const visibility = factor * honestVisibility(PHASES.length, noise, noiseless(noise.layout))!;
    const { x, y } = quadratures(edit(noise));
    return Math.hypot(x - visibility * Math.cos(angle), y - visibility * Math.sin(angle));
  });
  return Math.max(...distances);
}

/** The chance that any residue of decoding shows 1. */
function residue(record: CircuitRecord): number {
  const distribution = outcomeDistribution(record, "x");
  return 1 - distribution[0]! - distribution[1]!;
}

test("A client that measures in Z in a fraction q of the shots leaves V(1 − q) [CQSA-AGG-1]", () => {
  for (const qubit of [0, 2]) {
    for (const fraction of [0.3, 1]) {
      const operation = { kind: "measure", axis: "z", fraction } as const;
      expect(
        misreading((noise) => tampered(noise, "clients", qubit, operation), 1 - fraction, SUM),
      ).toBeLessThan(1e-12);
    }
  }
});

test("A phase noise of deviation σ leaves V·exp(−σ²/2) [CQSA-AGG-1]", () => {
  const operation = { kind: "phase-noise", deviation: 0.8 } as const;
  expect(misreading((noise) => tampered(noise, "clients", 1, operation), Math.exp(-0.32), SUM)).toBeLessThan(
    1e-12,
  );
});

test("An X on the control after encoding turns the sign of the sum at full visibility; residues show it [CQSA-AGG-1]", () => {
  expect(misreading((noise) => tampered(noise, "clients", 0, { kind: "flip" }), 1, -SUM)).toBeLessThan(1e-12);
  expect(residue(tampered(noiseless(), "clients", 0, { kind: "flip" }))).toBeCloseTo(1, 12);
});

test("An X before encoding counts that client's phase with the other sign, on the control everyone else's [CQSA-AGG-1]", () => {
  const control = (noise: GateNoise): CircuitRecord => tampered(noise, "outbound", 0, { kind: "flip" });
  expect(misreading(control, 1, -(SUM - 2 * PHASES[0]!))).toBeLessThan(1e-12);
  const other = (noise: GateNoise): CircuitRecord => tampered(noise, "outbound", 2, { kind: "flip" });
  expect(misreading(other, 1, SUM - 2 * PHASES[2]!)).toBeLessThan(1e-12);
});

test("Intercepting in Z on either link leaves no visibility [CQSA-AGG-1]", () => {
  for (const stage of ["outbound", "returning"] as const) {
    for (const qubit of [0, 3]) {
      const operation = { kind: "measure", axis: "z", fraction: 1 } as const;
      expect(misreading((noise) => tampered(noise, stage, qubit, operation), 0, 0)).toBeLessThan(1e-12);
    }
  }
});

test("Intercepting in X on the way out leaves cos θⱼ at the angle Θ − θⱼ, on the control cos(Θ − θ₀) at θ₀ [CQSA-AGG-1]", () => {
  const operation = { kind: "measure", axis: "x", fraction: 1 } as const;
  for (const qubit of [1, 2, 3]) {
    expect(
      misreading(
        (noise) => tampered(noise, "outbound", qubit, operation),
        Math.cos(PHASES[qubit]!),
        SUM - PHASES[qubit]!,
      ),
    ).toBeLessThan(1e-12);
  }
  expect(
    misreading((noise) => tampered(noise, "outbound", 0, operation), Math.cos(SUM - PHASES[0]!), PHASES[0]!),
  ).toBeLessThan(1e-12);
});

test("Intercepting in X on the way back changes nothing but residues; on the control it leaves cos Θ at angle 0 [CQSA-AGG-1]", () => {
  const operation = { kind: "measure", axis: "x", fraction: 1 } as const;
  for (const qubit of [1, 2, 3]) {
    const edit = (noise: GateNoise): CircuitRecord => tampered(noise, "returning", qubit, operation);
    expect(misreading(edit, 1, SUM)).toBeLessThan(1e-12);
    expect(residue(edit(noiseless()))).toBeCloseTo(0.5, 12);
  }
  expect(misreading((noise) => tampered(noise, "returning", 0, operation), Math.cos(SUM), 0)).toBeLessThan(
    1e-12,
  );
});

test("A signed state makes the server read one client's phase from two sums [CQSA-AGG-1]", () => {
  const record = { ...honestRecord(PHASES), source: { kind: "ghz", flips: [2] } } as const;
  const plain = quadratures(honestRecord(PHASES));
  const signed = quadratures(record);
  const difference = Math.atan2(plain.y, plain.x) - Math.atan2(signed.y, signed.x);
  expect(reducePhase(difference)).toBeCloseTo(2 * PHASES[2]!, 12);
});

test("Product states read the sum of the phases with the signs that the residues show [CQSA-AGG-1]", () => {
  const record = { ...honestRecord(PHASES.slice(0, 3)), source: { kind: "product" } } as const;
  // In a chain residue j shows bit j ⊕ bit j − 1, so outcome (r1, r2) means the bits 0, r1, r1 ⊕ r2.
  const distribution = outcomeDistribution(record, "x");
  expect(distribution).toHaveLength(8);
  for (let residues = 0; residues < 4; residues++) {
    const [first, second] = [residues & 1, (residues & 1) ^ (residues >> 1)];
    const angle = PHASES[0]! + (1 - 2 * first) * PHASES[1]! + (1 - 2 * second) * PHASES[2]!;
    expect(distribution[2 * residues]).toBeCloseTo((1 + Math.cos(angle)) / 8, 12);
    expect(distribution[2 * residues + 1]).toBeCloseTo((1 - Math.cos(angle)) / 8, 12);
  }
});

test("Prepared X flips turn the signs of phases, under every channel and layout as their contraction has it [CQSA-AGG-1]", () => {
  const rng = randomStream("flips");
  for (const channel of CHANNEL_NAMES) {
    for (const layout of LAYOUTS) {
      for (const flips of [[0], [2], [0, 3], [1, 1], [0, 1, 2, 3]]) {
        const noise = { channel, layout, probability: 0.2 * rng.uniform() };
        const phases = Array.from({ length: 4 }, () => 6 * (rng.uniform() - 0.5));
        const honest = honestRecord(phases, { preparation: noise, decoding: { ...noise } });
        const record: CircuitRecord = { ...honest, source: { kind: "ghz", flips } };
        const [found, contracted] = [quadratures(record), contractedQuadratures(record)];
        expect(found.x).toBeCloseTo(contracted.x, 12);
        expect(found.y).toBeCloseTo(contracted.y, 12);
      }
    }
  }
  const one = quadratures({ ...honestRecord([0.3, 0.4, 0.9]), source: { kind: "ghz", flips: [1] } });
  expect(Math.atan2(one.y, one.x)).toBeCloseTo(0.3 - 0.4 + 0.9, 12);
});

test("A record's noise counts, whichever record was read before [CQSA-AGG-1]", () => {
  const decoding = noiseless();
  const quiet = honestRecord([0.4, 0.5], { preparation: noiseless(), decoding });
  const noisy = honestRecord([0.4, 0.5], {
    preparation: { channel: "depolarizing2", layout: "chain", probability: 0.3 },
    decoding,
  });
  const larger = honestRecord([0.4, 0.5, 0.2], noisy);
  for (const record of [quiet, noisy, { ...noisy, decoding: noisy.preparation }, noisy, larger, quiet]) {
    expect(quadratures(record).x).toBeCloseTo(contractedQuadratures(record).x, 12);
  }
});
