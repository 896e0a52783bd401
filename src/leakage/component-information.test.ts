import { expect, test } from "vitest";
import { zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { fillNormal } from "../learning/normal.ts";
import { partition } from "../protocol/partition.ts";
import { componentInformation } from "./component-information.ts";
import { gaussianInformation } from "./gaussian-information.ts";

/** Clients that differ along two directions, by 9 and by 3, and in the third not at all; larger by a half each round. */
function rounds(count: number, clients: number): Matrix[] {
  return Array.from({ length: count }, (_, t) => {
    const updates = zeros(clients, 3);
    fillNormal(randomStream("components").fork(`${t}`), updates.data);
    for (let i = 0; i < updates.data.length; i++) updates.data[i]! *= 1.5 ** t * [9, 3, 0][i % 3]!;
    for (let i = 0; i < clients; i++) updates.data[3 * i + 2] = 40;
    return updates;
  });
}

test("each component of Gaussian clients tells ½·log₂(k/(k − 1)) bits, whatever its size and the round's", () => {
  const rng = randomStream("partitions");
  const updates = rounds(12, 200);
  const partitions = updates.map(() =>
    partition({ clients: 200, clusterSize: 2, remainder: "balanced" }, rng),
  );
  const options = { components: 2, confidence: 0.999, calibrations: 8 };
  const found = componentInformation(updates, partitions, options, randomStream("estimates"));
  expect(found).toHaveLength(2);
  const expected = gaussianInformation({ members: 2 });
  for (const { lower, upper, pairs } of found) {
    expect(pairs).toBe(1200);
    expect(lower).toBeLessThan(expected);
    expect(upper).toBeGreaterThan(expected);
    expect(lower).toBeGreaterThan(0);
  }
  expect(found[0]!.share + found[1]!.share).toBeCloseTo(1, 9);
  expect(found[0]!.share).toBeGreaterThan(0.8);
});

test("no rounds, partitions of another number, and more components than there are, are refused", () => {
  const rng = randomStream("bad");
  const options = { components: 1, confidence: 0.9 };
  expect(() => componentInformation([], [], options, rng)).toThrow('"updates.length" expected');
  expect(() => componentInformation(rounds(1, 4), [], options, rng)).toThrow(
    '"partitions" expected 1 rounds',
  );
  expect(() =>
    componentInformation(rounds(1, 4), [[[0, 1, 2, 3]]], { ...options, components: 4 }, rng),
  ).toThrow('"components" expected');
});
