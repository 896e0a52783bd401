import { expect, test } from "vitest";
import { clientParity } from "../../src/quantum/client-parity.ts";
import { outcomeDistribution } from "../../src/quantum/contract.ts";
import { sampleBinomial } from "../../src/quantum/counts.ts";
import { honestVisibility, quadratures } from "../../src/quantum/evaluate.ts";
import { LAYOUTS, noiseless } from "../../src/quantum/noise.ts";
import type { GateNoise } from "../../src/quantum/noise.ts";
import { AXES, honestRecord } from "../../src/quantum/record.ts";
import type { CircuitRecord, QubitOperation } from "../../src/quantum/record.ts";
import { randomStream } from "../../src/base/random.ts";
import { clopperPearson } from "../../src/statistics/clopper-pearson.ts";
import { decoyVariance, interceptedReading, interceptedResidues } from "./links.ts";
import type { Interception } from "./links.ts";
import { BLIND_PASS, collapsePass, ghzPass, interceptedPass, productPass } from "./verification.ts";

const PHASES = [0.7, -0.4, 1.1];
const SUM = 0.7 - 0.4 + 1.1;

function onLink(
  record: CircuitRecord,
  qubit: number,
  link: "outbound" | "returning",
  operation: QubitOperation,
): CircuitRecord {
  return { ...record, [link]: record[link].map((own, j) => (j === qubit ? [...own, operation] : own)) };
}

const CASES = AXES.flatMap((axis) =>
  (["outbound", "returning"] as const).flatMap((link) => [0, 2].map((qubit) => ({ axis, link, qubit }))),
);

test.for(CASES)(
  "$axis measured on the $link link of qubit $qubit leaves what the exact evaluator reads [THR-LINK-2]",
  ({ axis, link, qubit }) => {
    for (const layout of LAYOUTS) {
      for (const share of [1, 0.3]) {
        const noise: GateNoise = { channel: "depolarizing2", layout, probability: 0.04 };
        const honest = honestRecord(PHASES, { preparation: noise });
        const record = onLink(honest, qubit, link, { kind: "measure", axis, fraction: share });
        const how: Interception = { axis, link, isControl: qubit === 0, share };
        const visibility = honestVisibility(3, noise, noiseless(layout))!;
        const form = interceptedReading(SUM, PHASES[qubit]!, how, visibility);
        const found = quadratures(record);
        expect(found.x).toBeCloseTo(form.x, 12);
        expect(found.y).toBeCloseTo(form.y, 12);
        const quiet = onLink(honestRecord(PHASES, { preparation: noiseless(layout) }), qubit, link, {
          kind: "measure",
          axis,
          fraction: share,
        });
        const [none, one] = outcomeDistribution(quiet, "x");
        expect(1 - none! - one!).toBeCloseTo(interceptedResidues(how), 12);
      }
    }
  },
);

test("Intercept–resend leaves the visibilities and angles of the claim register [SE-1]", () => {
  const read = (how: Omit<Interception, "share">, own: number): { length: number; angle: number } => {
    const { x, y } = interceptedReading(SUM, own, { ...how, share: 1 });
    return { length: Math.hypot(x, y), angle: Math.atan2(y, x) };
  };
  expect(read({ axis: "z", link: "outbound", isControl: false }, 0.4).length).toBeCloseTo(0, 12);
  // x on the way out: |cos θ_j|; on the control |cos(Θ − θ₀)|, and its own phase is read.
  expect(read({ axis: "x", link: "outbound", isControl: false }, 0.4).length).toBeCloseTo(Math.cos(0.4), 12);
  const control = read({ axis: "x", link: "outbound", isControl: true }, 0.4);
  expect(control.length).toBeCloseTo(Math.cos(SUM - 0.4), 12);
  expect(control.angle).toBeCloseTo(0.4, 12);
  // x on the way back: V = 1 and the angle Θ; on the control |cos Θ|.
  const back = read({ axis: "x", link: "returning", isControl: false }, 0.4);
  expect([back.length, back.angle]).toEqual([expect.closeTo(1, 12), expect.closeTo(SUM, 12)]);
  const controlBack = read({ axis: "x", link: "returning", isControl: true }, 0.4);
  expect(controlBack.length).toBeCloseTo(Math.cos(SUM), 12);
});

/** The mean chance that a test state of three clients passes: the mean of polynomials of low degree over a fine enough grid is exact. */
function passOf(circuit: (angles: number[]) => CircuitRecord): number {
  const steps = 6;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      for (const odd of [0, 1]) {
        const [a, b] = [(2 * Math.PI * i) / steps, (2 * Math.PI * j) / steps];
        const angles = [a, b, odd * Math.PI - a - b];
        const expected = odd === 1 ? -1 : 1;
        sum += (1 + expected * clientParity(circuit(angles.map((angle) => -angle)))) / 2;
        count++;
      }
    }
  }
  return sum / count;
}

test("Test states pass as often as the closed forms say, whoever prepared them or was on a link [THR-HARD-2]", () => {
  const noise: GateNoise = { channel: "depolarizing1x2", layout: "star", probability: 0.03 };
  const visibility = honestVisibility(3, noise, noiseless("star"))!;
  const ghz = (angles: number[]): CircuitRecord => honestRecord(angles, { preparation: noise });
  expect(passOf(ghz)).toBeCloseTo(ghzPass(visibility), 12);
  expect(passOf((angles) => ({ ...ghz(angles), source: { kind: "product" } }))).toBeCloseTo(
    productPass(3),
    12,
  );
  for (const flip of [0, 1, 2]) {
    const signed = passOf((angles) => ({ ...ghz(angles), source: { kind: "ghz", flips: [flip] } }));
    expect(signed).toBeCloseTo(BLIND_PASS, 12);
    const swapped = passOf((angles) => onLink(ghz(angles), flip, "outbound", { kind: "swap" }));
    expect(swapped).toBeCloseTo(BLIND_PASS, 12);
    for (const axis of AXES) {
      const measure: QubitOperation = { kind: "measure", axis, fraction: 1 };
      const tapped = passOf((angles) => onLink(ghz(angles), flip, "outbound", measure));
      expect(tapped).toBeCloseTo(interceptedPass(axis, visibility), 12);
    }
  }
});

test("A full collapse passes a floor τ of the visibility with exp(−Rτ²/4), within what is drawn", () => {
  const rng = randomStream("collapse");
  const [shots, floor, trials] = [500, 0.06, 4000];
  let passed = 0;
  for (let trial = 0; trial < trials; trial++) {
    const [x, y] = [0, 0].map(() => (2 * sampleBinomial(rng, shots, 0.5)) / shots - 1);
    if (Math.hypot(x!, y!) > floor) passed++;
  }
  const { lower, upper } = clopperPearson(passed, trials, 1 - 1e-6);
  // The form is that of a normal length: counts of 500 shots are close to it.
  expect(collapsePass(2 * shots, floor)).toBeGreaterThan(lower - 0.01);
  expect(collapsePass(2 * shots, floor)).toBeLessThan(upper + 0.01);
});

test("R = 1000 shots of a decoy read its phase to .045 radians at 0 and .032 at π/4", () => {
  expect(Math.sqrt(decoyVariance(1000, 0))).toBeCloseTo(0.0447, 4);
  expect(Math.sqrt(decoyVariance(1000, Math.PI / 4))).toBeCloseTo(0.0316, 4);
});
