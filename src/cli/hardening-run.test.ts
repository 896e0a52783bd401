import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HardeningReport } from "../campaign/hardening/report.ts";
import { hardeningSchema } from "../report/hardening-schema.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import { uninterrupted } from "./interruption.ts";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-hardening-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Ctrl-C, where it comes, comes at once. */
async function run(argv: string, isInterrupted = false) {
  const host = memoryHost();
  const interruption = {
    ...uninterrupted,
    soften: (stop: (status: ExitStatus) => void) => {
      if (isInterrupted) stop(EXIT.interrupted);
      return () => undefined;
    },
  };
  const words = argv.split(" ").map((word) => word.replace("DIR", folder));
  const status = await main(["attack", "--preset", "hardening", ...words], { ...host, interruption });
  return { status, ...host.written };
}

test("the hardening preset ends in good order on Ctrl-C, and its report says what is missing", async () => {
  const { status, stdout, stderr } = await run(
    "--workers 1 --hardening authentication,commit-reveal --out DIR/a",
    true,
  );
  expect(status).toBe(130);
  expect(stderr).toMatch(/interrupted after 0 of \d+ parts; go on with --resume$/mu);
  expect(stdout).toMatch(/^60 clients in clusters of 5, 30 coordinates/mu);
  expect(stdout).toMatch(/^Not measured to the end: authentication, commit-reveal, all\.$/mu);
  const report = JSON.parse(await readFile(join(folder, "a", "hardening.json"), "utf8")) as HardeningReport;
  expect(hardeningSchema.parse(report)).toEqual(report);
  expect(report.rows).toEqual([]);
  const schema = JSON.parse(
    await readFile(new URL("../../spec/hardening.schema.json", import.meta.url), "utf8"),
  ) as object;
  expect(new Ajv2020({ allowUnionTypes: true }).validate(schema, report)).toBe(true);
  expect(await readFile(join(folder, "a", "hardening.md"), "utf8")).toMatch(/^# The hardened profile\n/u);
  const again = await run("--workers 1 --hardening authentication,commit-reveal --out DIR/a --resume", true);
  expect([again.status, again.stdout]).toEqual([130, stdout]);
  const other = await run("--workers 1 --hardening authentication --out DIR/a --resume");
  expect([other.status, other.stdout]).toEqual([EXIT.data, ""]);
  expect(other.stderr).toMatch(/hardening\.jsonl: is of another run: its plan differs$/mu);
});

test.each([
  ["--rule krum", "--rule has no meaning beside --preset hardening"],
  ["--cluster-size 7", "--cluster-size expected a divisor of the 60 clients"],
  ["--clients 30,60", "--clients expected one value for --preset hardening"],
  ["--byzantine 30", "--byzantine expected fewer than half of the 60 clients"],
  ["--shots exact", "--shots expected a number of shots"],
  ["--trials 6", "--trials expected at least 7"],
  ["--rounds 1", "--rounds expected at least 2"],
  ["--hardening clip-bound,bogus", "--hardening expected one of clip-bound,"],
  ["--hardening stable-clusters,reshuffle-budget", "stable-clusters or reshuffle-budget"],
  ["--out x -- true", "--preset hardening compares measures of the reference"],
])("the hardening preset with %s is wrong usage, in one line", async (argv, part) => {
  const { status, stdout, stderr } = await run(argv);
  expect([status, stdout]).toEqual([64, ""]);
  expect(stderr).toContain(part);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});
