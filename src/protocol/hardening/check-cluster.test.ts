import { expect, test } from "vitest";
import { zeros } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import type { RandomStream } from "../../base/random.ts";
import { ghzQuality } from "../../quantum/ghz.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import { honestRecord } from "../../quantum/record.ts";
import type { CircuitRecord } from "../../quantum/record.ts";
import { binomialLowerTail, binomialUpperTail } from "../../statistics/binomial-tails.ts";
import { clopperPearson } from "../../statistics/clopper-pearson.ts";
import type { Conditions, RecordEdit } from "../aggregate.ts";
import { measureChecked } from "./check-cluster.ts";
import type { CheckedMeasurement } from "./check-cluster.ts";
import { completeHardening } from "./hardening.ts";
import { residuesStandOut } from "./residue-parity.ts";
import { failsVerification, passedTests, testAngles } from "./verification-rounds.ts";
import { isBelowFloor, pooledVisibility } from "./visibility-floor.ts";

const MEMBERS = 3;
const COORDINATES = 5;
const NOISE: GateNoise = { channel: "depolarizing2", layout: "chain", probability: 0.03 };
const FLOOR = { "visibility-floor": true };

function measuring(
  given: Readonly<Record<string, unknown>>,
  conditions: Partial<Conditions>,
  edit?: RecordEdit,
): CheckedMeasurement {
  const place = {
    hardening: completeHardening(given),
    conditions: { shots: null, noise: NOISE, ...conditions },
    members: MEMBERS,
    coordinates: COORDINATES,
  };
  const phases = zeros(MEMBERS, COORDINATES);
  for (let i = 0; i < phases.data.length; i++) phases.data[i] = i / 20;
  const streams = {
    tests: randomStream("tests"),
    shots: randomStream("shots"),
    residues: randomStream("residues"),
  };
  return measureChecked(place, () => phases, edit, streams);
}

/** Someone measures a share of the second member's qubits. */
function collapsing(fraction: number): RecordEdit {
  return (record) => ({
    ...record,
    returning: record.returning.with(1, [{ kind: "measure", axis: "z", fraction }]),
  });
}

test("The floor knows what wrong readings do to an honest cluster, and sees what is less [WIRE-EXT-7]", () => {
  const { visibility } = ghzQuality(MEMBERS, NOISE);
  for (const wrong of [0, 0.1, 0.3]) {
    const readout = { zeroToOne: wrong, oneToZero: wrong };
    const honest = measuring(FLOOR, { readout });
    expect(pooledVisibility(honest.measurement!)).toBeCloseTo((1 - 2 * wrong) * visibility, 13);
    expect(honest.flags).toEqual([]);
    expect(measuring(FLOOR, { readout }, collapsing(1e-3)).flags).toEqual(["visibility-floor"]);
  }
  expect(measuring(FLOOR, { decoding: NOISE }).flags).toEqual([]);
});

test("Where an honest cluster's visibility is not known, there is no floor, and no band at finite shots [WIRE-EXT-7]", () => {
  const refusal =
    '"noise.channel" expected noise under which an honest cluster\'s visibility is known, as visibility-floor asks';
  expect(() => measuring(FLOOR, { noise: { ...NOISE, channel: "bit-flip" } })).toThrow(
    new RangeError(`${refusal}, got "bit-flip"`),
  );
  const uneven = { zeroToOne: 0.1, oneToZero: 0.2 };
  expect(() => measuring(FLOOR, { readout: uneven })).toThrow("as visibility-floor asks");
  // With the scale of a band no honest sum is near π, and these are.
  const turned: RecordEdit = (record) => ({
    ...record,
    clients: record.clients.with(0, [{ kind: "phase", angle: Math.PI }]),
  });
  const band = { "guard-band": { factor: 8 } };
  const shots = 100_000;
  expect(measuring(band, { shots }, turned).flags).toEqual(["guard-band"]);
  expect(measuring(band, { shots, readout: uneven }, turned).flags).toEqual([]);
});

test("A cluster exactly at the floor is taken for an honest one [WIRE-EXT-7]", () => {
  const zeros3 = new Float64Array(3);
  const measured = {
    x: Float64Array.of(0.6, 0, 0.28),
    y: Float64Array.of(-0.8, 1, 0.96),
    phaseSum: zeros3,
    visibility: zeros3,
  };
  expect(pooledVisibility(measured)).toBe(1);
  expect(isBelowFloor(measured, 1)).toBe(false);
  expect(isBelowFloor(measured, 1 + 1e-15)).toBe(true);
});

test("Test states are made with the noise of the preparation, and clients answer them themselves [WIRE-EXT-7]", () => {
  const seen: CircuitRecord[] = [];
  const edit: RecordEdit = (record) => {
    seen.push(record);
    return { ...record, clients: record.clients.map(() => [{ kind: "flip" }]) };
  };
  const tested = { "verification-rounds": { states: 20, falseAlarm: 1e-12 } };
  const { measurement, flags } = measuring(tested, {}, edit);
  expect(flags).toEqual([]);
  expect(measurement).not.toBeNull();
  expect(seen).toHaveLength(20 + COORDINATES);
  expect(seen.every(({ preparation }) => preparation === NOISE)).toBe(true);
});

test("Residues beyond rounding stand out with exact expectations, and a count at the level with shots [WIRE-EXT-7]", () => {
  const rng = randomStream("level");
  const exact = (chance: number): boolean => residuesStandOut(Float64Array.of(0, chance), 0, null, 0.5, rng);
  expect(exact(1e-9)).toBe(false);
  expect(exact(1.01e-9)).toBe(true);
  // Two residues of two are as probable as that under an honest run.
  const level = binomialUpperTail(2, 2, 0.5);
  expect(residuesStandOut(Float64Array.of(1), 0.5, 1, level, rng)).toBe(true);
  expect(residuesStandOut(Float64Array.of(1), 0.5, 1, 0.999 * level, rng)).toBe(false);
  expect(residuesStandOut(Float64Array.of(0), 0, 1, 0.5, rng)).toBe(false);
});

test("Angles of test states are uniform, with a sum of 0 or π that tells the product [WIRE-EXT-7]", () => {
  const rng = randomStream("angles");
  const trials = 1500;
  const below: number[] = Array.from({ length: 8 }, () => 0);
  let odd = 0;
  for (let trial = 0; trial < trials; trial++) {
    const { angles, expected } = testAngles(4, rng);
    expect(angles).toHaveLength(4);
    const sum = angles.reduce((total, angle) => total + angle, 0);
    expect(sum).toBeCloseTo(expected === 1 ? 0 : Math.PI, 12);
    if (expected === -1) odd++;
    expect(Math.min(...angles.subarray(0, 3))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...angles.subarray(0, 3))).toBeLessThan(2 * Math.PI);
    below[Math.floor((4 * angles[1]!) / Math.PI)]! += 1;
  }
  const near = (count: number, chance: number): void => {
    const { lower, upper } = clopperPearson(count, trials, 1 - 1e-7);
    expect(lower).toBeLessThan(chance);
    expect(upper).toBeGreaterThan(chance);
  };
  near(odd, 0.5);
  for (const count of below) near(count, 1 / 8);
});

test("So many test states are played as were asked for, of all coordinates alike [WIRE-EXT-7]", () => {
  const coordinates: number[] = [];
  const circuit = (angles: Float64Array, coordinate: number): CircuitRecord => {
    coordinates.push(coordinate);
    return honestRecord(angles);
  };
  expect(passedTests(3, 4, 200, circuit, randomStream("played"))).toBe(200);
  expect(coordinates).toHaveLength(200);
  expect(new Set(coordinates)).toEqual(new Set([0, 1, 2, 3]));
  // The parity is −1 where 1 is expected: no draw passes, not even the smallest.
  const least: RandomStream = { ...randomStream("least"), uniform: () => 0, integer: () => 0 };
  const flipped = (angles: Float64Array): CircuitRecord =>
    honestRecord(angles.with(0, Math.PI), { preparation: { ...NOISE, channel: "none" } });
  expect(passedTests(2, 1, 5, flipped, least)).toBe(0);
});

test("As few passed tests as have the probability of the level itself are too few [WIRE-EXT-7]", () => {
  // All visibility is gone, so that a test is passed by every other state.
  const lost: GateNoise = { ...NOISE, probability: 15 / 16 };
  expect(ghzQuality(2, lost).visibility).toBe(0);
  const level = binomialLowerTail(1, 5, 0.5);
  expect(level).toBeCloseTo(6 / 32, 12);
  expect(failsVerification(1, 5, 2, lost, level)).toBe(true);
  expect(failsVerification(1, 5, 2, lost, 0.999 * level)).toBe(false);
  expect(failsVerification(5, 5, 2, lost, 0.5)).toBe(false);
});
