import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { spoiled } from "../../properties/rounds/spoiled.ts";
import { verify } from "../conformance/verify.ts";
import { createReference } from "../implementation/reference.ts";
import { publishedSchemas } from "./schemas.ts";

function published(file: string): object {
  return JSON.parse(readFileSync(new URL(`../../spec/${file}`, import.meta.url), "utf8")) as object;
}

test.each(publishedSchemas().map(({ file, schema }) => [file, schema] as const))(
  "spec/%s is the schema that the program uses (else: npm run schemas)",
  (file, schema) => {
    expect(published(file)).toEqual(JSON.parse(JSON.stringify(schema)));
  },
);

test("a conformance report and its failures meet their published schemas", async () => {
  const broken = spoiled(
    spoiled(createReference(), "encode", ({ weights }) => ({ phases: weights.map(() => -0) })),
    "partition",
    ({ clients }) => ({ clusters: Array.from({ length: clients }, (_, client) => [client]) }),
  );
  const report = await verify(broken, {
    made: { version: "0.1.0", commit: null, node: "24", command: "cqsa verify", seed: "schemas" },
    runs: 20,
    laws: ["encoding/*", "partition/*", "refusals/encode-*", "refusals/needed-by-rule"],
    maxFailures: 9,
    timeLimit: 60,
    shard: { index: 1, count: 1 },
    observed: () => [{ what: "a", hint: "b", times: 1 }],
  });
  const kinds = new Set(report.failures.map(({ lawKind }) => lawKind));
  expect(kinds).toEqual(new Set(["deterministic", "statistical"]));
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, strictTypes: false });
  const isReport = ajv.compile(published("verify.schema.json"));
  const isFailure = ajv.compile(published("failure.schema.json"));
  const travelled = JSON.parse(JSON.stringify(report)) as typeof report;
  expect(isReport(travelled), JSON.stringify(isReport.errors)).toBe(true);
  for (const failure of travelled.failures)
    expect(isFailure(failure), JSON.stringify(isFailure.errors)).toBe(true);
  expect(isReport({ ...travelled, laws: [{ ...travelled.laws[0], verdict: "fine" }] })).toBe(false);
  expect(isFailure({ ...travelled.failures[0], seed: 1 })).toBe(false);
});
