import { rangeRefusal } from "../../base/refusal.ts";
import type { Matrix } from "../../base/matrix.ts";
import { blocksOf } from "../blocks.ts";
import { squaredDistances } from "../distances.ts";
import { meanOfRange } from "../mean.ts";
import { lowestWide } from "../lowest.ts";
import { owned } from "./pre-aggregator.ts";
import type { PreAggregator } from "./pre-aggregator.ts";

// So many columns of a few hundred rows stay in the second-level cache while all means are formed.
const BLOCK = 128;

/** The n − f nearest inputs of each, itself always among them, ascending. */
function neighbourhoods(vectors: Matrix, size: number): number[][] {
  const { rows } = vectors;
  const squares = squaredDistances(vectors);
  return Array.from({ length: rows }, (_, i) => {
    const others = Array.from({ length: rows }, (_, j) => j).filter((j) => j !== i);
    const nearest = lowestWide(
      others.map((j) => squares[i * rows + j]!),
      size - 1,
    ).map((place) => others[place]!);
    return [...nearest, i].sort((a, b) => a - b);
  });
}

/** Σ over `members` of a block's rows, into `sums`; four at a time. */
function addRows(block: Float64Array, width: number, members: readonly number[], sums: Float64Array): void {
  const whole = members.length - (members.length % 4);
  for (let k = 0; k < whole; k += 4) {
    const first = members[k]! * width;
    const second = members[k + 1]! * width;
    const third = members[k + 2]! * width;
    const fourth = members[k + 3]! * width;
    for (let c = 0; c < width; c++) {
      sums[c]! += block[first + c]! + block[second + c]! + (block[third + c]! + block[fourth + c]!);
    }
  }
  for (const member of members.slice(whole)) {
    for (let c = 0; c < width; c++) sums[c]! += block[member * width + c]!;
  }
}

/** Replaces each row by the mean of its neighbourhood, block of columns by block, in place. */
function mix({ rows, columns, data }: Matrix, members: readonly (readonly number[])[]): void {
  for (const { start, width } of blocksOf(columns, BLOCK)) {
    const block = new Float64Array(rows * width);
    for (const r of members.keys()) {
      block.set(data.subarray(r * columns + start, r * columns + start + width), r * width);
    }
    for (const [r, own] of members.entries()) {
      const sums = data.subarray(r * columns + start, r * columns + start + width);
      sums.fill(0);
      addRows(block, width, own, sums);
      for (let c = 0; c < width; c++) {
        const mean = sums[c]! / own.length;
        // A sum beyond float64 has a mean within it.
        sums[c] = Number.isFinite(mean)
          ? mean
          : meanOfRange(
              Float64Array.from(own, (i) => block[i * width + c]!),
              0,
              own.length,
            );
      }
    }
  }
}

/**
 * Nearest-neighbour mixing (Allouah et al. 2023): every input is replaced by the average of itself and its
 * n − f − 1 nearest others, of equal distances those of lowest index; f < n.
 */
export const nnm: PreAggregator = {
  id: "nnm",
  definition: "each input becomes the mean of the n − f nearest to it, itself included",
  options: [],
  asIn: ["ByzFL NNM"],
  prepare: (_, { inputs, tolerate }) => {
    if (tolerate >= inputs) throw rangeRefusal("tolerate", `an integer below ${inputs} for nnm`, tolerate);
    return {
      outputs: inputs,
      run: (mixed) => {
        const members = neighbourhoods(mixed.vectors, inputs - tolerate);
        const result = owned(mixed);
        mix(result.vectors, members);
        return result;
      },
    };
  },
};
