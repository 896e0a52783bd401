import { expect, test } from "vitest";
import { matrixFromRows, toRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import type { DataSet } from "./data-set.ts";
import { checkDataSet, scaleFeatures, selectSamples, splitDataSet } from "./data-set.ts";

/** Sample i has the features (i, −2i) and the class i mod 3. */
function counted(samples: number): DataSet {
  const indices = Array.from({ length: samples }, (_, i) => i);
  return {
    name: "counted",
    features: matrixFromRows(
      "features",
      indices.map((i) => [i, -2 * i]),
    ),
    labels: Uint16Array.from(indices, (i) => i % 3),
    classes: 3,
  };
}

test("selected samples come in the order asked for, with their labels", () => {
  const chosen = selectSamples(counted(9), [4, 0, 8, 4]);
  expect(toRows(chosen.features)).toEqual([
    [4, -8],
    [0, -0],
    [8, -16],
    [4, -8],
  ]);
  expect([...chosen.labels]).toEqual([1, 0, 2, 1]);
});

test("scaling divides all features by one number, the largest magnitude", () => {
  const scaled = scaleFeatures(counted(5));
  expect(toRows(scaled.features)).toEqual([
    [0, -0],
    [0.125, -0.25],
    [0.25, -0.5],
    [0.375, -0.75],
    [0.5, -1],
  ]);
  const dark = { ...counted(1) };
  expect(scaleFeatures(dark)).toBe(dark);
});

test("a split has every sample once, in the asked share, differs by stream and repeats by it", () => {
  const data = counted(50);
  const { train, test } = splitDataSet(randomStream("split"), data, 0.3);
  expect([train.features.rows, test.features.rows]).toEqual([35, 15]);
  const ids = [train, test].flatMap((part) => toRows(part.features).map((row) => row[0]!));
  expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  for (const part of [train, test])
    expect([...part.labels]).toEqual(toRows(part.features).map((row) => row[0]! % 3));
  expect(splitDataSet(randomStream("split"), data, 0.3)).toEqual({ train, test });
  expect(splitDataSet(randomStream("other"), data, 0.3)).not.toEqual({ train, test });
});

test("each side of a split gets at least one sample", () => {
  const sizes = [0.01, 0.99].map((share) => {
    const { train, test } = splitDataSet(randomStream("s"), counted(3), share);
    return [train.features.rows, test.features.rows];
  });
  expect(sizes).toEqual([
    [2, 1],
    [1, 2],
  ]);
});

test("shares outside (0, 1), a lone sample and bad labels are refused", () => {
  const rng = randomStream("s");
  for (const share of [0, 1, Number.NaN]) {
    expect(() => splitDataSet(rng, counted(5), share)).toThrow(/"testShare" expected/);
  }
  expect(() => splitDataSet(rng, counted(1))).toThrow(/"dataSet\.features\.rows" expected an? .* at least 2/);
  expect(() => checkDataSet("d", { ...counted(4), labels: Uint16Array.of(0, 1) })).toThrow(
    /"d\.labels" expected 4/,
  );
  expect(() => checkDataSet("d", { ...counted(4), classes: 2 })).toThrow(
    '"d.labels[2]" expected a class below 2, got 2',
  );
});
