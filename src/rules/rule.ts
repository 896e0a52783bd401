import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";

/** What a rule aggregates: in CQSA the means of M clusters (CQSA §4, inter-cluster verification). */
export interface RuleInputs {
  /** n × d finite numbers, n ≥ 1, d ≥ 1 */
  readonly vectors: Matrix;
  /** n positive relative sizes. `mean` weights by them, every other rule treats its inputs alike. */
  readonly memberCounts?: Float64Array;
}

/** Options of a rule by key, as they came: each rule checks the values of its own. */
export type RuleOptions = Readonly<Record<string, unknown>>;

/** How a rule runs. */
export interface RuleParameters {
  /** f: how many Byzantine inputs the rule shall withstand; never a count of clients. */
  readonly tolerate: number;
  readonly options: RuleOptions;
  /** d finite numbers, for the rules that compare with a trusted or a previous vector. */
  readonly reference?: Float64Array;
  /** For the rules that draw. */
  readonly rng?: RandomStream;
}

/** What a rule answers. */
export interface RuleResult {
  /** d finite numbers */
  readonly aggregate: Float64Array;
  /** n entries: which inputs it kept */
  readonly accepted: readonly boolean[];
  /** n weights, where the rule has them */
  readonly weights?: Float64Array;
  /** n scores in the rule's own unit, where it ranks its inputs by one and all are finite */
  readonly scores?: Float64Array;
}

/** An option as a reader needs it. */
export interface OptionText {
  readonly key: string;
  /** What it may be, as readable text. */
  readonly values: string;
  /** What it is when it is not given; undefined where it has to be given. */
  readonly fallback?: string;
  readonly meaning: string;
}

/** An aggregation rule. */
export interface Rule {
  /** The protocol's name. */
  readonly id: string;
  /** The aggregate in one line, n inputs x_i, f of them to be withstood. */
  readonly definition: string;
  /** Which inputs are accepted, in a few words. */
  readonly accepts: string;
  /** Its own option keys; every rule takes `preAggregators` besides. */
  readonly options: readonly OptionText[];
  /** The condition on n and f, as readable text. */
  readonly tolerates: string;
  /** The largest f for n ≥ 1 inputs, or −1 where even 0 is too many. */
  readonly maxTolerated: (inputs: number) => number;
  /** Whether the aggregate of inputs that are not finite never is: then they need not be read twice to find out. */
  readonly showsNonFinite?: true;
  /** What it cannot do without. */
  readonly needs?: "reference" | "seed";
  /** Which published code does the same, and with which options. */
  readonly asIn: readonly string[];
  /**
   * Runs it on inputs and an f that were checked.
   *
   * @throws TypeError or RangeError for an option value out of range, a reference or stream that is missing
   */
  readonly run: (inputs: RuleInputs, parameters: RuleParameters) => RuleResult;
}

/** The condition of most rules: a majority of the inputs is honest. */
export const MAJORITY: Pick<Rule, "tolerates" | "maxTolerated"> = {
  tolerates: "n > 2f",
  maxTolerated: (inputs) => Math.floor((inputs - 1) / 2),
};

/** The condition of rules that use no f: it is judged alone. */
export const ANY: Pick<Rule, "tolerates" | "maxTolerated"> = {
  tolerates: "0 ≤ f ≤ n",
  maxTolerated: (inputs) => inputs,
};

/** One verdict for each input: true for those of the given indices. */
export function acceptedAmong(inputs: number, kept: Iterable<number>): boolean[] {
  const accepted = Array.from({ length: inputs }, () => false);
  for (const index of kept) accepted[index] = true;
  return accepted;
}

/** Every input accepted. */
export function allAccepted(inputs: number): boolean[] {
  return Array.from({ length: inputs }, () => true);
}
