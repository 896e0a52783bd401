import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isDataError } from "../base/data-error.ts";
import { toRows } from "../base/matrix.ts";
import { readDataSet } from "./data-set.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-data-set-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const path = join(folder, "flowers.csv");
  await writeFile(path, text);
  const dataSet = await readDataSet(path);
  return { ...dataSet, features: toRows(dataSet.features), labels: [...dataSet.labels] };
}

async function problemOf(text: string): Promise<string> {
  const error: unknown = await read(text).catch((caught: unknown) => caught);
  expect(isDataError(error)).toBe(true);
  return (error as Error).message.slice(folder.length + 1);
}

test("features come first, the label last, and the name is the file's", async () => {
  expect(await read("1,2,0\n3,4,1\n5,6,0\n")).toEqual({
    name: "flowers",
    features: [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    labels: [0, 1, 0],
    classes: 2,
  });
});

test("numeric labels are sorted by value and one value is one class, however written", async () => {
  const { labels, classes } = await read("1,10\n1,9\n1,-1\n1,9.0\n");
  expect([labels, classes]).toEqual([[2, 1, 0, 1], 3]);
});

test("words as labels are sorted as text, numbers among them too", async () => {
  const { labels, classes } = await read("1,rose\n2,iris\n3,10\n4,9\n");
  expect([labels, classes]).toEqual([[3, 2, 0, 1], 4]);
});

test("a first line of names and the count line of scikit-learn's files are headers", async () => {
  expect((await read("length,width,kind\n1,2,a\n3,4,b\n")).features).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect((await read("2,3,a,b\n1,2,3,0\n4,5,6,1\n")).features).toHaveLength(2);
});

test.for([
  ["1,2,0\n3,1\n", "line 2 has 2 fields, line 1 has 3"],
  ["a,b\n1,2,0\n3,4,1\n", 'line 1: field 1 is not a finite number: "a"'],
  ["1,x,0\n3,4,1\n", 'line 1: field 2 is not a finite number: "x"'],
  ["1,nan,0\n3,4,1\n", 'line 1: field 2 is not a finite number: "nan"'],
  ["1,2,0\n3,,1\n", "line 2: field 2 is empty"],
  ["1,2,0\n3,4,\n", "line 2: the label is empty"],
  ["3,2,a,b\n1,2,0\n3,4,1\n", 'line 1: field 3 is not a finite number: "a"'],
  ["0\n1\n", "line 1 has no feature before its label"],
  ["1,0\n2,0\n", "has fewer than two classes in its last column"],
  ["", "holds no samples"],
  ["a,b\n", "holds no samples"],
])("the text %j is refused: %s", async ([text, problem]) => {
  expect(await problemOf(text!)).toBe(`flowers.csv: ${problem}`);
});

test("a missing file is named in one line", async () => {
  await expect(readDataSet(join(folder, "none.csv"))).rejects.toThrow(/none\.csv: no such file$/);
});

const shared = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

test.skipIf(!existsSync(shared))(
  "the digits and the iris flowers are read whole (needs ../shared/data)",
  async () => {
    const digits = await readDataSet(join(shared, "digits.csv"));
    expect([digits.features.rows, digits.features.columns, digits.classes]).toEqual([1797, 64, 10]);
    expect(digits.features.data.reduce((a, b) => Math.max(a, b))).toBe(16);
    const iris = await readDataSet(join(shared, "iris.csv"));
    expect([iris.name, iris.features.rows, iris.features.columns, iris.classes]).toEqual(["iris", 150, 4, 3]);
    expect(iris.labels.reduce((a, b) => a + b)).toBe(150);
  },
);
