import { expect, test } from "vitest";
import type { Claim } from "./claim.ts";
import type { AuditContext } from "./context.ts";
import { nonFinitePath } from "./non-finite.ts";
import { entry } from "./register.ts";
import { randomStream } from "../base/random.ts";

test("evidence of numbers, texts and nulls has no such place", () => {
  expect(nonFinitePath({ a: 1, b: [0, -1e300], c: { d: null, e: "NaN" }, f: [] })).toBeUndefined();
});

test.each([
  [{ a: NaN }, "a"],
  [{ a: 1, cases: [{ global: 1 }, { global: Infinity }] }, "cases[1].global"],
  [{ worst: { phases: [0, -Infinity] } }, "worst.phases[1]"],
])("%j: found at %s", (evidence, path) => {
  expect(nonFinitePath(evidence)).toBe(path);
});

test("a claim is undecided when its evidence is no number, whatever its own rule would say", () => {
  const claim: Claim<{ error: number }> = {
    id: "XX-1",
    title: "title",
    quote: "quote",
    source: "source",
    statement: "statement",
    clauses: [],
    decide: ({ error }) =>
      error > 1
        ? { verdict: "fails", counterexample: String(error), because: "too large" }
        : { verdict: "holds", because: String(error) },
  };
  const context = { rng: randomStream("entry") } as AuditContext;
  const verdictFor = (error: number): object => entry(claim, () => ({ error })).decide(context).verdict;
  expect(verdictFor(0)).toEqual({ verdict: "holds", because: "0" });
  expect(verdictFor(2)).toMatchObject({ verdict: "fails" });
  expect(verdictFor(NaN)).toEqual({ verdict: "undecided", reason: "the measurement gave no number: error" });
});
