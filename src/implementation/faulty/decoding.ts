import { rangeRefusal } from "../../base/refusal.ts";
import { decode } from "../../protocol/encode.ts";
import { reducePhase } from "../../quantum/evaluate.ts";
import { composed } from "./composed.ts";
import type { Faulty } from "./faulty.ts";

/** Mistakes in the way from a phase sum back to weights. */
export const decodingFaults: readonly Faulty[] = [
  {
    id: "decoding/wraps-beyond-pi",
    mistake: "A phase sum is brought back to [−π, π] before it is decoded.",
    clauses: ["CQSA-DEC-2", "WIRE-ENC-1"],
    make: () => composed({ decode: (phaseSum, ...scale) => decode(phaseSum.map(reducePhase), ...scale) }),
  },
  {
    id: "decoding/clipped-to-the-bound",
    mistake: "A decoded sum is clipped to ±k·w_max.",
    clauses: ["CQSA-DEC-2", "WIRE-ENC-1"],
    make: () =>
      composed({
        decode: (phaseSum, size, bound) =>
          decode(phaseSum, size, bound).map((sum) => Math.max(-size * bound, Math.min(size * bound, sum))),
      }),
  },
  {
    id: "decoding/factor-k-forgotten",
    mistake: "The sum is decoded as Θ·w_max/π, which is the mean, and yet treated as the sum.",
    clauses: ["CQSA-DEC-1", "WIRE-ENC-1"],
    make: () => composed({ decode: (phaseSum, _size, bound) => decode(phaseSum, 1, bound) }),
  },
  {
    id: "decoding/factor-pi-forgotten",
    mistake: "The sum is decoded as Θ·k·w_max, without the division by π.",
    clauses: ["CQSA-DEC-1", "WIRE-ENC-1"],
    make: () => composed({ decode: (...given) => decode(...given).map((sum) => sum * Math.PI) }),
  },
  {
    id: "decoding/negative-phases-lifted",
    mistake: "A negative phase sum is taken for one of [0, 2π) and lifted by 2π.",
    clauses: ["CQSA-DEC-1", "CQSA-DEC-2", "WIRE-ENC-1"],
    make: () =>
      composed({
        decode: (phaseSum, ...scale) =>
          decode(
            phaseSum.map((phase) => (phase < 0 ? phase + 2 * Math.PI : phase)),
            ...scale,
          ),
      }),
  },
  {
    id: "decoding/zero-bound-refused",
    mistake: "A bound of 0 is refused, although everything is 0 then.",
    clauses: ["CQSA-DEC-1", "WIRE-ENC-1"],
    make: () =>
      composed({
        decode: (phaseSum, size, bound) => {
          if (bound === 0) throw rangeRefusal("weightBound", "a number above 0", bound);
          return decode(phaseSum, size, bound);
        },
      }),
  },
  {
    id: "decoding/rational-pi",
    mistake: "π is taken to be 355/113 in decoding.",
    clauses: ["CQSA-DEC-1", "WIRE-NUM-4"],
    make: () =>
      composed({ decode: (...given) => decode(...given).map((sum) => sum * Math.PI * (113 / 355)) }),
  },
];
