import { decode, encode, largestMagnitude } from "../../protocol/encode.ts";
import { composed } from "./composed.ts";
import type { Faulty } from "./faulty.ts";

/** Mistakes in the way from weights to phases. */
export const encodingFaults: readonly Faulty[] = [
  {
    id: "encoding/factor-k-forgotten",
    mistake: "The phase of a weight is π·w/w_max: the cluster size is missing from the scale.",
    clauses: ["CQSA-ENC-1", "CQSA-ENC-2", "WIRE-ENC-1"],
    make: () => composed({ encode: (weights, _clusterSize, bound) => encode(weights, 1, bound) }),
  },
  {
    id: "encoding/factor-pi-forgotten",
    mistake: "The phase of a weight is w/(k·w_max): π is missing from the scale.",
    clauses: ["CQSA-ENC-1", "CQSA-ENC-3", "WIRE-ENC-1"],
    make: () => composed({ encode: (...given) => encode(...given).map((phase) => phase / Math.PI) }),
  },
  {
    id: "encoding/whole-turn",
    mistake:
      "Weights are spread over a whole turn, 2π·w/(k·w_max), so that a sum may wrap; decoding fits it.",
    clauses: ["CQSA-ENC-1", "CQSA-ENC-2", "CQSA-DEC-1", "WIRE-ENC-1"],
    make: () =>
      composed({
        encode: (...given) => encode(...given).map((phase) => 2 * phase),
        decode: (phaseSum, ...scale) =>
          decode(
            phaseSum.map((phase) => phase / 2),
            ...scale,
          ),
      }),
  },
  {
    id: "encoding/shifted-to-positive",
    mistake:
      "Weights are shifted to [0, 2·w_max] first, so that no phase is negative, and back after decoding.",
    clauses: ["CQSA-ENC-1", "CQSA-ENC-3", "CQSA-DEC-1", "WIRE-ENC-1"],
    make: () =>
      composed({
        encode: (weights, size, bound) =>
          encode(weights, size, bound).map((phase) => (bound === 0 ? 0 : (phase + Math.PI / size) / 2)),
        decode: (phaseSum, size, bound) => decode(phaseSum, size, bound).map((sum) => 2 * sum - size * bound),
      }),
  },
  {
    id: "encoding/bound-floored",
    mistake: "A bound below 1e-6 is taken as 1e-6, lest something be divided by zero.",
    clauses: ["CQSA-ENC-1", "CQSA-ENC-3", "WIRE-ENC-1"],
    make: () =>
      composed({ encode: (weights, size, bound) => encode(weights, size, bound && Math.max(bound, 1e-6)) }),
  },
  {
    id: "encoding/float32-phases",
    mistake: "Phases are kept in single precision.",
    clauses: ["CQSA-ENC-1", "CQSA-ENC-3", "WIRE-NUM-4"],
    make: () => composed({ encode: (...given) => encode(...given).map(Math.fround) }),
  },
  {
    id: "encoding/phases-on-a-grid",
    mistake: "Phases are rounded to the 2^16 settings of a phase shifter.",
    clauses: ["CQSA-ENC-1", "CQSA-ENC-3", "WIRE-ENC-1"],
    make: () => {
      const step = (2 * Math.PI) / 2 ** 16;
      return composed({
        encode: (...given) => encode(...given).map((phase) => Math.round(phase / step) * step),
      });
    },
  },
  {
    id: "encoding/local-bound",
    mistake: "A client encodes by the largest magnitude of its own update instead of the bound of all.",
    clauses: ["CQSA-ENC-1", "CQSA-BND-1", "WIRE-ENC-1", "WIRE-ROUND-1"],
    make: () =>
      composed({
        encode: (weights, size, bound) => {
          encode(weights, size, bound);
          return encode(weights, size, largestMagnitude(weights));
        },
      }),
  },
  {
    id: "encoding/sign-lost",
    mistake: "The magnitude of a weight is encoded, without its sign.",
    clauses: ["CQSA-ENC-1", "CQSA-ENC-3", "WIRE-ENC-1"],
    make: () => composed({ encode: (...given) => encode(...given).map(Math.abs) }),
  },
  {
    id: "encoding/centred-first",
    mistake: "The mean of the vector is subtracted before it is encoded.",
    clauses: ["CQSA-ENC-1", "CQSA-ENC-3", "WIRE-ENC-1"],
    make: () =>
      composed({
        encode: (...given) => {
          const phases = encode(...given);
          const mean = phases.reduce((sum, phase) => sum + phase, 0) / phases.length;
          return phases.map((phase) => phase - mean);
        },
      }),
  },
  {
    id: "encoding/divides-by-a-zero-bound",
    mistake: "With the bound 0 it divides by zero and crashes.",
    clauses: ["CQSA-ENC-1", "WIRE-ENC-1", "WIRE-OUT-1"],
    make: () =>
      composed({
        encode: (weights, size, bound) => {
          const phases = encode(weights, size, bound);
          if (bound === 0) throw new Error("float division by zero");
          return phases;
        },
      }),
  },
  {
    id: "encoding/small-weights-dropped",
    mistake: "Weights below a thousandth of the bound are sent as 0, to spare rotations.",
    clauses: ["CQSA-ENC-1", "CQSA-ENC-3", "WIRE-ENC-1"],
    make: () =>
      composed({
        encode: (weights, size, bound) =>
          encode(weights, size, bound).map((phase, i) => (Math.abs(weights[i]!) < bound / 1000 ? 0 : phase)),
      }),
  },
];
