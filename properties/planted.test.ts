import { expect, test } from "vitest";
import type { Implementation } from "../src/implementation/implementation.ts";
import { createReference } from "../src/implementation/reference.ts";
import { confirmationLevels, DEFAULT_FALSE_ALARM_BUDGET } from "../src/statistics/budget.ts";
import { detectableProbabilityShift } from "../src/statistics/power.ts";
import { agreementShift } from "./aggregation/agreement.ts";
import { detectableBias, detectableScatter, detectableVisibilities } from "./aggregation/error-power.ts";
import { valuesShift } from "./aggregation/estimate-cells.ts";
import { leastDeparture } from "./aggregation/least-departure.ts";
import { laws } from "./index.ts";
import type { StatisticalLaw } from "./law.ts";
import { coMembershipShift, TWELVE, TWENTY_FOUR } from "./partition/co-membership.ts";
import { levelOf } from "./run-law.ts";
import { STATED_POWER } from "./stated-power.ts";

const statistical = laws.filter((law): law is StatisticalLaw => law.kind === "statistical");
const { first } = confirmationLevels(levelOf(laws, DEFAULT_FALSE_ALARM_BUDGET));
/** Fewer observations make a test quick, and the effects large. */
const SIZE = 800;

function plantedIn(law: StatisticalLaw): Implementation {
  return law.plant!(createReference(), SIZE, first);
}

test("there are statistical laws, and each plants the effect that it states", () => {
  expect(statistical.length).toBeGreaterThanOrEqual(16);
  expect(statistical.filter(({ plant }) => plant === undefined).map(({ id }) => id)).toEqual([]);
});

// One draw of a hundred would miss: `cqsa mutants --power` draws a hundred of each.
test.each(statistical.map((law) => ({ id: law.id, law })))(
  "$id finds its smallest effect, where the reference is far from that",
  async ({ law }) => {
    expect(law.smallestEffect(SIZE, first)).toMatch(/\d/);
    const found = await law.measure(plantedIn(law), "an effect", SIZE);
    expect(found.observations).toBeGreaterThan(SIZE / 2);
    expect(found.pValue).toBeLessThan(first);
    const clean = await law.measure(createReference(), "an effect", SIZE);
    expect(clean.pValue).toBeGreaterThan(1e-3);
  },
);

test.each(statistical.map((law) => ({ id: law.id, law })))(
  "$id states a smaller effect for a larger sample and for a milder level",
  ({ law }) => {
    const stated = (size: number, level: number): number => {
      const text = law.smallestEffect(size, level);
      const [, number = ""] = /(?:off by|bias of|error of|less, or) (\d+\.\d+)/.exec(text) ?? [];
      return Number(number);
    };
    const base = stated(4000, 1e-5);
    expect(base).toBeGreaterThan(0);
    expect(stated(16_000, 1e-5)).toBeLessThan(base);
    expect(stated(4000, 1e-3)).toBeLessThan(base);
  },
);

test("values and pairs of any probability are found where those of ½ are", () => {
  for (const [count, tests] of [
    [1000, 216],
    [2000, 144],
  ] as const) {
    const shift = valuesShift(count, tests, 1e-5);
    expect(shift).toBeGreaterThan(0.05);
    for (let p = 0.02; p < 0.99; p += 0.03) {
      expect(detectableProbabilityShift(count, p, 1e-5 / tests, STATED_POWER)).toBeLessThan(1.01 * shift);
    }
  }
  const pairs = agreementShift(3000, 6, 1e-5);
  for (let p = 0.4; p < 0.61; p += 0.02) {
    expect(detectableProbabilityShift(3000, p, 1e-5 / 6, STATED_POWER)).toBeLessThan(pairs * 1.01);
  }
});

test("clients in twelve need a larger change than in twenty-four, so that its statement holds for both", () => {
  expect(coMembershipShift(TWENTY_FOUR, 4000, 1e-5)).toBeLessThan(coMembershipShift(TWELVE, 4000, 1e-5));
});

test("effects of errors are those of normal ones, where these are nearly so", () => {
  const measured = { shots: 201, angle: 0.3, visibility: 1 };
  const design = { size: 3000, level: 1e-5 };
  // Chernoff's √(2·ln(2/level)) and the 99 % quantile, in deviations of the mean.
  const reach = Math.sqrt(2 * Math.log(2 / design.level)) + 2.326;
  const deviation = Math.sqrt((1 - Math.sin(0.6) ** 2 / 2) / measured.shots);
  expect(detectableBias(measured, design) / ((reach * deviation) / Math.sqrt(design.size))).toBeCloseTo(1, 1);
  const scatter = detectableScatter(measured, design);
  expect(scatter).toBeGreaterThan((reach * Math.SQRT2) / Math.sqrt(design.size));
  expect(scatter).toBeLessThan((1.15 * reach * Math.SQRT2) / Math.sqrt(design.size));
});

test("a visibility is found on both sides, and a sample of ten finds none", () => {
  const measured = { shots: 101, angle: 0.4, visibility: 0.3 };
  const { low, high } = detectableVisibilities(measured, { size: 3000, level: 1e-5 });
  expect(low).toBeGreaterThan(0.25);
  expect(low).toBeLessThan(0.29);
  expect(high).toBeGreaterThan(0.31);
  expect(high).toBeLessThan(0.35);
  expect(detectableVisibilities(measured, { size: 4, level: 1e-9 }).low).toBe(-Infinity);
});

test("the least departure is the end of the missed ones, or infinite", () => {
  expect(leastDeparture(2, (x) => x >= 0.3)).toBeCloseTo(0.3, 4);
  expect(leastDeparture(2, (x) => x >= 0.3)).toBeGreaterThanOrEqual(0.3);
  expect(leastDeparture(2, () => false)).toBe(Infinity);
});
