import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noiseMissing, noises } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ghzClosedForm } from "../oracles/ghz-closed-forms.ts";
import { ask } from "../violation.ts";
import { qualityMustAgree } from "./quality.ts";

interface Preparation {
  readonly qubits: number;
  readonly noise: NoiseParams;
}

/** All three figures against closed forms that are derived apart from any simulation, up to 200 qubits. */
export const closedForm: Law = deterministicLaw<Preparation>({
  id: "ghz/closed-form",
  sentence: "population, visibility and fidelity follow the closed forms of the declared channels",
  clauses: ["CQSA-GHZ-1", "CQSA-GHZ-2", "WIRE-FID-1", "WIRE-NOISE-1", "WIRE-NUM-4"],
  needs: ["fidelity"],
  inapplicable: noiseMissing,
  cases: (capabilities) => {
    const most = atMost(capabilities, "clients", 200);
    return fc.record({
      // Of strong noise only small states leave anything but zeros.
      qubits: fc.oneof(fc.integer({ min: 1, max: Math.min(4, most) }), fc.integer({ min: 1, max: most })),
      noise: noises(capabilities),
    });
  },
  check: async (implementation, { qubits, noise }) => {
    const received = await ask(implementation, "fidelity", { qubits, noise });
    qualityMustAgree(ghzClosedForm(qubits, noise.channel, noise.probability ?? 0), received);
    return "held";
  },
});
