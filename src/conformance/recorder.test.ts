import { expect, test } from "vitest";
import { deterministicLaw } from "../../properties/law.ts";
import type { Law } from "../../properties/law.ts";
import { violation } from "../../properties/violation.ts";
import type { Implementation } from "../implementation/implementation.ts";
import { fault, ok, reject, typedCall } from "../implementation/outcome.ts";
import { createReference } from "../implementation/reference.ts";
import { recorderOf } from "./recorder.ts";

/** Answers a number by its double, a negative one by a refusal, and text by a fault. */
const callRaw: Implementation["callRaw"] = async (_operation, params) => {
  if (typeof params !== "number") return Promise.resolve(fault("no number"));
  return Promise.resolve(params < 0 ? reject("negative") : ok(2 * params));
};
const DOUBLING: Implementation = { ...createReference(), call: typedCall(callRaw), callRaw };

/** Calls with each number of its case, and is violated if the last of them is odd. */
const even: Law = deterministicLaw<readonly unknown[]>({
  id: "test/even",
  sentence: "the last number is even",
  clauses: [],
  needs: [],
  cases: () => {
    throw new Error("not used");
  },
  check: async (implementation, numbers) => {
    for (const number of numbers) await implementation.callRaw("double", number);
    if (Number(numbers.at(-1)) % 2 === 1) throw violation("odd", "even", numbers.at(-1));
    return "held";
  },
});

test("the last calls of the last failing check are kept, as they travelled", async () => {
  const recorder = recorderOf(DOUBLING);
  const law = recorder.watched(even);
  if (law.kind !== "deterministic") throw new Error(law.kind);
  const check = async (...numbers: readonly unknown[]): Promise<string> =>
    law.check(recorder.implementation, numbers).catch(() => "violated");

  expect(await check(9)).toBe("violated");
  expect(await check(1, 2, NaN, -4, "text", 7)).toBe("violated");
  expect(await check(6, 6, 6)).toBe("held");
  expect(recorder.failing()).toEqual({
    count: 6,
    last: [
      { operation: "double", params: "NaN", outcome: "ok", answer: "NaN" },
      { operation: "double", params: -4, outcome: "reject", answer: "negative" },
      { operation: "double", params: "text", outcome: "fault", answer: "no number" },
      { operation: "double", params: 7, outcome: "ok", answer: 14 },
    ],
  });
  expect(recorder.tally()).toEqual({ calls: 10, faults: 1 });
  recorder.reset();
  expect(recorder.failing()).toEqual({ count: 0, last: [] });
  expect(recorder.tally()).toEqual({ calls: 0, faults: 0 });
});

test("a call by its text is kept with the lines before it and the answers before its own", async () => {
  const stray = { jsonrpc: "2.0", id: null, error: { code: -32700, message: "no JSON" } };
  const recorder = recorderOf({
    ...DOUBLING,
    callText: async ({ params }) => ({ ...(await callRaw("double", Number(params))), strays: [stray] }),
  });
  const law = recorder.watched({
    ...even,
    check: async ({ callText }) => {
      await callText!({ before: ["{"], operation: "double", params: "3.0" });
      throw violation("seen", 0, 0);
    },
  } as Law);
  if (law.kind !== "deterministic") throw new Error(law.kind);
  await expect(law.check(recorder.implementation, [])).rejects.toThrow("seen");
  expect(recorder.failing()).toEqual({
    count: 1,
    last: [{ operation: "double", params: "3.0", outcome: "ok", answer: 6, before: ["{"], strays: [stray] }],
  });
  expect(recorder.tally()).toEqual({ calls: 1, faults: 0 });
});

test("an implementation keeps its own typed calls, and what else it offers", async () => {
  const restart = async (): Promise<void> => Promise.resolve();
  const typed: Implementation = {
    ...DOUBLING,
    restart,
    call: async () => Promise.resolve(fault("typed")),
  };
  const { implementation } = recorderOf(typed);
  expect(await implementation.call("unmask", { masked: [[1]], modulusBits: 8 })).toEqual(fault("typed"));
  expect(await implementation.callRaw("unmask", 4)).toEqual(ok(8));
  expect(implementation.restart).toBe(restart);
  expect(implementation.callText).toBe(undefined);
});
