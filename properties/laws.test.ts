import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createReference } from "../src/implementation/reference.ts";
import { laws } from "./index.ts";
import { levelOf, runLaw } from "./run-law.ts";

const reference = createReference();
const level = levelOf(laws, 1e-9);

test("at least thirty laws, each with an id of its own and a clause", () => {
  expect(laws.length).toBeGreaterThanOrEqual(30);
  expect(new Set(laws.map(({ id }) => id)).size).toBe(laws.length);
  expect(laws.filter(({ clauses }) => clauses.length === 0)).toEqual([]);
});

test("every clause that a law names is a heading of the specification", () => {
  const headings = ["protocol", "qunetqfl", "wire"].flatMap((name) => {
    const text = readFileSync(new URL(`../spec/${name}.md`, import.meta.url), "utf8");
    return [...text.matchAll(/^### ([A-Z]+-[A-Z]+-\d+)/gm)].map(([, id]) => id!);
  });
  expect(headings.length).toBeGreaterThan(30);
  expect(new Set(headings).size).toBe(headings.length);
  const unknown = laws.flatMap(({ id, clauses }) =>
    clauses.filter((clause) => !headings.includes(clause)).map((clause) => `${id}: ${clause}`),
  );
  expect(unknown).toEqual([]);
});

/** What the reference does not offer: its rules need neither a reference nor a seed. */
const notApplicable = new Set(["refusals/needed-by-rule"]);

for (const law of laws) {
  test(`${law.id}: ${law.sentence} [${law.clauses.join(", ")}]`, async () => {
    const result = await runLaw(law, reference, { seed: "reference", runs: 100, level });
    expect(result).toMatchObject({ verdict: notApplicable.has(law.id) ? "not applicable" : "pass" });
  });
}
