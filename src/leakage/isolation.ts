import { checkArray, checkInteger, checkNumber, checkProbability } from "../base/check.ts";

/** ln C(n, m), −∞ where m is not from 0 to n. */
function logChoose(n: number, m: number): number {
  if (m < 0 || m > n) return -Infinity;
  const few = Math.min(m, n - m);
  let sum = 0;
  for (let i = 1; i <= few; i++) sum += Math.log((n - few + i) / i);
  return sum;
}

/** ln 0! … ln n!. */
function logFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1);
  for (let n = 2; n <= most; n++) logs[n] = logs[n - 1]! + Math.log(n);
  return logs;
}

/** N, c and k. */
export interface IsolationSetting {
  readonly clients: number;
  /** c, from 0 to N − 1: they tell each other, or the server, their updates. */
  readonly colluders: number;
  readonly clusterSize: number;
}

/**
 * The chance that a given honest client's cluster holds k − 1 colluders beside it, under a uniform partition into
 * clusters of k: C(c, k − 1)/C(N − 1, k − 1) a round (PR-6). Its update is the sum less theirs.
 *
 * @throws TypeError, RangeError for counts out of range
 */
export function isolationProbability({ clients, colluders, clusterSize }: IsolationSetting): number {
  checkInteger("clients", clients, { min: 1 });
  checkInteger("colluders", colluders, { min: 0, max: clients - 1 });
  checkInteger("clusterSize", clusterSize, { min: 1, max: clients });
  return Math.exp(logChoose(colluders, clusterSize - 1) - logChoose(clients - 1, clusterSize - 1));
}

/**
 * The chance that some honest client is alone among colluders in a round, exactly: cluster by cluster, over how many colluders
 * are left, with the hypergeometric chance of each number in it and n − 1 ruled out. Clusters may differ in size; one
 * of a single client isolates it whoever the others are.
 *
 * @param sizes of all clusters, their sum N
 * @param colluders c, from 0 to N
 * @throws TypeError, RangeError for no clusters or counts out of range
 */
export function anyIsolationProbability(sizes: readonly number[], colluders: number): number {
  checkArray("sizes", sizes);
  checkInteger("sizes.length", sizes.length, { min: 1 });
  for (const [m, size] of sizes.entries()) checkInteger(`sizes[${m}]`, size, { min: 1 });
  let clients = sizes.reduce((a, b) => a + b);
  checkInteger("colluders", colluders, { min: 0, max: clients });
  const logs = logFactorials(clients);
  const logWays = (n: number, m: number): number => logs[n]! - logs[m]! - logs[n - m]!;
  // Entry j: the chance that j colluders are left and that nobody was isolated so far.
  let left = new Float64Array(colluders + 1);
  left[colluders] = 1;
  for (const size of sizes) {
    const next = new Float64Array(colluders + 1);
    for (const [j, chance] of left.entries()) {
      if (chance === 0) continue;
      for (let inside = Math.max(0, size - clients + j); inside <= Math.min(size, j); inside++) {
        if (inside === size - 1) continue;
        const ways = logWays(j, inside) + logWays(clients - j, size - inside);
        next[j - inside]! += chance * Math.exp(ways - logWays(clients, size));
      }
    }
    left = next;
    clients -= size;
  }
  return Math.max(0, 1 - left.reduce((a, b) => a + b));
}

/**
 * The chance that what happens in a round with `probability`, independently of others, happens within `rounds`:
 * 1 − (1 − p)^T.
 *
 * @throws TypeError, RangeError for no probability, or a number of rounds that is no integer ≥ 0
 */
export function withinRounds(probability: number, rounds: number): number {
  checkProbability("probability", probability);
  checkInteger("rounds", rounds, { min: 0 });
  return rounds === 0 ? 0 : -Math.expm1(rounds * Math.log1p(-probability));
}

/**
 * After how many rounds it has happened with a chance of at least `chance`: ⌈ln(1 − chance)/ln(1 − p)⌉. Infinite for p = 0.
 *
 * @throws TypeError, RangeError for no probability, or a chance that is not from 0 to below 1
 */
export function roundsUntil(probability: number, chance: number): number {
  checkProbability("probability", probability);
  checkNumber("chance", chance, { min: 0, max: 1 - Number.EPSILON / 2 });
  if (chance === 0) return 0;
  if (probability === 0) return Infinity;
  return Math.max(1, Math.ceil(Math.log1p(-chance) / Math.log1p(-probability) - 1e-9));
}

/** The honest clients of a partition that are alone with colluders, in its order. */
export function isolatedClients(
  clusters: readonly (readonly number[])[],
  colluders: ReadonlySet<number>,
): number[] {
  return clusters.flatMap((members) => {
    const honest = members.filter((client) => !colluders.has(client));
    return honest.length === 1 ? honest : [];
  });
}
