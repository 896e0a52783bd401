import fc from "fast-check";
import { expect, test } from "vitest";
import type { Implementation, Outcome } from "../src/implementation/implementation.ts";
import { fault, ok, typedCall } from "../src/implementation/outcome.ts";
import { laws } from "./index.ts";
import { deterministicLaw, statisticalLaw } from "./law.ts";
import type { Law } from "./law.ts";
import { levelOf, runLaw } from "./run-law.ts";
import { ask, violation } from "./violation.ts";

const OPTIONS = { seed: "runner", runs: 100, level: 1e-9 };

/** Encodes by `answer`, and counts the calls. */
function encoder(answer: (weight: number, call: number) => Promise<Outcome<unknown>> | Outcome<unknown>): {
  readonly implementation: Implementation;
  readonly calls: () => number;
} {
  let calls = 0;
  const callRaw: Implementation["callRaw"] = async (_operation, params) => {
    calls++;
    return answer((params as { readonly weights: readonly number[] }).weights[0]!, calls);
  };
  const capabilities = {
    protocol: 1,
    implementation: { name: "test", version: "1", language: "TypeScript" },
    operations: ["encode"],
  } as const;
  return { implementation: { capabilities, call: typedCall(callRaw), callRaw }, calls: () => calls };
}

async function sleep(milliseconds: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** Demands that an integer up to a million encodes to less than 500. */
const small: Law = deterministicLaw<number>({
  id: "test/small",
  sentence: "phases stay below 500",
  clauses: ["CQSA-ENC-1"],
  needs: ["encode"],
  cases: () => fc.noBias(fc.integer({ min: 400, max: 1_000_000 })),
  check: async (implementation, weight) => {
    const { phases } = await ask(implementation, "encode", {
      weights: [weight],
      clusterSize: 1,
      weightBound: 1,
    });
    if (phases[0]! >= 500) throw violation("the phase is too large", "below 500", phases[0]);
    return "held";
  },
});

const identity = (weight: number): Outcome<unknown> => ok({ phases: [weight] });

test("a counterexample is made as small as it can be without a limit", async () => {
  const { implementation } = encoder(identity);
  const result = await runLaw(small, implementation, OPTIONS);
  expect(result).toMatchObject({ verdict: "violated", counterexample: { example: 500, received: "500" } });
});

test("the search for a smaller case ends after so many cases, and the smallest so far is taken", async () => {
  for (const cases of [0, 1, 5]) {
    const { implementation, calls } = encoder(identity);
    const shrinking = { cases, faults: 100, milliseconds: 60_000 };
    const result = await runLaw(small, implementation, { ...OPTIONS, shrinking });
    if (result.verdict !== "violated") throw new Error(result.verdict);
    const { example, received } = result.counterexample;
    expect(example).toBeGreaterThanOrEqual(500);
    // The message is that of the very case that is reported.
    expect(received).toBe(String(example));
    // The first case of this law fails.
    expect(calls()).toBe(1 + cases);
  }
});

test("the search for a smaller case ends after its time", async () => {
  const { implementation, calls } = encoder(async (weight) => {
    await sleep(30);
    return identity(weight);
  });
  const shrinking = { cases: 1000, faults: 1000, milliseconds: 100 };
  const result = await runLaw(small, implementation, { ...OPTIONS, shrinking });
  expect(result).toMatchObject({ verdict: "violated" });
  expect(calls()).toBeGreaterThanOrEqual(2);
  expect(calls()).toBeLessThanOrEqual(6);
});

test("a fault marks the case in flight as the violation", async () => {
  const { implementation } = encoder((weight) =>
    weight > 700 ? fault("exit status 3") : ok({ phases: [0] }),
  );
  expect(await runLaw(small, implementation, OPTIONS)).toMatchObject({
    verdict: "violated",
    counterexample: { example: 701, received: "fault: exit status 3" },
  });
});

test("the search for a smaller case ends after so many faults", async () => {
  let faults = 0;
  const { implementation, calls } = encoder((weight) => {
    if (weight <= 700) return ok({ phases: [0] });
    faults++;
    return fault("exit status 3");
  });
  const shrinking = { cases: 1000, faults: 2, milliseconds: 60_000 };
  expect(await runLaw(small, implementation, { ...OPTIONS, shrinking })).toMatchObject({
    verdict: "violated",
  });
  // The first one began the search.
  expect(faults).toBe(3);
  expect(calls()).toBeLessThan(20);
});

test("a signal ends a law that no case has broken yet, however long the answer takes", async () => {
  const controller = new AbortController();
  const { implementation, calls } = encoder(async (_weight, call) => {
    if (call === 8) {
      controller.abort();
      await new Promise(() => undefined);
    }
    return ok({ phases: [0] });
  });
  const result = await runLaw(small, implementation, { ...OPTIONS, signal: controller.signal });
  expect(result).toMatchObject({ verdict: "inconclusive", cases: 7, reason: "stopped after 7 of 100 cases" });
  expect(calls()).toBe(8);
});

test("after a signal no case is looked at", async () => {
  const controller = new AbortController();
  const { implementation } = encoder(identity);
  let checks = 0;
  const silent = deterministicLaw<number>({
    id: "test/silent",
    sentence: "nothing is asked",
    clauses: ["CQSA-ENC-1"],
    needs: ["encode"],
    cases: () => fc.nat(),
    check: async () => {
      if (++checks === 4) controller.abort();
      return Promise.resolve("vacuous");
    },
  });
  const result = await runLaw(silent, implementation, { ...OPTIONS, signal: controller.signal });
  expect(result).toMatchObject({ verdict: "inconclusive", reason: "stopped after 4 of 100 cases" });
  expect(checks).toBe(4);
});

test("a law that starts its implementation anew does not apply where that cannot be done", async () => {
  const { implementation } = encoder(() => ok({ phases: [0] }));
  const law = { ...small, needsRestart: true };
  expect(await runLaw(law, implementation, OPTIONS)).toMatchObject({ verdict: "not applicable" });
  const restart = async (): Promise<void> => Promise.resolve();
  expect(await runLaw(law, { ...implementation, restart }, OPTIONS)).toMatchObject({ verdict: "pass" });
});

test("a signal while a case is made smaller leaves the violation as it is by then", async () => {
  const controller = new AbortController();
  const { implementation, calls } = encoder((weight, call) => {
    if (call === 3) controller.abort();
    return identity(weight);
  });
  const result = await runLaw(small, implementation, { ...OPTIONS, signal: controller.signal });
  if (result.verdict !== "violated") throw new Error(result.verdict);
  expect(result.counterexample.received).toBe(String(result.counterexample.example));
  expect(calls()).toBe(3);
});

/** Measures as the p-value what the implementation encodes. */
const measured: Law = statisticalLaw({
  id: "test/measured",
  sentence: "the p-value is what it is",
  clauses: ["CQSA-AGG-2"],
  needs: ["encode"],
  size: 10,
  measure: async (implementation, _seed, size) => {
    const { phases } = await ask(implementation, "encode", {
      weights: [size],
      clusterSize: 1,
      weightBound: 1,
    });
    return { pValue: phases[0]!, observations: size, expected: "more", received: "less" };
  },
  smallestEffect: () => "any",
});

test("a statistical law is violated only if both stages reject, each at the root of the level", async () => {
  const run = async (...pValues: readonly number[]): Promise<unknown> => {
    const { implementation } = encoder((_weight, call) => ok({ phases: [pValues[call - 1]] }));
    return (await runLaw(measured, implementation, { ...OPTIONS, level: 1e-8 })).verdict;
  };
  expect(await run(1.01e-4)).toBe("pass");
  expect(await run(0.99e-4, 1.01e-4)).toBe("pass");
  expect(await run(0.99e-4, 0.99e-4)).toBe("violated");
});

test("a p-value too small for a number is told as such", async () => {
  const { implementation } = encoder((_weight, call) => ok({ phases: [call === 1 ? 1e-30 : 0] }));
  expect(await runLaw(measured, implementation, OPTIONS)).toMatchObject({
    counterexample: { message: "p = 1.0e-30, and p below 1e-300 on fresh draws" },
  });
});

test("a signal ends a sample", async () => {
  const controller = new AbortController();
  const { implementation } = encoder(async () => {
    controller.abort();
    return new Promise(() => undefined);
  });
  expect(await runLaw(measured, implementation, { ...OPTIONS, signal: controller.signal })).toMatchObject({
    verdict: "inconclusive",
    reason: "stopped before the sample was complete",
  });
});

test("all statistical laws together keep the budget", () => {
  const statistical = laws.filter(({ kind }) => kind === "statistical").length;
  expect(statistical).toBeGreaterThan(5);
  expect(levelOf(laws, 1e-9) * statistical).toBeCloseTo(1e-9, 18);
  expect(levelOf([small], 1e-9)).toBe(1e-9);
});
