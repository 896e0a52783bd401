import { checkName } from "../src/base/check.ts";
import type { Matrix } from "../src/base/matrix.ts";
import { checkSpecified } from "../src/base/number-spec.ts";
import type { NumberSpec } from "../src/base/number-spec.ts";
import type { RandomStream } from "../src/base/random.ts";
import { rangeRefusal } from "../src/base/refusal.ts";
import type { DataSet } from "../src/learning/data-set.ts";
import type { Encoding } from "../src/protocol/round.ts";
import type { GateNoise } from "../src/quantum/noise.ts";
import type { QubitOperation } from "../src/quantum/record.ts";

/** A parameter of an adversary: a number or one of some names. */
export type OptionSpec =
  | NumberSpec
  | {
      readonly kind: "choice";
      readonly default: string;
      readonly choices: readonly string[];
      readonly meaning: string;
    };

/** Values of an adversary's parameters. */
export type OptionValues = Readonly<Record<string, number | string>>;

/** What every view of a round's updates holds: what the colluding clients themselves would send if they were honest. */
export interface OwnView {
  /** N, the adversary's clients included. */
  readonly clients: number;
  /** f × d: a row for each client of the adversary. */
  readonly own: Matrix;
}

/** Mean and standard deviation (ddof 1) of the honest clients' updates, d numbers each. */
export interface HonestStatistics {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** A view that also holds two moments of the honest updates. */
export interface StatisticsView extends OwnView {
  readonly honest: HonestStatistics;
}

/** A view of everything: every honest update and how the server will aggregate. */
export interface FullView extends OwnView {
  /** (N − f) × d. */
  readonly honest: Matrix;
  /** k. */
  readonly clusterSize: number;
  /** The rule over cluster means, with its f in clusters. */
  readonly rule: string;
  readonly tolerate: number;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly reference?: Float64Array;
  /** How clusters are read; exactly where it is absent. */
  readonly reading?: { readonly shots: number | null; readonly noise: GateNoise };
}

/** What an adversary knows of a round, from least to most. */
export interface Views {
  readonly own: OwnView;
  readonly statistics: StatisticsView;
  readonly everything: FullView;
}

export type Knowledge = keyof Views;

/** What one member of the adversary does to its qubit, in every circuit of its cluster. */
export interface QubitPlace {
  /** True for the qubit that the server reads. */
  readonly isControl: boolean;
  readonly coordinate: number;
}

/**
 * Where Byzantine clients act, each only on what is its own: its data, its update, its bound report, its phases, its
 * qubit, its presence. What is absent stays honest.
 */
export interface ClientActs<View> {
  /** What the adversary's clients train on. */
  readonly data?: (honest: DataSet, rng: RandomStream) => DataSet;
  /** What they send: f × d. */
  readonly updates?: (view: View, rng: RandomStream) => Matrix;
  /** The bound that a member reports. */
  readonly report?: (largest: number) => number;
  /** The phases that a member applies, radians; `encoding.update` is what it sends. */
  readonly phases?: (encoding: Encoding, rng: RandomStream) => Float64Array;
  /** The operations on a member's qubit. */
  readonly qubit?: (honest: readonly QubitOperation[], place: QubitPlace) => readonly QubitOperation[];
  /** True: the members leave in the middle of the round. */
  readonly leaves?: boolean;
}

/** What every adversary says of itself, whatever its role. */
export interface Description {
  /** Its file's path below `adversaries/`: `client/sign-flip`. */
  readonly id: string;
  readonly title: string;
  /** Where the attack was published. */
  readonly source: string;
  /** Clauses of `spec/` that say what it threatens. */
  readonly clauses: readonly string[];
  /** Whether the CQSA paper's threat model has it. */
  readonly inPaper: boolean;
  readonly options: Readonly<Record<string, OptionSpec>>;
}

/** A Byzantine client: its kind of knowledge decides what it is shown. */
export interface ClientAdversaryOf<K extends Knowledge> extends Description {
  readonly role: "client";
  readonly knows: K;
  readonly make: (options: OptionValues) => ClientActs<Views[K]>;
}

export type ClientAdversary =
  ClientAdversaryOf<"own"> | ClientAdversaryOf<"statistics"> | ClientAdversaryOf<"everything">;

/**
 * Completes an adversary's options by their defaults.
 *
 * @throws TypeError or RangeError for an unknown key or a value out of range
 */
export function completeOptions(
  { id, options: specs }: Pick<ClientAdversary, "id" | "options">,
  given: Readonly<Record<string, unknown>>,
): OptionValues {
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(specs, key)) {
      throw rangeRefusal(id, Object.keys(specs).join(", ") || "no options", key);
    }
  }
  return Object.fromEntries(
    Object.entries(specs).map(([key, spec]) => {
      const value = Object.hasOwn(given, key) ? given[key] : spec.default;
      const name = `${id}:${key}`;
      if (spec.kind === "choice") return [key, checkName(name, value, spec.choices)];
      return [key, checkSpecified(name, value, spec)];
    }),
  );
}
