import { expect, test } from "vitest";
import { addResidues, checkResidues, modulusBitsFor, residueOf, subtractResidues } from "./modulus.ts";

function wrap(value: bigint): number {
  return Number(BigInt.asUintN(53, value));
}

test("200 clients at 8 bits need 16 bits, not 8 [QN-2]", () => {
  expect(modulusBitsFor(200, 8)).toBe(16);
});

test("modulusBitsFor is the smallest b with 2^b ≥ N·(2^q − 2) + 1, in exact integers [QNF-MSK-1, QNF-MSK-2]", () => {
  for (const bits of [2, 3, 8, 16, 31, 32]) {
    for (const clients of [1, 2, 3, 4, 7, 8, 9, 60, 200, 2 ** 20, 2 ** 21]) {
      const values = BigInt(clients) * (2n ** BigInt(bits) - 2n) + 1n;
      const b = BigInt(modulusBitsFor(clients, bits));
      expect(2n ** b >= values && 2n ** (b - 1n) < values, `${clients} clients, ${bits} bits`).toBe(true);
    }
  }
});

test("a sum that 53 bits cannot hold is refused, one value below it is not [QNF-MSK-5]", () => {
  expect(modulusBitsFor(2 ** 52 - 1, 2)).toBe(53);
  expect(() => modulusBitsFor(2 ** 52, 2)).toThrow(RangeError);
  expect(() => modulusBitsFor(2 ** 22, 32)).toThrow('"clients" expected a count');
  expect(() => modulusBitsFor(0, 8)).toThrow('"clients" expected an integer of at least 1, got 0');
  expect(() => modulusBitsFor(2, 33)).toThrow('"bits" expected an integer from 2 to 32, got 33');
});

test("what is no number at all is of the wrong type, a number out of range is not [QNF-MSK-4]", () => {
  const texts = [0, "1"] as readonly unknown[] as number[];
  expect(() => {
    checkResidues("pad", texts, 4);
  }).toThrow(new TypeError('"pad[1]" expected an integer from 0 to 3, got "1"'));
  expect(() => {
    checkResidues("pad", [0, 3, 4], 4);
  }).toThrow(new RangeError('"pad[2]" expected an integer from 0 to 3, got 4'));
});

test("residue arithmetic is exact at 2^53, compared with BigInt [QNF-MSK-1, QNF-MSK-2]", () => {
  const modulus = 2 ** 53;
  const edges = [0, 1, 2, 2 ** 52 - 1, 2 ** 52, 2 ** 52 + 1, modulus - 2, modulus - 1];
  for (const a of edges) {
    for (const b of edges) {
      expect(addResidues(a, b, modulus)).toBe(wrap(BigInt(a) + BigInt(b)));
      expect(subtractResidues(a, b, modulus)).toBe(wrap(BigInt(a) - BigInt(b)));
    }
    expect(residueOf(-a, modulus)).toBe(wrap(-BigInt(a)));
  }
  expect(Object.is(residueOf(-256, 256), 0)).toBe(true);
});
