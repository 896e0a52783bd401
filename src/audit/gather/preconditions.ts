import { contaminatedClusters } from "../../../adversaries/oracles/contamination.ts";
import { clusterSizes, partition } from "../../protocol/partition.ts";
import { rules } from "../../rules/index.ts";
import { ANY } from "../../rules/rule.ts";
import { NO_TRIALS, withTrial } from "../../statistics/korn-graubard.ts";
import type { PreconditionEvidence } from "../byzantine-evidence.ts";
import type { AuditContext } from "../context.ts";
import { rateEstimate } from "./estimates.ts";

/** Of the intervals by which counting is judged; one of them misses the truth in one of some 10,000 runs. */
const CONFIDENCE = 0.999999;
/** Clients that are dealt out, over all partitions, for each of the preset's samples. */
const DEALT = 60;
/** Beyond so many steps, counting is left out. */
const MOST_STEPS = 3e7;

type Group = PreconditionEvidence["rules"][number];

/** Rules by their condition. */
function groupsOf(clusters: number): Group[] {
  const groups = new Map<string, Group>();
  for (const { id, tolerates, maxTolerated } of rules) {
    if (tolerates === ANY.tolerates) continue;
    const known = groups.get(tolerates);
    groups.set(tolerates, {
      rules: known === undefined ? id : `${known.rules}, ${id}`,
      condition: tolerates,
      mostClusters: maxTolerated(clusters),
    });
  }
  return [...groups.values()].toSorted((a, b) => a.mostClusters - b.mostClusters);
}

/** As many attackers as clusters that a rule stands, one more, and some shares of the clients. */
function byzantineCounts(clients: number, groups: readonly Group[]): number[] {
  const counts = [
    ...groups.flatMap(({ mostClusters }) => [mostClusters, mostClusters + 1]),
    ...[0.1, 0.15, 0.2].map((share) => Math.round(share * clients)),
  ];
  const fitting = counts.filter((count) => count >= 1 && count < clients);
  return [...new Set(fitting)].toSorted((a, b) => a - b);
}

/** P(at most `most` of the clusters have an attacker), by counting. */
function exactShare(byzantine: number, sizes: readonly number[], most: number): number | null {
  if (byzantine * sizes.length ** 2 * Math.max(...sizes) > MOST_STEPS) return null;
  const within = contaminatedClusters(byzantine, sizes).subarray(0, most + 1);
  return Math.min(
    1,
    within.reduce((sum, chance) => sum + chance, 0),
  );
}

/** BY-2: partitions of the run's clients, and the clusters that attackers are in. */
export function gatherPreconditions({ settings, effort, rounds, rng }: AuditContext): PreconditionEvidence {
  const clients = rounds[0]!.updates.rows;
  const { clusterSize, remainder } = settings;
  const request = { clients, clusterSize, remainder };
  const sizes = clusterSizes(request);
  const groups = groupsOf(sizes.length);
  const counts = byzantineCounts(clients, groups);
  const partitions = Math.max(100, Math.ceil((DEALT * effort.samples) / Math.max(60, clients)));
  const met = new Map(groups.map((group) => [group, counts.map(() => NO_TRIALS)]));
  for (let at = 0; at < partitions; at++) {
    // Who attacks has no part in who is with whom: the first f may as well be the attackers.
    const firsts = partition(request, rng).map((members) => Math.min(...members));
    for (const [i, byzantine] of counts.entries()) {
      const hit = firsts.filter((first) => first < byzantine).length;
      for (const [{ mostClusters }, sums] of met) {
        sums[i] = withTrial(sums[i]!, hit <= mostClusters ? 1 : 0, 1);
      }
    }
  }
  return {
    clients,
    clusterSize,
    clusters: sizes.length,
    partitions,
    confidence: CONFIDENCE,
    unconditional: rules.filter(({ tolerates }) => tolerates === ANY.tolerates).map(({ id }) => id),
    rules: groups,
    points: [...met].flatMap(([{ condition, mostClusters }, sums]) =>
      counts.map((byzantine, i) => ({
        condition,
        byzantine,
        met: rateEstimate(sums[i]!, CONFIDENCE)!,
        exact: exactShare(byzantine, sizes, mostClusters),
      })),
    ),
  };
}
