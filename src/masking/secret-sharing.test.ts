import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { restoreVector, shareVector } from "./secret-sharing.ts";

const SECRET = Float64Array.of(0, 1, 2 ** 24 - 1, 2 ** 24, 2 ** 53 - 1, 123_456_789_012);

test("Any t of n shares restore the vector, to the last bit [THR-HARD-2]", () => {
  const shares = shareVector(SECRET, 6, 3, randomStream("share"));
  expect(shares).toHaveLength(6);
  let tried = 0;
  for (let a = 0; a < 6; a++) {
    for (let b = a + 1; b < 6; b++) {
      for (let c = b + 1; c < 6; c++) {
        expect(restoreVector([shares[c]!, shares[a]!, shares[b]!])).toEqual(SECRET);
        tried++;
      }
    }
  }
  expect(tried).toBe(20);
  expect(restoreVector(shares)).toEqual(SECRET);
});

test("Fewer than t shares stand for every secret alike: each has one further share that fits [THR-HARD-2]", () => {
  // With t = 2 a share fixes one point of a line; for any secret there is one line through both.
  const prime = 16_777_259;
  const [first, second] = shareVector(Float64Array.of(5), 2, 2, randomStream("line"));
  for (const other of [0, 5, 77, 2 ** 24 - 1]) {
    const forged = second!.values.slice();
    // The line through (0, other) and (1, y) is 2y − other at 2.
    forged[0] = (2 * first!.values[0]! - other + 2 * prime) % prime;
    expect(restoreVector([first!, { place: 2, values: forged }])[0]).toBe(other);
  }
});

test("A share of a constant is uniform: its mean is half of the prime within five standard errors [THR-HARD-2]", () => {
  const [share] = shareVector(new Float64Array(3000), 3, 2, randomStream("uniform"));
  const mean = share!.values.reduce((sum, value) => sum + value, 0) / share!.values.length;
  const error = 16_777_259 / Math.sqrt(12 * share!.values.length);
  expect(Math.abs(mean - 16_777_259 / 2)).toBeLessThan(5 * error);
});

test("Thresholds and shares that cannot be are refused [THR-HARD-2]", () => {
  const rng = randomStream("refused");
  expect(() => shareVector(SECRET, 3, 4, rng)).toThrow('"threshold" expected an integer from 1 to 3, got 4');
  expect(() => shareVector(SECRET, 0, 1, rng)).toThrow(
    '"parties" expected an integer from 1 to 16777258, got 0',
  );
  expect(() => shareVector(SECRET, 16_777_259, 1, rng)).toThrow('"parties" expected');
  expect(() => restoreVector([])).toThrow('"shares" expected at least one share');
  const [a, b] = shareVector(SECRET, 2, 2, rng);
  expect(() => restoreVector([a!, a!])).toThrow('"shares" expected each place once');
  expect(() => restoreVector([a!, { ...b!, values: new Float64Array(1) }])).toThrow(
    '"shares" expected shares of one length',
  );
});
