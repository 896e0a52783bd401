import { expect, test } from "vitest";
import { randomStream } from "../../base/random.ts";
import { zeros } from "../../base/matrix.ts";
import { clopperPearson } from "../../statistics/clopper-pearson.ts";
import { honestRecord } from "../../quantum/record.ts";
import type { CircuitRecord } from "../../quantum/record.ts";
import { aggregate } from "../aggregate.ts";
import { honestReach, isInBand } from "./guard-band.ts";
import { honestResidues, residuesStandOut } from "./residue-parity.ts";
import { failsVerification, passedTests } from "./verification-rounds.ts";
import { pooledVisibility, visibilityFloor } from "./visibility-floor.ts";

const QUIET = { channel: "none", layout: "chain", probability: 0 } as const;
const NOISY = { channel: "depolarizing2", layout: "chain", probability: 0.02 } as const;
/** Beyond it, a test here fails once in a million runs on other seeds. */
const CONFIDENCE = 1 - 2e-6;

function measured(trial: number, shots: number, collapse = 0): ReturnType<typeof aggregate> {
  const rng = randomStream(`checks/${trial}`);
  const phases = zeros(3, 12);
  for (let i = 0; i < phases.data.length; i++) phases.data[i] = ((2 * rng.uniform() - 1) * Math.PI) / 3;
  return aggregate(phases, { shots, noise: NOISY }, rng, (record) =>
    collapse === 0
      ? record
      : {
          ...record,
          clients: record.clients.map((own, j) =>
            j === 1 ? [...own, { kind: "measure", axis: "z", fraction: collapse }] : own,
          ),
        },
  );
}

/** V of three clients by the closed form (1 − 16p/15)². */
const VISIBILITY = (1 - (16 * 0.02) / 15) ** 2;

test("Honest clusters fall below the visibility floor no more often than stated, at one shot either [WIRE-EXT-7]", () => {
  const falseAlarm = 0.1;
  for (const shots of [1, 3, 30]) {
    const floor = visibilityFloor(VISIBILITY, 12, shots, falseAlarm);
    const lengths = Array.from({ length: 800 }, (_, i) => pooledVisibility(measured(i, shots)));
    const alarms = lengths.filter((length) => length < floor).length;
    expect(clopperPearson(alarms, lengths.length, CONFIDENCE).lower).toBeLessThanOrEqual(falseAlarm);
  }
  // At a thousand shots a collapse of a tenth of them shows in every cluster.
  const floor = visibilityFloor(VISIBILITY, 12, 1000, 1e-3);
  expect(floor).toBeCloseTo(VISIBILITY - Math.sqrt((2 * Math.log(1000)) / 12_000), 12);
  for (let i = 0; i < 20; i++) {
    expect(pooledVisibility(measured(i, 1000))).toBeGreaterThan(floor);
    expect(pooledVisibility(measured(i, 1000, 0.1))).toBeLessThan(floor);
  }
});

test("No honest sum is in the guard band, at few shots either; a sum at π is [WIRE-EXT-5, WIRE-EXT-7]", () => {
  const phases = zeros(2, 4);
  phases.data.fill(Math.PI / 2 / 1.5);
  let judged = 0;
  for (const shots of [20, 1000, 20_000]) {
    const reach = honestReach(1.5, 1, 4, shots, 1e-3);
    for (let i = 0; i < 100; i++) {
      const sums = aggregate(phases, { shots, noise: QUIET }, randomStream(`band/${shots}/${i}`));
      expect(isInBand(sums, reach)).toBe(false);
      judged++;
    }
  }
  expect(judged).toBe(300);
  expect(honestReach(1.5, 1, 4, 20, 1e-3)).toBe(Math.PI);
  const far = zeros(1, 4);
  far.data[2] = 3;
  const wide = aggregate(far, { shots: 20_000, noise: QUIET }, randomStream("far"));
  expect(isInBand(wide, honestReach(1.5, 1, 4, 20_000, 1e-3))).toBe(true);
});

test("Residues stand out no more often than stated under noise, and always where a flip is [WIRE-EXT-7]", () => {
  const honest = honestResidues(4, NOISY, QUIET, { zeroToOne: 0, oneToZero: 0 });
  const chances = new Float64Array(5).fill(honest);
  let alarms = 0;
  for (let i = 0; i < 2000; i++) {
    if (residuesStandOut(chances, honest, 100, 0.05, randomStream(`residues/${i}`))) alarms++;
  }
  const { lower, upper } = clopperPearson(alarms, 2000, CONFIDENCE);
  expect(lower).toBeLessThanOrEqual(0.05);
  // The binomial steps are fine enough here that the level is nearly used up.
  expect(upper).toBeGreaterThan(0.03);
  chances[3] = 1;
  expect(residuesStandOut(chances, honest, 100, 1e-6, randomStream("flip"))).toBe(true);
  expect(residuesStandOut(chances, honest, null, 1e-6, randomStream("flip"))).toBe(true);
});

const TESTS: readonly [string, number, (honest: CircuitRecord) => CircuitRecord][] = [
  ["noisy GHZ states: (1 + V)/2", (1 + (1 - (16 * 0.02) / 15) ** 3) / 2, (honest) => honest],
  ["product states: ½ + 2^−k", 0.5 + 2 ** -4, (honest) => ({ ...honest, source: { kind: "product" } })],
  ["a flipped qubit: ½", 0.5, (honest) => ({ ...honest, source: { kind: "ghz", flips: [2] } })],
  [
    "a qubit measured along z on its way: ½",
    0.5,
    (honest) => ({ ...honest, outbound: [[{ kind: "measure", axis: "z", fraction: 1 }], [], [], []] }),
  ],
  [
    "a qubit measured along x on its way: ½ + V/4",
    0.5 + (1 - (16 * 0.02) / 15) ** 3 / 4,
    (honest) => ({ ...honest, outbound: [[], [{ kind: "measure", axis: "x", fraction: 1 }], [], []] }),
  ],
];

test.each(TESTS)("Test states of four clients pass as often as %s [WIRE-EXT-7]", (name, expected, edit) => {
  const preparation = name.startsWith("product") ? QUIET : NOISY;
  const states = 8000;
  const circuit = (angles: Float64Array): CircuitRecord => edit(honestRecord(angles, { preparation }));
  const passed = passedTests(4, 1, states, circuit, randomStream(name));
  const { lower, upper } = clopperPearson(passed, states, CONFIDENCE);
  expect(expected).toBeGreaterThanOrEqual(lower);
  expect(expected).toBeLessThanOrEqual(upper);
});

test("Without noise a single failed test is enough; with it, as few as the binomial tail allows [WIRE-EXT-7]", () => {
  expect(failsVerification(64, 64, 4, QUIET, 1e-3)).toBe(false);
  expect(failsVerification(63, 64, 4, QUIET, 1e-3)).toBe(true);
  // (1 + V)/2 = .96868: P(at most 54 of 64) is 2.9e-5, P(at most 57) is .0039, summed term by term elsewhere.
  expect(failsVerification(54, 64, 4, NOISY, 1e-3)).toBe(true);
  expect(failsVerification(57, 64, 4, NOISY, 1e-3)).toBe(false);
});
