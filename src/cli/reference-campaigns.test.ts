import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AttackReport } from "../campaign/report.ts";
import type { ResultsHeader } from "../campaign/results-file.ts";
import { runCampaign } from "../campaign/run-campaign.ts";
import { summarize } from "../campaign/summarize.ts";
import { attackJson } from "../report/attack-json.ts";

const ROOT = new URL("../../", import.meta.url);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-reference-"));
});
afterAll(() => rm(folder, { recursive: true }));

function file(path: string): Promise<string> {
  return readFile(new URL(path, ROOT), "utf8");
}

async function kept(name: string): Promise<AttackReport> {
  return JSON.parse(await file(`reports/${name}/attack.json`)) as AttackReport;
}

test.each([
  ["campaign", "cqsa attack --preset full --out reports/campaign"],
  ["convergence", "cqsa attack --preset convergence --out reports/convergence"],
])("the report of %s is whole, says what made it and is the script of its name", async (name, command) => {
  const report = await kept(name);
  const schema = JSON.parse(await file("spec/attack.schema.json")) as object;
  expect(new Ajv2020({ allowUnionTypes: true }).validate(schema, report)).toBe(true);
  expect(report.made).toMatchObject({ command, seed: "1" });
  expect(report.made.commit).toMatch(/^[0-9a-f]{40}$/u);
  const { scripts } = JSON.parse(await file("package.json")) as { scripts: Record<string, string> };
  expect(scripts[name]).toBe(command.replace("cqsa", "npm run -s cqsa --"));
  expect(report.done.trials).toBe(report.done.planned);
  expect(report.cells.length * report.plan.trials).toBe(report.done.planned);
  expect(report.cells.flatMap(({ closedForms }) => closedForms).every(({ agrees }) => agrees)).toBe(true);
  expect(await file(`reports/${name}/attack.md`)).toContain(`with \`${command}\`, seed "1".`);
});

test("a cell of the reference campaign that is measured again gives the same figures", async () => {
  const { plan, source, fingerprint, cells, made } = await kept("campaign");
  const found = cells.find(
    ({ cell }) =>
      cell.adversary === "client/sign-flip" &&
      cell.rule === "multi-krum" &&
      cell.byzantine === 6 &&
      cell.shots !== null,
  )!;
  const header: ResultsHeader = {
    kind: "cqsa-attack-results",
    format: 1,
    version: made.version,
    plan,
    source,
    fingerprint,
    subject: null,
    cells: [found.cell],
  };
  const path = join(folder, "attack.jsonl");
  await runCampaign(header, { path, resume: false, workers: 1 });
  const again = JSON.parse(attackJson(await summarize(path, header, made, []))) as AttackReport;
  expect(again.cells).toHaveLength(1);
  const { closedForms: _said, tampers: _beside, ...figures } = found;
  const { closedForms: _forms, tampers: _alone, ...measured } = again.cells[0]!;
  expect(measured).toEqual(figures);
});
