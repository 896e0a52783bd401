import { expect, test } from "vitest";
import { spoiled } from "../../properties/rounds/spoiled.ts";
import { isDataError } from "../base/data-error.ts";
import { createReference } from "../implementation/reference.ts";
import { failureFileName, failureText, parseFailure } from "./failure-file.ts";
import type { StoredFailure } from "./failure.ts";
import { readValue } from "./stored-value.ts";
import { verify } from "./verify.ts";

const MADE = { version: "0.1.0", commit: null, node: "24", command: "cqsa verify", seed: "files" };

async function failures(): Promise<readonly StoredFailure[]> {
  const good = createReference({ operations: ["encode", "partition"] });
  const broken = spoiled(
    spoiled(good, "encode", (params) => ({
      phases: params.weights.map((weight) => (Object.is(weight, -0) ? 1 : 0)),
    })),
    "partition",
    ({ clients }) => ({ clusters: Array.from({ length: clients }, (_, client) => [client]) }),
  );
  const laws = ["encoding/encode-definition", "partition/uniform-permutation"];
  return (await verify(broken, { made: MADE, laws })).failures;
}

/** The one-line message with which a text is refused. */
function refusal(text: string): string {
  try {
    parseFailure("x.json", text);
  } catch (error) {
    if (isDataError(error)) return error.message;
    throw error;
  }
  throw new Error("not refused");
}

test("what was stored is read again as it was", async () => {
  const [deterministic, statistical, ...more] = await failures();
  if (deterministic === undefined || statistical === undefined) throw new Error("no failures");
  expect(more).toEqual([]);
  expect([deterministic.lawKind, statistical.lawKind]).toEqual(["deterministic", "statistical"]);
  for (const failure of [deterministic, statistical]) {
    expect(parseFailure("x.json", failureText(failure))).toEqual(failure);
  }
  expect(failureText(deterministic).endsWith("}\n")).toBe(true);
  expect(failureFileName(deterministic.law)).toBe("encoding-encode-definition.json");
});

test("the sign of a zero survives the file", async () => {
  const [failure] = await failures();
  if (failure?.lawKind !== "deterministic") throw new Error("no failure");
  const text = failureText({ ...failure, example: { weights: [{ $: "-0" }] } });
  const read = parseFailure("x.json", text);
  const { weights } = readValue(read.lawKind === "deterministic" ? read.example : null) as {
    weights: number[];
  };
  expect(Object.is(weights[0], -0)).toBe(true);
});

test("a file that is no stored case is refused in one line that names it", () => {
  expect(refusal("not\njson")).toMatch(/^x\.json: is no JSON \([^\n]*\)$/u);
  expect(refusal('{"kind": "cqsa-verify"}')).toBe(
    'x.json: is no stored case of cqsa verify, but of kind "cqsa-verify"',
  );
  for (const text of ["null", "[]", "3", "{}", '{"kind": 7}']) {
    expect(refusal(text)).toBe("x.json: is no stored case of cqsa verify");
  }
  expect(refusal('{"kind": "cqsa-failure", "format": 2}')).toBe(
    "x.json: has format 2, where this version reads format 1",
  );
});

test("a field that is wrong, missing or too many is named", async () => {
  const [deterministic, statistical] = await failures();
  const edited = (change: object, failure = deterministic): string =>
    refusal(JSON.stringify({ ...failure, ...change }));
  expect(edited({ format: undefined })).toBe('x.json: "format" expected the number 1, got nothing');
  expect(edited({ law: 3 })).toBe('x.json: "law" expected the id of a law, got 3');
  expect(edited({ seed: undefined })).toBe('x.json: "seed" expected a string, got nothing');
  expect(edited({ runs: 0 })).toBe('x.json: "runs" expected an integer of at least 1, got 0');
  expect(edited({ lawKind: "other" })).toMatch(/^x\.json: "lawKind" expected /u);
  expect(edited({ extra: 1 })).toMatch(/^x\.json: "extra" expected /u);
  expect(edited({ declared: { protocol: 2 } })).toMatch(/^x\.json: "declared\./u);
  expect(edited({ calls: { count: 1, last: [{ operation: "encode" }] } })).toMatch(
    /^x\.json: "calls\.last\[0\]\./u,
  );
  expect(edited({ example: [{ $: "Map" }] })).toMatch(/^x\.json: "example" expected a known mark/u);
  expect(edited({ example: { $: "object", entries: [1] } })).toMatch(/^x\.json: "example" expected /u);
  expect(edited({ level: 0 }, statistical)).toMatch(/^x\.json: "level" expected /u);
  expect(edited({ size: 1.5 }, statistical)).toMatch(/^x\.json: "size" expected /u);
});
