import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { generatePads, padsOf } from "./pads.ts";

test("the two clients of a pair hold the same pad, and nobody holds one with itself [THR-ASM-4]", () => {
  const pads = generatePads(randomStream("pads"), 5, 7, 16);
  expect(pads.pads.rows).toBe(10);
  for (let i = 0; i < 5; i++) {
    const held = padsOf(pads, i);
    expect([...held.keys()]).toEqual([0, 1, 2, 3, 4].filter((j) => j !== i));
    for (const [peer, pad] of held) {
      expect(pad).toHaveLength(7);
      expect(Array.from(pad)).toEqual(Array.from(padsOf(pads, peer).get(i)!));
    }
  }
  expect(new Set(Array.from({ length: 10 }, (_, r) => pads.pads.data[r * 7])).size).toBe(10);
});

test("every pair has a pad of its own [THR-ASM-4]", () => {
  const pads = generatePads(randomStream("pads"), 6, 4, 30);
  const below = Array.from({ length: 6 }, (_, j) => [...padsOf(pads, j)].slice(0, j)).flat();
  expect(below).toHaveLength(15);
  expect(new Set(below.map(([, pad]) => pad.join())).size).toBe(15);
});

test.each([2, 8, 31, 32, 33, 52, 53])(
  "pads of %i bits are integers in range and every bit is fair [THR-ASM-4]",
  (bits) => {
    // Independent way: 12,000 fair bits give a share of .5 ± .0046; 6 standard errors are .027.
    const { pads } = generatePads(randomStream("fair"), 4, 2000, bits);
    expect(pads.data).toHaveLength(12_000);
    const ones = new Float64Array(bits);
    const bad = pads.data.filter((pad) => !Number.isSafeInteger(pad) || pad < 0 || pad >= 2 ** bits);
    expect(bad).toHaveLength(0);
    for (const pad of pads.data) {
      for (let b = 0; b < bits; b++) ones[b]! += Math.floor(pad / 2 ** b) % 2;
    }
    for (const count of ones) expect(Math.abs(count / 12_000 - 0.5)).toBeLessThan(0.027);
  },
);

test("a pad depends on its pair alone, not on the number of clients or on earlier draws [THR-ASM-4]", () => {
  const rng = randomStream("stable");
  const few = generatePads(rng, 3, 4, 20);
  rng.word();
  const many = generatePads(rng, 6, 4, 20);
  for (let i = 0; i < 3; i++) {
    for (const [peer, pad] of padsOf(few, i))
      expect(Array.from(padsOf(many, i).get(peer)!)).toEqual(Array.from(pad));
  }
  expect(Array.from(generatePads(randomStream("other"), 3, 4, 20).pads.data)).not.toEqual(
    Array.from(few.pads.data),
  );
});

test("one client alone has no pads [THR-ASM-4]", () => {
  expect(padsOf(generatePads(randomStream("alone"), 1, 3, 8), 0).size).toBe(0);
});

test("counts, bits and clients out of range are refused [THR-ASM-4]", () => {
  const rng = randomStream("bad");
  expect(() => generatePads(rng, 0, 1, 8)).toThrow('"clients" expected an integer of at least 1, got 0');
  expect(() => generatePads(rng, 2, 0, 8)).toThrow('"coordinates" expected an integer of at least 1, got 0');
  expect(() => generatePads(rng, 2, 1, 1)).toThrow('"modulusBits" expected an integer from 2 to 53, got 1');
  expect(() => generatePads(rng, 2, 1, 54)).toThrow('"modulusBits" expected an integer from 2 to 53, got 54');
  expect(() => padsOf(generatePads(rng, 2, 1, 8), 2)).toThrow(
    '"client" expected an integer from 0 to 1, got 2',
  );
});
