import { expect, test } from "vitest";
import { misreadDistribution, misreadExpectation } from "./readout.ts";

const ERROR = { zeroToOne: 0.1, oneToZero: 0.3 };

test("A certain 0 is misread in one share of the shots, a certain 1 in the other [CQSA-AGG-1]", () => {
  expect(misreadExpectation(1, ERROR)).toBeCloseTo(0.8, 15);
  expect(misreadExpectation(-1, ERROR)).toBeCloseTo(-0.4, 15);
  expect(misreadExpectation(0.3, { zeroToOne: 0.5, oneToZero: 0.5 })).toBeCloseTo(0, 15);
  expect(misreadExpectation(0.3, { zeroToOne: 1, oneToZero: 1 })).toBeCloseTo(-0.3, 15);
});

test("Every bit is misread by itself: certain outcomes become products [CQSA-AGG-1]", () => {
  const distribution = new Float64Array(8);
  distribution[0b101] = 1;
  misreadDistribution(distribution, ERROR);
  // Bits 0 and 2 show 1 and are kept with 0.7, bit 1 shows 0 and is kept with 0.9.
  const expected = Array.from({ length: 8 }, (_, read) =>
    [read & 1 ? 0.7 : 0.3, read & 2 ? 0.1 : 0.9, read & 4 ? 0.7 : 0.3].reduce((a, b) => a * b, 1),
  );
  expect([...distribution]).toEqual(expected.map((p) => expect.closeTo(p, 15) as number));
});

test("The misread expectation is that of the misread distribution, with errors on one side too [CQSA-AGG-1]", () => {
  for (const error of [ERROR, { ...ERROR, zeroToOne: 0 }, { ...ERROR, oneToZero: 0 }]) {
    const distribution = Float64Array.of(0.1, 0.2, 0.3, 0.4);
    misreadDistribution(distribution, error);
    const [a, b, c, d] = distribution;
    expect(a! - b! + c! - d!).toBeCloseTo(misreadExpectation(0.1 - 0.2 + 0.3 - 0.4, error), 15);
  }
});

test("Without errors a distribution stays as it is [CQSA-AGG-1]", () => {
  const distribution = Float64Array.of(0.25, 0.75);
  misreadDistribution(distribution, { zeroToOne: 0, oneToZero: 0 });
  expect([...distribution]).toEqual([0.25, 0.75]);
});
