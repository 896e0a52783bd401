import { expect, test } from "vitest";
import type { Implementation } from "../../implementation/implementation.ts";
import { ok, typedCall } from "../../implementation/outcome.ts";
import { createReference } from "../../implementation/reference.ts";
import { asProcess } from "./as-process.ts";

/** Counts its calls, and throws in the second one. */
function counting(): Implementation {
  let calls = 0;
  const callRaw: Implementation["callRaw"] = async () => {
    if (++calls === 2) throw new Error("two");
    return ok(calls);
  };
  return { capabilities: createReference().capabilities, call: typedCall(callRaw), callRaw };
}

test("an error is an outcome, and a new start forgets what was kept", async () => {
  const { callRaw, call, restart, capabilities } = asProcess(counting);
  expect(capabilities).toEqual(createReference().capabilities);
  expect(await callRaw("encode", {})).toEqual({ outcome: "ok", result: 1 });
  const thrown = { outcome: "fault", message: expect.stringContaining("two") as string };
  expect(await callRaw("encode", {})).toEqual(thrown);
  await restart!();
  expect(await callRaw("encode", {})).toEqual({ outcome: "ok", result: 1 });
  expect(await call("fidelity", { qubits: 2, noise: { channel: "none" } })).toEqual(thrown);
});
