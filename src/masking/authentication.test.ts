import fc from "fast-check";
import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { drawTagKey, tagOf } from "./authentication.ts";

const PRIME = 2n ** 127n - 1n;

test("A tag is the polynomial written out by powers, and the pad [THR-HARD-2]", () => {
  const key = { point: 12_345_678_901_234_567_890n, pad: PRIME - 3n };
  const vector = [7, 0, 2 ** 53 - 1];
  let expected = 3n * key.point ** 4n + 7n * key.point ** 3n + BigInt(2 ** 53 - 1) * key.point;
  expected = (expected + key.pad) % PRIME;
  expect(tagOf(vector, key)).toBe(expected);
});

test("Another vector, another length or order, has another tag [THR-HARD-2]", () => {
  const vectors = fc.array(fc.nat({ max: 2 ** 30 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(vectors, vectors, fc.string(), (one, other, seed) => {
      const key = drawTagKey(randomStream(seed));
      expect(tagOf(one, key) === tagOf(other, key)).toBe(String(one) === String(other));
      expect(tagOf([0, ...one], key)).not.toBe(tagOf(one, key));
    }),
  );
});

test("Point and pad are four words each, the first one highest, modulo the prime [THR-HARD-2]", () => {
  const words = [1, 2, 3, 4, -1, -1, -1, -1];
  const key = drawTagKey({ ...randomStream("words"), word: () => words.shift()! });
  expect(words).toEqual([]);
  expect(key.point).toBe(2n ** 96n + 2n * 2n ** 64n + 3n * 2n ** 32n + 4n);
  // 2¹²⁸ − 1 = 2·(2¹²⁷ − 1) + 1.
  expect(key.pad).toBe(1n);
});

test("Keys are drawn anew and below the prime [THR-HARD-2]", () => {
  const keys = Array.from({ length: 200 }, (_, i) => drawTagKey(randomStream(`key/${i}`)));
  expect(new Set(keys.flatMap(({ point, pad }) => [point, pad])).size).toBe(400);
  expect(keys.every(({ point, pad }) => point < PRIME && pad < PRIME)).toBe(true);
  expect(keys.some(({ point }) => point > PRIME / 2n)).toBe(true);
});
