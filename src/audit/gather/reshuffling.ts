import { earliestRecovery, fixedR2, reshuffledR2 } from "../../../adversaries/oracles/disaggregation.ts";
import { zeros } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { deviations } from "../../leakage/deviations.ts";
import { disaggregateRounds } from "../../leakage/disaggregate.ts";
import { exactSums } from "../../leakage/disaggregation-curve.ts";
import type { ObservedRound } from "../../leakage/normal-equations.ts";
import { recovery } from "../../leakage/partition-rank.ts";
import { reconstructionR2 } from "../../leakage/reconstruction.ts";
import type { Bounded } from "../../leakage/reconstruction.ts";
import { fillNormal } from "../../learning/normal.ts";
import { largestMagnitude } from "../../protocol/encode.ts";
import { clusterSizes, partition } from "../../protocol/partition.ts";
import { round } from "../../protocol/round.ts";
import type { AuditContext, MeasuredRound } from "../context.ts";
import type { DriftPoint, ReshufflingEvidence, ReshufflingPoint } from "../privacy-evidence.ts";
import { readSums, thinned } from "./read-sums.ts";

const CONFIDENCE = 0.9999;
const COORDINATES = 200;
/** Above that a single decomposition takes a noticeable time. */
const MANY_CLIENTS = 200;
/** Of the Gaussian model. */
const DRIFT_COORDINATES = 12;
const DRIFT_RATIO = 10;

/** The run's updates in few coordinates, in units of the largest of all rounds. */
function takenFrom(rounds: readonly MeasuredRound[]): { updates: Matrix[]; unit: number } {
  const updates = rounds.map((measured) => thinned(measured.updates, COORDINATES));
  const unit = updates.reduce((seen, { data }) => Math.max(seen, largestMagnitude(data)), 0);
  return {
    updates: updates.map((matrix) => ({ ...matrix, data: matrix.data.map((value) => value / unit) })),
    unit,
  };
}

/** The first so many rounds' mean deviations against what their sums say of them; the prior is the likeliest one. */
function told(updates: readonly Matrix[], observed: readonly ObservedRound[], rounds: number): Bounded {
  const mean = zeros(updates[0]!.rows, updates[0]!.columns);
  for (const matrix of updates.slice(0, rounds)) {
    for (const [i, value] of deviations(matrix).data.entries()) mean.data[i]! += value / rounds;
  }
  const estimate = disaggregateRounds(observed.slice(0, rounds), mean.rows, {
    centred: true,
    prior: "estimated",
  });
  return reconstructionR2(mean, estimate, { confidence: CONFIDENCE });
}

function curveOf({ rounds, settings, rng }: AuditContext): ReshufflingPoint[] | null {
  const { updates, unit } = takenFrom(rounds);
  if (rounds.length < 2 || !(unit > 0)) return null;
  if (updates.some((matrix) => largestMagnitude(deviations(matrix).data) < 1e-10)) return null;
  const first = rounds[0]!.result.clusters;
  const seen = (result: MeasuredRound["result"]): ObservedRound => {
    const { clusters, sums } = readSums(result, COORDINATES);
    return { clusters, sums: { ...sums, data: sums.data.map((value) => value / unit) } };
  };
  const anew = rounds.map(({ result }) => seen(result));
  const stayed = rounds.map(({ updates: own }, t) => {
    const request = { updates: own, ...settings, rule: "mean", tolerate: 0 };
    return seen(round(request, rng.fork(`fixed/${t}`), { clusters: () => first }));
  });
  const all = rounds.length;
  const counts = [1, 2, 3, 4, 6, 8, 12, 16].filter((count) => count < all);
  const few = updates[0]!.rows > MANY_CLIENTS ? [1] : counts;
  return [...few, all].map((count) => ({
    rounds: count,
    reshuffled: told(updates, anew, count),
    fixed: told(updates, stayed, count),
  }));
}

/** Whom exact sums of updates that stay determine. */
function stillOf({ settings, rounds, effort, rng }: AuditContext): ReshufflingEvidence["still"] {
  const clients = rounds[0]!.updates.rows;
  const { clusterSize, remainder } = settings;
  const clusters = clusterSizes({ clients, clusterSize, remainder }).length;
  if (clusters === 1) return null;
  const earliest = Math.ceil((clients - 1) / (clusters - 1));
  const limit = earliest + 10;
  const draws = Math.max(3, Math.ceil(Math.min(effort.trials / 10, (40 * 60 ** 2) / clients ** 2)));
  let [atEarliest, within] = [0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const draft = Array.from({ length: limit }, () => partition({ clients, clusterSize, remainder }, rng));
    const { rounds: found } = recovery(draft, clients);
    if (found === earliest) atEarliest++;
    if (found !== null) within++;
  }
  const { clusters: first } = rounds[0]!.result;
  const stayed = recovery(
    Array.from({ length: limit }, () => first),
    clients,
  );
  return { draws, earliest, atEarliest, told: within, limit, fixedRank: stayed.ranks.at(-1)! };
}

function* gaussianRounds(
  lasting: Matrix,
  count: number,
  draw: () => readonly (readonly number[])[],
  rng: RandomStream,
): Generator<ObservedRound> {
  for (let t = 0; t < count; t++) {
    const updates = zeros(lasting.rows, lasting.columns);
    fillNormal(rng, updates.data);
    for (let i = 0; i < updates.data.length; i++) updates.data[i]! += lasting.data[i]!;
    const clusters = draw();
    yield { clusters, sums: exactSums(updates, clusters) };
  }
}

/** Updates u + fresh with var(u) = s·var(fresh), at the earliest number of rounds and at three times that. */
function driftOf({ settings, rounds, rng }: AuditContext): DriftPoint[] {
  const clients = rounds[0]!.updates.rows;
  const { clusterSize, remainder } = settings;
  const sizes = clusterSizes({ clients, clusterSize, remainder });
  // The closed forms are those of balanced clusters, and of many clients.
  const balanced = Math.max(...sizes) - Math.min(...sizes) <= 1;
  if (sizes.length === 1 || clients < 20 || clients > MANY_CLIENTS || !balanced) return [];
  const earliest = earliestRecovery({ clients, clusterSize });
  const runs = Math.max(2, Math.round(600 / clients));
  return [earliest, 3 * earliest].map((count) => {
    const [anew, stayed] = [false, true].map((fixed) => {
      const shape = [runs * clients, DRIFT_COORDINATES] as const;
      const [truth, estimate] = [zeros(...shape), zeros(...shape)];
      for (let run = 0; run < runs; run++) {
        const draws = rng.fork(`drift/${count}/${fixed}/${run}`);
        const lasting = zeros(clients, DRIFT_COORDINATES);
        fillNormal(draws, lasting.data);
        for (let i = 0; i < lasting.data.length; i++) lasting.data[i]! *= Math.sqrt(DRIFT_RATIO);
        const first = partition({ clients, clusterSize, remainder }, draws);
        const draw = fixed ? () => first : () => partition({ clients, clusterSize, remainder }, draws);
        const observed = gaussianRounds(lasting, count, draw, draws);
        truth.data.set(lasting.data, run * lasting.data.length);
        estimate.data.set(
          disaggregateRounds(observed, clients, { prior: DRIFT_RATIO }).data,
          run * lasting.data.length,
        );
      }
      return reconstructionR2(truth, estimate, { confidence: CONFIDENCE });
    });
    const setting = { clients, clusterSize, rounds: count, ratio: DRIFT_RATIO };
    return {
      ratio: DRIFT_RATIO,
      rounds: count,
      reshuffled: anew!,
      expected: reshuffledR2(setting),
      fixed: stayed!,
      expectedFixed: fixedR2(setting),
    };
  });
}

/** PR-5: the run's rounds, updates that stay, and updates that drift, under clusters drawn anew and under ones that stay. */
export function gatherReshuffling(context: AuditContext): ReshufflingEvidence {
  const { settings, rounds } = context;
  const { clusters } = rounds[0]!.result;
  return {
    clients: rounds[0]!.updates.rows,
    clusterSize: settings.clusterSize,
    clusters: clusters.length,
    confidence: CONFIDENCE,
    shots: settings.shots,
    curve: clusters.length === 1 || settings.clusterSize === 1 ? null : curveOf(context),
    still: stillOf(context),
    drift: driftOf(context),
  };
}
