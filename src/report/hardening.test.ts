import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, expect, test } from "vitest";
import type { HardeningReport } from "../campaign/hardening/report.ts";
import { runComparison } from "../campaign/hardening/run-comparison.ts";
import { attackJson } from "./attack-json.ts";
import { hardeningMarkdown } from "./hardening-markdown.ts";
import { hardeningSchema } from "./hardening-schema.ts";
import { hardeningText } from "./hardening-text.ts";

const WIDTH = 80;

const PLAN = {
  scene: {
    clients: 12,
    clusterSize: 4,
    coordinates: 2,
    shots: 50,
    noise: { channel: "none", layout: "chain", probability: 0 },
    rounds: 3,
    byzantine: 2,
  },
  trials: 7,
  trainings: 0,
  confidence: 0.95,
  measures: ["clip-bound", "guard-band", "authentication", "wide-modulus", "key-ledger"],
  // A factor of one guards nothing.
  switches: { "guard-band": { factor: 1 } },
  stays: [1, 2, 3],
  seed: "report",
} as const;

let report: HardeningReport;
beforeAll(async () => {
  const { comparison, done, total } = await runComparison(PLAN, { workers: 1 });
  const made = { version: "0.1.0", commit: null, node: "24", command: "cqsa attack", seed: "report" };
  const counts = { parts: done, planned: total };
  report = JSON.parse(
    attackJson({ kind: "cqsa-hardening", format: 1, made, done: counts, ...comparison }),
  ) as HardeningReport;
});

test("threads make the same comparison as one", async () => {
  const plan = { ...PLAN, measures: ["authentication"], stays: [2] } as const;
  const [one, two] = await Promise.all([1, 2].map((workers) => runComparison(plan, { workers })));
  expect(one!.comparison.rows).toHaveLength(1);
  expect(two).toEqual(one);
});

test("the report meets its schema", () => {
  expect(hardeningSchema.parse(report)).toEqual(report);
  const schema = JSON.parse(
    readFileSync(new URL("../../spec/hardening.schema.json", import.meta.url), "utf8"),
  ) as object;
  expect(new Ajv2020({ allowUnionTypes: true }).validate(schema, report)).toBe(true);
  expect(report.rows.map(({ measure }) => measure)).toEqual([
    "clip-bound",
    "authentication",
    "wide-modulus",
    "key-ledger",
  ]);
});

test("a measure's paragraph has what it adds, whom it defeats and what it costs, within the width", () => {
  const lines = hardeningText(report, { width: WIDTH }).split("\n");
  expect(lines.filter((line) => line.length > WIDTH)).toEqual([]);
  const at = lines.indexOf("authentication");
  expect(lines.slice(at, at + 7)).toEqual([
    "authentication",
    "  adds       a tag of 127 bits on each masked vector, and 254 key bits between",
    "             client and server",
    "  against    THR-MASK-3",
    expect.stringMatching(/^ {2}defeated +masking\/tamperer \(1\), entries of the sum that were moved: 1/u),
    expect.stringMatching(/→ 0 \[0, 0\.465\]; at most 88 % of the gain is left$/u),
    "  costs      key bits of a client in a masked round: +254 on 176",
  ]);
  expect(lines).toContain("Left out, as they weakened nobody and cost nothing that 7 trials show:");
});

test("costs stand beside plain, with a mark where intervals leave out 0, and curves beside each other", () => {
  const text = hardeningText(report, { width: WIDTH });
  expect(text).toMatch(/^measure +error² +lost +states +key bits$/mu);
  expect(text).toMatch(/^ {2}plain .* 176$/mu);
  expect(text).toMatch(/^ {2}authentication +0 +0 +0 +\+254 \*$/mu);
  expect(text.replaceAll(/\s+/gu, " ")).toContain(
    "*: the 95 % interval of the difference leaves out 0, as 5 of 100 do by chance.",
  );
  expect(text).toMatch(/^ +new each round +kept 2 rounds +kept for good$/mu);
  expect(text).toMatch(/^round +suspects +R² +suspects +R² +suspects +R²$/mu);
  expect(text.match(/^ {4}[123](?: +\d+\.\d +\d\.\d{3}){3}$/gmu)).toHaveLength(3);
  expect(text).toContain("Closed forms agree at all 9 points.");
});

test("whatever differs from a closed form is said", () => {
  const [first, ...others] = report.tradeOff;
  const off = { ...report, tradeOff: [{ ...first!, agrees: false }, ...others] };
  expect(hardeningText(off, { width: WIDTH })).toContain("Closed forms DIFFER at 1 of 9 points.");
  expect(hardeningMarkdown(off)).toContain("Closed forms DIFFER at 1 of 9 points.");
});

test("the report as Markdown has a line an adversary, a measure and a round", () => {
  const markdown = hardeningMarkdown(report);
  expect(markdown).toMatch(/^\| authentication \| a tag of 127 bits .* \| masking\/tamperer \(1\) \|/mu);
  expect(markdown).toMatch(/^\| key-ledger \|.* \| masking\/pad-reuse \|/mu);
  expect(markdown.match(/^\| [123] \|/gmu)).toHaveLength(3);
});
