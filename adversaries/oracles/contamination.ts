/**
 * Where the attackers of a uniformly random partition end up. Independent of `src/`: its own combinatorics.
 */

/** ln n!, exactly summed up to n. */
function logFactorials(most: number): Float64Array {
  const logs = new Float64Array(most + 1);
  for (let n = 1; n <= most; n++) logs[n] = logs[n - 1]! + Math.log(n);
  return logs;
}

/**
 * P(j of m drawn clients are attackers) for j = 0 … m, among `clients` of which `byzantine` are: the hypergeometric
 * distribution C(f, j)·C(N − f, m − j)/C(N, m).
 */
export function attackersInCluster(clients: number, byzantine: number, size: number): Float64Array {
  const logs = logFactorials(clients);
  const logChoose = (n: number, k: number): number => logs[n]! - logs[k]! - logs[n - k]!;
  return Float64Array.from({ length: size + 1 }, (_, j) => {
    if (j > byzantine || size - j > clients - byzantine) return 0;
    return Math.exp(
      logChoose(byzantine, j) + logChoose(clients - byzantine, size - j) - logChoose(clients, size),
    );
  });
}

/** C(N − f, m)/C(N, m): the chance that a cluster of m has no attacker; where attackers leave, that it survives. */
export function cleanProbability(clients: number, byzantine: number, size: number): number {
  let probability = 1;
  for (let i = 0; i < size; i++) probability *= Math.max(0, clients - byzantine - i) / (clients - i);
  return probability;
}

/** The expected share of clusters with an attacker, 1 − C(N − f, k)/C(N, k) for clusters of one size. */
export function contaminatedShare(byzantine: number, sizes: readonly number[]): number {
  const clients = sizes.reduce((sum, size) => sum + size, 0);
  const clean = sizes.reduce((sum, size) => sum + cleanProbability(clients, byzantine, size), 0);
  return 1 - clean / sizes.length;
}

/**
 * The distribution of the number of clusters with an attacker: entry c is P(c of the M clusters). Clusters are filled
 * one after the other; the state is how many attackers are left and how many clusters they are in.
 */
export function contaminatedClusters(byzantine: number, sizes: readonly number[]): Float64Array {
  let clients = sizes.reduce((sum, size) => sum + size, 0);
  const width = sizes.length + 1;
  let states = new Float64Array((byzantine + 1) * width);
  states[byzantine * width] = 1;
  for (const size of sizes) {
    const next = new Float64Array(states.length);
    for (let left = 0; left <= byzantine; left++) {
      const row = states.subarray(left * width, (left + 1) * width);
      if (row.every((probability) => probability === 0)) continue;
      for (const [inside, probability] of attackersInCluster(clients, left, size).entries()) {
        if (probability === 0) continue;
        const hit = inside > 0 ? 1 : 0;
        const to = (left - inside) * width + hit;
        for (let c = 0; c + hit < width; c++) next[to + c]! += probability * row[c]!;
      }
    }
    states = next;
    clients -= size;
  }
  return states.slice(0, width);
}

/** P(at least half of the clusters have an attacker): where a majority of clusters is taken for honest, it breaks. */
export function noHonestMajority(byzantine: number, sizes: readonly number[]): number {
  let sum = 0;
  for (const [count, probability] of contaminatedClusters(byzantine, sizes).entries()) {
    if (2 * count >= sizes.length) sum += probability;
  }
  return Math.min(1, sum);
}

/** How much less one attacker of a cluster of k stands out than alone: k times diluted, among means √k times closer. */
export function dilution(clusterSize: number): number {
  return 1 / Math.sqrt(clusterSize);
}
