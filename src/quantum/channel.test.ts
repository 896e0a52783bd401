import { expect, test } from "vitest";
import { isRefusal } from "../base/refusal.ts";
import { channels, pauliErrors } from "./channel.ts";
import { CHANNEL_NAMES } from "./noise.ts";
import type { ChannelName, GateNoise } from "./noise.ts";

function noise(channel: ChannelName, probability: number): GateNoise {
  return { channel, layout: "chain", probability };
}

test("Every name has a channel of that name [CQSA-GHZ-1]", () => {
  expect(Object.keys(channels).toSorted()).toEqual([...CHANNEL_NAMES].toSorted());
  for (const name of CHANNEL_NAMES) expect(channels[name].id).toBe(name);
});

test("Two-qubit depolarizing has 15 errors of p/15, none of them the identity [CQSA-GHZ-1]", () => {
  const errors = pauliErrors(noise("depolarizing2", 0.3));
  expect(errors).toHaveLength(15);
  expect(new Set(errors.map(({ control, target }) => `${control}${target}`)).size).toBe(15);
  for (const { control, target, probability } of errors) {
    expect(control + target).toBeGreaterThan(0);
    expect(probability).toBeCloseTo(0.02, 15);
  }
});

test("Depolarizing both qubits independently multiplies their chances [CQSA-GHZ-1]", () => {
  const errors = pauliErrors(noise("depolarizing1x2", 0.3));
  expect(errors).toHaveLength(15);
  for (const { control, target, probability } of errors) {
    const single = (pauli: number): number => (pauli === 0 ? 0.7 : 0.1);
    expect(probability).toBeCloseTo(single(control) * single(target), 15);
  }
});

test("Bit flips are X and dephasing is Z, on control, target or both [CQSA-GHZ-1]", () => {
  for (const [channel, pauli] of [
    ["bit-flip", 1],
    ["dephasing", 3],
  ] as const) {
    expect(pauliErrors(noise(channel, 0.2))).toEqual([
      { control: 0, target: pauli, probability: expect.closeTo(0.16, 15) as number },
      { control: pauli, target: 0, probability: expect.closeTo(0.16, 15) as number },
      { control: pauli, target: pauli, probability: expect.closeTo(0.04, 15) as number },
    ]);
  }
});

test("Errors that cannot happen are left out [CQSA-GHZ-1]", () => {
  for (const channel of ["none", "depolarizing2", "depolarizing1x2", "bit-flip", "dephasing"] as const) {
    expect(pauliErrors(noise(channel, 0))).toEqual([]);
  }
  expect(pauliErrors(noise("bit-flip", 1))).toEqual([{ control: 1, target: 1, probability: 1 }]);
});

test("A coherent channel is refused as a mixture of Paulis [CQSA-GHZ-1]", () => {
  const call = (): unknown => pauliErrors(noise("over-rotation", 0.1));
  expect(call).toThrow(new RangeError('"channel" expected a mixture of Pauli errors, got "over-rotation"'));
  try {
    call();
  } catch (error) {
    expect(isRefusal(error)).toBe(true);
  }
});

test("A CNOT of the decoding leaves the control's coherence but for Paulis that turn its sign [CQSA-GHZ-1]", () => {
  for (const name of CHANNEL_NAMES) {
    const { decodingFactor } = channels[name];
    if (decodingFactor === undefined) continue;
    for (const probability of [0, 0.03, 0.4]) {
      // Y and Z do not commute with the X that is read.
      const turned = pauliErrors(noise(name, probability)).filter(({ control }) => control >= 2);
      const chance = turned.reduce((sum, error) => sum + error.probability, 0);
      expect(decodingFactor(probability)).toBeCloseTo(1 - 2 * chance, 14);
    }
  }
});
