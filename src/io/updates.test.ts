import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isDataError } from "../base/data-error.ts";
import { toRows } from "../base/matrix.ts";
import { readUpdates } from "./updates.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-updates-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(name: string, content: string | Uint8Array): Promise<number[][][]> {
  const path = join(folder, name);
  await writeFile(path, content);
  return (await readUpdates(path)).map(toRows);
}

/** What is said of a bad file, without the folder. */
async function problemOf(name: string, content?: string | Uint8Array): Promise<string> {
  if (content !== undefined) await writeFile(join(folder, name), content);
  const error: unknown = await readUpdates(join(folder, name)).catch((caught: unknown) => caught);
  expect(isDataError(error)).toBe(true);
  const { message } = error as Error;
  expect(message).not.toMatch(/[\r\n]/);
  expect(message.startsWith(join(folder, name))).toBe(true);
  return message.slice(folder.length + 1);
}

test.for([
  ["plain lines", "1,-2.5\n.5,1e-3\n"],
  ["a header", "w0,w1\n1,-2.5\n.5,1e-3\n"],
  ["CRLF and blank lines at the end", "1,-2.5\r\n.5,1e-3\r\n\r\n\r\n"],
  ["no line end at the end", "1,-2.5\n.5,1e-3"],
  ["spaces, quotes, signs and a byte order mark", '\uFEFF"1", -2.50\n+0.5 ,1E-3\n'],
  ["CRLF and LF mixed", "1,-2.5\r\n.5,1e-3\n"],
])("a .csv file with %s is one round", async ([, text]) => {
  expect(await read("good.csv", text!)).toEqual([
    [
      [1, -2.5],
      [0.5, 0.001],
    ],
  ]);
});

test("one client and one coordinate are legal, and a number may be all the file", async () => {
  expect(await read("one.csv", "7")).toEqual([[[7]]]);
  expect(await read("one.json", "[[7]]")).toEqual([[[7]]]);
});

test.for([
  ["1,2\n3\n", "line 2 has 1 field, the first line has 2"],
  ["1,2\n3,4,5\n", "line 2 has 3 fields, the first line has 2"],
  ["a,b,c\n1,2\n", "line 2 has 2 fields, the first line has 3"],
  ["1,2\n3,\n", "line 2: field 2 is empty"],
  [",w0,w1\n0,1,2\n", "line 1: field 1 is empty"],
  ["w0,2\n1,2\n", 'line 1: field 1 is not a finite number: "w0"'],
  ["1,2\r\n3,x\r\n", 'line 2: field 2 is not a finite number: "x"'],
  ["1,2\nnan,3\n", 'line 2: field 1 is not a finite number: "nan"'],
  ["nan,inf\n1,2\n", 'line 1: field 1 is not a finite number: "nan"'],
  ["1,2\n3,-Inf\n", 'line 2: field 2 is not a finite number: "-Inf"'],
  ["1,2\n3,1e999\n", 'line 2: field 2 is not a finite number: "1e999"'],
  ["1,0x10\n", 'line 1: field 2 is not a finite number: "0x10"'],
  ["1;2\n3;4\n", 'line 1: field 1 is not a finite number: "1;2"'],
  ["1.O\n2\n", 'line 1: field 1 is not a finite number: "1.O"'],
  ["1,2\n\n3,4\n", "line 2 is empty"],
  ["\n1,2\n", "line 1 is empty"],
  ['1,"2\n3,4\n', "line 2: broken quotes (CSV_QUOTE_NOT_CLOSED)"],
  ['1,2\n3,4"5\n', "line 2: broken quotes (INVALID_OPENING_QUOTE)"],
  ["", "holds no numbers"],
  ["\n\n", "holds no numbers"],
  ["a,b\n", "holds no numbers"],
])("the .csv text %j is refused: %s", async ([text, problem]) => {
  expect(await problemOf("bad.csv", text)).toBe(`bad.csv: ${problem}`);
});

test("JSON holds one round, several, or either of them under updates", async () => {
  const one = [
    [1, -2.5],
    [0, 3],
  ];
  const two = [one, [[5, 6], [7, 8]]]; // prettier-ignore
  expect(await read("one.json", JSON.stringify(one))).toEqual([one]);
  expect(await read("two.JSON", JSON.stringify(two))).toEqual(two);
  expect(await read("object.json", `\uFEFF${JSON.stringify({ seed: "s", updates: two })}`)).toEqual(two);
  expect(await read("object.json", JSON.stringify({ updates: one }))).toEqual([one]);
});

test.for([
  ["[[1,2],[3]]", "updates[1]: has 1 entries, those before it have 2"],
  ["[[[1],[2]],[[3]]]", "updates[1]: has 1 entries, those before it have 2"],
  ["[[[1],[2]],[[3],[4,5]]]", "updates[1][1]: has 2 entries, those before it have 1"],
  ["[[1,2],[3,null]]", "updates[1][1]: expected a finite number, got null"],
  ['[[[1,2]],[[3,"NaN"]]]', 'updates[1][0][1]: expected a finite number, got "NaN"'],
  ["[[1,1e999]]", "updates[0][1]: expected a finite number, got Infinity"],
  ["[[1],[[2]]]", "updates[1][0]: expected a finite number, got an array of 1"],
  ["[[[1]],[2]]", "updates[1][0]: expected an array, got 2"],
  ["[[[[1]]]]", "updates[0][0][0]: expected a finite number, got an array of 1"],
  ["[1,2]", "updates[0]: expected an array, got 1"],
  ["[]", "updates: is empty"],
  ["[[]]", "updates[0]: is empty"],
  ["[[[]]]", "updates[0][0]: is empty"],
  ["[[1],[]]", "updates[1]: is empty"],
  ["{}", 'has no "updates"'],
  ['{"updates": null}', "updates: expected an array, got null"],
  ["3", "updates: expected an array, got 3"],
  ["[[1,2],\n[3,", "is not valid JSON: "],
  ["[[1, NaN]]", "is not valid JSON: "],
  ["", "is not valid JSON: "],
])("the JSON text %j is refused: %s", async ([text, problem]) => {
  const said = await problemOf("bad.json", text);
  // The parser's own words differ between versions of Node.
  expect(said.replace(/(?<=JSON: ).+$/, "")).toBe(`bad.json: ${problem}`);
});

test("bytes that are no text are refused", async () => {
  expect(await problemOf("bytes.json", Uint8Array.of(0x5b, 0xff, 0x5d))).toBe(
    "bytes.json: is not UTF-8 text",
  );
  expect(await problemOf("bytes.csv", Uint8Array.of(0x31, 0x00, 0xff, 0x0a))).toMatch(
    /^bytes\.csv: line 1: field 1/,
  );
});

test("a missing file, a directory and another ending are named in one line", async () => {
  await mkdir(join(folder, "folder.csv"));
  await writeFile(join(folder, "file"), "");
  expect(await problemOf("missing.npy")).toBe("missing.npy: no such file");
  expect(await problemOf("file/x.npy")).toMatch(/^file\/x\.npy: a part of the path is not a directory$/);
  expect(await problemOf("folder.csv")).toBe("folder.csv: is a directory, not a file");
  expect(await problemOf("u.npz", "x")).toBe("u.npz: its name ends in none of .npy, .csv, .json");
  expect(await problemOf("npy", "x")).toBe("npy: its name ends in none of .npy, .csv, .json");
});

test.skipIf(process.getuid?.() === 0)(
  "a file without permission to read is named (not as root, who may read all)",
  async () => {
    await writeFile(join(folder, "secret.csv"), "1\n2\n");
    await chmod(join(folder, "secret.csv"), 0);
    expect(await problemOf("secret.csv")).toBe("secret.csv: permission denied");
  },
);

test("links that lead in a circle or nowhere are named", async () => {
  await symlink(join(folder, "circle.csv"), join(folder, "circle.csv"));
  await symlink(join(folder, "gone"), join(folder, "dangling.csv"));
  expect(await problemOf("circle.csv")).toBe("circle.csv: its links lead in a circle");
  expect(await problemOf("dangling.csv")).toBe("dangling.csv: no such file");
});

const shared = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
const present = existsSync(shared);

test.skipIf(!present)(
  "the digits' updates are 20 rounds of 60 × 650 and their first round is the float64 file's (needs ../shared/data)",
  async () => {
    const rounds = await readUpdates(join(shared, "digits-updates.npy"));
    const [first] = await readUpdates(join(shared, "digits-updates-round1.npy"));
    expect(rounds).toHaveLength(20);
    for (const round of rounds)
      expect([round.rows, round.columns, round.data.length]).toEqual([60, 650, 39_000]);
    expect([first!.rows, first!.columns]).toEqual([60, 650]);
    expect(rounds[0]!.data).toEqual(first!.data.map(Math.fround));
    expect(first!.data.some((value) => value !== 0)).toBe(true);
  },
);
