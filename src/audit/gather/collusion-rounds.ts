import { rowOf, zeros } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import {
  anyIsolationProbability,
  isolatedClients,
  isolationProbability,
  roundsUntil,
  withinRounds,
} from "../../leakage/isolation.ts";
import { linearR2 } from "../../leakage/reconstruction.ts";
import { largestMagnitude } from "../../protocol/encode.ts";
import { clusterSizes, partition } from "../../protocol/partition.ts";
import { clopperPearson } from "../../statistics/clopper-pearson.ts";
import type { AuditContext } from "../context.ts";
import type { CollusionRoundsEvidence } from "../privacy-evidence.ts";
import { readSums, thinned } from "./read-sums.ts";

const CONFIDENCE = 0.999999;
const ROUNDS = 100;
/** "A small group". */
const SHARE = 0.2;
const COORDINATES = 650;

/** The updates of each cluster's first member, and what its sum less the others' updates says of them. */
function betrayed({ updates, result }: AuditContext["rounds"][number]): { truth: Matrix; estimate: Matrix } {
  const own = thinned(updates, COORDINATES);
  const { clusters, sums } = readSums(result, COORDINATES);
  const [truth, estimate] = [zeros(clusters.length, own.columns), zeros(clusters.length, own.columns)];
  for (const [m, [first, ...others]] of clusters.entries()) {
    rowOf(truth, m).set(rowOf(own, first!));
    const left = rowOf(estimate, m);
    left.set(rowOf(sums, m));
    for (const client of others) for (const [c, value] of rowOf(own, client).entries()) left[c]! -= value;
  }
  return { truth, estimate };
}

/** R² and the largest error, all in units of the bound. */
function reading(round: AuditContext["rounds"][number]): Pick<CollusionRoundsEvidence, "read" | "readError"> {
  const { truth, estimate } = betrayed(round);
  const bound = round.result.weightBound;
  if (bound === 0) return { read: null, readError: 0 };
  const [own, guess] = [truth, estimate].map((matrix) => ({
    ...matrix,
    data: matrix.data.map((value) => value / bound),
  }));
  const known = own!.rows > 2 && [own!, guess!].every(({ data }) => largestMagnitude(data) > 1e-10);
  return {
    read: known ? linearR2(own!, guess!, { confidence: CONFIDENCE }) : null,
    readError: largestMagnitude(own!.data.map((value, i) => value - guess!.data[i]!)),
  };
}

function finite(rounds: number): number | null {
  return Number.isFinite(rounds) ? rounds : null;
}

/**
 * By halving: up to one honest client a cluster, more colluders isolate more often. Null where even those do not reach a
 * half.
 */
function fewestColluders(sizes: readonly number[]): number | null {
  const enough = (colluders: number): boolean =>
    withinRounds(anyIsolationProbability(sizes, colluders), ROUNDS) >= 0.5;
  let [low, high] = [0, sizes.reduce((a, b) => a + b) - sizes.length];
  if (!enough(high)) return null;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** PR-6: a fifth of the clients tell each other their updates. */
export function gatherCollusionRounds(context: AuditContext): CollusionRoundsEvidence {
  const { settings, rng, effort } = context;
  const clients = context.rounds[0]!.updates.rows;
  const { clusterSize, remainder } = settings;
  const sizes = clusterSizes({ clients, clusterSize, remainder });
  const colluders = Math.floor(SHARE * clients);
  const group = new Set(Array.from({ length: colluders }, (_, i) => i));
  let alone = 0;
  const partitions = 5 * effort.trials;
  for (let i = 0; i < partitions; i++) {
    if (isolatedClients(partition({ clients, clusterSize, remainder }, rng), group).length > 0) alone++;
  }
  const expected = anyIsolationProbability(sizes, colluders);
  return {
    clients,
    clusterSize,
    colluders,
    rounds: ROUNDS,
    partitions,
    confidence: CONFIDENCE,
    measured: { value: alone / partitions, ...clopperPearson(alone, partitions, CONFIDENCE) },
    expected,
    expectedOne: isolationProbability({ clients, colluders, clusterSize: Math.min(clusterSize, clients) }),
    within: withinRounds(expected, ROUNDS),
    half: finite(roundsUntil(expected, 0.5)),
    hundredth: finite(roundsUntil(expected, 0.01)),
    fewest: fewestColluders(sizes),
    ...reading(context.rounds[0]!),
  };
}
