import { expect, test } from "vitest";
import { bareExpectation } from "./link-state.ts";
import { CHANNEL_NAMES, LAYOUTS } from "./noise.ts";
import { AXES, honestRecord } from "./record.ts";
import type { CircuitRecord, QubitOperation } from "./record.ts";

const PHASES = [0.4, -1.1, 0.7, 2.3];

test("One qubit of a GHZ state is I/2 on both links, under every channel [THR-LINK-1]", () => {
  for (const channel of CHANNEL_NAMES) {
    for (const layout of LAYOUTS) {
      const noise = { channel, layout, probability: 0.13 };
      const record = honestRecord(PHASES, { preparation: noise, decoding: noise });
      for (const qubit of [0, 1, 3]) {
        for (const axis of AXES) {
          expect(bareExpectation(record, qubit, "outbound", axis)).toBeCloseTo(0, 12);
          expect(bareExpectation(record, qubit, "returning", axis)).toBeCloseTo(0, 12);
        }
      }
    }
  }
});

test("Of a product state each qubit shows its own phase on the way back [THR-LINK-1]", () => {
  for (const layout of LAYOUTS) {
    const noise = { channel: "none", layout, probability: 0 } as const;
    const record: CircuitRecord = {
      ...honestRecord(PHASES, { preparation: noise }),
      source: { kind: "product" },
    };
    for (const [qubit, phase] of PHASES.entries()) {
      const seen = AXES.map((axis) => bareExpectation(record, qubit, "returning", axis));
      expect(seen[0]).toBeCloseTo(Math.cos(phase), 12);
      expect(seen[1]).toBeCloseTo(Math.sin(phase), 12);
      expect(seen[2]).toBeCloseTo(0, 12);
      expect(bareExpectation(record, qubit, "outbound", "x")).toBeCloseTo(1, 12);
    }
  }
});

test("What happened on the way shows: a qubit that decays to |0⟩ with probability γ has ⟨z⟩ = γ [THR-LINK-1]", () => {
  const gamma = 0.36;
  const zero = { re: 0, im: 0 };
  const decay: QubitOperation = {
    kind: "kraus",
    operators: [
      [{ re: 1, im: 0 }, zero, zero, { re: Math.sqrt(1 - gamma), im: 0 }],
      [zero, { re: Math.sqrt(gamma), im: 0 }, zero, zero],
    ],
  };
  for (const qubit of [0, 2]) {
    const idle: (readonly QubitOperation[])[] = PHASES.map(() => []);
    const record = { ...honestRecord(PHASES), outbound: idle.with(qubit, [decay]) };
    expect(bareExpectation(record, qubit, "outbound", "z")).toBeCloseTo(gamma, 12);
    expect(bareExpectation(record, qubit, "returning", "z")).toBeCloseTo(gamma, 12);
    expect(bareExpectation(record, (qubit + 1) % 4, "outbound", "z")).toBeCloseTo(0, 12);
    const late = { ...honestRecord(PHASES), returning: idle.with(qubit, [decay]) };
    expect(bareExpectation(late, qubit, "outbound", "z")).toBeCloseTo(0, 12);
    expect(bareExpectation(late, qubit, "returning", "z")).toBeCloseTo(gamma, 12);
  }
});
