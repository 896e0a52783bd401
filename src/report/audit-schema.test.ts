import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { register } from "../audit/register.ts";
import type { AuditReport } from "../audit/report.ts";
import { runAudit } from "../audit/run-audit.ts";
import { matrixFromRows } from "../base/matrix.ts";
import { auditSchema } from "./audit-schema.ts";
import { publishedSchemas } from "./schemas.ts";

const published = JSON.parse(
  readFileSync(new URL("../../spec/audit.schema.json", import.meta.url), "utf8"),
) as { $schema: string };

/** A quick audit with laws of both kinds, as it is written to audit.json. */
let written: AuditReport;
beforeAll(async () => {
  const rows = Array.from({ length: 10 }, (_, i) => [Math.sin(i), Math.cos(2 * i), 0.1]);
  const report = await runAudit({
    updates: [matrixFromRows("updates", rows)],
    origin: { source: "waves", clients: 10, coordinates: 3, rounds: 1, accuracies: [0.5] },
    settings: {
      clusterSize: 5,
      remainder: "short",
      shots: 100,
      noise: { channel: "depolarizing2", layout: "chain", probability: 0.005 },
    },
    preset: "quick",
    claims: register.filter(({ claim }) => ["PR-8", "QN-1", "SE-2"].includes(claim.id)),
    made: { version: "0", commit: null, node: "0", command: "test", seed: "schema" },
  });
  written = JSON.parse(JSON.stringify(report)) as AuditReport;
}, 60_000);

test("the published schema is the generated one: renew it with `npm run schemas`", () => {
  const generated = publishedSchemas().find(({ file }) => file === "audit.schema.json");
  expect(published).toEqual(JSON.parse(JSON.stringify(generated!.schema)));
});

describe("audit.json against spec/audit.schema.json", () => {
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(published);

  test("a real audit is valid", () => {
    expect(written.laws.some(({ verdict, kind }) => verdict === "pass" && kind === "statistical")).toBe(true);
    expect(written.laws.some(({ verdict, kind }) => verdict === "pass" && kind === "deterministic")).toBe(
      true,
    );
    expect(written.claims.map(({ id }) => id)).toEqual(["PR-8", "SE-2", "QN-1"]);
    expect(published.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    validate(written);
    expect(validate.errors ?? []).toEqual([]);
    expect(() => auditSchema.parse(written)).not.toThrow();
  });

  const violated = {
    law: "area/law",
    sentence: "what",
    clauses: ["CQSA-ENC-1"],
    kind: "deterministic",
    verdict: "violated",
    cases: 3,
    counterexample: {
      message: "m",
      expected: "1",
      received: "2",
      example: { weights: [1] },
      seed: "1",
      path: "0:1",
    },
  };

  test("so is one with a violated and an inconclusive law, and with figures that are unknown", () => {
    const inconclusive = { ...violated, verdict: "inconclusive", reason: "few", counterexample: undefined };
    const [round] = written.rounds;
    const other: unknown = JSON.parse(
      JSON.stringify({
        ...written,
        laws: [violated, inconclusive],
        rounds: [{ ...round, expectedVisibility: null, predictedPhaseError: null, relativeError: null }],
      }),
    );
    validate(other);
    expect(validate.errors ?? []).toEqual([]);
    expect(() => auditSchema.parse(other)).not.toThrow();
  });

  type Doctored = readonly [title: string, doctor: (report: AuditReport) => unknown];
  const doctored: readonly Doctored[] = [
    ["an unknown field", (report) => ({ ...report, extra: 1 })],
    ["another kind", (report) => ({ ...report, kind: "cqsa-verify" })],
    ["a later format", (report) => ({ ...report, format: 2 })],
    ["no seed", ({ made, ...rest }) => ({ ...rest, made: { ...made, seed: undefined } })],
    ["an unknown preset", (report) => ({ ...report, preset: "slow" })],
    ["a probability above 1", (report) => ({ ...report, lawBudget: 1.5 })],
    [
      "a measurement that is null",
      (report) => ({ ...report, rounds: [{ ...report.rounds[0], phaseError: null }] }),
    ],
    [
      "a claim without its evidence",
      (report) => ({ ...report, claims: [{ ...report.claims[0], evidence: undefined }] }),
    ],
    [
      "a claim that nothing measured",
      (report) => ({ ...report, claims: [{ ...report.claims[0], evidence: null }] }),
    ],
    [
      "an unknown verdict",
      (report) => ({
        ...report,
        claims: [{ ...report.claims[0], verdict: { verdict: "true", because: "so" } }],
      }),
    ],
    [
      "holds if without a condition",
      (report) => ({
        ...report,
        claims: [{ ...report.claims[0], verdict: { verdict: "holds if", region: "r", because: "b" } }],
      }),
    ],
    [
      "fails without a counterexample",
      (report) => ({
        ...report,
        claims: [{ ...report.claims[0], verdict: { verdict: "fails", because: "b" } }],
      }),
    ],
    [
      "a violated law without a counterexample",
      (report) => ({ ...report, laws: [{ ...violated, counterexample: undefined }] }),
    ],
    ["half a case", (report) => ({ ...report, laws: [{ ...violated, cases: 2.5 }] })],
  ];

  test.each(doctored)("%s is invalid, for both validators", (_title, doctor) => {
    const changed: unknown = JSON.parse(JSON.stringify(doctor(written)));
    expect(validate(changed)).toBe(false);
    expect(auditSchema.safeParse(changed).success).toBe(false);
  });
});
