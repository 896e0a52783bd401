import { ghzQuality } from "../../quantum/ghz.ts";
import type { GhzQuality } from "../../quantum/ghz.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import { composed } from "./composed.ts";
import { resulting } from "./edited.ts";
import type { Faulty } from "./faulty.ts";

/** Population and visibility from a fidelity that is thought to be all there is. */
function onlyFidelity(fidelity: number): GhzQuality {
  return { fidelity, population: fidelity, visibility: fidelity };
}

function withProbability(noise: GateNoise, channel: GateNoise["channel"], factor: number): GateNoise {
  return noise.channel === channel ? { ...noise, probability: noise.probability * factor } : noise;
}

function errorRate({ channel, probability }: GateNoise): number {
  return channel === "none" ? 0 : probability;
}

/** Mistakes in the quality of the prepared state; all but the reported ones reach the measurements. */
export const ghzFaults: readonly Faulty[] = [
  {
    id: "ghz/population-as-fidelity",
    mistake: "The population of |0…0⟩ and |1…1⟩ is reported as the fidelity.",
    clauses: ["CQSA-GHZ-1", "CQSA-GHZ-2", "WIRE-FID-1"],
    make: () =>
      composed({
        quality: (...given) => {
          const quality = ghzQuality(...given);
          return { ...quality, fidelity: quality.population };
        },
      }),
  },
  {
    id: "ghz/one-cnot-too-many",
    mistake: "The noise of n CNOTs is counted for n qubits, which take n − 1.",
    clauses: ["CQSA-GHZ-1", "WIRE-FID-1", "WIRE-NOISE-1"],
    make: () => composed({ quality: (qubits, noise) => ghzQuality(qubits + 1, noise) }),
  },
  {
    id: "ghz/one-cnot-too-few",
    mistake: "The noise of the last CNOT is left out.",
    clauses: ["CQSA-GHZ-1", "WIRE-FID-1", "WIRE-NOISE-1"],
    make: () => composed({ quality: (qubits, noise) => ghzQuality(Math.max(1, qubits - 1), noise) }),
  },
  {
    id: "ghz/power-of-success",
    mistake: "Fidelity, population and visibility are all taken to be (1 − p)^(n − 1).",
    clauses: ["CQSA-GHZ-1", "CQSA-GHZ-2", "WIRE-FID-1"],
    make: () =>
      composed({ quality: (qubits, noise) => onlyFidelity((1 - errorRate(noise)) ** (qubits - 1)) }),
  },
  {
    id: "ghz/power-of-success-twice",
    mistake: "The fidelity is taken to be (1 − p)^(2(n − 1)), as if decoding and preparing both counted.",
    clauses: ["CQSA-GHZ-1", "WIRE-FID-1", "WIRE-NOISE-1"],
    make: () =>
      resulting("fidelity", (quality, { qubits, noise }) => ({
        ...quality,
        fidelity: (1 - (noise.channel === "none" ? 0 : noise.probability)) ** (2 * (qubits - 1)),
      })),
  },
  {
    id: "ghz/first-order",
    mistake: "Fidelity, population and visibility are 1 − p·(n − 1), to first order in p.",
    clauses: ["CQSA-GHZ-1", "WIRE-FID-1"],
    make: () =>
      composed({
        quality: (qubits, noise) => onlyFidelity(Math.max(0, 1 - errorRate(noise) * (qubits - 1))),
      }),
  },
  {
    id: "ghz/noise-ignored",
    mistake: "The state is perfect whatever the noise is.",
    clauses: ["CQSA-GHZ-1", "WIRE-FID-1", "WIRE-NOISE-1"],
    make: () => composed({ quality: () => onlyFidelity(1) }),
  },
  {
    id: "ghz/noise-once",
    mistake: "The noise acts once in a preparation, rather than after every CNOT.",
    clauses: ["CQSA-GHZ-1", "WIRE-FID-1", "WIRE-NOISE-1"],
    make: () => composed({ quality: (qubits, noise) => ghzQuality(Math.min(2, qubits), noise) }),
  },
  {
    id: "ghz/star-in-one-step",
    mistake: "The CNOTs of a star count as one noisy gate, because they share their control.",
    clauses: ["CQSA-GHZ-1", "WIRE-FID-1", "WIRE-NOISE-1"],
    make: () =>
      composed({
        quality: (qubits, noise) => ghzQuality(noise.layout === "star" ? Math.min(2, qubits) : qubits, noise),
      }),
  },
  {
    id: "ghz/other-channel",
    mistake:
      "Two-qubit depolarizing is taken for single-qubit depolarizing on both qubits, and the other way round.",
    clauses: ["CQSA-GHZ-1", "WIRE-NOISE-1"],
    make: () => {
      const other = { depolarizing2: "depolarizing1x2", depolarizing1x2: "depolarizing2" } as const;
      return composed({
        quality: (qubits, noise) => {
          const { channel } = noise;
          const swapped =
            channel === "depolarizing2" || channel === "depolarizing1x2" ? other[channel] : channel;
          return ghzQuality(qubits, { ...noise, channel: swapped });
        },
      });
    },
  },
  {
    id: "ghz/sixteen-paulis",
    mistake: "The two-qubit channel draws one of 16 Paulis, the identity among them, with p/16 each.",
    clauses: ["CQSA-GHZ-1", "WIRE-NOISE-1"],
    make: () =>
      composed({
        quality: (qubits, noise) => ghzQuality(qubits, withProbability(noise, "depolarizing2", 15 / 16)),
      }),
  },
  {
    id: "ghz/four-paulis",
    mistake: "The single-qubit channel draws I, X, Y or Z with p/4 each.",
    clauses: ["CQSA-GHZ-1", "WIRE-NOISE-1"],
    make: () =>
      composed({
        quality: (qubits, noise) => ghzQuality(qubits, withProbability(noise, "depolarizing1x2", 3 / 4)),
      }),
  },
  {
    id: "ghz/visibility-without-sign",
    mistake: "The visibility is the magnitude of the off-diagonal element, without its sign.",
    clauses: ["CQSA-GHZ-1", "CQSA-AGG-1", "WIRE-FID-1"],
    make: () =>
      composed({
        quality: (...given) => {
          const { population, visibility } = ghzQuality(...given);
          const length = Math.abs(visibility);
          return { population, visibility: length, fidelity: (population + length) / 2 };
        },
      }),
  },
  {
    id: "ghz/visibility-not-doubled",
    mistake: "Re ρ_{0…0,1…1} is reported as the visibility, without the factor 2.",
    clauses: ["CQSA-GHZ-1", "WIRE-FID-1"],
    make: () => resulting("fidelity", (quality) => ({ ...quality, visibility: quality.visibility / 2 })),
  },
  {
    id: "ghz/population-of-one-corner",
    mistake: "The population counts |0…0⟩ alone.",
    clauses: ["CQSA-GHZ-1", "WIRE-FID-1"],
    make: () => resulting("fidelity", (quality) => ({ ...quality, population: quality.population / 2 })),
  },
];
