import { expect, test } from "vitest";
import { rangeRefusal, typeRefusal } from "../base/refusal.ts";
import { unsupportedError } from "../base/unsupported.ts";
import type { Implementation } from "./implementation.ts";
import { fault, ok, outcomeOfError, reject, typedCall, unsupported } from "./outcome.ts";

test("A marked refusal is a rejection, a marked limit is unsupported, anything else a fault", () => {
  expect(outcomeOfError(rangeRefusal("m", "less", 3))).toStrictEqual({
    outcome: "reject",
    message: '"m" expected less, got 3',
  });
  expect(outcomeOfError(typeRefusal("m", "a number", "x"))).toHaveProperty("outcome", "reject");
  expect(outcomeOfError(unsupportedError("rule", "smea"))).toMatchObject({
    outcome: "unsupported",
    code: -32001,
  });
  expect(outcomeOfError(new RangeError("Invalid array length"))).toStrictEqual({
    outcome: "fault",
    message: "RangeError: Invalid array length",
  });
  expect(outcomeOfError("text")).toStrictEqual({ outcome: "fault", message: "text" });
});

test("A message is one line", () => {
  for (const outcome of [reject("a\n  b"), fault("a \r\n b"), unsupported("a\u2028b", -32601)]) {
    expect(outcome).toHaveProperty("message", "a b");
  }
});

const echo: Implementation["callRaw"] = async (operation, params) => ok([operation, params]);

test("A typed call passes operation and parameters on", async () => {
  const params = { qubits: 1, noise: { channel: "none" } } as const;
  expect(await typedCall(echo)("fidelity", params)).toStrictEqual(ok(["fidelity", params]));
});
