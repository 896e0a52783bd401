import { quantize } from "../../masking/quantize.ts";
import { decode, encode } from "../../protocol/encode.ts";
import { composed } from "./composed.ts";
import { amended, amendedMember, isNumber } from "./edited.ts";
import type { Faulty } from "./faulty.ts";

const ZERO = Float64Array.of(0);

const COUNTS = new Set(["clients", "clusterSize", "qubits", "shots"]);

function clip(values: Float64Array, bound: number): Float64Array {
  return values.map((value) => Math.max(-bound, Math.min(bound, value)));
}

/** Counts and cluster sizes that are changed where they are numbers. */
function countsAmended(change: (count: number) => number): Faulty["make"] {
  return () =>
    amended((params) => {
      const counts = Object.entries(params).filter(([name]) => COUNTS.has(name));
      return {
        ...params,
        ...Object.fromEntries(counts.map(([name, value]) => [name, isNumber(value) ? change(value) : value])),
      };
    });
}

/** What has to be refused about bounds, probabilities, counts and bits, and is answered. */
export const boundRefusalFaults: readonly Faulty[] = [
  {
    id: "refusals/weight-beyond-bound-clipped",
    mistake: "A weight beyond the bound is clipped in silence.",
    clauses: ["CQSA-ENC-4", "WIRE-REJ-5"],
    make: () =>
      composed({
        encode: (weights, size, bound) => encode(bound > 0 ? clip(weights, bound) : weights, size, bound),
      }),
  },
  {
    id: "refusals/weight-beyond-bound-encoded",
    mistake: "A weight beyond the bound is encoded as a phase beyond π/k.",
    clauses: ["CQSA-ENC-2", "CQSA-ENC-4", "WIRE-REJ-5"],
    make: () =>
      composed({
        encode: (weights, size, bound) => {
          encode(ZERO, size, bound);
          return bound > 0
            ? weights.map((weight) => (Math.PI / (size * bound)) * weight)
            : encode(weights, size, bound);
        },
      }),
  },
  {
    id: "refusals/value-beyond-bound-clipped",
    mistake: "A value beyond its bound is quantized to the largest level.",
    clauses: ["QNF-QNT-4", "WIRE-REJ-5"],
    make: () =>
      composed({
        quantize: (values, bits, bound) => quantize(bound > 0 ? clip(values, bound) : values, bits, bound),
      }),
  },
  {
    id: "refusals/zero-bound-any-weight",
    mistake: "With the bound 0 any weight is encoded as 0, and any value quantized to 0.",
    clauses: ["CQSA-ENC-4", "QNF-QNT-4", "WIRE-REJ-5"],
    make: () =>
      composed({
        encode: (weights, size, bound) => encode(bound === 0 ? weights.map(() => 0) : weights, size, bound),
        quantize: (values, bits, bound) => quantize(bound === 0 ? values.map(() => 0) : values, bits, bound),
      }),
  },
  {
    id: "refusals/negative-bound",
    mistake: "A negative bound is taken by its magnitude.",
    clauses: ["CQSA-ENC-4", "CQSA-DEC-3", "QNF-QNT-4", "WIRE-REJ-5"],
    make: () => {
      const magnitude = (value: unknown): unknown =>
        isNumber(value) && Number.isFinite(value) ? Math.abs(value) : value;
      return amended((params) => ({
        ...params,
        ...(Object.hasOwn(params, "weightBound") && { weightBound: magnitude(params["weightBound"]) }),
        ...(Object.hasOwn(params, "bound") && { bound: magnitude(params["bound"]) }),
      }));
    },
  },
  {
    id: "refusals/scale-not-finite",
    mistake: "Nobody looks whether k·w_max and π/(k·w_max) are finite: w/w_max is taken first.",
    clauses: ["CQSA-ENC-4", "WIRE-REJ-5"],
    make: () =>
      composed({
        encode: (weights, size, bound) =>
          Number.isFinite(size * bound) && Number.isFinite(Math.PI / (size * bound))
            ? encode(weights, size, bound)
            : encode(
                weights.map((weight) => (bound === 0 ? weight : weight / bound)),
                size,
                bound === 0 ? 0 : 1,
              ),
      }),
  },
  {
    id: "refusals/overflow-saturates",
    mistake: "A decoded sum beyond float64 is answered as the largest number.",
    clauses: ["CQSA-DEC-3", "WIRE-REJ-14"],
    make: () =>
      composed({
        decode: (phaseSum, size, bound) => {
          decode(ZERO, size, bound);
          return clip(
            phaseSum.map((phase) => (phase / Math.PI) * (size * bound)),
            Number.MAX_VALUE,
          );
        },
      }),
  },
  {
    id: "refusals/probability-clamped",
    mistake: "A probability outside [0, 1] is brought to the nearer end.",
    clauses: ["CQSA-GHZ-3", "CQSA-AGG-6", "WIRE-REJ-6"],
    make: () =>
      amended((params) => {
        const noise = params["noise"] as { readonly probability?: unknown } | undefined;
        const probability = noise?.probability;
        if (!isNumber(probability) || !Number.isFinite(probability)) return params;
        return { ...params, noise: { ...noise, probability: Math.max(0, Math.min(1, probability)) } };
      }),
  },
  {
    id: "refusals/probability-unread-without-noise",
    mistake: "With the channel none, a probability outside [0, 1] is not even looked at.",
    clauses: ["WIRE-NOISE-1", "WIRE-REJ-6"],
    make: () =>
      amended((params) => {
        const noise = params["noise"] as
          { readonly channel?: unknown; readonly probability?: unknown } | undefined;
        if (noise?.channel !== "none" || !isNumber(noise.probability)) return params;
        return { ...params, noise: { ...noise, probability: 0 } };
      }),
  },
  {
    id: "refusals/zero-shots-are-exact",
    mistake: "No shots, 0, are taken for null, because both are falsy.",
    clauses: ["CQSA-AGG-6", "WIRE-REJ-4"],
    make: () => amendedMember("shots", isNumber, (shots) => shots || null),
  },
  {
    id: "refusals/counts-truncated",
    mistake: "A cluster size or count with a fraction is truncated.",
    clauses: ["CQSA-PAR-5", "CQSA-GHZ-3", "CQSA-ENC-4", "WIRE-REJ-1", "WIRE-REJ-4"],
    make: countsAmended((count) => (count > 1 && Number.isFinite(count) ? Math.trunc(count) : count)),
  },
  {
    id: "refusals/counts-at-least-one",
    mistake: "A cluster size or count below 1 is raised to 1.",
    clauses: ["CQSA-PAR-5", "CQSA-GHZ-3", "CQSA-ENC-4", "WIRE-REJ-4"],
    make: countsAmended((count) => (Number.isInteger(count) ? Math.max(1, count) : count)),
  },
  {
    id: "refusals/bits-clamped",
    mistake: "Quantization bits outside 2…32 are brought to the nearer end.",
    clauses: ["QNF-QNT-4", "WIRE-REJ-10"],
    make: () =>
      amendedMember("bits", Number.isSafeInteger as typeof isNumber, (bits) =>
        Math.max(2, Math.min(32, bits)),
      ),
  },
  {
    id: "refusals/modulus-bits-clamped",
    mistake: "Modulus bits outside 2…53 are brought to the nearer end.",
    clauses: ["QNF-MSK-4", "WIRE-REJ-10"],
    make: () =>
      amendedMember("modulusBits", Number.isSafeInteger as typeof isNumber, (bits) =>
        Math.max(2, Math.min(53, bits)),
      ),
  },
];
