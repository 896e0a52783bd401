import { rangeRefusal } from "../../base/refusal.ts";
import { dequantize, quantize } from "../../masking/quantize.ts";
import { composed } from "./composed.ts";
import type { Faulty } from "./faulty.ts";
import type { Steps } from "./steps.ts";

/** Another way from a value in units of its bound, u = v/bound, to an integer. */
function levelBy(level: (unit: number, bits: number) => number): Partial<Steps> {
  return {
    quantize: (values, bits, bound) =>
      quantize(values, bits, bound).map((_, c) => (bound === 0 ? 0 : level(values[c]! / bound, bits))),
  };
}

/** Another way from an integer to a value in units of the bound. */
function valueBy(value: (integer: number, bits: number) => number): Partial<Steps> {
  return {
    dequantize: (integers, bits, bound) =>
      dequantize(integers, bits, bound).map((_, c) => bound * value(integers[c]!, bits)),
  };
}

/** 2^(q − 1) − 1. */
function largest(bits: number): number {
  return 2 ** (bits - 1) - 1;
}

/** Mistakes in the way from values to integers and back. */
export const quantizationFaults: readonly Faulty[] = [
  {
    id: "quantization/truncated",
    mistake: "Values are truncated towards 0 instead of rounded.",
    clauses: ["QNF-QNT-1", "QNF-QNT-2", "WIRE-QNT-1"],
    make: () => composed(levelBy((unit, bits) => Math.trunc(unit * largest(bits)))),
  },
  {
    id: "quantization/rounded-down",
    mistake: "Values are rounded down instead of to the nearest.",
    clauses: ["QNF-QNT-1", "QNF-QNT-2", "WIRE-QNT-1"],
    make: () => composed(levelBy((unit, bits) => Math.floor(unit * largest(bits)))),
  },
  {
    id: "quantization/asymmetric-range",
    mistake: "The scale is 2^(q − 1), and the bound itself is clipped to 2^(q − 1) − 1.",
    clauses: ["QNF-QNT-1", "QNF-QNT-2", "WIRE-QNT-1"],
    make: () =>
      composed(levelBy((unit, bits) => Math.min(largest(bits), Math.round(unit * 2 ** (bits - 1))))),
  },
  {
    id: "quantization/unsigned-levels",
    mistake: "The scale is 2^q − 1, as for unsigned integers, in both directions.",
    clauses: ["QNF-QNT-1", "WIRE-QNT-1"],
    make: () =>
      composed({
        ...levelBy((unit, bits) => Math.round(unit * (2 ** bits - 1))),
        ...valueBy((integer, bits) => integer / (2 ** bits - 1)),
      }),
  },
  {
    id: "quantization/scale-one-bit-short",
    mistake: "One bit too few is used: the scale is 2^(q − 2) where there are that many bits.",
    clauses: ["QNF-QNT-1", "QNF-QNT-2", "WIRE-QNT-1"],
    make: () => composed(levelBy((unit, bits) => Math.round(unit * Math.max(1, largest(bits - 1))))),
  },
  {
    id: "quantization/zero-point",
    mistake: "Levels are counted from −bound with a zero point, so that a sum of several is not decoded.",
    clauses: ["QNF-QNT-1", "QNF-QNT-3", "WIRE-QNT-1"],
    make: () =>
      composed({
        ...levelBy((unit, bits) => Math.round((unit + 1) * largest(bits))),
        ...valueBy((integer, bits) => integer / largest(bits) - 1),
      }),
  },
  {
    id: "quantization/single-precision",
    mistake: "The quotient is rounded in single precision, which holds 24 bits.",
    clauses: ["QNF-QNT-1", "WIRE-QNT-1"],
    make: () => composed(levelBy((unit, bits) => Math.round(Math.fround(unit * largest(bits))))),
  },
  {
    id: "quantization/zero-bound-refused",
    mistake: "A bound of 0 is refused, although every value is 0 then.",
    clauses: ["QNF-QNT-1", "WIRE-QNT-1"],
    make: () =>
      composed({
        quantize: (values, bits, bound) => {
          if (bound === 0) throw rangeRefusal("bound", "a number above 0", bound);
          return quantize(values, bits, bound);
        },
      }),
  },
  {
    id: "quantization/decoded-with-another-scale",
    mistake: "Dequantizing divides by 2^(q − 1) where quantizing multiplies by 2^(q − 1) − 1.",
    clauses: ["QNF-QNT-2", "QNF-QNT-3", "WIRE-QNT-1"],
    make: () => composed(valueBy((integer, bits) => integer / 2 ** (bits - 1))),
  },
  {
    id: "quantization/decoded-by-count",
    mistake: "Dequantizing divides by the number of levels, 2^q, in the place of the largest one.",
    clauses: ["QNF-QNT-2", "QNF-QNT-3", "WIRE-QNT-1"],
    make: () => composed(valueBy((integer, bits) => integer / 2 ** bits)),
  },
  {
    id: "quantization/sums-clipped",
    mistake: "Dequantizing clips to the range of one vector, so that sums are cut off.",
    clauses: ["QNF-QNT-3", "WIRE-QNT-1"],
    make: () => composed(valueBy((integer, bits) => Math.max(-1, Math.min(1, integer / largest(bits))))),
  },
  {
    id: "quantization/sums-wrapped",
    mistake: "Dequantizing takes its input for q-bit integers, so that sums wrap around.",
    clauses: ["QNF-QNT-3", "WIRE-QNT-1"],
    make: () =>
      composed(
        valueBy((integer, bits) => {
          const range = 2 ** bits;
          const residue = (((integer + range / 2) % range) + range) % range;
          return (residue - range / 2) / largest(bits);
        }),
      ),
  },
];
