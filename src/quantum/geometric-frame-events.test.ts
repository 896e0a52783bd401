import { expect, test } from "vitest";
import type { Pauli } from "./channel.ts";
import { kindLaw, NEXT_SHIFT, PHASE_SHIFT, placeOrder } from "./geometric-frame-events.ts";
import { LAYOUTS } from "./noise.ts";

const PAULIS: readonly Pauli[] = [0, 1, 2, 3];
/** Whether I, X, Y, Z flip, and whether they turn the phase. */
const FLIPS = [0, 1, 1, 0];
const TURNS = [0, 0, 1, 1];

test.each(LAYOUTS)(
  "marks of every single error in a %s say what carrying it through the CNOTs says [CQSA-GHZ-1]",
  (layout) => {
    const qubits = 6;
    const order = placeOrder(qubits, layout);
    expect(new Set(order)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    let compared = 0;
    for (let gate = 0; gate < qubits - 1; gate++) {
      for (const control of PAULIS) {
        for (const target of PAULIS) {
          // X goes from control to target, Z from target to control, at each CNOT after the error.
          const x = Array<number>(qubits).fill(0);
          const z = Array<number>(qubits).fill(0);
          for (let g = gate; g < qubits - 1; g++) {
            const from = layout === "chain" ? g : 0;
            if (g === gate) {
              x[from] = FLIPS[control]!;
              z[from] = TURNS[control]!;
              x[g + 1] = FLIPS[target]!;
              z[g + 1] = TURNS[target]!;
            } else {
              x[g + 1]! ^= x[from]!;
              z[from]! ^= z[g + 1]!;
            }
          }
          const kind = kindLaw([{ control, target, probability: 1 }], layout).indexOf(1);
          const flips = Array<number>(qubits).fill(0);
          for (const [place, qubit] of order.entries()) {
            const here = place >= gate ? kind & 1 : 0;
            const next = place >= gate + 1 ? (kind >> NEXT_SHIFT) & 1 : 0;
            flips[qubit] = here ^ next;
          }
          expect(flips).toEqual(x);
          expect(kind >> PHASE_SHIFT).toBe(z.reduce((parity, bit) => parity ^ bit, 0));
          compared++;
        }
      }
    }
    expect(compared).toBe(80);
  },
);

test("errors that act alike add up [CQSA-GHZ-1]", () => {
  const law = kindLaw(
    [
      { control: 1, target: 0, probability: 0.1 },
      { control: 1, target: 1, probability: 0.2 },
      { control: 2, target: 3, probability: 0.3 },
    ],
    "chain",
  );
  // X·I and Y·Z flip the control alone and leave the phase's parity; X·X flips both.
  expect(law).toHaveLength(8);
  expect(law[3]).toBeCloseTo(0.4, 12);
  expect(law[1]).toBeCloseTo(0.2, 12);
});
