import { readdirSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import type { z } from "zod";
import { EXAMPLE_PARAMS } from "../examples.ts";
import type { Implementation, Outcome } from "../implementation.ts";
import { createReference } from "../reference.ts";
import { parse } from "../schemas/explain.ts";
import { operationResults } from "../schemas/results.ts";
import { OPERATION_NAMES } from "../vocabulary.ts";
import type { OperationName } from "../vocabulary.ts";
import { faults } from "./index.ts";

/** Mistakes by which a valid request gets no answer, or one of another shape. */
const NO_WELL_FORMED_ANSWER: Readonly<Record<string, readonly OperationName[]>> = {
  "outcomes/exact-unsupported": ["aggregate", "round"],
  "outcomes/verdict-beside-the-result": ["round"],
};

async function answer(implementation: Implementation, operation: OperationName): Promise<Outcome<unknown>> {
  return implementation.callRaw(operation, structuredClone(EXAMPLE_PARAMS[operation]));
}

test("Every fault has an identifier of its own, a sentence, and clauses that the specification has", () => {
  const file = new URL("../../../spec/clauses.json", import.meta.url);
  const clauses = (JSON.parse(readFileSync(file, "utf8")) as { id: string }[]).map(({ id }) => id);
  expect(faults.length).toBeGreaterThan(75);
  expect(new Set(faults.map(({ id }) => id)).size).toBe(faults.length);
  for (const fault of faults) {
    expect(fault.id).toMatch(/^[a-z]+\/[a-z0-9]+(?:-[a-z0-9]+)*$/u);
    expect(fault.mistake).toMatch(/^.{20,130}\.$/u);
    expect(fault.clauses.length).toBeGreaterThan(0);
    expect(clauses).toEqual(expect.arrayContaining([...fault.clauses]));
  }
});

test("A fault declares what the reference declares, unless that is its mistake", () => {
  const { capabilities } = createReference();
  for (const { id, make } of faults) {
    const same = isDeepStrictEqual(make().capabilities, capabilities);
    expect([id, same]).toEqual([id, !id.startsWith("undeclared/")]);
  }
});

test("A fault answers valid requests with results of the right shape, unless that is its mistake", async () => {
  for (const { id, make } of faults) {
    const implementation = make();
    for (const operation of OPERATION_NAMES) {
      const outcome = await answer(implementation, operation);
      const wellFormed =
        outcome.outcome === "ok" &&
        parse<unknown>(operationResults[operation] as z.ZodType, outcome.result).valid;
      const expected = NO_WELL_FORMED_ANSWER[id]?.includes(operation) !== true;
      expect([id, operation, wellFormed]).toEqual([id, operation, expected]);
    }
  }
});

test("Two copies of a fault share nothing: what one was asked changes no answer of the other", async () => {
  for (const { id, make } of faults) {
    const [used, fresh] = [make(), make()];
    const seeds = ["one", "two"];
    for (const seed of seeds) {
      await used.callRaw("round", { ...structuredClone(EXAMPLE_PARAMS.round), seed, shots: 4 });
    }
    for (const operation of OPERATION_NAMES) await answer(used, operation);
    for (const operation of OPERATION_NAMES) {
      expect([id, await answer(fresh, operation)]).toEqual([id, await answer(make(), operation)]);
    }
  }
});

test("Every fault is told from the reference in one of the tests beside this one", () => {
  const files = readdirSync(new URL(".", import.meta.url)).filter((name) => name.startsWith("told-apart."));
  const texts = files.map((name) => readFileSync(new URL(name, import.meta.url), "utf8"));
  const words = new Set(texts.join(" ").split(/[\s"`]+/u));
  expect(faults.map(({ id }) => id).filter((id) => !words.has(id))).toEqual([]);
});
