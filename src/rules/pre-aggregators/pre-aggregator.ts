import type { Matrix } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import type { OptionText, RuleOptions } from "../rule.ts";

/** What passes through pre-aggregation. */
export interface Mixed {
  /** n × d finite numbers */
  readonly vectors: Matrix;
  /** True: nobody else holds `vectors`, which may be overwritten. */
  readonly isOwn: boolean;
  /** n relative sizes: for the rule `mean` alone, see {@link PreAggregator}. */
  readonly memberCounts?: Float64Array;
}

/** Where a pre-aggregator stands. */
export interface Place {
  /** How many rows come in. */
  readonly inputs: number;
  /** f, which stays the same all along. */
  readonly tolerate: number;
  /** What messages call it, `options.preAggregators[0]`. */
  readonly name: string;
  readonly rng?: RandomStream;
}

/** A pre-aggregator whose options and place were checked. */
export interface Prepared {
  /** How many rows come out. */
  readonly outputs: number;
  /** By input: the row that it went into; undefined: its own. */
  readonly rowOfInput?: Int32Array;
  readonly run: (mixed: Mixed) => Mixed;
}

/**
 * What is done to a rule's inputs before it runs. Inputs count alike; only before the rule `mean` do member
 * counts come along: a pre-aggregator that keeps the rows keeps them, one that joins rows weights by them and adds them up,
 * so that the mean of a round stays the mean over all members.
 */
export interface PreAggregator {
  /** The protocol's name. */
  readonly id: string;
  readonly definition: string;
  readonly options: readonly OptionText[];
  readonly asIn: readonly string[];
  /** @throws TypeError or RangeError for an option value out of range, a missing stream, an f beyond it */
  readonly prepare: (options: RuleOptions, place: Place) => Prepared;
}

/** The same as something that may be overwritten. */
export function owned({ vectors, isOwn, ...rest }: Mixed): Mixed {
  return { ...rest, isOwn: true, vectors: isOwn ? vectors : { ...vectors, data: vectors.data.slice() } };
}
