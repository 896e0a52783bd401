import { expect, test } from "vitest";
import type { Capabilities } from "../implementation.ts";
import { createReference } from "../reference.ts";
import { declaredOtherwise, readDeclaration } from "./declaration.ts";

const full: Capabilities = JSON.parse(JSON.stringify(createReference().capabilities)) as Capabilities;

function without(member: keyof Capabilities, operations: readonly string[]): unknown {
  return { ...full, operations, [member]: undefined };
}

test("The reference's declaration is accepted, and names that are an adapter's own [WIRE-INIT-1]", () => {
  expect(readDeclaration(full)).toStrictEqual({ valid: true, value: full });
  const own = {
    ...full,
    rules: { ...full.rules, "my-rule": ["my-option"] },
    noise: { channels: ["none", "my-channel"], layouts: ["my-layout"] },
    extensions: ["my-extension"],
  };
  expect(readDeclaration(own).valid).toBe(true);
});

test("What an operation needs must be declared, and nothing more [WIRE-INIT-1]", () => {
  const partial = {
    protocol: 1,
    implementation: full.implementation,
    operations: ["mask", "unmask", "decode"],
  };
  expect(readDeclaration(partial).valid).toBe(true);
  const cases: readonly (readonly [unknown, string])[] = [
    [without("rules", ["screen"]), '"rules" is missing, which goes with screen'],
    [without("rules", ["round"]), '"rules" is missing, which goes with round'],
    [without("noise", ["aggregate"]), '"noise" is missing, which goes with aggregate'],
    [without("noise", ["fidelity"]), '"noise" is missing, which goes with fidelity'],
    [without("remainder", ["partition"]), '"remainder" is missing, which goes with partition'],
    [{ ...full, operations: [] }, '"operations" is empty: there is nothing to test'],
    [{ ...full, operations: ["mask", "unmask", "mask"] }, '"operations" lists mask twice'],
    [{ ...full, operations: ["partition-draws"] }, '"operations" lists partition-draws without partition'],
    [
      { ...full, rules: { krum: ["distance", "median"] } },
      '"rules" gives krum the option "median", which that rule does not have',
    ],
    [{ ...full, noise: { channels: [], layouts: [] } }, '"noise.channels" is empty: there is always "none"'],
    [
      { ...full, noise: { channels: ["none", "depolarizing2"], layouts: [] } },
      '"noise.layouts" is empty, and "depolarizing2" needs one',
    ],
    [{ ...full, limits: { shots: 0 } }, '"limits.shots" expected a positive integer, got 0'],
    [{ ...full, implementation: { name: "x" } }, '"implementation.version" expected a string, got nothing'],
  ];
  for (const [value, message] of cases) {
    expect(readDeclaration(value)).toStrictEqual({ valid: false, message });
  }
});

test("Declarations are compared by what they say, not by its order", () => {
  const turned: Capabilities = { ...full, operations: full.operations.toReversed() };
  expect(
    declaredOtherwise(full, Object.fromEntries(Object.entries(turned).toReversed()) as typeof full),
  ).toBeNull();
  expect(declaredOtherwise(full, { ...full, limits: { ...full.limits, shots: 5 } })).toBe("limits");
  expect(declaredOtherwise({ ...full, extensions: undefined }, full)).toBe("extensions");
  expect(declaredOtherwise(full, { ...full, rules: { ...full.rules, mean: ["x"] } })).toBe("rules");
});
