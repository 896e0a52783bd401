import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { loadCoverage } from "../src/cli/coverage.ts";
import { laws } from "./index.ts";

test("laws have ids of their own, which are the paths of their files", () => {
  expect(laws.length).toBeGreaterThanOrEqual(100);
  expect(new Set(laws.map(({ id }) => id)).size).toBe(laws.length);
  expect(laws.filter(({ id }) => !existsSync(new URL(`${id}.ts`, import.meta.url)))).toEqual([]);
});

test("every MUST has a law or is kept otherwise, and whatever names clauses names those of the specification", async () => {
  const { gaps, must, clauses, files } = await loadCoverage();
  expect(gaps).toEqual([]);
  expect(files.map(({ file }) => file)).toEqual(["protocol.md", "qunetqfl.md", "threat-model.md", "wire.md"]);
  expect(must.total).toBeGreaterThan(70);
  expect(must.byLaws).toBeGreaterThan(60);
  expect(clauses.filter(({ claims }) => claims.length > 0).length).toBeGreaterThan(15);
  expect(clauses.filter(({ faults = [] }) => faults.length > 0).length).toBeGreaterThan(40);
});
