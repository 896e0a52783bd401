import type { OptionValues } from "../../adversaries/adversary.ts";
import { fixedR2, reshuffledR2 } from "../../adversaries/oracles/disaggregation.ts";
import { colludersR2, sumR2, sumsR2 } from "../../adversaries/oracles/leakage.ts";
import { estimateR2, productVariance, signedVariance } from "../../adversaries/oracles/preparations.ts";
import { flippedR2 } from "../../adversaries/oracles/residues.ts";
import type { ServerAdversary } from "../../adversaries/server-adversary.ts";
import { rowOf } from "../base/matrix.ts";
import { phaseScale } from "../protocol/encode.ts";
import { quadratureVariance } from "../quantum/estimate.ts";
import { honestVisibility } from "../quantum/evaluate.ts";
import { noiseless } from "../quantum/noise.ts";
import type { DrawnUpdates, LeakageSetting } from "./leakage-setting.ts";
import { expected } from "./observation.ts";
import type { Expected } from "./observation.ts";
import { publicSetting } from "./play-rounds.ts";
import type { ServerPlay } from "./play-server.ts";

/** What a closed form needs of a trial: sizes, and the noise and phases in units of a client's variance 1. */
export interface Conditions {
  readonly setting: LeakageSetting;
  readonly options: OptionValues;
  readonly sizes: readonly number[];
  /** All clusters have so many members; null where they differ. */
  readonly size: number | null;
  /** ν: the variance of a measured sum over that of an update. */
  readonly noise: number;
  /** σ² of a phase, radians². */
  readonly phaseVariance: number;
  /** R. */
  readonly shots: number | null;
  readonly visibility: number | undefined;
}

/** What a closed form needs: among it what a cluster's shots add to its sum, over the variance 1 of an update: the mean over clusters and coordinates. */
export function conditionsOf(
  adversary: ServerAdversary,
  setting: LeakageSetting,
  options: OptionValues,
  drawn: DrawnUpdates,
  { views }: ServerPlay,
): Conditions {
  const { clusters, weightBound } = views.at(-1)!;
  const updates = drawn.rounds.at(-1)!;
  const first = clusters[0]!.length;
  const { guard } = publicSetting(setting);
  const scale = phaseScale(Math.max(setting.clusterSize, first), guard * weightBound);
  const visibility = honestVisibility(first, setting.noise, noiseless(setting.noise.layout));
  let noise = 0;
  if (setting.shots !== null && visibility !== undefined && visibility > 0) {
    let count = 0;
    // Who formed a cluster reads that one alone.
    const measured = adversary.id === "server/partition-steering" ? clusters.slice(0, 1) : clusters;
    for (const members of measured) {
      for (let c = 0; c < updates.columns; c++) {
        const sum = members.reduce((total, client) => total + rowOf(updates, client)[c]!, 0);
        noise += quadratureVariance(2 * setting.shots, visibility, scale * sum) / scale ** 2;
        count++;
      }
    }
    noise /= count;
  }
  return {
    setting,
    options,
    sizes: clusters.map(({ length }) => length),
    size: clusters.every(({ length }) => length === first) ? first : null,
    noise,
    phaseVariance: scale ** 2,
    shots: setting.shots === null ? null : 2 * setting.shots,
    visibility,
  };
}

/** R² of updates of a round, for normal updates of one spread, by adversary. */
const UPDATE_FORMS: Readonly<Record<string, (conditions: Conditions) => Expected | null>> = {
  "server/curious-round": ({ sizes, noise, visibility }) =>
    // Flips that keep their interference turn signs within a sum.
    visibility === undefined ? null : expected(sumsR2(sizes, noise), "1/(k + ν)", 0.002),
  "server/colluders": ({ setting, options, size, noise }) =>
    expected(
      colludersR2(setting.updates.clients, Number(options["colluders"]), size!, noise),
      "E[1/(k − j + ν)] over the j colluders of a cluster",
    ),
  "server/partition-steering": ({ options, sizes, noise }) => {
    const others = sizes[0]! - 1;
    const known = Math.min(others, Number(options["colluders"]));
    return expected(sumR2(1 + others - known, noise), "1/(1 + unknown members + ν)");
  },
  "server/residues": ({ setting, size, noise, shots, phaseVariance }) => {
    const { channel, layout, probability } = setting.noise;
    if (channel === "bit-flip") {
      // Patterns that are seen a few times tell less than the form has it.
      if (shots! * probability < 50) return null;
      return expected(
        flippedR2(size!, layout, probability, shots!, phaseVariance),
        "1 − tr (1/σ² + R Σ P_r i s_r s_rᵀ)⁻¹/kσ², i = E[1/(2 − sin² 2Φ)]",
        0.03,
      );
    }
    if (channel === "over-rotation" || channel === "dephasing") return null;
    return expected(sumR2(size!, noise), "1/(k + ν): residues add nothing");
  },
  "server/product-states": ({ shots, phaseVariance }) =>
    expected(
      shots === null ? 1 : estimateR2(phaseVariance, productVariance(shots, phaseVariance)),
      "σ²/(σ² + (2/R)(1 − ½E sin² 2θ))",
      0.002,
    ),
  "server/signed-ghz": ({ shots, size, phaseVariance, visibility }) => {
    if (visibility === undefined) return null;
    const error = shots === null ? 0 : signedVariance(shots, size!, visibility, phaseVariance);
    return expected(
      estimateR2(phaseVariance, error),
      "σ²/(σ² + (2k/RV²)(1 − ½V²E sin² 2Θ)·((k − 3)² + k − 1)/(4(k − 2)²))",
      0.01,
    );
  },
};

/** Those whose closed form holds for clusters of several sizes, too. */
const ANY_SIZES: ReadonlySet<string> = new Set(["server/curious-round", "server/partition-steering"]);

/** Whether updates are normal and of one spread. */
export function isPlain({ model }: DrawnUpdates): boolean {
  return model !== null && model.loudness === 1 && model.spread === 0;
}

/** R² of a round's updates, where there is a closed form. */
export function updateForm(id: string, conditions: Conditions, drawn: DrawnUpdates): Expected | null {
  const form = UPDATE_FORMS[id];
  const known = conditions.size !== null || ANY_SIZES.has(id);
  return form !== undefined && known && isPlain(drawn) ? form(conditions) : null;
}

/** R² of what lasts of updates, where the server's prior is the truth. */
export function lastingForm({ setting, options, shots }: Conditions, drawn: DrawnUpdates): Expected | null {
  const { model } = drawn;
  if (model === null || !isPlain(drawn) || shots !== null) return null;
  const { clients } = model;
  const { rounds, clusterSize, partition } = setting;
  const given = { clients, clusterSize, rounds, ratio: model.ratio };
  if (clients % clusterSize !== 0 || Number(options["prior"]) !== model.ratio) return null;
  return partition === "fixed"
    ? expected(fixedR2(given), "(1/k)·Ts/(1 + Ts)", 0.005)
    : expected(reshuffledR2(given), "(1/N)·Ts/(1 + Ts) + ((N − 1)/N)(1 + G/s)", 0.01);
}
