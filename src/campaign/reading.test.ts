import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { fillNormal } from "../learning/normal.ts";
import { ofReading } from "./server-observations.ts";

const TRUTH = fillNormal(randomStream("truth"), new Float64Array(400)).map((value) => 3 + value);

function figures(estimate: Float64Array): [r2: number, asItStands: number] {
  const found = ofReading("an update", TRUTH, estimate, null);
  expect(found.map(({ figure }) => figure)).toEqual(["R² of an update", "1 − SSE/SST of an update"]);
  const [r, share] = found.map((one) =>
    one.kind === "correlation" || one.kind === "value" ? one.value : NaN,
  );
  return [r! ** 2, share!];
}

test("An estimate of the wrong scale has the R² of the right one, and less as it stands", () => {
  const noise = fillNormal(randomStream("noise"), new Float64Array(400));
  // Least squares of the truth on an observation: as it stands it explains what its correlation says.
  const observed = TRUTH.map((value, i) => value + noise[i]!);
  const mean = (values: Float64Array): number => values.reduce((a, b) => a + b) / values.length;
  const [y, x] = [mean(TRUTH), mean(observed)];
  const product = observed.reduce((sum, value, i) => sum + (value - x) * (TRUTH[i]! - y), 0);
  const slope = product / observed.reduce((sum, value) => sum + (value - x) ** 2, 0);
  const best = observed.map((value) => y + slope * (value - x));
  const [r2, share] = figures(best);
  expect(share).toBeCloseTo(r2, 12);
  expect(r2).toBeGreaterThan(0.3);
  for (const factor of [0.1, 2, -1]) {
    const [same, less] = figures(best.map((value) => factor * value));
    expect(same).toBeCloseTo(r2, 12);
    expect(less).toBeLessThan(r2 - 0.05);
  }
  expect(figures(TRUTH)).toEqual([expect.closeTo(1, 12), 1]);
  expect(figures(TRUTH.map(() => y))).toEqual([0, expect.closeTo(0, 12)]);
});

test("Of updates that are all alike no share can be explained", () => {
  const flat = ofReading("an update", new Float64Array(5).fill(2), Float64Array.of(1, 2, 3, 4, 5), null);
  expect(flat).toEqual([{ figure: "R² of an update", kind: "correlation", value: 0, expected: null }]);
});
