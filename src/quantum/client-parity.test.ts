import { expect, test } from "vitest";
import { clientParity } from "./client-parity.ts";
import { clearResidues, outcomeDistribution } from "./contract.ts";
import { ghzQuality } from "./ghz.ts";
import { honestRecord } from "./record.ts";
import type { CircuitRecord } from "./record.ts";

const ANGLES = [0.3, -1.1, 0.8];
const HONEST = honestRecord(ANGLES);

function cosOf(signs: readonly number[]): number {
  return Math.cos(ANGLES.reduce((sum, angle, j) => sum + signs[j]! * angle, 0));
}

test("Clients' outcomes multiply to cos Σφ on GHZ, with signs where qubits are flipped, to Π cos φ on product states [THR-SRV-3]", () => {
  expect(clientParity(HONEST)).toBeCloseTo(cosOf([1, 1, 1]), 12);
  const flipped: CircuitRecord = { ...HONEST, source: { kind: "ghz", flips: [1] } };
  expect(clientParity(flipped)).toBeCloseTo(cosOf([1, -1, 1]), 12);
  const product: CircuitRecord = { ...HONEST, source: { kind: "product" } };
  expect(clientParity(product)).toBeCloseTo(Math.cos(0.3) * Math.cos(1.1) * Math.cos(0.8), 12);
  expect(clientParity(honestRecord([0.4]))).toBeCloseTo(Math.cos(0.4), 12);
});

test("Bit flips after CNOTs mix signs as every pattern of flips, written out, gives it [THR-SRV-3]", () => {
  const p = 0.2;
  for (const layout of ["chain", "star"] as const) {
    let expected = 0;
    for (let pattern = 0; pattern < 16; pattern++) {
      const [a, b, c, d] = [0, 1, 2, 3].map((bit) => (pattern >> bit) & 1) as [
        number,
        number,
        number,
        number,
      ];
      const errors = a + b + c + d;
      // a, b: on control 0 and target 1 of the first CNOT; c, d on those of the second.
      const flips = layout === "chain" ? [a, b ^ c, b ^ d] : [a ^ c, b, a ^ d];
      expected += p ** errors * (1 - p) ** (4 - errors) * cosOf(flips.map((flip) => 1 - 2 * flip));
    }
    const noisy = honestRecord(ANGLES, { preparation: { channel: "bit-flip", layout, probability: p } });
    expect(clientParity(noisy)).toBeCloseTo(expected, 12);
  }
});

test("Under depolarizing noise it is V·cos Σφ, and what happens behind the clients plays no part [THR-SRV-3]", () => {
  const preparation = { channel: "depolarizing2", layout: "chain", probability: 0.04 } as const;
  const record = honestRecord(ANGLES, { preparation });
  const { visibility } = ghzQuality(3, preparation);
  expect(clientParity(record)).toBeCloseTo(visibility * cosOf([1, 1, 1]), 12);
  const late: CircuitRecord = { ...record, returning: [[{ kind: "flip" }], [], []] };
  expect(clientParity(late)).toBe(clientParity(record));
  const decoding = { channel: "dephasing", layout: "chain", probability: 0.2 } as const;
  const misread = { zeroToOne: 0.1, oneToZero: 0.3 };
  expect(clientParity({ ...record, decoding, readout: misread })).toBe(clientParity(record));
});

test("A rotation too far after each CNOT leaves the product that the density matrix has, in either layout [THR-SRV-3]", () => {
  // ⟨X ⊗ X⟩ of two qubits: cos of the sum, and the target's R_x(ε) commutes with X before the clients turn it.
  for (const layout of ["chain", "star"] as const) {
    const preparation = { channel: "over-rotation", layout, probability: 0.2 } as const;
    const found = clientParity(honestRecord([0.3, 0.8], { preparation }));
    const flipped = 0.2 * Math.cos(0.3 - 0.8);
    expect(found).toBeCloseTo(0.8 * Math.cos(1.1) + flipped, 12);
  }
});

test("Malformed records are refused [THR-SRV-3]", () => {
  expect(() => clientParity({ ...HONEST, clients: [] })).toThrow(RangeError);
  expect(() => clientParity({ ...HONEST, qubits: 2 })).toThrow(RangeError);
});

test("The residues are clear with the chance that the joint distribution gives their zeros [THR-SRV-3]", () => {
  for (const layout of ["chain", "star"] as const) {
    const preparation = { channel: "depolarizing1x2", layout, probability: 0.1 } as const;
    const readout = { zeroToOne: 0.05, oneToZero: 0.2 };
    const record = honestRecord([...ANGLES, 0.2], { preparation, readout });
    for (const basis of ["x", "y"] as const) {
      const joint = outcomeDistribution(record, basis);
      expect(clearResidues(record)).toBeCloseTo(joint[0]! + joint[1]!, 12);
    }
  }
  expect(clearResidues(HONEST)).toBeCloseTo(1, 12);
});
