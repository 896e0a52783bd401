import { expect, test } from "vitest";
import type { Implementation, Outcome } from "../src/implementation/implementation.ts";
import { ok } from "../src/implementation/outcome.ts";
import { interruptible, isInterruption } from "./interruptible.ts";

/** Answers its untyped calls by `answer`; the typed ones never. */
function answering(answer: () => Promise<Outcome<unknown>>): Implementation {
  return {
    capabilities: {
      protocol: 1,
      implementation: { name: "test", version: "1", language: "TypeScript" },
      operations: ["encode"],
    },
    call: async () => new Promise(() => undefined),
    callRaw: async () => answer(),
    restart: async () => Promise.resolve(),
  };
}

const PARAMS = { weights: [1], clusterSize: 1, weightBound: 1 };

/** What a promise is rejected with. */
async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it was not rejected");
}

test("without a signal nothing changes", async () => {
  const implementation = answering(async () => Promise.resolve(ok(1)));
  expect(interruptible(implementation, undefined)).toBe(implementation);
  const { signal } = new AbortController();
  expect(await interruptible(implementation, signal).callRaw("encode", {})).toEqual(ok(1));
  expect(interruptible(implementation, signal).restart).toBe(implementation.restart);
});

test("a signal ends a typed call and an untyped one that is under way, and every later one", async () => {
  let calls = 0;
  const controller = new AbortController();
  const run = interruptible(
    answering(async () => {
      calls++;
      return new Promise(() => undefined);
    }),
    controller.signal,
  );
  const pending = [run.callRaw("encode", {}), run.call("encode", PARAMS)].map(rejection);
  controller.abort();
  for (const error of await Promise.all(pending)) expect(isInterruption(error)).toBe(true);
  expect(isInterruption(await rejection(run.callRaw("encode", {})))).toBe(true);
  expect(calls).toBe(1);
});

test("a call that the signal made fail in another way is interrupted all the same", async () => {
  const controller = new AbortController();
  const run = interruptible(
    answering(async () => {
      controller.abort();
      return Promise.reject(new Error("the adapter is closed"));
    }),
    controller.signal,
  );
  expect(isInterruption(await rejection(run.callRaw("encode", {})))).toBe(true);
});

test("a failure without a signal stays what it is", async () => {
  const run = interruptible(
    answering(async () => Promise.reject(new Error("a defect"))),
    new AbortController().signal,
  );
  const error = await rejection(run.callRaw("encode", {}));
  expect(isInterruption(error)).toBe(false);
  expect(error).toHaveProperty("message", "a defect");
});
