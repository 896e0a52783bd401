import { expect, test } from "vitest";
import { intervalText } from "./interval-text.ts";

test.each([
  [0.5, 0.418, 0.582, "0.5 [0.41, 0.59]"],
  [1, 0.99928, 1, "1 [0.99, 1]"],
  [0, 0, 0.2193, "0 [0, 0.22]"],
  [-2.4, -3.241, -1.034, "-2.4 [-3.3, -1]"],
  [0.00025, 0.00000729, 0.00131, "0.00025 [0.0000072, 0.0014]"],
  [95.7, 94.49, 96.6, "96 [94, 97]"],
  [0.999, 0.994, 0.9961, "1 [0.99, 1]"],
])(
  "%d in [%d, %d] with two digits is %s, and its ends lie within what is told",
  (value, lower, upper, text) => {
    expect(intervalText({ value, lower, upper }, 2)).toBe(text);
    const [, from, to] = /\[(.*), (.*)\]/.exec(text)!;
    expect(Number(from)).toBeLessThanOrEqual(lower);
    expect(Number(to)).toBeGreaterThanOrEqual(upper);
  },
);
