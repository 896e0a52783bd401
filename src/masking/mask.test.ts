import { expect, test } from "vitest";
import { matrixFromRows, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import { isRefusal } from "../base/refusal.ts";
import { mask, unmask } from "./mask.ts";
import { modulusBitsFor } from "./modulus.ts";
import { generatePads, padsOf } from "./pads.ts";
import type { PairPads } from "./pads.ts";
import { quantize } from "./quantize.ts";

const BITS = [2, 8, 16, 32, 52, 53];

function residue(value: bigint, bits: number): bigint {
  const modulus = 2n ** BigInt(bits);
  return ((value % modulus) + modulus) % modulus;
}

function centred(value: bigint, bits: number): number {
  return Number(BigInt.asIntN(bits, value));
}

function safeIntegers(rng: RandomStream, length: number): Float64Array {
  return Float64Array.from({ length }, () => rng.integer(2 ** 53 - 1) - rng.integer(2 ** 53 - 1));
}

function maskAll(rows: readonly Float64Array[], pads: PairPads): Matrix {
  return matrixFromRows(
    "masked",
    rows.map((row, i) => mask(row, i, padsOf(pads, i), pads.modulusBits)),
  );
}

test.each(BITS)(
  "pads of %i bits cancel in the sum for up to 8 clients, compared with BigInt [QN-1]",
  (bits) => {
    for (let n = 1; n <= 8; n++) {
      const rng = randomStream(`cancel/${n}`);
      const rows = Array.from({ length: n }, () => safeIntegers(rng, 20));
      const sum = unmask(maskAll(rows, generatePads(rng, n, 20, bits)), bits);
      expect(sum).toHaveLength(20);
      for (const [c, value] of sum.entries()) {
        const total = rows.reduce((all, row) => all + BigInt(row[c]!), 0n);
        expect(value).toBe(centred(total, bits));
        expect(Object.is(value, -0)).toBe(false);
      }
    }
  },
);

test.each(BITS)(
  "one masked vector of %i bits is x + pads above − pads below, compared with BigInt [QNF-MSK-1, QNF-MSK-2, QNF-MSK-3]",
  (bits) => {
    const rng = randomStream("one");
    const pads = generatePads(rng, 5, 30, bits);
    for (let client = 0; client < 5; client++) {
      const integers = safeIntegers(rng, 30);
      const masked = mask(integers, client, padsOf(pads, client), bits);
      expect(masked).toHaveLength(30);
      for (const [c, value] of masked.entries()) {
        let expected = BigInt(integers[c]!);
        for (const [peer, pad] of padsOf(pads, client))
          expected += BigInt(peer > client ? pad[c]! : -pad[c]!);
        expect(value).toBe(Number(residue(expected, bits)));
      }
    }
  },
);

test("neither the order of the pads nor that of the masked vectors matters [QNF-MSK-1, QNF-MSK-2, QNF-MSK-3]", () => {
  const rng = randomStream("order");
  const pads = generatePads(rng, 6, 10, 53);
  const rows = Array.from({ length: 6 }, () => safeIntegers(rng, 10));
  const masked = rows.map((row, i) => mask(row, i, padsOf(pads, i), 53));
  const reversed = new Map([...padsOf(pads, 2)].reverse());
  expect(masked[2]).toHaveLength(10);
  expect(mask(rows[2]!, 2, reversed, 53)).toEqual(masked[2]);
  const sum = unmask(matrixFromRows("masked", masked), 53);
  expect(unmask(matrixFromRows("masked", masked.toReversed()), 53)).toEqual(sum);
});

test("the sum still contains the pads of a client that is missing [QN-5]", () => {
  const rng = randomStream("missing");
  const pads = generatePads(rng, 4, 50, 32);
  const rows = Array.from({ length: 4 }, () => new Float64Array(50).fill(1));
  const masked = maskAll(rows, pads);
  const sum = unmask(
    matrixFromRows(
      "masked",
      [0, 1, 2].map((i) => masked.data.slice(i * 50, i * 50 + 50)),
    ),
    32,
  );
  expect(sum).toHaveLength(50);
  for (const [c, value] of sum.entries()) {
    // Everyone below the missing client added its pad with it.
    const left = [0, 1, 2].reduce((all, i) => all + BigInt(padsOf(pads, 3).get(i)![c]!), 3n);
    expect(value).toBe(centred(left, 32));
  }
  expect(sum.filter((value) => value === 3)).toHaveLength(0);
});

test("the sum of quantized vectors survives at the modulus for N clients and wraps at 2^q [QN-2]", () => {
  const rng = randomStream("quantized");
  const rows = Array.from({ length: 7 }, () => quantize([1, -1], 8, 1));
  const wide = modulusBitsFor(7, 8);
  expect(Array.from(unmask(maskAll(rows, generatePads(rng, 7, 2, wide)), wide))).toEqual([889, -889]);
  expect(Array.from(unmask(maskAll(rows, generatePads(rng, 7, 2, 8)), 8))).toEqual([121, -121]);
});

test("results are centred with the lower end included and the upper end left out [QNF-MSK-1, QNF-MSK-2, QNF-MSK-3]", () => {
  for (const bits of BITS) {
    const half = 2 ** (bits - 1);
    expect(Array.from(unmask(matrixFromRows("masked", [[half, half - 1, 0, half * 2 - 1]]), bits))).toEqual([
      -half,
      half - 1,
      0,
      -1,
    ]);
  }
});

test("integers are reduced, and no zero is negative [QNF-MSK-1, QNF-MSK-2, QNF-MSK-3]", () => {
  expect(Array.from(mask([256, -256, -0, -1, 511], 0, new Map(), 8))).toEqual([0, 0, 0, 255, 255]);
  expect(Array.from(mask([1, -1], 0, new Map([[1, [250, 3]]]), 8))).toEqual([251, 2]);
  expect(Array.from(mask([1, -1], 2, new Map([[1, [250, 3]]]), 8))).toEqual([7, 252]);
  const largest = Number.MAX_SAFE_INTEGER;
  expect(Array.from(mask([largest, -largest], 0, new Map([[1, [largest, largest]]]), 53))).toEqual([
    largest - 1,
    0,
  ]);
});

const noPads = new Map<number, number[]>();

test.each([
  [
    "too few modulus bits",
    () => mask([1], 0, noPads, 1),
    '"modulusBits" expected an integer from 2 to 53, got 1',
  ],
  [
    "too many modulus bits",
    () => unmask(zeros(1, 1), 54),
    '"modulusBits" expected an integer from 2 to 53, got 54',
  ],
  ["a negative client", () => mask([1], -1, noPads, 8), '"client" expected an integer of at least 0, got -1'],
  [
    "a fractional client",
    () => mask([1], 0.5, noPads, 8),
    '"client" expected an integer of at least 0, got 0.5',
  ],
  [
    "a negative peer",
    () => mask([1], 0, new Map([[-1, [1]]]), 8),
    '"pads" expected an integer of at least 0, got -1',
  ],
  [
    "a pad with oneself",
    () => mask([1], 3, new Map([[3, [1]]]), 8),
    '"pads" expected no pad of a client with itself, got 3',
  ],
  [
    "a pad of another length",
    () => mask([1, 2], 0, new Map([[1, [1]]]), 8),
    '"pads[1]" expected 2 numbers like the integers, got 1',
  ],
  [
    "a pad at the modulus",
    () => mask([1], 0, new Map([[1, [256]]]), 8),
    '"pads[1][0]" expected an integer from 0 to 255, got 256',
  ],
  [
    "a negative pad",
    () => mask([1], 0, new Map([[1, [-1]]]), 8),
    '"pads[1][0]" expected an integer from 0 to 255, got -1',
  ],
  [
    "a fractional pad",
    () => mask([1], 0, new Map([[1, [0.5]]]), 8),
    '"pads[1][0]" expected an integer from 0 to 255, got 0.5',
  ],
  ["no integers", () => mask([], 0, noPads, 8), '"integers" expected at least one number, got an array of 0'],
  ["a fractional integer", () => mask([1.5], 0, noPads, 8), '"integers[0]" expected an integer, got 1.5'],
  [
    "an unsafe integer",
    () => mask([2 ** 53], 0, noPads, 53),
    '"integers[0]" expected an integer, got 9007199254740992',
  ],
  [
    "no masked vectors",
    () => unmask(zeros(0, 3), 8),
    '"masked" expected at least one row and one column, got a Float64Array',
  ],
  [
    "a masked number at the modulus",
    () =>
      unmask(
        matrixFromRows("masked", [
          [0, 1],
          [2, 256],
        ]),
        8,
      ),
    '"masked[1][1]" expected an integer from 0 to 255, got 256',
  ],
  [
    "a negative masked number",
    () => unmask(matrixFromRows("masked", [[-1]]), 8),
    '"masked[0][0]" expected an integer from 0 to 255, got -1',
  ],
])("%s is refused [QNF-MSK-4]", (_, work, message) => {
  let caught: unknown;
  try {
    work();
  } catch (error) {
    caught = error;
  }
  expect(isRefusal(caught)).toBe(true);
  expect((caught as Error).message).toBe(message);
});
