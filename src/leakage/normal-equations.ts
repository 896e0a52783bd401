import { checkArray, checkInteger, checkNumber } from "../base/check.ts";
import { checkMatrix, rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { rangeRefusal } from "../base/refusal.ts";

/** What the server has of one round: who was summed with whom, and the sums. */
export interface ObservedRound {
  /** M clusters of client indices, none of which is in two; a cluster without a sum (a dropout) is left out. */
  readonly clusters: readonly (readonly number[])[];
  /** M × d: row m is the sum of the updates of cluster m's members. */
  readonly sums: Matrix;
}

/**
 * Weighted normal equations of S = A·U + noise, where A has a row for each cluster and round with ones at its members.
 * A sum of n members bears n clients' fresh parts, so its row weighs 1/n. They are all that least squares
 * needs of the rounds: N² + N·d numbers, however many rounds there were.
 */
export interface NormalEquations {
  readonly clients: number;
  readonly rounds: number;
  /** How many independent sums there were: one less a round when they are centred. */
  readonly sums: number;
  /** AᵀWA, N × N. */
  readonly gram: Matrix;
  /** AᵀWS, N × d. */
  readonly right: Matrix;
  /** The weighted squares of all sums, over rows and coordinates. */
  readonly squares: number;
}

/** Options of {@link normalEquations}. */
export interface EquationOptions {
  /**
   * Takes each round's mean update of a client out of its sums, which then tell of deviations from it; the mean is
   * no secret. Not by default.
   */
  readonly centred?: boolean;
  /** What a round weighs against the one after it, in (0, 1]: below 1 where updates drift. 1 by default. */
  readonly discount?: number;
}

type Growing = { -readonly [Key in keyof NormalEquations]: NormalEquations[Key] };

function checkRound(name: string, { clusters, sums }: ObservedRound, clients: number, columns: number): void {
  checkArray(`${name}.clusters`, clusters);
  if (sums.rows !== clusters.length || sums.columns !== columns) {
    const shape = `${clusters.length} × ${columns} numbers, one row a cluster`;
    throw rangeRefusal(`${name}.sums`, shape, `${sums.rows} × ${sums.columns}`);
  }
  const seen = new Uint8Array(clients);
  for (const [c, members] of clusters.entries()) {
    const cluster = `${name}.clusters[${c}]`;
    checkArray(cluster, members);
    if (members.length === 0) throw rangeRefusal(cluster, "at least one client", members);
    for (const client of members) {
      checkInteger(cluster, client, { min: 0, max: clients - 1 });
      if (seen[client] === 1) throw rangeRefusal(cluster, "clients of no other cluster, each once", client);
      seen[client] = 1;
    }
  }
}

/** The mean update of a client in a round: all its sums over all their members. */
function meanUpdate({ clusters, sums }: ObservedRound): Float64Array {
  const mean = new Float64Array(sums.columns);
  for (let m = 0; m < sums.rows; m++) {
    const row = rowOf(sums, m);
    for (let c = 0; c < mean.length; c++) mean[c]! += row[c]!;
  }
  const members = clusters.reduce((total, { length }) => total + length, 0);
  return mean.map((value) => value / members);
}

/** Takes the mean of a round's clients out of its part of AᵀWA: they all have a share of 1/n in it. */
function centreGram(gram: Matrix, clients: readonly number[]): void {
  for (const client of clients) {
    const row = rowOf(gram, client);
    for (const other of clients) row[other]! -= 1 / clients.length;
  }
}

function scale(equations: Growing, factor: number): void {
  for (const { data } of [equations.gram, equations.right]) {
    for (let i = 0; i < data.length; i++) data[i]! *= factor;
  }
  equations.squares *= factor;
}

function add(equations: Growing, round: ObservedRound, centred: boolean): void {
  const { clients, gram, right } = equations;
  const { columns } = right;
  const mean = centred ? meanUpdate(round) : undefined;
  const weighted = new Float64Array(columns);
  let squares = 0;
  for (const [m, members] of round.clusters.entries()) {
    const weight = 1 / members.length;
    const sum = rowOf(round.sums, m);
    for (let c = 0; c < columns; c++) {
      const value = mean === undefined ? sum[c]! : sum[c]! - members.length * mean[c]!;
      weighted[c] = weight * value;
      squares += weight * value * value;
    }
    for (const client of members) {
      for (const other of members) gram.data[client * clients + other]! += weight;
      const row = rowOf(right, client);
      for (let c = 0; c < columns; c++) row[c]! += weighted[c]!;
    }
  }
  if (centred) centreGram(gram, round.clusters.flat());
  equations.rounds++;
  equations.sums += round.clusters.length - (centred ? 1 : 0);
  equations.squares += squares;
}

/**
 * Collects the normal equations of rounds as they come, after each of which it yields what stands so far (the
 * same arrays, filled on). Rounds may be a generator: none is kept.
 *
 * @param clients N ≥ 1
 * @throws TypeError, RangeError for a round whose sums do not fit its clusters or the rounds before, a client
 *   out of range or twice in a round, sums that are not finite, and a discount out of range
 */
export function* normalEquations(
  rounds: Iterable<ObservedRound>,
  clients: number,
  { centred = false, discount = 1 }: EquationOptions = {},
): Generator<NormalEquations, void, void> {
  checkInteger("clients", clients, { min: 1 });
  checkNumber("discount", discount, { min: Number.MIN_VALUE, max: 1 });
  let equations: Growing | undefined;
  for (const round of rounds) {
    equations ??= {
      clients,
      rounds: 0,
      sums: 0,
      gram: zeros(clients, clients),
      right: zeros(clients, round.sums.columns),
      squares: 0,
    };
    const name = `rounds[${equations.rounds}]`;
    checkRound(name, round, clients, equations.right.columns);
    if (discount < 1) scale(equations, discount);
    add(equations, round, centred);
    // A bad entry spoils the squares, so that good rounds are read once.
    if (!Number.isFinite(equations.squares)) {
      checkMatrix(`${name}.sums`, round.sums);
      throw rangeRefusal(`${name}.sums`, "squares below 2^1024", equations.squares);
    }
    yield equations;
  }
}
