import type { RandomStream } from "../../base/random.ts";
import { sampleBinomial } from "../../quantum/counts.ts";
import { ghzQuality } from "../../quantum/ghz.ts";
import { composed } from "./composed.ts";
import type { Faulty } from "./faulty.ts";
import { stepsWith } from "./steps.ts";

const { average } = stepsWith({});

function standardNormal(rng: RandomStream): number {
  return Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform());
}

function clipped(quadrature: number): number {
  return Math.max(-1, Math.min(1, quadrature));
}

/** Mistakes in shots, noise and draws of a measurement. */
export const measurementFaults: readonly Faulty[] = [
  {
    id: "aggregation/shots-ignored",
    mistake: "The exact expectations are answered, however few the shots are.",
    clauses: ["CQSA-AGG-2", "WIRE-AGG-1"],
    make: () => composed({ average: (expectation) => expectation }),
  },
  {
    id: "aggregation/shots-split-over-bases",
    mistake: "The shots are split between the two bases, half each.",
    clauses: ["CQSA-AGG-2", "WIRE-AGG-1"],
    make: () =>
      composed({
        average: (expectation, shots, rng) =>
          average(expectation, shots && Math.max(1, Math.floor(shots / 2)), rng),
      }),
  },
  {
    id: "aggregation/shots-of-both-bases",
    mistake: "Each basis gets the shots of both, so that the spread is too small.",
    clauses: ["CQSA-AGG-2", "WIRE-AGG-1"],
    make: () =>
      composed({ average: (expectation, shots, rng) => average(expectation, shots && 2 * shots, rng) }),
  },
  {
    id: "aggregation/shots-split-over-coordinates",
    mistake: "The shots are a budget for the whole vector, shared out between its coordinates.",
    clauses: ["CQSA-AGG-2", "WIRE-AGG-1"],
    make: () => {
      const { measure } = stepsWith({});
      return composed({
        measure: (phases, shots, ...others) =>
          measure(phases, shots && Math.max(1, Math.floor(shots / phases.columns)), ...others),
      });
    },
  },
  {
    id: "aggregation/expected-counts",
    mistake: "Counts are the rounded expected ones instead of drawn.",
    clauses: ["CQSA-AGG-2", "WIRE-AGG-1"],
    make: () =>
      composed({
        average: (expectation, shots) =>
          shots === null ? expectation : (2 * Math.round((shots * (1 + expectation)) / 2)) / shots - 1,
      }),
  },
  {
    id: "aggregation/one-outcome-repeated",
    mistake: "One outcome is drawn and counted for all shots.",
    clauses: ["CQSA-AGG-2", "WIRE-AGG-1"],
    make: () => composed({ average: (expectation, shots, rng) => average(expectation, shots && 1, rng) }),
  },
  {
    id: "aggregation/normal-approximation",
    mistake: "Quadratures are drawn from a normal law, not as averages of outcomes ±1.",
    clauses: ["CQSA-AGG-2", "WIRE-AGG-1"],
    make: () =>
      composed({
        average: (expectation, shots, rng) =>
          shots === null
            ? expectation
            : clipped(expectation + Math.sqrt((1 - expectation ** 2) / shots) * standardNormal(rng)),
      }),
  },
  {
    id: "aggregation/variance-as-deviation",
    mistake: "The variance of the mean is used as its standard deviation: the spread falls with the shots.",
    clauses: ["CQSA-AGG-2", "WIRE-AGG-1"],
    make: () =>
      composed({
        average: (expectation, shots, rng) =>
          shots === null
            ? expectation
            : clipped(expectation + ((1 - expectation ** 2) / shots) * standardNormal(rng)),
      }),
  },
  {
    id: "aggregation/default-shots-for-null",
    mistake: "Where exact expectations are asked for, 1024 shots are drawn.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1"],
    make: () => composed({ average: (expectation, shots, rng) => average(expectation, shots ?? 1024, rng) }),
  },
  {
    id: "aggregation/bases-share-draws",
    mistake: "Both bases draw from streams of the same name, so that their outcomes go together.",
    clauses: ["CQSA-AGG-3", "WIRE-AGG-1"],
    make: () =>
      composed({
        bases: (rng) => {
          const streams = { x: rng.fork("shots"), y: rng.fork("shots") };
          return () => streams;
        },
      }),
  },
  {
    id: "aggregation/coordinates-share-draws",
    mistake: "The generator is seeded anew for every coordinate.",
    clauses: ["CQSA-AGG-3", "WIRE-AGG-1"],
    make: () => composed({ bases: (rng) => () => ({ x: rng.fork("x"), y: rng.fork("y") }) }),
  },
  {
    id: "aggregation/clusters-share-draws",
    mistake: "Every cluster of a round draws from the same stream.",
    clauses: ["CQSA-AGG-3", "WIRE-AGG-1"],
    make: () => composed({ clusterStream: (rng) => rng.fork("cluster") }),
  },
  {
    id: "aggregation/noise-ignored",
    mistake: "Phase sums are measured with the visibility 1, whatever the noise is.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1", "WIRE-NOISE-1"],
    make: () => composed({ visibility: () => 1 }),
  },
  {
    id: "aggregation/noise-of-decoding-too",
    mistake: "The noise acts in the decoding once more, which squares the visibility.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1", "WIRE-NOISE-1"],
    make: () => composed({ visibility: (members, noise) => ghzQuality(members, noise).visibility ** 2 }),
  },
  {
    id: "aggregation/fidelity-as-visibility",
    mistake: "The interference is scaled by the fidelity in the place of the visibility.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1"],
    make: () => composed({ visibility: (members, noise) => ghzQuality(members, noise).fidelity }),
  },
  {
    id: "aggregation/noise-of-two-qubits",
    mistake: "The visibility is that of a pair, however many members the cluster has.",
    clauses: ["CQSA-AGG-1", "CQSA-GHZ-1", "WIRE-AGG-1"],
    make: () =>
      composed({ visibility: (members, noise) => ghzQuality(Math.min(2, members), noise).visibility }),
  },
  {
    id: "aggregation/majority-of-shots",
    mistake: "Each quadrature is the majority of its outcomes instead of their average.",
    clauses: ["CQSA-AGG-2", "WIRE-AGG-1"],
    make: () =>
      composed({
        average: (expectation, shots, rng) => {
          if (shots === null) return expectation;
          return 2 * sampleBinomial(rng, shots, (1 + expectation) / 2) >= shots ? 1 : -1;
        },
      }),
  },
];
