import type { OptionValues } from "../../adversaries/adversary.ts";
import type { Reconstruction } from "../../adversaries/inference.ts";
import { fixedR2, reshuffledR2 } from "../../adversaries/oracles/disaggregation.ts";
import { colludersR2, isolated, loudR2, sumR2, sumsR2 } from "../../adversaries/oracles/leakage.ts";
import { membershipAuc, membershipTpr } from "../../adversaries/oracles/membership.ts";
import type { Alternative } from "../../adversaries/oracles/membership.ts";
import { estimateR2, productVariance, signedVariance } from "../../adversaries/oracles/preparations.ts";
import { flippedR2 } from "../../adversaries/oracles/residues.ts";
import { reportR2 } from "../../adversaries/oracles/scale.ts";
import type { ServerAdversary } from "../../adversaries/server-adversary.ts";
import { rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { isolatedClients } from "../leakage/isolation.ts";
import { phaseScale } from "../protocol/encode.ts";
import { quadratureVariance } from "../quantum/estimate.ts";
import { honestVisibility } from "../quantum/evaluate.ts";
import { noiseless } from "../quantum/noise.ts";
import { correlation } from "../statistics/moments.ts";
import { rowScales } from "./leakage-setting.ts";
import type { DrawnUpdates, LeakageSetting } from "./leakage-setting.ts";
import type { Expected, Observation } from "./observation.ts";
import { publicSetting } from "./play-rounds.ts";
import { playServer } from "./play-server.ts";
import type { ServerPlay } from "./play-server.ts";

/** The share of negatives that a membership test may get wrong. */
export const MEMBERSHIP_RATE = 0.01;

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

/** Pearson's r of all entries; 0 where one side has no spread. */
export function correlated(truth: Float64Array, estimate: Float64Array): number {
  return isConstant(truth) || isConstant(estimate) ? 0 : correlation(truth, estimate);
}

function rowsOf(matrix: Matrix, rows: readonly number[]): Float64Array {
  const chosen = zeros(rows.length, matrix.columns);
  for (const [at, row] of rows.entries()) rowOf(chosen, at).set(rowOf(matrix, row));
  return chosen.data;
}

/** What a closed form needs of a trial: sizes, and the noise and phases in units of a client's variance 1. */
interface Conditions {
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

/** What a cluster's shots add to its sum, over the variance 1 of an update: the mean over clusters and coordinates. */
function conditionsOf(
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

function expected(value: number, formula: string, tolerance = 0): Expected {
  return { value, formula, tolerance };
}

/** R² of updates of a round, for normal updates of one spread, by adversary. */
const UPDATE_FORMS: Readonly<Record<string, (conditions: Conditions) => Expected | null>> = {
  "server/curious-round": ({ sizes, noise }) => expected(sumsR2(sizes, noise), "1/(k + ν)", 0.002),
  "server/colluders": ({ setting, options, size, noise }) =>
    expected(
      colludersR2(setting.updates.clients, Number(options["colluders"]), size!, noise),
      "E[1/(k − j + ν)] over the j colluders of a cluster",
    ),
  "server/partition-steering": ({ options, setting, noise }) => {
    const others = setting.clusterSize - 1;
    const known = options["mode"] === "alone" ? others : Math.min(others, Number(options["colluders"]));
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

function isPlain({ model }: DrawnUpdates): boolean {
  return model !== null && model.loudness === 1 && model.spread === 0;
}

function lastingForm({ setting, options, shots }: Conditions, drawn: DrawnUpdates): Expected | null {
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

function ofReconstruction(
  id: string,
  inference: Reconstruction,
  conditions: Conditions,
  drawn: DrawnUpdates,
): Observation[] {
  const { clients, estimate } = inference;
  switch (inference.of) {
    case "scale": {
      const scales = drawn.scales ?? rowScales(drawn.rounds.at(-1)!);
      const spread = drawn.model?.spread ?? 0;
      const real = spread > 0 ? scales : rowScales(drawn.rounds.at(-1)!);
      const columns = drawn.rounds[0]!.columns;
      return [
        {
          figure: "R² of the logarithm of a client's spread",
          kind: "correlation",
          value: correlated(real.map(Math.log), estimate.data.map(Math.log)),
          expected:
            spread > 0 && drawn.model!.loudness === 1
              ? expected(reportR2(spread, columns), "τ²/(τ² + Var ln max|z|)", 0.005)
              : null,
        },
      ];
    }
    case "lasting":
      return [
        {
          figure: "R² of what lasts of a client's updates",
          kind: "correlation",
          value: correlated(rowsOf(drawn.lasting, clients), estimate.data),
          expected: lastingForm(conditions, drawn),
        },
      ];
    case "update": {
      const truth = drawn.rounds.at(-1)!;
      const { model } = drawn;
      const form = UPDATE_FORMS[id];
      const found: Observation[] = [];
      const loud = model !== null && model.loudness !== 1 ? clients.indexOf(0) : -1;
      if (loud !== -1) {
        const known = id === "server/curious-round" && conditions.size !== null && model!.spread === 0;
        found.push({
          figure: "R² of the loud client's update",
          kind: "correlation",
          value: correlated(rowOf(truth, 0), rowOf(estimate, loud)),
          expected: known
            ? expected(
                loudR2(conditions.size, model!.loudness, conditions.noise),
                "ρ²/(ρ² + k − 1 + ν)",
                0.005,
              )
            : null,
        });
      }
      const quiet = clients.flatMap((_, row) => (row === loud ? [] : [row]));
      found.push({
        figure: "R² of a client's update",
        kind: "correlation",
        value: correlated(
          rowsOf(
            truth,
            quiet.map((row) => clients[row]!),
          ),
          rowsOf(estimate, quiet),
        ),
        expected:
          form && isPlain(drawn) && (conditions.size !== null || ANY_SIZES.has(id)) ? form(conditions) : null,
      });
      return found;
    }
    case "difference":
      return [];
  }
}

function ofMembership(
  scores: Float64Array,
  conditions: Conditions,
  drawn: DrawnUpdates,
  { views, answers }: ServerPlay,
): Observation[] {
  const updates = drawn.rounds.at(-1)!;
  const against = conditions.options["against"] as Alternative;
  const { size, noise } = conditions;
  // The candidates are each cluster's first members.
  const squares = views[0]!.clusters.map(([client]) =>
    rowOf(updates, client!).reduce((sum, value) => sum + value ** 2, 0),
  );
  const meanOf = (form: (squares: number) => number): number =>
    squares.reduce((sum, own) => sum + form(own), 0) / squares.length;
  return [
    {
      figure: "membership",
      kind: "scores",
      members: [...scores].filter((_, at) => answers[at]),
      strangers: [...scores].filter((_, at) => !answers[at]),
      expected:
        isPlain(drawn) && size !== null
          ? {
              auc: expected(
                meanOf((own) => membershipAuc(own, size, against, noise)),
                against === "absent" ? "Φ(√(D/(k−1+ν))/√2)" : "Φ(√(D/(2k−1+2ν)))",
                0.005,
              ),
              tpr: expected(
                meanOf((own) => membershipTpr(own, size, against, MEMBERSHIP_RATE, noise)),
                "Φ((√D − z·sd)/√(k−1+ν))",
                0.01,
              ),
            }
          : null,
    },
  ];
}

/** An estimate for all of some clients: of those whose cluster showed nothing, 0. */
function completed(inference: Reconstruction, clients: readonly number[]): Reconstruction {
  const estimate = zeros(clients.length, inference.estimate.columns);
  const rowFor = new Map(inference.clients.map((client, row) => [client, row]));
  for (const [at, client] of clients.entries()) {
    const row = rowFor.get(client);
    if (row !== undefined) rowOf(estimate, at).set(rowOf(inference.estimate, row));
  }
  return { ...inference, clients, estimate };
}

/** Lets a server serve a trial's rounds, and measures what it learnt. */
export function observeServer(
  adversary: ServerAdversary,
  options: OptionValues,
  setting: LeakageSetting,
  drawn: DrawnUpdates,
  rng: RandomStream,
): Observation[] {
  const play = playServer(adversary, options, setting, drawn, rng);
  const { inference, colluders, views } = play;
  const conditions = conditionsOf(adversary, setting, options, drawn, play);
  const found: Observation[] = [];
  if (inference.kind === "reconstruction") {
    const honest = drawn.lasting.rows - colluders.length;
    const isOfAll =
      inference.of === "update" && inference.clients.length < honest && adversary.sees !== "colluders";
    const everyone = Array.from({ length: drawn.lasting.rows }, (_, client) => client);
    const whole = isOfAll ? completed(inference, everyone) : inference;
    found.push(...ofReconstruction(adversary.id, whole, conditions, drawn));
  }
  if (inference.kind === "membership") {
    found.push(...ofMembership(inference.scores, conditions, drawn, play));
  }
  if (adversary.id === "server/colluders") {
    const accomplices = new Set(colluders);
    const { clients } = setting.updates;
    found.push({
      figure: "honest clients alone among colluders",
      kind: "rate",
      successes: views.reduce((sum, { clusters }) => sum + isolatedClients(clusters, accomplices).length, 0),
      cases: views.length * (clients - colluders.length),
      expected:
        conditions.size === null
          ? null
          : expected(isolated(clients, colluders.length, conditions.size), "C(c, k−1)/C(N−1, k−1)"),
    });
  }
  return found;
}
