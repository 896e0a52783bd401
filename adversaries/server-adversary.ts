import type { Matrix } from "../src/base/matrix.ts";
import type { RandomStream } from "../src/base/random.ts";
import type { ServerView } from "../src/protocol/transcript.ts";
import type { GateNoise } from "../src/quantum/noise.ts";
import type { Source } from "../src/quantum/record.ts";
import type { Description, OptionValues } from "./adversary.ts";
import type { Inference } from "./inference.ts";

/** What everyone knows of the rounds. */
export interface PublicSetting {
  /** N. */
  readonly clients: number;
  /** d. */
  readonly coordinates: number;
  /** k. */
  readonly clusterSize: number;
  /** In each of two bases; null: exact expectations. */
  readonly shots: number | null;
  readonly noise: GateNoise;
  /** What the bound is multiplied by in the scale: 1, or the factor of a guard band. */
  readonly guard: number;
}

/** What a server holds after T rounds, whoever it is. */
export interface TranscriptView {
  readonly setting: PublicSetting;
  readonly rounds: readonly ServerView[];
}

/** How often each outcome of all m decoded qubits came up, by basis: d × 2^m; outcome o has qubit j's bit at (o >> j) & 1. */
export interface OutcomeCounts {
  readonly x: Matrix;
  readonly y: Matrix;
}

/** A view with the other decoded qubits too. */
export interface ResiduesView extends TranscriptView {
  /** By round and cluster; null for a lost one. */
  readonly outcomes: readonly (readonly (OutcomeCounts | null)[])[];
}

/** Whether an update is in a cluster's sum. */
export interface CandidateQuestion {
  readonly candidate: Float64Array;
  readonly round: number;
  readonly cluster: number;
}

/** A view with questions to answer. */
export interface CandidatesView extends TranscriptView {
  readonly questions: readonly CandidateQuestion[];
}

/** A view with what some clients hand over. */
export interface ColludersView extends TranscriptView {
  readonly colluders: readonly number[];
  /** By round: a row of d numbers for each colluder. */
  readonly updates: readonly Matrix[];
}

/** A state that a malicious server hands out, and in which share of the shots. Of product states it reads each qubit. */
export interface Preparation {
  readonly source: Source;
  readonly share: number;
}

/** A view of what came back of other states than GHZ. */
export interface ReadingsView extends TranscriptView {
  /** By round, cluster and preparation: the phases that were read, 1 × d, or m × d of product states; null for a lost cluster. */
  readonly readings: readonly (readonly (readonly Matrix[] | null)[])[];
}

/** What a server looks at. */
export interface ServerViews {
  readonly transcript: TranscriptView;
  readonly residues: ResiduesView;
  readonly candidates: CandidatesView;
  readonly colluders: ColludersView;
  readonly readings: ReadingsView;
}

export type ServerSight = keyof ServerViews;

/** How a server acts. One that is only curious has `observe` alone. */
export interface ServerActs<View> {
  /** What it prepares for a cluster of a size, in place of GHZ states; the shares add up to 1. */
  readonly prepares?: (size: number) => readonly Preparation[];
  /** The partition that it announces in place of the drawn one. */
  readonly groups?: (
    drawn: readonly (readonly number[])[],
    colluders: readonly number[],
  ) => readonly (readonly number[])[];
  /** How many clients hand it what they have, each round; none by default. */
  readonly colluders?: number;
  readonly observe: (view: View, rng: RandomStream) => Inference;
}

/** A server that is curious or worse: `sees` decides what it is shown. */
export interface ServerAdversaryOf<S extends ServerSight> extends Description {
  readonly role: "server";
  readonly sees: S;
  readonly make: (options: OptionValues) => ServerActs<ServerViews[S]>;
}

export type ServerAdversary =
  | ServerAdversaryOf<"transcript">
  | ServerAdversaryOf<"residues">
  | ServerAdversaryOf<"candidates">
  | ServerAdversaryOf<"colluders">
  | ServerAdversaryOf<"readings">;
