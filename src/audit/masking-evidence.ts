import type { Interval } from "../statistics/clopper-pearson.ts";

/* What is measured for the claims about quantized, masked updates, as plain data like `evidence.ts`. */

/** QN-2: 8 bits instead of 32. */
export interface QuantizedSizeEvidence {
  readonly quantizerBits: number;
  /** Bits of a weight that is not quantized. */
  readonly unquantizedBits: number;
  /** Saved where the modulus has as many bits as the quantizer. */
  readonly savedShare: number;
  /** The fewest equal clients, then the smallest weight, whose masked sum comes out wrong in that modulus. */
  readonly smallest: {
    readonly clients: number;
    readonly integer: number;
    /** The integer as a share of the bound. */
    readonly share: number;
    readonly trueSum: number;
    readonly read: number;
  } | null;
  /** The run's updates, masked and summed: sums of how many clients, and how many came out wrong in either modulus. */
  readonly clients: number;
  readonly sums: number;
  readonly wrappedSums: number;
  readonly wrongInSufficientModulus: number;
  /** The modulus that always holds the sum, for these clients and for the paper's 200, and what it saves. */
  readonly sufficientModulusBits: number;
  readonly sufficientSavedShare: number;
  readonly paperClients: number;
  readonly paperSufficientBits: number;
  readonly paperSavedShare: number;
}

/** QN-3: what coalitions read. */
export interface CollusionEvidence {
  /** Coalitions tried: every number of members beside one target, for 2 to `largestClients` clients. */
  readonly coalitions: number;
  readonly largestClients: number;
  readonly coordinates: number;
  /** Those with whom one other client stayed out of it at least, and those of them that read the target's integers. */
  readonly partial: number;
  readonly partialExposed: number;
  /** Those of all other clients, and those of them that read the target's integers. */
  readonly complete: number;
  readonly completeExposed: number;
  /** The fewest clients whose peer reads another's integers with nothing but its own and the public sum. */
  readonly smallestPeer: CollusionCase | null;
  /** The fewest of three or more clients whose coalition reads the last one's integers. */
  readonly smallestCoalition: CollusionCase | null;
  /** Chi-square test of what the largest partial coalition holds against uniform; it rejects below `uniformLevel`. */
  readonly uniformPValue: number;
  readonly uniformLevel: number;
  readonly residues: number;
}

export interface CollusionCase {
  readonly clients: number;
  readonly members: number;
  readonly integer: number;
  readonly read: number;
}

/** QN-5: a client that does not answer. */
export interface MissingClientEvidence {
  readonly rounds: number;
  readonly clients: number;
  readonly coordinates: number;
  readonly dropoutRate: number;
  /** Rounds with somebody missing, and those of them whose sum was still that of the others. */
  readonly incomplete: number;
  readonly incompleteRight: number;
  /** Complete rounds, and those of them whose sum was wrong. */
  readonly complete: number;
  readonly completeWrong: number;
  readonly lost: number;
  readonly loss: Interval;
  readonly confidence: number;
  /** 1 − (1−δ)^N, here and for the paper's 200 clients. */
  readonly expectedLoss: number;
  readonly paperClients: number;
  readonly paperLoss: number;
  /** The fewest clients whose sum is spoilt by one that is missing: what is left of one coordinate, and what is read. */
  readonly smallest: { readonly clients: number; readonly trueSum: number; readonly read: number } | null;
}

/** QN-6: pads used twice, and vectors changed on their way. */
export interface PadUseEvidence {
  /** Pairs of vectors masked with one pad, their coordinates, and those where the difference came out. */
  readonly pairs: number;
  readonly reused: number;
  readonly reusedRevealed: number;
  /** The same with a new pad each time, and how many chance gives. */
  readonly renewed: number;
  readonly renewedRevealed: number;
  readonly chance: number;
  readonly firstReuse: {
    readonly first: number;
    readonly second: number;
    readonly difference: number;
  } | null;
  /** Masked vectors that were changed by Δ, those that were refused, and those whose sum was off by just Δ. */
  readonly tampered: number;
  readonly refused: number;
  readonly shifted: number;
  readonly firstShift: { readonly added: number; readonly trueSum: number; readonly read: number } | null;
  /** Chi-square test of one integer masked with ever new pads against uniform; it rejects below `uniformLevel`. */
  readonly uniformPValue: number;
  readonly uniformLevel: number;
  readonly residues: number;
}

/** QN-7: quantization errors, in steps. */
export interface QuantizationEvidence {
  readonly values: number;
  /** Largest |error| over the run's weights at any of the bits, and what rounding adds to ½. */
  readonly largestError: number;
  readonly roundingAllowance: number;
  readonly beyondBoundRefused: boolean;
  readonly clients: number;
  readonly means: number;
  /** Root mean square error of a mean of N values drawn over the whole range, times √(12N): 1 is the prediction. */
  readonly drawnRatio: number;
  readonly drawnMeans: number;
  readonly drawnClients: number;
  readonly drawnInterval: Interval;
  readonly confidence: number;
  /** The same of the run's own updates, by bits, where the bound is their largest weight. */
  readonly byBits: readonly {
    readonly bits: number;
    /** True for bits that the paper has. */
    readonly ofPaper: boolean;
    readonly ratio: number;
  }[];
  /** Where the run's ratio lies as if its errors were independent, widened by the tolerance of 1/20. */
  readonly ownInterval: Interval;
}
