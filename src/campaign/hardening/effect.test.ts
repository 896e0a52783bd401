import { expect, test } from "vitest";
import { compared, effectOf } from "./effect.ts";
import type { Effect } from "./effect.ts";
import type { Estimate } from "./estimate.ts";

function between(lower: number, value: number, upper: number): Estimate {
  return { value, lower, upper };
}

test.each<[string, Estimate, Estimate, number, Effect]>([
  ["to a quarter of the gain at most", between(0.9, 1, 1), between(0, 0.05, 0.25), 0, "stopped"],
  ["to a quarter of what is above chance", between(0.9, 1, 1), between(0.5, 0.5, 0.6), 0.5, "stopped"],
  ["to perhaps more than a quarter", between(0.9, 1, 1), between(0, 0.05, 0.26), 0, "lessened"],
  ["within intervals", between(0.8, 0.9, 1), between(0.6, 0.7, 0.8), 0, "unchanged"],
  ["upwards", between(0.1, 0.2, 0.3), between(0.31, 0.4, 0.5), 0, "helped"],
  ["upwards from nothing", between(0, 0, 0.1), between(0.2, 0.3, 0.4), 0, "helped"],
  ["from nothing to nothing", between(0.4, 0.54, 0.6), between(0.4, 0.5, 0.6), 0.5, "harmless"],
])("a gain that measures bring %s", (_, plain, hardened, nothing, effect) => {
  expect(effectOf(compared(plain, hardened), nothing)).toBe(effect);
});
