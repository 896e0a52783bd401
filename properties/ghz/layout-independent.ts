import fc from "fast-check";
import { noiseKinds, probabilities } from "../arbitraries/noise.ts";
import type { NoisyChannel } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask } from "../violation.ts";
import { qualityMustAgree } from "./quality.ts";

interface TwoLayouts {
  readonly qubits: number;
  readonly channel: NoisyChannel;
  readonly probability: number;
}

function channelsOfBoth(capabilities: Capabilities): NoisyChannel[] {
  const kinds = noiseKinds(capabilities);
  const stars = new Set(kinds.filter(({ layout }) => layout === "star").map(({ channel }) => channel));
  return kinds
    .filter(({ layout, channel }) => layout === "chain" && stars.has(channel))
    .map(({ channel }) => channel);
}

/**
 * Chain and star prepare states of one quality. After each CNOT one of its qubits is done and the other takes
 * part in the next: in a chain the target goes on, in a star the control. The declared channels treat a
 * CNOT's two qubits alike, so exchanging their roles changes no probability. Each answer is right within 1e-9.
 */
export const layoutIndependent: Law = deterministicLaw<TwoLayouts>({
  id: "ghz/layout-independent",
  sentence: "a chain and a star of CNOTs prepare states of one population, visibility and fidelity",
  clauses: ["CQSA-GHZ-1"],
  needs: ["fidelity"],
  inapplicable: (capabilities) =>
    channelsOfBoth(capabilities).length === 0 ? "not both layouts are declared with a channel" : undefined,
  cases: (capabilities) =>
    fc.record({
      qubits: fc.integer({ min: 1, max: atMost(capabilities, "clients", 200) }),
      channel: fc.constantFrom(...channelsOfBoth(capabilities)),
      probability: probabilities,
    }),
  check: async (implementation, { qubits, channel, probability }) => {
    const [chain, star] = [
      await ask(implementation, "fidelity", { qubits, noise: { channel, layout: "chain", probability } }),
      await ask(implementation, "fidelity", { qubits, noise: { channel, layout: "star", probability } }),
    ];
    qualityMustAgree(
      chain,
      star,
      (a, b) => Math.abs(a - b) <= 2e-12 + 2e-9 * Math.max(Math.abs(a), Math.abs(b)),
    );
    return "held";
  },
});
