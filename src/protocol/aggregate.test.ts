import { expect, test } from "vitest";
import { binomialProbabilities } from "../../properties/oracles/binomial.ts";
import { densityMatrixOutcomes } from "../../properties/oracles/density-matrix.ts";
import { matrixFromRows, matrixOf, zeros } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { ghzQuality } from "../quantum/ghz.ts";
import { LAYOUTS, noiseless } from "../quantum/noise.ts";
import type { GateNoise } from "../quantum/noise.ts";
import { honestRecord } from "../quantum/record.ts";
import { chiSquareTest } from "../statistics/chi-square-test.ts";
import { aggregate } from "./aggregate.ts";
import type { Conditions, RecordEdit } from "./aggregate.ts";

const RNG = randomStream("aggregate");
const EXACT: Conditions = { shots: null, noise: noiseless() };
const PHASES = matrixFromRows("phases", [
  [0.4, -1.1, 2, 0],
  [0.5, 0.3, 2, 0],
  [-0.2, -0.9, 2, 0],
]);
const SUMS = [0.7, -1.7, 6 - 2 * Math.PI, 0];

function near(values: readonly number[], digits = 13): number[] {
  return values.map((value) => expect.closeTo(value, digits) as number);
}

test("Without shots the estimate is the phase sum on the circle and its visibility [CQSA-AGG-1]", () => {
  const ideal = aggregate(PHASES, EXACT, RNG);
  expect([...ideal.phaseSum]).toEqual(near(SUMS));
  expect([...ideal.visibility]).toEqual(near([1, 1, 1, 1]));
  for (const channel of ["depolarizing2", "depolarizing1x2", "dephasing"] as const) {
    for (const layout of LAYOUTS) {
      const noise: GateNoise = { channel, layout, probability: 0.06 };
      const found = aggregate(PHASES, { shots: null, noise }, RNG);
      const { visibility } = ghzQuality(3, noise);
      expect([...found.phaseSum]).toEqual(near(SUMS));
      expect([...found.visibility]).toEqual(near(SUMS.map(() => visibility)));
      expect([...found.x]).toEqual(near(SUMS.map((sum) => visibility * Math.cos(sum))));
      expect([...found.y]).toEqual(near(SUMS.map((sum) => visibility * Math.sin(sum))));
    }
  }
});

test("Under bit flips and over-rotation the expectations are those of the density matrix [CQSA-AGG-1]", () => {
  for (const channel of ["bit-flip", "over-rotation"] as const) {
    const noise: GateNoise = { channel, layout: "chain", probability: 0.1 };
    const found = aggregate(PHASES, { shots: null, noise, decoding: noise }, RNG);
    for (const basis of ["x", "y"] as const) {
      const expected = SUMS.map((_, column) => {
        const phases = [0, 1, 2].map((row) => PHASES.data[row * 4 + column]!);
        return densityMatrixOutcomes(
          honestRecord(phases, { preparation: noise, decoding: noise }),
          basis,
        ).reduce((sum, p, outcome) => sum + (outcome % 2 === 0 ? p : -p), 0);
      });
      expect([...found[basis]]).toEqual(near(expected, 12));
    }
  }
});

test("Decoding with the noise of the preparation squares V; a faulty reading shrinks and shifts each quadrature [CQSA-AGG-1]", () => {
  const noise: GateNoise = { channel: "depolarizing2", layout: "star", probability: 0.06 };
  const visibility = ghzQuality(3, noise).visibility ** 2;
  const readout = { zeroToOne: 0.02, oneToZero: 0.05 };
  const decoded = aggregate(PHASES, { shots: null, noise, decoding: noise }, RNG);
  expect([...decoded.visibility]).toEqual(near(SUMS.map(() => visibility)));
  const misread = aggregate(PHASES, { shots: null, noise, decoding: noise, readout }, RNG);
  expect([...misread.x]).toEqual(near(SUMS.map((sum) => 0.93 * visibility * Math.cos(sum) + 0.03)));
  expect([...misread.y]).toEqual(near(SUMS.map((sum) => 0.93 * visibility * Math.sin(sum) + 0.03)));
});

test("Both quadratures are means of independent shots in every coordinate [CQSA-AGG-2] [CQSA-AGG-3]", () => {
  const [shots, coordinates, angle] = [4, 20_000, 0.9];
  const noise: GateNoise = { channel: "depolarizing2", layout: "chain", probability: 0.2 };
  const { visibility } = ghzQuality(2, noise);
  const phases = zeros(2, coordinates);
  phases.data.fill(angle / 2);
  const { x, y } = aggregate(phases, { shots, noise }, randomStream("shots"));
  const zeros0 = (mean: number): number => ((mean + 1) * shots) / 2;
  const counts = Array.from({ length: 25 }, () => 0);
  const next = Array.from({ length: 25 }, () => 0);
  for (let c = 0; c < coordinates; c++) {
    counts[5 * zeros0(x[c]!) + zeros0(y[c]!)]! += 1;
    // Neighbouring coordinates, by x.
    next[5 * zeros0(x[c]!) + zeros0(x[(c + 1) % coordinates]!)]! += 1;
  }
  const law = (expectation: number): number[] => binomialProbabilities(shots, (1 + expectation) / 2);
  const [inX, inY] = [law(visibility * Math.cos(angle)), law(visibility * Math.sin(angle))];
  const joint = (second: readonly number[]): number[] => inX.flatMap((p) => second.map((q) => p * q));
  expect(chiSquareTest(counts, joint(inY)).pValue).toBeGreaterThan(1e-4);
  expect(chiSquareTest(next, joint(inX)).pValue).toBeGreaterThan(1e-4);
});

test("With many shots the estimates close in on the exact ones [CQSA-AGG-1]", () => {
  const noise: GateNoise = { channel: "depolarizing1x2", layout: "star", probability: 0.03 };
  const exact = aggregate(PHASES, { shots: null, noise }, RNG);
  const found = aggregate(PHASES, { shots: 1e9, noise }, randomStream("many shots"));
  for (let c = 0; c < 4; c++) {
    // Six standard errors of a mean of 1e9 outcomes, enlarged by 1/V for the angle.
    expect(Math.abs(found.x[c]! - exact.x[c]!)).toBeLessThan(2e-4);
    expect(Math.abs(found.phaseSum[c]! - exact.phaseSum[c]!)).toBeLessThan(3e-4);
    expect(Math.abs(found.visibility[c]! - exact.visibility[c]!)).toBeLessThan(3e-4);
  }
});

test("The order of the members does not matter [CQSA-AGG-4]", () => {
  const data = PHASES.data;
  const reversed = matrixOf(
    "phases",
    Float64Array.of(...data.slice(8), ...data.slice(4, 8), ...data.slice(0, 4)),
    3,
    4,
  );
  const noise: GateNoise = { channel: "bit-flip", layout: "chain", probability: 0.05 };
  for (const conditions of [EXACT, { shots: 50, noise: noiseless() }]) {
    const [one, other] = [PHASES, reversed].map((phases) =>
      aggregate(phases, conditions, randomStream("order")),
    );
    expect([...other!.phaseSum]).toEqual(near([...one!.phaseSum]));
  }
  const x = (phases: typeof PHASES): number[] => [...aggregate(phases, { shots: null, noise }, RNG).x];
  // Under bit flips members at different places of a chain are not alike: a property of this channel.
  expect(x(reversed)).not.toEqual(near(x(PHASES)));
});

test("An edit acts on the coordinate that it edits and moves no draw elsewhere [CQSA-AGG-1]", () => {
  const conditions = { shots: 100, noise: noiseless() };
  const honest = aggregate(PHASES, conditions, randomStream("edit"));
  const idle: RecordEdit = (record) => record;
  expect(aggregate(PHASES, conditions, randomStream("edit"), idle)).toEqual(honest);
  const seen: number[] = [];
  const flip: RecordEdit = (record, coordinate) => {
    seen.push(coordinate);
    return coordinate === 1 ? { ...record, returning: [[{ kind: "flip" }], [], []] } : record;
  };
  const exact = aggregate(PHASES, EXACT, RNG, flip);
  expect(seen).toEqual([0, 1, 2, 3]);
  expect([...exact.phaseSum]).toEqual(near(SUMS.map((sum, c) => (c === 1 ? -sum : sum))));
});

test("An edited circuit without coherence reads as the phase 0 with visibility 0 [CQSA-AGG-1]", () => {
  const collapse: RecordEdit = (record) => ({
    ...record,
    returning: [[], [{ kind: "measure", axis: "z", fraction: 1 }], []],
  });
  const found = aggregate(PHASES, EXACT, RNG, collapse);
  expect([...found.visibility]).toEqual(near([0, 0, 0, 0]));
  const lost: GateNoise = { channel: "depolarizing2", layout: "chain", probability: 15 / 16 };
  expect([...aggregate(PHASES, { shots: null, noise: lost }, RNG).phaseSum]).toEqual([0, 0, 0, 0]);
});

test("Certain outcomes of edited circuits can be sampled whatever rounding does to them [CQSA-AGG-1]", () => {
  const rng = randomStream("certain");
  const phases = zeros(30, 2000);
  for (let i = 0; i < 29 * 2000; i++) {
    const phase = rng.uniform();
    phases.data[i] = phase;
    phases.data[29 * 2000 + (i % 2000)]! -= phase;
  }
  const edit: RecordEdit = ({ returning, ...record }) => ({
    ...record,
    returning: returning.with(0, [{ kind: "flip" }]),
  });
  const { x } = aggregate(phases, { shots: 10, noise: noiseless() }, rng, edit);
  expect(x).toHaveLength(2000);
  expect(x.every((mean) => mean === 1)).toBe(true);
});

test("A phase of any finite size is a point of the circle [CQSA-AGG-1]", () => {
  const huge = matrixFromRows("phases", [[1.7e308], [1.7e308], [0.3]]);
  const angle = 2 * Math.atan2(Math.sin(1.7e308), Math.cos(1.7e308)) + 0.3;
  const { phaseSum } = aggregate(huge, EXACT, RNG);
  expect(Math.cos(phaseSum[0]!)).toBeCloseTo(Math.cos(angle), 13);
  expect(Math.sin(phaseSum[0]!)).toBeCloseTo(Math.sin(angle), 13);
});

test("The same stream gives the same measurement, another one another [CQSA-DET-1] [CQSA-DET-2]", () => {
  const conditions = { shots: 1000, noise: noiseless() };
  const one = aggregate(PHASES, conditions, randomStream("a"));
  expect(aggregate(PHASES, conditions, randomStream("a"))).toEqual(one);
  expect(aggregate(PHASES, conditions, randomStream("b"))).not.toEqual(one);
});

test("Empty or non-finite phases, shot counts and noise out of range are refused by name [CQSA-AGG-6]", () => {
  const noise = noiseless();
  const cases: readonly (readonly [() => unknown, string])[] = [
    [
      () => aggregate(zeros(0, 3), EXACT, RNG),
      '"phases" expected at least one row and one column, got a Float64Array',
    ],
    [
      () => aggregate(zeros(3, 0), EXACT, RNG),
      '"phases" expected at least one row and one column, got a Float64Array',
    ],
    [
      () => aggregate(matrixOf("phases", Float64Array.of(0, Number.NaN), 1, 2), EXACT, RNG),
      '"phases[0][1]" expected a finite number, got NaN',
    ],
    [
      () => aggregate(PHASES, { ...EXACT, shots: 0 }, RNG),
      '"shots" expected an integer of at least 1, got 0',
    ],
    [
      () => aggregate(PHASES, { ...EXACT, shots: 2.5 }, RNG),
      '"shots" expected an integer of at least 1, got 2.5',
    ],
    [
      () => aggregate(PHASES, { ...EXACT, noise: { ...noise, probability: 2 } }, RNG),
      '"noise.probability" expected a finite number from 0 to 1, got 2',
    ],
    [
      () => aggregate(PHASES, { ...EXACT, decoding: { ...noise, probability: -1 } }, RNG),
      '"decoding.probability" expected a finite number from 0 to 1, got -1',
    ],
    [
      () => aggregate(PHASES, { ...EXACT, decoding: noiseless("star") }, RNG),
      '"decoding.layout" expected chain, as in the preparation, got "star"',
    ],
    [
      () => aggregate(PHASES, { ...EXACT, readout: { zeroToOne: 0, oneToZero: 3 } }, RNG),
      '"readout.oneToZero" expected a finite number from 0 to 1, got 3',
    ],
    [
      () => aggregate(PHASES, EXACT, RNG, (record) => ({ ...record, qubits: 2 })),
      '"outbound" expected 2 lists of operations, got 3',
    ],
  ];
  for (const [call, message] of cases) expect(call).toThrow(new RangeError(message));
});
