import { fixedR2, reshuffledR2 } from "../../../adversaries/oracles/disaggregation.ts";
import { expectedFalseSuspects } from "../../../adversaries/oracles/suspects.ts";
import { checkInteger } from "../../base/check.ts";
import type { RandomStream } from "../../base/random.ts";
import { disaggregateRounds } from "../../leakage/disaggregate.ts";
import { exactSums } from "../../leakage/disaggregation-curve.ts";
import { partitionStream } from "../../protocol/hardening/fixed-partition.ts";
import { clusterSizes, partition } from "../../protocol/partition.ts";
import { correlation } from "../../statistics/moments.ts";
import { drawMembers } from "../trial.ts";
import { estimate, value } from "./estimate.ts";
import type { Estimate, Outcome } from "./estimate.ts";
import { standardUpdates } from "./scene.ts";
import type { Scene } from "./scene.ts";

/** How long clusters stay together: rounds of one partition, or one partition for all. */
export interface TradeOffPoint {
  /** E: rounds of a partition. */
  readonly rounds: number;
  /** T: rounds so far. */
  readonly after: number;
  /** Different partitions so far, ⌈T/E⌉. */
  readonly partitions: number;
  /** Honest clients who shared a cluster with an attacker in every round: those suspected beside the attackers. */
  readonly falseSuspects: Estimate;
  readonly expectedSuspects: number;
  /** R² of honest clients' lasting updates from the exact sums of all rounds. */
  readonly r2: Estimate;
  readonly expectedR2: number;
  /** Whether both closed forms lie within intervals at the plan's level, R²'s, which is asymptotic, give or take a hundredth. */
  readonly agrees: boolean;
}

/** What a trade-off is measured on. */
export interface TradeOffPlan {
  readonly scene: Pick<Scene, "clients" | "clusterSize" | "coordinates" | "byzantine">;
  /** T: rounds altogether. */
  readonly rounds: number;
  /** E of each curve. */
  readonly stays: readonly number[];
  readonly trials: number;
  readonly confidence: number;
  /** Error level of each comparison with a closed form, in (0, 1). */
  readonly level: number;
}

/** Of a number that is the same in every trial. */
const ROUNDING = 1e-9;

/** How far the asymptotic form of R² may be off. */
const TOLERANCE = 0.01;

function agrees(outcomes: readonly Outcome[], expected: number, tolerance: number, level: number): boolean {
  const { value: found, lower, upper } = estimate(outcomes, 1 - level);
  // Of a rare count that never came up, trials do not tell the spread: that this happens is e^−(expected number).
  if (found === 0 && lower === upper) return expected * outcomes.length <= -Math.log(level);
  return expected >= lower - tolerance && expected <= upper + tolerance;
}

/**
 * Identifying attackers and reading honest clients over rounds, which are one mechanism: both need clusters of ever other
 * members. Where every cluster with an attacker is detected, the honest clients that are still suspected after T rounds
 * are those who met one each time; where updates last, sums of T rounds are equations for each client's. Partitions that
 * stay for E rounds slow down both alike, since T rounds hold ⌈T/E⌉ partitions.
 *
 * Updates stay as they are from round to round and sums are exact: the worst case for privacy. Clients see their
 * partitions drawn as `stable-clusters` draws them.
 *
 * @throws TypeError, RangeError for no rounds or a stay that is no positive integer
 */
export function tradeOff(
  { scene, rounds, stays, trials, confidence, level }: TradeOffPlan,
  rng: RandomStream,
): TradeOffPoint[] {
  checkInteger("rounds", rounds, { min: 1 });
  const { clients, clusterSize, coordinates, byzantine } = scene;
  const sizes = clusterSizes({ clients, clusterSize, remainder: "balanced" });
  return stays.flatMap((stay) => {
    checkInteger("stays", stay, { min: 1 });
    const suspects: Outcome[][] = [];
    const shares: Outcome[][] = [];
    for (let trial = 0; trial < trials; trial++) {
      const stream = rng.fork(`trial/${trial}`);
      const updates = standardUpdates(clients, coordinates, stream.fork("updates"));
      const attackers = new Set(drawMembers(clients, byzantine, stream.fork("members")));
      const seed = `${stream.label}/clusters`;
      const observed: { clusters: number[][]; sums: ReturnType<typeof exactSums> }[] = [];
      let exposed = Array.from({ length: clients }, (_, client) => client).filter(
        (client) => !attackers.has(client),
      );
      for (let t = 0; t < rounds; t++) {
        const drawnFrom = partitionStream({ "stable-clusters": { rounds: stay, round: t, seed } }, stream);
        const clusters = partition({ clients, clusterSize, remainder: "balanced" }, drawnFrom);
        const near = new Set(
          clusters.filter((members) => members.some((client) => attackers.has(client))).flat(),
        );
        exposed = exposed.filter((client) => near.has(client));
        observed.push({ clusters, sums: exactSums(updates, clusters) });
        // A repeated partition repeats its equations: what is found stays as it is.
        const isNew = t % stay === 0;
        const before = shares[t - 1]?.[trial];
        const found = isNew
          ? value(correlation(disaggregateRounds(observed, clients).data, updates.data) ** 2)
          : before!;
        (shares[t] ??= []).push(found);
        (suspects[t] ??= []).push(value(exposed.length));
      }
    }
    return Array.from({ length: rounds }, (_, t): TradeOffPoint => {
      const partitions = Math.ceil((t + 1) / stay);
      // Updates that never change: s beyond all bounds.
      const form = { clients, clusterSize, rounds: partitions, ratio: 1e9 };
      const expectedSuspects = expectedFalseSuspects(byzantine, sizes, partitions);
      const expectedR2 = partitions === 1 ? fixedR2(form) : reshuffledR2(form);
      return {
        rounds: stay,
        after: t + 1,
        partitions,
        falseSuspects: estimate(suspects[t]!, confidence),
        expectedSuspects,
        r2: estimate(shares[t]!, confidence),
        expectedR2,
        agrees:
          agrees(suspects[t]!, expectedSuspects, ROUNDING, level) &&
          agrees(shares[t]!, expectedR2, TOLERANCE, level),
      };
    });
  });
}

/**
 * T_max of a reshuffle budget: the most partitions after which the best linear estimate of lasting updates still explains
 * no more than a share of them.
 *
 * @param most the largest R² that is put up with
 * @param ratio s = var(lasting)/var(fresh) of updates, above 0
 * @returns at least 1: that a single partition shows 1/k cannot be helped
 */
export function reshuffleBudget(
  scene: Pick<Scene, "clients" | "clusterSize">,
  most: number,
  ratio: number,
): number {
  for (let rounds = 2; rounds <= scene.clients; rounds++) {
    if (reshuffledR2({ ...scene, rounds, ratio }) > most) return rounds - 1;
  }
  return scene.clients;
}
