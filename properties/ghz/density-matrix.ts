import fc from "fast-check";
import { disturbanceMissing, noiseKinds, withProbability } from "../arbitraries/noise.ts";
import type { Disturbance } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { densityMatrixGhz } from "../oracles/density-matrix.ts";
import type { OracleFidelity } from "../oracles/density-matrix.ts";
import { ask } from "../violation.ts";
import { qualityMustAgree } from "./quality.ts";

interface SmallPreparation {
  readonly qubits: number;
  readonly noise: Disturbance;
}

const known = new Map<string, OracleFidelity>();

/** A density matrix takes milliseconds, so each of the few cases is worked out once. */
function oracle({ qubits, noise }: SmallPreparation): OracleFidelity {
  const key = JSON.stringify([qubits, noise.channel, noise.layout, noise.probability]);
  const found = known.get(key) ?? densityMatrixGhz(qubits, noise);
  known.set(key, found);
  return found;
}

/** All three figures against a dense density matrix to which every Kraus operator is applied in turn. */
export const densityMatrix: Law = deterministicLaw<SmallPreparation>({
  id: "ghz/density-matrix",
  sentence: "population, visibility and fidelity are those of the prepared state's density matrix",
  clauses: ["CQSA-GHZ-1", "CQSA-GHZ-2", "WIRE-FID-1", "WIRE-NOISE-1"],
  needs: ["fidelity"],
  inapplicable: disturbanceMissing,
  cases: (capabilities) =>
    fc.record({
      qubits: fc.integer({ min: 1, max: atMost(capabilities, "clients", 4) }),
      noise: fc
        .tuple(fc.constantFrom(...noiseKinds(capabilities)), fc.constantFrom(0.02, 0.3, 1))
        .map(([kind, probability]) => withProbability(kind, probability)),
    }),
  check: async (implementation, example) => {
    qualityMustAgree(oracle(example), await ask(implementation, "fidelity", { ...example }));
    return "held";
  },
});
