import type { RemainderPolicy } from "../protocol/partition.ts";
import type { Layout } from "../quantum/noise.ts";
import type { OperationName, ProtocolItem, WireChannel } from "./vocabulary.ts";

/**
 * What an implementation of the protocol is to this project: eleven operations over plain JSON
 * values, each answering with one of four outcomes. The reference, a foreign program on stdio and a
 * deliberately faulty version are all seen through this interface (`spec/wire.md`).
 */

type Vector = readonly number[];
type Rows = readonly Vector[];
type Options = Readonly<Record<string, unknown>>;

/** Gate noise as the wire names it; without noise, layout and probability may be left out. */
export type NoiseParams =
  | {
      readonly channel: "none";
      readonly layout?: Layout | undefined;
      readonly probability?: number | undefined;
    }
  | { readonly channel: Exclude<WireChannel, "none">; readonly layout: Layout; readonly probability: number };

/** `weights`: d numbers within ±`weightBound`; `clusterSize`: k. */
export interface EncodeParams {
  readonly weights: Vector;
  readonly clusterSize: number;
  readonly weightBound: number;
}

/** θ = π·w/(k·weightBound), radians. */
export interface EncodeResult {
  readonly phases: number[];
}

/** `phaseSum`: d sums of phases, radians. */
export interface DecodeParams {
  readonly phaseSum: Vector;
  readonly clusterSize: number;
  readonly weightBound: number;
}

/** The sum of weights that a phase sum stands for. */
export interface DecodeResult {
  readonly weightSum: number[];
}

/** Exactly one of `seed` and `draws` (n − 1 Fisher–Yates draws). */
export interface PartitionParams {
  readonly clients: number;
  readonly clusterSize: number;
  readonly seed?: string | undefined;
  readonly draws?: Vector | undefined;
}

/** Client indices by cluster. */
export interface PartitionResult {
  readonly clusters: number[][];
}

/** `phases`: one row of d radians for each of the m members; `shots` per basis, null: the expectation. */
export interface AggregateParams {
  readonly phases: Rows;
  readonly shots: number | null;
  readonly noise: NoiseParams;
  readonly seed: string;
}

/** The two-quadrature estimate in [−π, π] and the measured length min(1, √(x²+y²)). */
export interface AggregateResult {
  readonly phaseSum: number[];
  readonly visibility?: number[] | undefined;
}

export interface FidelityParams {
  readonly qubits: number;
  readonly noise: NoiseParams;
}

/** F = (P + V)/2 of the prepared state. */
export interface FidelityResult {
  readonly fidelity: number;
  readonly population: number;
  readonly visibility: number;
}

/** `aggregates`: M rows of d; `tolerate`: how many of the M rows may be Byzantine. */
export interface ScreenParams {
  readonly aggregates: Rows;
  readonly rule: string;
  readonly tolerate: number;
  readonly options?: Options | undefined;
  readonly reference?: Vector | undefined;
  readonly seed?: string | undefined;
}

export interface ScreenResult {
  readonly aggregate: number[];
  readonly accepted: boolean[];
  readonly weights?: number[] | undefined;
}

/** `bits`: q from 2 to 32; `values` within ±`bound`. */
export interface QuantizeParams {
  readonly values: Vector;
  readonly bits: number;
  readonly bound: number;
}

export interface QuantizeResult {
  readonly integers: number[];
}

/** `integers`: a sum of quantized vectors. */
export interface DequantizeParams {
  readonly integers: Vector;
  readonly bits: number;
  readonly bound: number;
}

export interface DequantizeResult {
  readonly values: number[];
}

/** `pads`: by the peer's index in plain decimal; `modulusBits`: b from 2 to 53. */
export interface MaskParams {
  readonly integers: Vector;
  readonly client: number;
  readonly pads: Readonly<Record<string, Vector>>;
  readonly modulusBits: number;
}

/** Integers in [0, 2^b). */
export interface MaskResult {
  readonly masked: number[];
}

export interface UnmaskParams {
  readonly masked: Rows;
  readonly modulusBits: number;
}

/** Integers in [−2^(b−1), 2^(b−1)). */
export interface UnmaskResult {
  readonly sum: number[];
}

/** One whole round: `updates` has a row of d weights for each of the n clients. */
export interface RoundParams {
  readonly updates: Rows;
  readonly clusterSize: number;
  readonly shots: number | null;
  readonly noise: NoiseParams;
  readonly dropouts: Vector;
  readonly rule: string;
  readonly tolerate: number;
  readonly options?: Options | undefined;
  readonly reference?: Vector | undefined;
  readonly seed: string;
  readonly view?: boolean | undefined;
  /** By measure: `true`, `false` or its parameters (`src/protocol/hardening/hardening.ts`). */
  readonly hardening?: Options | undefined;
}

/** What the server saw besides its result: each client's bound report, each live cluster's visibility. */
export interface RoundView {
  /** Absent where a public clip bound stands in place of reports. */
  readonly reports?: number[] | undefined;
  readonly visibility: (number[] | null)[];
}

/** `aggregates` holds cluster means in the weight domain; null where a dropout lost the cluster. */
export interface RoundResult {
  readonly weightBound: number;
  readonly clusters: number[][];
  readonly aggregates: (number[] | null)[];
  readonly accepted: boolean[];
  readonly update: number[];
  readonly contributors: number;
  readonly view?: RoundView | undefined;
}

/** What each operation takes. */
export interface OperationParams {
  readonly encode: EncodeParams;
  readonly decode: DecodeParams;
  readonly partition: PartitionParams;
  readonly aggregate: AggregateParams;
  readonly fidelity: FidelityParams;
  readonly screen: ScreenParams;
  readonly quantize: QuantizeParams;
  readonly dequantize: DequantizeParams;
  readonly mask: MaskParams;
  readonly unmask: UnmaskParams;
  readonly round: RoundParams;
}

/** What each operation returns. */
export interface OperationResults {
  readonly encode: EncodeResult;
  readonly decode: DecodeResult;
  readonly partition: PartitionResult;
  readonly aggregate: AggregateResult;
  readonly fidelity: FidelityResult;
  readonly screen: ScreenResult;
  readonly quantize: QuantizeResult;
  readonly dequantize: DequantizeResult;
  readonly mask: MaskResult;
  readonly unmask: UnmaskResult;
  readonly round: RoundResult;
}

export interface InitializeParams {
  readonly protocol: number;
  readonly harness: { readonly name: string; readonly version: string };
}

/** The most of each that an implementation takes; beyond it, it may answer "unsupported". */
export interface DeclaredLimits {
  readonly clients?: number | undefined;
  readonly coordinates?: number | undefined;
  readonly shots?: number | undefined;
}

/** What `initialize` declares. Whatever is not declared may be answered with "unsupported". */
export interface Capabilities {
  readonly protocol: 1;
  readonly implementation: { readonly name: string; readonly version: string; readonly language: string };
  readonly operations: readonly ProtocolItem[];
  /** Rule → the option keys that it takes. */
  readonly rules?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly noise?: { readonly channels: readonly string[]; readonly layouts: readonly string[] } | undefined;
  readonly remainder?: RemainderPolicy | undefined;
  readonly limits?: DeclaredLimits | undefined;
  readonly extensions?: readonly string[] | undefined;
}

/** The four ways in which a call may end. */
export type Outcome<T> =
  | { readonly outcome: "ok"; readonly result: T }
  | { readonly outcome: "reject"; readonly message: string }
  | { readonly outcome: "unsupported"; readonly message: string; readonly code: -32601 | -32001 }
  | { readonly outcome: "fault"; readonly message: string };

/** A request as it stands on the stream, for what no value can express: `3.0`, `1e999`, what is no JSON at all. */
export interface CallText {
  /**
   * Lines that go out at once with the request and before it, as they are, without line feeds. None may be a request of
   * its own, which would be a second one in flight; an id in them is a text.
   */
  readonly before: readonly string[];
  readonly operation: string;
  /** JSON text on one line. */
  readonly params: string;
}

/** How the request ended, with the answers that came before its own: whole JSON objects, ten at most. */
export type TextOutcome = Outcome<unknown> & { readonly strays: readonly object[] };

/** Something that can be put under test. What was asked before has no influence on an answer. */
export interface Implementation {
  readonly capabilities: Capabilities;
  /** One operation with well-typed parameters. */
  readonly call: <O extends OperationName>(
    operation: O,
    params: OperationParams[O],
  ) => Promise<Outcome<OperationResults[O]>>;
  /** Anything at all, for negative cases: unknown operations (and `initialize`), parameters of any type. */
  readonly callRaw: (operation: string, params: unknown) => Promise<Outcome<unknown>>;
  /** A call by the text of its line, and of lines before it; absent where no byte stream lies between. */
  readonly callText?: (text: CallText) => Promise<TextOutcome>;
  /** Starts anew what the implementation runs in, which must change no answer; absent where it runs in this process. */
  readonly restart?: () => Promise<void>;
  /** Releases what the implementation holds, a process for instance. */
  readonly close?: () => Promise<void>;
}
