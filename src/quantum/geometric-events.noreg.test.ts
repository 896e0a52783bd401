import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { EVENT_KINDS, geometricEvents } from "./geometric-events.ts";

/** A number that tells the entries of three batches from others. */
function fingerprint(slots: number, entries: readonly (readonly [number, number])[], shots: number): number {
  const law = new Float64Array(EVENT_KINDS);
  for (const [kind, probability] of entries) law[kind] = probability;
  const { codes, fill } = geometricEvents(randomStream("events of a seed"), slots, law, shots);
  let sum = 0;
  for (let batch = 0; batch < 3; batch++) {
    fill();
    for (const code of codes) sum = (Math.imul(sum, 31) + code) | 0;
  }
  return sum;
}

test("The events of a seed stay what they are, from tables and from logarithms [CQSA-GHZ-1]", () => {
  const frequent = [
    [1, 0.02],
    [4, 0.03],
  ] as const;
  const rare = [
    [1, 0.0003],
    [6, 0.0005],
  ] as const;
  expect([
    fingerprint(3, frequent, 10),
    fingerprint(3, frequent, 100_000),
    // From 228 gaps on a table pays.
    fingerprint(19, rare, 30_060),
    fingerprint(19, rare, 30_070),
    fingerprint(19, rare, 1_000_000),
    fingerprint(8192, [[2, 0.00003]], 1_000_000),
    fingerprint(8192, [[2, 0.00002]], 1_000_000),
    fingerprint(2, [[7, 1]], 50),
    fingerprint(2, [], 50),
  ]).toEqual([
    -1180593573, 845208074, -449195200, -923247320, -663983297, -1917574466, 2059225808, 148074496,
    1073741824,
  ]);
});
