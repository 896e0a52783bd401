import type { GateNoise } from "../quantum/noise.ts";

/** A mean over seeds with Student's interval; all in shares of the test set. */
export interface PairedLoss {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** How one kind of training ended. */
export interface TrainingEnd {
  readonly rule: string;
  /** As `cqsa attack --adversary` takes it; null where nobody attacks. */
  readonly adversary: string | null;
  /** How many clients it has. */
  readonly byzantine: number;
  /** Mean final test accuracy. */
  readonly accuracy: number;
  /** What plain federated learning reached less this, seed by seed. */
  readonly loss: PairedLoss;
}

/** CV-1: trainings whose updates all go through the protocol, beside plain federated learning on the same data. */
export interface ConvergenceEvidence {
  /** "generated data" or the data set's name. */
  readonly data: string;
  readonly clients: number;
  readonly trainSamples: number;
  readonly testSamples: number;
  readonly rounds: number;
  /** Data, their split, who holds what, clusters, noise and shots are drawn for each anew. */
  readonly seeds: number;
  readonly clusterSize: number;
  /** A basis. */
  readonly shots: number;
  readonly noise: GateNoise;
  /** Of each interval by itself. */
  readonly confidence: number;
  readonly plainAccuracy: number;
  /** The first one averages, and nobody attacks. */
  readonly trainings: readonly [TrainingEnd, ...TrainingEnd[]];
}
