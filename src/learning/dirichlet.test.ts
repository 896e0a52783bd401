import kstest from "@stdlib/stats-kstest";
import { expect, test } from "vitest";
import { rowOf } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { dirichletShares, partitionByLabel } from "./dirichlet.ts";

/** 1,000 labels of 10 classes in turn. */
const LABELS = Uint16Array.from({ length: 1000 }, (_, i) => i % 10);

test.for([0.1, 0.5, 1, 20])(
  "Dirichlet shares at α = %f have the closed form's mean and variance",
  (alpha) => {
    const [vectors, parts] = [4000, 8];
    const shares = dirichletShares(randomStream("moments"), vectors, parts, alpha);
    expect([shares.rows, shares.columns]).toEqual([vectors, parts]);
    const variance = (parts - 1) / (parts ** 2 * (parts * alpha + 1));
    for (let part = 0; part < parts; part++) {
      const column = Float64Array.from({ length: vectors }, (_, v) => shares.data[v * parts + part]!);
      const mean = column.reduce((a, b) => a + b) / vectors;
      const deviations = column.map((share) => (share - 1 / parts) ** 2);
      const measured = deviations.reduce((a, b) => a + b) / vectors;
      const spread = Math.sqrt(deviations.reduce((sum, d) => sum + (d - measured) ** 2, 0)) / vectors;
      expect(Math.abs(mean - 1 / parts)).toBeLessThan(5 * Math.sqrt(variance / vectors));
      expect(Math.abs(measured - variance)).toBeLessThan(5 * spread);
    }
  },
);

test.for([0.3, 2])("a single share at α = %f has the distribution Beta(α, (n − 1)α)", (alpha) => {
  const shares = dirichletShares(randomStream("marginal"), 5000, 4, alpha);
  const first = Float64Array.from({ length: 5000 }, (_, v) => shares.data[v * 4]!);
  expect(kstest(first, "beta", alpha, 3 * alpha).pValue).toBeGreaterThan(1e-4);
});

test.for([1e-6, 1e-3, 1e6])("shares at α = %f are shares: in [0, 1] with the sum 1", (alpha) => {
  const shares = dirichletShares(randomStream("extreme"), 200, 5, alpha);
  expect(shares.data).toHaveLength(1000);
  for (let v = 0; v < 200; v++) {
    const row = rowOf(shares, v);
    expect(row.every((share) => share >= 0 && share <= 1)).toBe(true);
    expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  }
});

test("one part or one vector more moves no other's draws", () => {
  const threeVectors = dirichletShares(randomStream("parts"), 3, 5, 0.7);
  const fourVectors = dirichletShares(randomStream("parts"), 4, 5, 0.7);
  expect(fourVectors.data.subarray(0, 15)).toEqual(threeVectors.data);

  const six = dirichletShares(randomStream("parts"), 3, 6, 0.7);
  for (let v = 0; v < 3; v++) {
    for (let part = 1; part < 5; part++) {
      const [few, many] = [rowOf(threeVectors, v), rowOf(six, v)];
      expect(Math.log(many[part]! / many[0]!)).toBeCloseTo(Math.log(few[part]! / few[0]!), 10);
    }
  }
});

test.for([0.001, 0.1, 0.5, 10])(
  "at α = %f every sample is at one client and every client has one",
  (alpha) => {
    for (const clients of [1, 7, 60, 1000]) {
      const parts = partitionByLabel(randomStream("partition"), LABELS, 10, clients, alpha);
      expect(parts).toHaveLength(clients);
      expect(parts.every((part) => part.length > 0)).toBe(true);
      const all = parts.flatMap((part) => [...part]);
      expect(all.toSorted((a, b) => a - b)).toEqual(Array.from(LABELS.keys()));
      for (const part of parts) expect([...part]).toEqual([...part].toSorted((a, b) => a - b));
    }
  },
);

/** The largest share of a class at one of five clients, on average over the classes. */
const largestShare = (alpha: number): number => {
  const parts = partitionByLabel(randomStream("skew"), LABELS, 10, 5, alpha);
  const shares = Array.from({ length: 10 }, (_, label) => {
    const counts = parts.map((part) => part.filter((sample) => LABELS[sample] === label).length);
    return Math.max(...counts) / 100;
  });
  return shares.reduce((a, b) => a + b) / shares.length;
};

test("a large α spreads each class evenly, a small one gives most of a class to one client", () => {
  expect(largestShare(1e5)).toBeLessThan(0.22);
  expect(largestShare(0.02)).toBeGreaterThan(0.9);
});

test("which samples a client gets is drawn, not the first ones of each class", () => {
  const [first] = partitionByLabel(randomStream("drawn"), LABELS, 10, 2, 1e6);
  expect(first!.length).toBeGreaterThan(480);
  const early = first!.filter((sample) => sample < 500).length / first!.length;
  expect(early).toBeGreaterThan(0.4);
  expect(early).toBeLessThan(0.6);
});

const draw = (name: string) => partitionByLabel(randomStream(name), LABELS, 10, 12, 0.5);

test("partitions repeat by their stream", () => {
  expect(draw("a")).toEqual(draw("a"));
  expect(draw("a")).not.toEqual(draw("b"));
});

test("bad parameters are refused", () => {
  const rng = randomStream("refused");
  for (const alpha of [0, -1, Number.NaN, Infinity]) {
    expect(() => dirichletShares(rng, 1, 2, alpha)).toThrow(/"alpha" expected/);
  }
  expect(() => dirichletShares(rng, 1, 0, 1)).toThrow(/"parts" expected/);
  expect(() => partitionByLabel(rng, LABELS, 10, 1001, 1)).toThrow(/"clients" expected/);
  expect(() => partitionByLabel(rng, LABELS, 9, 5, 1)).toThrow('"labels[9]" expected a class below 9, got 9');
});
