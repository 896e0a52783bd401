import { expect, test } from "vitest";
import { lostReferences, ownedStretches, ownersAt } from "../strength/regions.ts";
import { answerableClaims, answerableClauses, readOwners } from "./owners.ts";
import { readSources } from "./sources.ts";

const sources = readSources();
const owners = readOwners();

test("every file and name that a clause or claim calls its code is there", () => {
  expect(sources.length).toBeGreaterThan(90);
  expect(owners.length).toBeGreaterThan(50);
  expect(lostReferences(owners, sources)).toEqual([]);
});

test("every line of code that is mutated belongs to a clause or claim", () => {
  const unowned = sources.filter((source) => {
    const stretches = ownedStretches(owners, source);
    const places = source.items.map(({ start, end }) => [start, end] as const);
    return [[0, source.length] as const, ...places].some(
      ([start, end]) => ownersAt(stretches, start, end).length === 0,
    );
  });
  expect(unowned.map(({ path }) => path)).toEqual([]);
});

test("what checks and refuses belongs to the clause of refusals, and the rest of a function to its own", () => {
  const encode = sources.find(({ path }) => path === "src/protocol/encode.ts")!;
  const stretches = ownedStretches(owners, encode);
  const refusal = encode.text.indexOf('checkVector("weights"');
  expect(ownersAt(stretches, refusal, refusal + 5)).toContain("CQSA-ENC-4");
  expect(ownersAt(stretches, refusal, refusal + 5)).not.toContain("CQSA-ENC-1");
  const loop = encode.text.indexOf("scale * ");
  expect(loop).toBeGreaterThan(0);
  expect(ownersAt(stretches, loop, loop + 5)).toEqual(["CQSA-ENC-1", "CQSA-ENC-2", "CQSA-ENC-3"]);
});

test("every clause with code has laws or tests, and every claim is there", () => {
  expect(answerableClaims().length).toBeGreaterThanOrEqual(39);
  expect(answerableClauses().length).toBeGreaterThan(50);
});
