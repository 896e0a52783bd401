import { outcomeDistribution } from "../../quantum/contract.ts";
import { honestRecord } from "../../quantum/record.ts";
import type { CircuitRecord, Complex2x2 } from "../../quantum/record.ts";
import type { AuditContext } from "../context.ts";
import type { GlobalPhaseEvidence } from "../evidence.ts";

function largestChange(a: CircuitRecord, b: CircuitRecord): number {
  let largest = 0;
  for (const basis of ["x", "y"] as const) {
    const before = outcomeDistribution(a, basis);
    const after = outcomeDistribution(b, basis);
    for (const [o, probability] of before.entries())
      largest = Math.max(largest, Math.abs(probability - after[o]!));
  }
  return largest;
}

/** The record with its whole state multiplied by e^{iφ}. */
function withGlobalPhase(record: CircuitRecord, phi: number): CircuitRecord {
  const factor = { re: Math.cos(phi), im: Math.sin(phi) };
  const zero = { re: 0, im: 0 };
  const operator: Complex2x2 = [factor, zero, zero, factor];
  return {
    ...record,
    clients: record.clients.map((list, qubit) =>
      qubit === 0 ? [...list, { kind: "kraus", operators: [operator] }] : list,
    ),
  };
}

/** PH-2: a factor e^{iφ} on the state against an encoded phase, from the smallest circuit up. */
export function gatherGlobalPhase({ rng, effort }: AuditContext): GlobalPhaseEvidence {
  let changeByGlobalPhase = 0;
  for (let trial = 0; trial < effort.trials; trial++) {
    const phases = Array.from({ length: 1 + (trial % 5) }, () => (2 * rng.uniform() - 1) * Math.PI);
    const record = honestRecord(phases);
    const phi = 2 * Math.PI * rng.uniform();
    changeByGlobalPhase = Math.max(changeByGlobalPhase, largestChange(record, withGlobalPhase(record, phi)));
  }
  for (const clients of [1, 2, 3]) {
    for (const phase of [Math.PI, Math.PI / 2, 1]) {
      const without = honestRecord(Array.from({ length: clients }, () => 0));
      const encoded = honestRecord([phase, ...Array.from({ length: clients - 1 }, () => 0)]);
      if (largestChange(without, encoded) <= 1e-6) continue;
      const zero = (record: CircuitRecord): number => outcomeDistribution(record, "x")[0]!;
      return {
        changeByGlobalPhase,
        smallest: { clients, phase, zeroWithout: zero(without), zeroWith: zero(encoded) },
      };
    }
  }
  return { changeByGlobalPhase, smallest: null };
}
