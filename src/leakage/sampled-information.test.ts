import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import { fillNormal } from "../learning/normal.ts";
import { clopperPearson } from "../statistics/clopper-pearson.ts";
import { gaussianInformation } from "./gaussian-information.ts";
import { nearestNeighbourInformation } from "./nearest-neighbour-information.ts";
import { sampledInformation } from "./sampled-information.ts";

function stream(name: string): RandomStream {
  return randomStream("information").fork(name);
}

/** A member's number and its cluster's sum, pairs that share nobody. */
function clusterPairs(pairs: number, members: number, rng: RandomStream): [Float64Array, Float64Array] {
  const own = fillNormal(rng, new Float64Array(pairs));
  const others = fillNormal(rng, new Float64Array(pairs));
  return [own, others.map((value, i) => own[i]! + Math.sqrt(members - 1) * value)];
}

/** The estimator as its authors define it, comparing every pair of points. */
function byDefinition(x: Float64Array, y: Float64Array, neighbours: number): number {
  const psi = (n: number): number => {
    let sum = -0.577_215_664_901_532_9;
    for (let i = 1; i < n; i++) sum += 1 / i;
    return sum;
  };
  const points = [...x.keys()];
  let marginals = 0;
  for (const i of points) {
    const others = points.filter((j) => j !== i);
    const inX = others.map((j) => Math.abs(x[j]! - x[i]!));
    const inY = others.map((j) => Math.abs(y[j]! - y[i]!));
    const distance = inX.map((value, j) => Math.max(value, inY[j]!)).sort((a, b) => a - b)[neighbours - 1]!;
    marginals +=
      psi(inX.filter((value) => value < distance).length + 1) +
      psi(inY.filter((value) => value < distance).length + 1);
  }
  return (psi(neighbours) + psi(x.length) - marginals / x.length) / Math.LN2;
}

test.for([1, 3, 6])(
  "the search over sorted points finds what all pairs give, with %i neighbours",
  (neighbours) => {
    for (let run = 0; run < 5; run++) {
      const [x, y] = clusterPairs(60, 2, stream(`definition/${run}`));
      expect(nearestNeighbourInformation(x, y, neighbours)).toBeCloseTo(byDefinition(x, y, neighbours), 10);
    }
  },
);

test("on cluster sums of Gaussians the intervals cover ½·log₂(k/(k − 1)), and the bias is small beside them", () => {
  const runs = 30;
  for (const members of [2, 5]) {
    const truth = gaussianInformation({ members });
    let covered = 0;
    let mean = 0;
    for (let run = 0; run < runs; run++) {
      const rng = stream(`sums/${members}/${run}`);
      const found = sampledInformation(
        ...clusterPairs(120, members, rng),
        { confidence: 0.95, calibrations: 15 },
        rng,
      );
      if (found.lower <= truth && found.upper >= truth) covered++;
      mean += found.value / runs;
      expect(found.pairs).toBe(120);
      expect(found.value).toBeCloseTo(found.raw - found.bias, 12);
      expect(Math.abs(found.bias)).toBeLessThan(2 * found.deviation);
    }
    expect(clopperPearson(covered, runs, 0.999).upper).toBeGreaterThan(0.95);
    // A standard error is about 0.11/√30.
    expect(Math.abs(mean - truth)).toBeLessThan(0.08);
  }
});

test("of what is independent it finds nothing, of a relation without correlation much", () => {
  const rng = stream("nonlinear");
  const x = fillNormal(rng, new Float64Array(400));
  const noise = fillNormal(rng, new Float64Array(400));
  const none = sampledInformation(x, noise, { confidence: 0.999 }, rng);
  expect(none.lower).toBeLessThan(0);
  expect(none.upper).toBeLessThan(0.4);
  const folded = sampledInformation(
    x,
    noise.map((value, i) => Math.abs(x[i]!) + 0.1 * value),
    { confidence: 0.999 },
    rng,
  );
  expect(folded.lower).toBeGreaterThan(1);
});

test("it does not depend on the scale of either, nor on its shape", () => {
  const [x, y] = clusterPairs(100, 3, stream("shape"));
  const options = { confidence: 0.95, calibrations: 2 };
  const plain = sampledInformation(x, y, options, stream("same"));
  const bent = sampledInformation(
    x.map((value) => Math.exp(3 * value)),
    y.map((value) => -1e-9 * value ** 3),
    options,
    stream("same"),
  );
  expect(bent.raw).toBeCloseTo(plain.raw, 10);
});

test("constant and short vectors, and ones of different lengths, are refused", () => {
  const x = Float64Array.from({ length: 10 }, (_, i) => i);
  const options = { confidence: 0.95 };
  const rng = stream("bad");
  expect(() => sampledInformation(x, new Float64Array(10), options, rng)).toThrow('"second" expected');
  expect(() => sampledInformation(x, x.slice(1), options, rng)).toThrow('"second" expected 10 numbers');
  expect(() => sampledInformation(x.slice(7), x.slice(7), options, rng)).toThrow('"first" expected');
  expect(() => sampledInformation(x, x, { confidence: 0.95, neighbours: 0 }, rng)).toThrow('"neighbours"');
  expect(() => sampledInformation(x, x, { confidence: 0.95, calibrations: 1 }, rng)).toThrow(
    '"calibrations"',
  );
});
