import { expect, test } from "vitest";
import { chiSquareTest } from "../statistics/chi-square-test.ts";
import { isRefusal } from "./refusal.ts";
import { randomStream } from "./random.ts";
import type { RandomStream } from "./random.ts";

/** The level of each test of fit here; the seeds are fixed, so that it fails always or never. */
const LEVEL = 1e-4;

function words(stream: RandomStream, count = 8): number[] {
  return Array.from({ length: count }, () => stream.word());
}

function histogram(cells: number, draws: number, draw: () => number): number[] {
  const counts = Array.from({ length: cells }, () => 0);
  for (let i = 0; i < draws; i++) counts[draw()]! += 1;
  return counts;
}

function evenFit(counts: readonly number[]): number {
  return chiSquareTest(
    counts,
    counts.map(() => 1 / counts.length),
  ).pValue;
}

test("Equal seeds give equal streams, different seeds different ones [CQSA-DET-1] [CQSA-DET-2]", () => {
  expect(words(randomStream("a"))).toEqual(words(randomStream("a")));
  expect(words(randomStream("a"))).not.toEqual(words(randomStream("b")));
});

test("A label is the path of names behind the seed and its length", () => {
  expect(randomStream("a").fork("b").label).toBe("1:a/b");
  expect(randomStream("a").fork("b").fork("c").label).toBe("1:a/b/c");
  expect(words(randomStream("a").fork("b").fork("c"))).toEqual(words(randomStream("a").fork("b/c")));
});

test("No seed imitates a fork of another", () => {
  expect(words(randomStream("a/b"))).not.toEqual(words(randomStream("a").fork("b")));
});

test("Seeds that differ in any way differ in their streams, whatever alphabet they are written in", () => {
  // By low bytes alone "š" is "a", and lone surrogates all have the same UTF-8 replacement.
  const seeds = ["a", "š", "\u{1f061}", "\ud800", "\ud801", "", "\0", "\0\0", "a\0", '"', "\\"];
  // By repetition up to 256 characters "ab" is "abab", and long seeds differ beyond that only.
  const long = "0123456789abcdef".repeat(40);
  const others = ["ab", "abab", "ababab", long, `${long}0`, `${long.slice(0, -1)}e`, `x${long.slice(1)}`];
  const first = [...seeds, ...others].map((seed) => words(randomStream(seed), 2).join(" "));
  expect(first).toHaveLength(18);
  expect(new Set(first).size).toBe(18);
  const fork = randomStream("x");
  expect(words(fork.fork("y"))).not.toEqual(words(fork.fork("y1:x/y")));
});

test("Drawing from a parent or a sibling moves no draw of a child", () => {
  const untouched = words(randomStream("parent").fork("child"));
  const parent = randomStream("parent");
  words(parent, 100);
  words(parent.fork("sibling"), 100);
  const child = parent.fork("child");
  words(parent, 100);
  expect(words(child)).toEqual(untouched);
  const continued = randomStream("parent");
  const before = words(continued);
  words(continued.fork("child"), 100);
  expect([...before, ...words(continued)]).toEqual(words(randomStream("parent"), 16));
});

test("Many forks of one stream start at uniform, distinct places", () => {
  const parent = randomStream("forks");
  const first = Array.from({ length: 20_000 }, (_, i) => parent.fork(`client/${i}`).word());
  expect(new Set(first).size).toBeGreaterThan(19_990);
  const cells = Array.from({ length: 64 }, () => 0);
  for (const word of first) cells[word >>> 26]! += 1;
  expect(evenFit(cells)).toBeGreaterThan(LEVEL);
});

test("Words are signed 32-bit integers with fair bits", () => {
  const stream = randomStream("words");
  const ones = Array.from({ length: 32 }, () => 0);
  const draws = 40_000;
  for (let i = 0; i < draws; i++) {
    const word = stream.word();
    expect(word).toBe(word | 0);
    for (let bit = 0; bit < 32; bit++) ones[bit]! += (word >>> bit) & 1;
  }
  for (const count of ones) {
    expect(chiSquareTest([count, draws - count], [0.5, 0.5]).pValue).toBeGreaterThan(LEVEL);
  }
});

test("Uniform numbers lie in [0, 1), fill it evenly, and use bits down to 2⁻⁵³", () => {
  const stream = randomStream("uniform");
  let fine = 0;
  const counts = histogram(100, 100_000, () => {
    const u = stream.uniform();
    expect(u >= 0 && u < 1).toBe(true);
    expect(Number.isInteger(u * 2 ** 53)).toBe(true);
    if (!Number.isInteger(u * 2 ** 52)) fine++;
    return Math.floor(u * 100);
  });
  expect(evenFit(counts)).toBeGreaterThan(LEVEL);
  expect(chiSquareTest([fine, 100_000 - fine], [0.5, 0.5]).pValue).toBeGreaterThan(LEVEL);
});

test("Consecutive uniform numbers are unrelated", () => {
  const stream = randomStream("pairs");
  const counts = histogram(
    400,
    100_000,
    () => 20 * Math.floor(20 * stream.uniform()) + Math.floor(20 * stream.uniform()),
  );
  expect(evenFit(counts)).toBeGreaterThan(LEVEL);
});

test.each([1, 2, 3, 7, 10, 64])("Integers below %i are equally likely [CQSA-PAR-4]", (bound) => {
  const stream = randomStream("integers");
  const counts = histogram(bound, 30_000, () => stream.integer(bound));
  expect(counts).toHaveLength(bound);
  expect(evenFit(counts)).toBeGreaterThan(LEVEL);
});

test("Large bounds are free of modulo bias", () => {
  // 3·2³⁰ out of 2³²: a remainder would show the lowest third of results twice as often.
  for (const bound of [3 * 2 ** 30, 2 ** 32, 2 ** 32 + 1, 3 * 2 ** 51, 2 ** 52, 2 ** 53 - 1]) {
    const stream = randomStream(`bound ${bound}`);
    const counts = histogram(48, 20_000, () => {
      const draw = stream.integer(bound);
      expect(Number.isSafeInteger(draw) && draw >= 0 && draw < bound).toBe(true);
      return Math.floor((draw / bound) * 48);
    });
    expect(evenFit(counts)).toBeGreaterThan(LEVEL);
    const parity = histogram(2, 20_000, () => stream.integer(bound) % 2);
    expect(evenFit(parity)).toBeGreaterThan(LEVEL);
  }
});

test("Bounds that are no positive safe integer are refused", () => {
  const stream = randomStream("bounds");
  for (const bound of [0, -1, 1.5, 2 ** 53, Number.NaN, Infinity]) {
    const message = `"bound" expected an integer from 1 to 2^53 − 1, got ${bound}`;
    expect(() => stream.integer(bound)).toThrow(new RangeError(message));
    try {
      stream.integer(bound);
    } catch (error) {
      expect(isRefusal(error)).toBe(true);
    }
  }
});
