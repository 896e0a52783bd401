import { checkInteger, checkNumber } from "../base/check.ts";
import type { Matrix } from "../base/matrix.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { applyLeft } from "./apply-left.ts";
import { normalEquations } from "./normal-equations.ts";
import type { EquationOptions, ObservedRound } from "./normal-equations.ts";
import { solutionOperator } from "./solution-operator.ts";

/** Options of {@link disaggregate}. */
export interface DisaggregationOptions extends EquationOptions {
  /**
   * s = var(u)/var(fresh) of a client's lasting update u and of what each round adds to it: the estimate is then the
   * best linear one for updates of mean 0, ridge with λ = 1/s. Without a prior it is the least-squares solution
   * of smallest norm.
   */
  readonly prior?: number;
}

function* zip(
  partitions: readonly ObservedRound["clusters"][],
  sums: readonly Matrix[],
): Generator<ObservedRound> {
  for (const [t, clusters] of partitions.entries()) yield { clusters, sums: sums[t]! };
}

/**
 * {@link disaggregate} of rounds that come one after the other: it holds N² + N·d numbers and one round, so that
 * N = 1,000 clients with d = 10,000 coordinates take 100 MB for any number of rounds.
 *
 * @throws as disaggregate
 */
export function disaggregateRounds(
  rounds: Iterable<ObservedRound>,
  clients: number,
  { prior, centred }: DisaggregationOptions = {},
): Matrix {
  if (prior !== undefined) checkNumber("prior", prior, { min: Number.MIN_VALUE });
  let all;
  for (const equations of normalEquations(rounds, clients, { centred: centred ?? false })) all = equations;
  if (all === undefined) throw rangeRefusal("rounds", "at least one round", 0);
  applyLeft(solutionOperator(all.gram, prior), all.right);
  return all.right;
}

/**
 * What a server that keeps its cluster sums makes of them: the clients' updates, by least squares over T rounds. In
 * round t a client's update is u_i + fresh; each sum is one equation in the u_i, and other partitions
 * give other equations (PR-5; the linear system of secret sums under random participation, e.g. Lam et al. 2021,
 * "Gradient Disaggregation", arXiv 2106.06089).
 *
 * The rows are weighted by 1/size, the solution is Û = (AᵀWA + λI)⁺ AᵀWS with λ = 1/prior, or 0 without one: what no
 * equation determines stays 0.
 *
 * @param partitions entry t holds the clusters of round t that have a sum, as client indices
 * @param sums entry t is M × d: the sums of those clusters' updates
 * @param clients N
 * @returns N × d
 * @throws TypeError, RangeError for no rounds, sums that fit neither their clusters nor each other, a client out of range or
 *   twice in a round, sums that are not finite, and a prior that is not above 0
 */
export function disaggregate(
  partitions: readonly ObservedRound["clusters"][],
  sums: readonly Matrix[],
  clients: number,
  options: DisaggregationOptions = {},
): Matrix {
  checkInteger("partitions.length", partitions.length, { min: 1 });
  if (sums.length !== partitions.length) {
    throw rangeRefusal("sums", `${partitions.length} matrices, one a round`, sums.length);
  }
  return disaggregateRounds(zip(partitions, sums), clients, options);
}
