import { expect, test } from "vitest";
import { ksTest, leveneTest, tTest } from "./two-sample-tests.ts";

const ONE = Float64Array.of(1, 2, 3, 4.5);
const TWO = Float64Array.of(2, 4, 7, 9);
const LONGER = Float64Array.of(1, 2, 3, 4.5, 8);
const SHORTER = Float64Array.of(20, 41, 37);

test("p-values are those of scipy.stats 1.17 [CQSA-SCR-9]", () => {
  expect(tTest(ONE, TWO)).toBeCloseTo(0.14653521952799334, 14);
  expect(leveneTest(ONE, TWO)).toBeCloseTo(0.09277907871206093, 14);
  expect(ksTest(ONE, TWO)).toBeCloseTo(0.7714285714285716, 14);
  expect(tTest(LONGER, SHORTER)).toBeCloseTo(0.0011287619947148672, 14);
  expect(leveneTest(LONGER, SHORTER)).toBeCloseTo(0.24016538902147141, 14);
  expect(ksTest(LONGER, SHORTER)).toBeCloseTo(0.03571428571428571, 14);
  const twenty = Float64Array.from({ length: 20 }, (_, i) => i);
  expect(
    ksTest(
      twenty,
      twenty.map((x) => x + 7.5),
    ),
  ).toBeCloseTo(0.08105771161340149, 14);
});

test("each is symmetric in its samples [CQSA-SCR-9]", () => {
  for (const compare of [tTest, leveneTest, ksTest]) {
    expect(compare(LONGER, SHORTER)).toBeCloseTo(compare(SHORTER, LONGER), 14);
  }
});

test("the Kolmogorov–Smirnov p-value is the share of all orders, by counting them [CQSA-SCR-9]", () => {
  // 3 and 2 values: of the ten orders those whose distributions come to differ by D or more.
  const orders: number[][] = [];
  for (let a = 0; a < 5; a++) for (let b = a + 1; b < 5; b++) orders.push([a, b]);
  const difference = (places: readonly number[]): number => {
    let [i, j, most] = [0, 0, 0];
    for (let place = 0; place < 5; place++) {
      if (places.includes(place)) j++;
      else i++;
      most = Math.max(most, Math.abs(2 * i - 3 * j));
    }
    return most;
  };
  for (const order of orders) {
    const share = orders.filter((other) => difference(other) >= difference(order)).length / orders.length;
    const first = Float64Array.from([0, 1, 2, 3, 4].filter((place) => !order.includes(place)));
    expect(ksTest(first, Float64Array.from(order))).toBeCloseTo(share, 14);
  }
});

test("one value is no sample, two are [CQSA-SCR-9]", () => {
  const [one, two, other] = [Float64Array.of(5), Float64Array.of(0, 1), Float64Array.of(0, 4)];
  for (const compare of [tTest, leveneTest]) {
    expect([compare(one, two), compare(two, one), compare(one, one)]).toEqual([1, 1, 1]);
    expect(compare(two, other)).toBeLessThan(1);
  }
  // Deviations of ½ and of 2, twice each.
  expect(leveneTest(two, other)).toBe(0);
});

test("what has nothing to compare says nothing, and a certain difference everything [CQSA-SCR-9]", () => {
  const none = new Float64Array(0);
  const single = Float64Array.of(3);
  expect([tTest(single, ONE), leveneTest(ONE, single), ksTest(none, ONE)]).toEqual([1, 1, 1]);
  const equal = Float64Array.of(2, 2);
  expect([tTest(equal, equal), leveneTest(equal, equal), ksTest(equal, equal)]).toEqual([1, 1, 1]);
  expect(tTest(equal, Float64Array.of(3, 3))).toBe(0);
});
