import { columnMeans, repeated } from "../../../adversaries/columns.ts";
import { rowOf } from "../../base/matrix.ts";
import type { RoundSetting } from "../../campaign/play-round.ts";
import type { MeasuredRound } from "../../campaign/reference-player.ts";
import { areaUnderCurve } from "../../campaign/score-round.ts";
import { round } from "../../protocol/round.ts";
import { screen } from "../../rules/index.ts";
import type { CosineEvidence, CosinePoint } from "../byzantine-evidence.ts";
import { quiet } from "../context.ts";
import type { AuditContext } from "../context.ts";
import { attackBy, attackedRound, playedCount, sampledUpdates } from "./attacked.ts";
import { meanEstimate, shareEstimate } from "./estimates.ts";
import { cosineOf, scalarProduct } from "./vectors.ts";

const CONFIDENCE = 0.9999;
const COORDINATES = 100;
/** Rounds of a scale for each of the preset's repetitions. */
const SHARE = 0.2;
const MOST_ROUNDS = 500;
const LARGEST_EXACT = 8;
const ALL_ALIKE = [0.6, -0.3, 0.1];

/** One cluster of k whose members send the same, the first one −c times that, read without noise or shots. */
function exactly(
  context: AuditContext,
  clusterSize: number,
  scale: number,
): { readonly factor: number; readonly cosine: number; readonly error: number } {
  const alike = Float64Array.from(ALL_ALIKE);
  const updates = repeated(alike, clusterSize);
  rowOf(updates, 0).set(alike.map((weight) => -scale * weight));
  const { aggregates } = round(
    {
      updates,
      clusterSize,
      remainder: "balanced",
      shots: null,
      noise: quiet(context.settings),
      rule: "mean",
      tolerate: 0,
    },
    context.rng.fork("exact"),
  );
  const mean = aggregates[0]!;
  const factor = (clusterSize - 1 - scale) / clusterSize;
  const error = mean.reduce((most, value, c) => Math.max(most, Math.abs(value - factor * alike[c]!)), 0);
  return { factor, error, cosine: cosineOf(mean, alike) };
}

interface Sample {
  readonly factor: number;
  readonly auc: number | null;
}

function sampleOf(measured: MeasuredRound, attacker: number, honest: Float64Array): Sample | null {
  const { clusters, means } = measured;
  const energy = scalarProduct(honest, honest);
  if (means === null || energy === 0) return null;
  // Robust, so that the outlier itself does not turn what it is compared with.
  const all = screen({ aggregates: means, rule: "median", tolerate: 0 }).aggregate;
  const cosines = clusters.map((_, cluster) => cosineOf(rowOf(means, cluster), all));
  const bad = clusters.findIndex((members) => members.includes(attacker));
  return {
    factor: scalarProduct(rowOf(means, bad), honest) / energy,
    auc: areaUnderCurve(
      [-cosines[bad]!],
      cosines.filter((_, cluster) => cluster !== bad).map((cosine) => -cosine),
    ),
  };
}

/** c from half an update to twice what turns the mean, and that number itself. */
function scalesOf(clusterSize: number): number[] {
  const turn = clusterSize - 1;
  return [...new Set([1, turn / 2, turn, 2 * turn, 4 * turn])].filter((c) => c > 0).toSorted((a, b) => a - b);
}

/** BY-3: one client that sends −c times its update, exactly and in the run's rounds. */
export function gatherCosineOutliers(context: AuditContext): CosineEvidence {
  const { settings, rounds: measured } = context;
  const { rows: clients, columns } = measured[0]!.updates;
  let exactChecked = 0;
  let exactError = 0;
  let smallest: CosineEvidence["smallest"] = null;
  for (let clusterSize = 2; clusterSize <= LARGEST_EXACT; clusterSize++) {
    for (let scale = 1; scale <= 2 * LARGEST_EXACT; scale++) {
      const { factor, cosine, error } = exactly(context, clusterSize, scale);
      exactChecked++;
      exactError = Math.max(exactError, error);
      if (smallest === null && cosine > 1 - 1e-9) smallest = { clusterSize, scale, factor, cosine };
    }
  }
  const setting: RoundSetting = settings;
  const rounds = playedCount(context, SHARE, MOST_ROUNDS);
  const members = Math.max(...measured[0]!.result.clusters.map(({ length }) => length));
  const byScale = scalesOf(members).flatMap((scale): CosinePoint[] => {
    const samples: Sample[] = [];
    for (let at = 0; at < rounds; at++) {
      const rng = context.rng.fork(`round/${at}`);
      const updates = sampledUpdates(context, at, COORDINATES);
      const attack = attackBy("client/sign-flip", { c: scale }, 1, clients, rng);
      const played = attackedRound(updates, attack, setting, rng);
      const sample = sampleOf(played.measured, attack.members[0]!, columnMeans(updates));
      if (sample !== null) samples.push(sample);
    }
    const factor = meanEstimate(
      samples.map((sample) => sample.factor),
      CONFIDENCE,
    );
    const auc = shareEstimate(
      samples.map((sample) => sample.auc).filter((value) => value !== null),
      CONFIDENCE,
    );
    if (factor === null || auc === null) return [];
    return [{ scale, expected: (members - 1 - scale) / members, factor, auc }];
  });
  return {
    clients,
    clusterSize: members,
    coordinates: Math.min(COORDINATES, columns),
    shots: settings.shots,
    rounds,
    confidence: CONFIDENCE,
    exactChecked,
    exactError,
    smallest,
    byScale,
  };
}
