import { checkInteger, checkNumber } from "../base/check.ts";
import type { Matrix } from "../base/matrix.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { applyLeft } from "./apply-left.ts";
import { normalEquations } from "./normal-equations.ts";
import type { EquationOptions, NormalEquations, ObservedRound } from "./normal-equations.ts";
import { estimatePrior } from "./estimate-prior.ts";
import { solutionOperator, spectrumOf } from "./solution-operator.ts";

/** Options of {@link disaggregate}. */
export interface DisaggregationOptions extends EquationOptions {
  /**
   * s = var(u)/var(fresh) of a client's lasting update u and of what each round adds to it: the estimate is then the
   * best linear one for updates of mean 0, ridge with λ = 1/s. "estimated" takes the s under which the sums are
   * likeliest, see {@link estimatePrior}. Without a prior it is the least-squares solution of smallest norm.
   */
  readonly prior?: number | "estimated";
}

/** Checks a prior. @throws TypeError, RangeError unless it is "estimated" or a number above 0 */
function checkPrior(prior: DisaggregationOptions["prior"]): void {
  if (prior !== undefined && prior !== "estimated") checkNumber("prior", prior, { min: Number.MIN_VALUE });
}

/** Solves normal equations; the solution is written over their right side where `inPlace`. */
function solve(equations: NormalEquations, prior: DisaggregationOptions["prior"], inPlace: boolean): Matrix {
  const { gram, right } = equations;
  const spectrum = spectrumOf(gram);
  const ratio = prior === "estimated" ? estimatePrior(equations, spectrum) : prior;
  const solution = inPlace ? right : { ...right, data: right.data.slice() };
  applyLeft(solutionOperator(spectrum, ratio ?? Infinity), solution);
  return solution;
}

/**
 * {@link disaggregate} after each round: the estimate from the first, the first two … rounds.
 *
 * @throws as disaggregate, but for no rounds, of which there is no estimate
 */
export function* disaggregateEach(
  rounds: Iterable<ObservedRound>,
  clients: number,
  { prior, ...options }: DisaggregationOptions = {},
): Generator<Matrix, void, void> {
  checkPrior(prior);
  for (const equations of normalEquations(rounds, clients, options)) yield solve(equations, prior, false);
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
  { prior, ...options }: DisaggregationOptions = {},
): Matrix {
  checkPrior(prior);
  let all;
  for (const equations of normalEquations(rounds, clients, options)) all = equations;
  if (all === undefined) throw rangeRefusal("rounds", "at least one round", 0);
  return solve(all, prior, true);
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
