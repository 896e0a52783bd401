import { expect, test } from "vitest";
import type { Implementation } from "../../src/implementation/implementation.ts";
import { typedCall } from "../../src/implementation/outcome.ts";
import { createReference } from "../../src/implementation/reference.ts";
import { spoiled } from "../rounds/spoiled.ts";
import { runLaw } from "../run-law.ts";
import { acrossRestart } from "./across-restart.ts";
import { orderOfCalls } from "./order-of-calls.ts";
import { sameSeedSameAnswer } from "./same-seed-same-answer.ts";
import { seedsMatter } from "./seeds-matter.ts";

const OPTIONS = { seed: "determinism", runs: 100, level: 1e-9 };
const reference = createReference();
const LAWS = [sameSeedSameAnswer, orderOfCalls, seedsMatter];

/** A count that goes on from call to call. */
function counter(): () => number {
  let calls = 0;
  return () => calls++;
}

function counting() {
  const next = counter();
  return spoiled(reference, "partition", (params, honest) =>
    honest({ ...params, seed: `${params.seed}/${next()}` }),
  );
}

function drifting() {
  const next = counter();
  return spoiled(reference, "aggregate", async (params, honest) => {
    const { phaseSum } = await honest(params);
    const off = 1 + Number.EPSILON * next();
    return { phaseSum: phaseSum.map((phase) => phase * off) };
  });
}

function remembering() {
  let earlier = 0;
  return spoiled(reference, "encode", async (params, honest) => {
    const bound = Math.max(earlier, params.weightBound);
    earlier = params.weightBound;
    return honest({ ...params, weightBound: bound });
  });
}

function shaken(): Implementation {
  let refusals = 0;
  const callRaw: Implementation["callRaw"] = async (operation, params) => {
    const seeded = params as { readonly seed?: string };
    const moved = seeded.seed === undefined ? params : { ...seeded, seed: `${seeded.seed}/${refusals}` };
    const outcome = await reference.callRaw(operation, moved);
    if (outcome.outcome === "reject") refusals++;
    return outcome;
  };
  return { capabilities: reference.capabilities, call: typedCall(callRaw), callRaw };
}

const summing = spoiled(reference, "aggregate", (params, honest) =>
  honest({ ...params, seed: String(Buffer.from(params.seed).reduce((sum, byte) => sum + byte, 0)) }),
);
const seedlessAggregate = spoiled(reference, "aggregate", (params, honest) =>
  honest({ ...params, seed: "one" }),
);
const seedlessRound = spoiled(reference, "round", (params, honest) => honest({ ...params, seed: "one" }));

test.each([
  ["a partition that counts its calls", sameSeedSameAnswer, counting()],
  ["an estimate that drifts by units in the last place", sameSeedSameAnswer, drifting()],
  ["an estimate that drifts by units in the last place", orderOfCalls, drifting()],
  ["a bound that is remembered from the call before", orderOfCalls, remembering()],
  ["a refusal that moves the generator", orderOfCalls, shaken()],
  ["a seed that is summed up", seedsMatter, summing],
  ["an aggregate that ignores its seed", seedsMatter, seedlessAggregate],
  ["a round that ignores its seed", seedsMatter, seedlessRound],
])("a law sees %s", async (_title, law, implementation) => {
  const result = await runLaw(law, implementation, OPTIONS);
  expect(result).toMatchObject({ verdict: "violated" });
  expect(result).toHaveProperty("counterexample.example");
});

test.each(LAWS.map((law) => [law.id, law] as const))("%s holds on the reference", async (_id, law) => {
  const most = law.kind === "deterministic" ? law.mostRuns : undefined;
  expect(await runLaw(law, reference, OPTIONS)).toMatchObject({
    verdict: "pass",
    cases: most ?? OPTIONS.runs,
  });
});

/** Restarts without doing anything but counting, and draws with a salt of its own if it is a salted one. */
function restarting(salted: boolean): Implementation & { readonly restarts: () => number } {
  let restarts = 0;
  const implementation = spoiled(reference, "partition", (params, honest) =>
    honest(salted ? { ...params, seed: `${params.seed}/${restarts}` } : params),
  );
  const restart = async (): Promise<void> => {
    restarts++;
    await Promise.resolve();
  };
  return { ...implementation, restart, restarts: () => restarts };
}

test("a law sees draws that are salted by process, and restarts a few times only", async () => {
  expect(await runLaw(acrossRestart, restarting(true), OPTIONS)).toMatchObject({ verdict: "violated" });
  const honest = restarting(false);
  expect(await runLaw(acrossRestart, honest, OPTIONS)).toMatchObject({ verdict: "pass", cases: 8 });
  expect(honest.restarts()).toBe(8);
});

test("what cannot be started anew is not judged by a restart", async () => {
  expect(await runLaw(acrossRestart, reference, OPTIONS)).toMatchObject({
    verdict: "not applicable",
    reason: "it runs in this process and cannot be started anew",
  });
});

test("the laws apply to a part of the operations, and stay within the declared limits", async () => {
  const limits = { clients: 2, coordinates: 1, shots: 50 };
  for (const operation of ["partition", "aggregate", "round"] as const) {
    const part = createReference({ operations: [operation], limits });
    const verdicts = [];
    for (const law of LAWS) verdicts.push((await runLaw(law, part, OPTIONS)).verdict);
    expect(verdicts).toEqual(["pass", "pass", operation === "partition" ? "not applicable" : "pass"]);
  }
});

test("without an operation that takes a seed there is nothing to repeat", async () => {
  const result = await runLaw(sameSeedSameAnswer, createReference({ operations: ["encode"] }), OPTIONS);
  expect(result).toMatchObject({ verdict: "not applicable" });
});
