import { expect, test } from "vitest";
import { maskOracle, unmaskOracle } from "./big-integers.ts";

test("Pads of peers above are added, of peers below subtracted, modulo 2^b", () => {
  const pads = { "0": [200, 7], "2": [100, 9], "10": [30, 0] };
  // −5 − 200 + 100 + 30 = −75 ≡ 181 and 3 − 7 + 9 + 0 = 5 (mod 256).
  expect(maskOracle([-5, 3], 1, pads, 8)).toEqual([181, 5]);
});

test("A peer's index is compared as a number: 10 lies above 9", () => {
  expect(maskOracle([0], 9, { "10": [1] }, 8)).toEqual([1]);
  expect(maskOracle([0], 10, { "9": [1] }, 8)).toEqual([255]);
});

test("The masks of three clients cancel in the sum", () => {
  const [a, b, c] = [
    [17, 250],
    [99, 3],
    [128, 255],
  ] as const;
  const masked = [
    maskOracle([-20, 50], 0, { "1": a, "2": b }, 8),
    maskOracle([5, 50], 1, { "0": a, "2": c }, 8),
    maskOracle([-7, 20], 2, { "0": b, "1": c }, 8),
  ];
  expect(unmaskOracle(masked, 8)).toEqual([-22, 120]);
});

test("The sum is centred: 127 stays, 128 becomes −128, 256 becomes 0", () => {
  expect(
    unmaskOracle(
      [
        [127, 128, 255, 200],
        [0, 0, 0, 56],
      ],
      8,
    ),
  ).toEqual([127, -128, -1, 0]);
});

test("Sums beyond the safe integers stay exact at 53 bits", () => {
  const top = 2 ** 53 - 1;
  expect(unmaskOracle([[top], [top], [top]], 53)).toEqual([-3]);
  expect(maskOracle([-top], 0, { "1": [top], "2": [top] }, 53)).toEqual([top]);
});

test("Nothing is padded without peers, and zero comes back as a plain zero", () => {
  const masked = maskOracle([-0, -1], 0, {}, 4);
  expect(masked).toStrictEqual([0, 15]);
});
