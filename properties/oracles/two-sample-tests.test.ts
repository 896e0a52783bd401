import { expect, test } from "vitest";
import { kolmogorovSmirnovTest, leveneTest, studentTail, studentTest } from "./two-sample-tests.ts";

const A = [0.4, 1.1, 2.5, 0.9, 3.2];
const B = [2.8, 4.1, 0.7, 5.6, 9.3, 6];
const C = [1, 2, 3, 4, 5, 6, 7];
const E = [20, 21, 22.5, 30, 19];

/** Figures of scipy 1.17: ttest_ind, levene, ks_2samp with method="exact", 2·t.sf. */
test.each([
  ["t", studentTest(A, B), 0.05430145179373847],
  ["t far apart", studentTest(C, E), 2.0030711031530765e-6],
  ["Levene", leveneTest(A, B), 0.14500046787098175],
  ["Levene far apart", leveneTest(C, E), 0.5048570177201046],
  ["Kolmogorov–Smirnov", kolmogorovSmirnovTest(A, B), 0.10822510822510821],
  ["Kolmogorov–Smirnov far apart", kolmogorovSmirnovTest(C, E), 0.0025252525252525255],
  ["Kolmogorov–Smirnov with ties", kolmogorovSmirnovTest([1, 1, 2, 3], [2, 3, 3, 5, 5]), 0.4285714285714286],
  ["the tail of 3 degrees", studentTail(2.5, 3), 0.08770664700806556],
  ["the tail of 1 degree", studentTail(0.3, 1), 0.8144528418445154],
  ["the tail of 20 degrees", studentTail(6, 20), 7.243699930416565e-6],
])("%s has scipy's p", (_name, p, expected) => {
  expect(Math.abs(p / expected - 1)).toBeLessThan(1e-9);
});

test("samples that are too small or all equal say nothing, and equal ones with other means say all", () => {
  expect(studentTest([1], [2, 3])).toBeNaN();
  expect(studentTest([1, 1], [1, 1])).toBeNaN();
  expect(leveneTest([1, 1], [2, 2])).toBeNaN();
  expect(kolmogorovSmirnovTest([], [1])).toBeNaN();
  expect(studentTest([1, 1], [2, 2])).toBeLessThan(1e-12);
});
