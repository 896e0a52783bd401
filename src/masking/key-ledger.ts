import { checkInteger } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";

/** What is left of the key bits of each pair of clients; bits are counted from the pair's first. */
export interface KeyLedger {
  /**
   * Writes off bits before they mask anything.
   *
   * @throws RangeError for bits that have been used, and for more than there are: then nothing is written off
   */
  readonly spend: (pair: readonly [number, number], first: number, bits: number) => void;
  /** The first bit of a pair that was not used. */
  readonly next: (pair: readonly [number, number]) => number;
}

/**
 * Opens a ledger. A pad that masks two vectors shows their difference (claim QN-6); so bits go forward alone, and what was
 * passed over is lost as well.
 *
 * @param bitsEachPair the key bits that every pair has
 */
export function openLedger(bitsEachPair: number): KeyLedger {
  checkInteger("bitsEachPair", bitsEachPair, { min: 0 });
  const used = new Map<string, number>();
  const nameOf = ([a, b]: readonly [number, number]): string => `${Math.min(a, b)}/${Math.max(a, b)}`;
  const next = (pair: readonly [number, number]): number => used.get(nameOf(pair)) ?? 0;
  return {
    next,
    spend: (pair, first, bits) => {
      const free = next(pair);
      if (first < free) {
        throw rangeRefusal(
          "pads",
          `key bits of the pair ${nameOf(pair)} that no vector had, from ${free} on`,
          first,
        );
      }
      if (first + bits > bitsEachPair) {
        const left = bitsEachPair - first;
        throw rangeRefusal(
          "pads",
          `at most the ${left} key bits that the pair ${nameOf(pair)} has left`,
          bits,
        );
      }
      used.set(nameOf(pair), first + bits);
    },
  };
}
