import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noiseMissing, noises, quietNoises } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask } from "../violation.ts";
import { qualityMustAgree } from "./quality.ts";

interface Preparation {
  readonly qubits: number;
  readonly noise: NoiseParams;
}

/** Without errors every GHZ state is perfect, and a single qubit needs no CNOT that could go wrong. */
export const perfect: Law = deterministicLaw<Preparation>({
  id: "ghz/perfect",
  sentence: "a state without errors, or of a single qubit, has population, visibility and fidelity 1",
  clauses: ["CQSA-GHZ-1"],
  needs: ["fidelity"],
  inapplicable: noiseMissing,
  cases: (capabilities) =>
    fc.oneof(
      fc.record({ qubits: fc.constant(1), noise: noises(capabilities) }),
      fc.record({
        qubits: fc.integer({ min: 1, max: atMost(capabilities, "clients", 200) }),
        noise: quietNoises(capabilities),
      }),
    ),
  check: async (implementation, { qubits, noise }) => {
    const received = await ask(implementation, "fidelity", { qubits, noise });
    qualityMustAgree({ population: 1, visibility: 1, fidelity: 1 }, received);
    return "held";
  },
});
