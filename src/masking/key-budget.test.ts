import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { keyBudget } from "./key-budget.ts";
import { modulusBitsFor } from "./modulus.ts";
import { generatePads } from "./pads.ts";

/** Weights and biases of LeNet5, layer by layer: two convolutions of 5 × 5 and three dense layers. */
const LENET5 = 6 * (1 * 25 + 1) + 16 * (6 * 25 + 1) + 120 * (400 + 1) + 84 * (120 + 1) + 10 * (84 + 1);

const paper = { clients: 200, coordinates: LENET5, modulusBits: 8, bitsPerSecond: 32_800 };

test("200 clients with LeNet5 at 32.8 kbps: 15.1 s a pair and 83 h in turn at 8 bits, 30.1 s and 166 h at 16 [QN-4]", () => {
  expect(LENET5).toBe(61_706);
  const eight = keyBudget(paper);
  expect(eight.pairs).toBe(19_900);
  expect(eight.secondsAtOnce.toFixed(1)).toBe("15.1");
  expect((eight.secondsInTurn / 3600).toFixed(0)).toBe("83");
  const sixteen = keyBudget({ ...paper, modulusBits: modulusBitsFor(200, 8) });
  expect(sixteen.secondsAtOnce.toFixed(1)).toBe("30.1");
  expect((sixteen.secondsInTurn / 3600).toFixed(0)).toBe("166");
  // Counted pair by pair: client i shares one key with each of the i clients before it.
  let bits = 0;
  for (let i = 0; i < 200; i++) bits += i * LENET5 * 16;
  expect(sixteen.bits).toBe(bits);
  expect(sixteen.bitsEachPair).toBe(987_296);
});

test("the bits are those of the pads that are really drawn [QN-4]", () => {
  for (const [clients, coordinates, modulusBits] of [
    [2, 1, 2],
    [5, 7, 16],
    [9, 3, 53],
  ] as const) {
    const { pads } = generatePads(randomStream("keys"), clients, coordinates, modulusBits);
    expect(pads.data.length).toBeGreaterThan(0);
    const { bits } = keyBudget({ clients, coordinates, modulusBits, bitsPerSecond: 1 });
    expect(bits).toBe(pads.data.length * modulusBits);
  }
});

test("twice the rate halves both times, and a client alone needs no key [QN-4]", () => {
  const slow = keyBudget(paper);
  const fast = keyBudget({ ...paper, bitsPerSecond: 65_600 });
  expect([fast.secondsAtOnce * 2, fast.secondsInTurn * 2]).toEqual([slow.secondsAtOnce, slow.secondsInTurn]);
  expect(keyBudget({ ...paper, clients: 1 })).toEqual({
    pairs: 0,
    bitsEachPair: LENET5 * 8,
    bits: 0,
    secondsAtOnce: 0,
    secondsInTurn: 0,
  });
});

test.each([
  [{ clients: 0 }, /"clients" expected/],
  [{ clients: 1.5 }, /"clients" expected/],
  [{ coordinates: 0 }, /"coordinates" expected/],
  [{ modulusBits: 1 }, /"modulusBits" expected/],
  [{ modulusBits: 54 }, /"modulusBits" expected/],
  [{ bitsPerSecond: 0 }, /"bitsPerSecond" expected a rate above 0, got 0/],
  [{ bitsPerSecond: -1 }, /"bitsPerSecond" expected/],
  [{ bitsPerSecond: Infinity }, /"bitsPerSecond" expected/],
])("%j is refused [QN-4]", (change, message) => {
  expect(() => keyBudget({ ...paper, ...change })).toThrow(message);
});
