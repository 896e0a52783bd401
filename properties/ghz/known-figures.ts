import fc from "fast-check";
import type { FidelityResult } from "../../src/implementation/implementation.ts";
import { noiseKinds } from "../arbitraries/noise.ts";
import type { NoiseKind } from "../arbitraries/noise.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, close, violation } from "../violation.ts";

interface Figure {
  readonly qubits: number;
  readonly figure: keyof FidelityResult;
  readonly value: number;
}

/** For `depolarizing2` with p = 0.5 %, the rate of CQSA §5, to 12 digits. */
const FIGURES: readonly Figure[] = [
  { qubits: 4, figure: "population", value: 0.989375943111 },
  { qubits: 4, figure: "fidelity", value: 0.98673056237 },
  { qubits: 100, figure: "visibility", value: 0.588950566714 },
];

interface FigureCase {
  readonly figure: Figure;
  readonly layout: NoiseKind["layout"];
}

/** Figures worked out once and written down, for a reader who would check one by hand. */
export const knownFigures: Law = deterministicLaw<FigureCase>({
  id: "ghz/known-figures",
  sentence: "4 and 100 qubits at an error of 0.5 % a CNOT have the known population, visibility and fidelity",
  clauses: ["CQSA-GHZ-1"],
  needs: ["fidelity"],
  inapplicable: (capabilities) => {
    if (!noiseKinds(capabilities).some(({ channel }) => channel === "depolarizing2")) {
      return "depolarizing2 is not declared";
    }
    return (capabilities.limits?.clients ?? 4) < 4 ? "fewer than 4 qubits are within the limits" : undefined;
  },
  cases: (capabilities) => {
    const layouts = noiseKinds(capabilities)
      .filter(({ channel }) => channel === "depolarizing2")
      .map(({ layout }) => layout);
    const most = capabilities.limits?.clients ?? Infinity;
    return fc.constantFrom(
      ...FIGURES.filter(({ qubits }) => qubits <= most).flatMap((figure) =>
        layouts.map((layout) => ({ figure, layout })),
      ),
    );
  },
  check: async (implementation, { figure: { qubits, figure, value }, layout }) => {
    const noise = { channel: "depolarizing2", layout, probability: 0.005 } as const;
    const received = await ask(implementation, "fidelity", { qubits, noise });
    if (!close(received[figure], value)) {
      throw violation(`${figure} of ${qubits} qubits differs`, value, received[figure]);
    }
    return "held";
  },
});
