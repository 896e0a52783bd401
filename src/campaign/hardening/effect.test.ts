import { expect, test } from "vitest";
import { randomStream } from "../../base/random.ts";
import { sampleBinomial } from "../../quantum/counts.ts";
import { compared, confidenceOfEach, effectOf, gainLeft } from "./effect.ts";
import type { Effect } from "./effect.ts";
import { estimate, rate } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";

function between(lower: number, value: number, upper: number): Estimate {
  return { value, lower, upper };
}

test.each<[string, Estimate, Estimate, number, Effect]>([
  ["to what may be nothing", between(0.9, 1, 1), between(0, 0.05, 0.25), 0, "defeated"],
  ["to what may be chance", between(0.9, 1, 1), between(0.5, 0.5, 0.6), 0.5, "defeated"],
  ["to a trifle that is told from nothing", between(0.9, 1, 1), between(0.001, 0.01, 0.02), 0, "weakened"],
  ["to what is told from chance", between(0.9, 1, 1), between(0.51, 0.55, 0.6), 0.5, "weakened"],
  ["to perhaps nothing, and perhaps all", between(0.4, 0.5, 0.6), between(-0.1, 0.1, 0.4), 0, "unchanged"],
  ["within intervals", between(0.8, 0.9, 1), between(0.6, 0.7, 0.8), 0, "unchanged"],
  ["upwards", between(0.1, 0.2, 0.3), between(0.31, 0.4, 0.5), 0, "helped"],
  ["upwards from nothing", between(0, 0, 0.1), between(0.2, 0.3, 0.4), 0, "helped"],
  ["from nothing to nothing", between(0.4, 0.54, 0.6), between(0.4, 0.5, 0.6), 0.5, "harmless"],
])("a gain that measures bring %s", (_, plain, hardened, nothing, effect) => {
  expect(effectOf(compared(plain, hardened), nothing)).toBe(effect);
});

test("What is left of a gain lies between what its two intervals allow, and is never below nothing", () => {
  const left = (plain: Estimate, hardened: Estimate, nothing: number): Estimate | null =>
    gainLeft(compared(plain, hardened), nothing);
  expect(left(between(0.75, 0.8, 1), between(0.625, 0.65, 0.7), 0.5)).toEqual({
    value: expect.closeTo(0.5, 12) as number,
    lower: expect.closeTo(0.25, 12) as number,
    upper: expect.closeTo(0.8, 12) as number,
  });
  expect(left(between(2, 2, 4), between(-1, -0.5, 1), 0)).toEqual({ value: 0, lower: 0, upper: 0.5 });
  expect(left(between(0, 0.1, 0.2), between(0, 0, 0.1), 0)).toBeNull();
});

test("The interval of what is left of a gain holds its share as often as it says", () => {
  // Of 20 cases each, 0.9 and 0.3 of which succeed: a third is left.
  const rng = randomStream("left");
  const each = confidenceOfEach(0.8);
  expect(each).toBeCloseTo(0.9, 12);
  const drawn = (probability: number): Estimate =>
    estimate([rate(sampleBinomial(rng, 20, probability), 20)], each);
  let held = 0;
  for (let run = 0; run < 400; run++) {
    const share = gainLeft(compared(drawn(0.9), drawn(0.3)), 0)!;
    if (share.lower <= 1 / 3 && share.upper >= 1 / 3) held++;
  }
  // Binomial with 400 runs: 0.8 less four deviations would be 288.
  expect(held).toBeGreaterThanOrEqual(320);
});

test("Measures that change nothing are said to do something to an adversary no more often than agreed on", () => {
  const rng = randomStream("same");
  const drawn = (): Estimate => estimate([rate(sampleBinomial(rng, 40, 0.5), 40)], confidenceOfEach(0.8));
  const effects = Array.from({ length: 500 }, () => effectOf(compared(drawn(), drawn()), 0));
  const wrong = effects.filter((effect) => effect !== "unchanged").length;
  // 0.2 of 500 at most.
  expect(wrong).toBeLessThanOrEqual(100);
});
