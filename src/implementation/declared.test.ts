import { expect, test } from "vitest";
import { undeclared } from "./declared.ts";
import { EXAMPLE_PARAMS } from "./examples.ts";
import type { Capabilities } from "./implementation.ts";

const capabilities: Capabilities = {
  protocol: 1,
  implementation: { name: "partial", version: "0", language: "none" },
  operations: ["screen"],
  rules: { krum: ["distance"] },
};

const screen = { ...EXAMPLE_PARAMS.screen, rule: "krum", tolerate: 0 };

test("Declared options pass, known ones that are not declared are unsupported [WIRE-OUT-3]", () => {
  expect(undeclared(capabilities, "screen", screen)).toBeNull();
  expect(undeclared(capabilities, "screen", { ...screen, options: { distance: "squared" } })).toBeNull();
  for (const key of ["neighbours", "preAggregators"]) {
    expect(undeclared(capabilities, "screen", { ...screen, options: { [key]: 0 } })).toStrictEqual({
      outcome: "unsupported",
      code: -32001,
      message: `"options.${key}" of krum is not declared`,
    });
  }
});

test("An option key foreign to the rule is refused, whatever else is not declared [WIRE-OUT-3]", () => {
  const options = { preAggregators: [], m: 1 };
  expect(undeclared(capabilities, "screen", { ...screen, options })).toStrictEqual({
    outcome: "reject",
    message: '"options" expected only neighbours, distance, preAggregators for the rule krum, got "m"',
  });
});

test("Without a declaration of noise every channel is unsupported [WIRE-OUT-3]", () => {
  const params = { qubits: 2, noise: { channel: "none" } } as const;
  expect(undeclared(capabilities, "fidelity", params)).toMatchObject({
    outcome: "unsupported",
    code: -32001,
  });
});
