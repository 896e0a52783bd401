import type { OptionValues } from "../../adversaries/adversary.ts";
import type { Reconstruction } from "../../adversaries/inference.ts";
import { isolated, loudR2 } from "../../adversaries/oracles/leakage.ts";
import { membershipAuc, membershipTpr } from "../../adversaries/oracles/membership.ts";
import type { Alternative } from "../../adversaries/oracles/membership.ts";
import { reportR2 } from "../../adversaries/oracles/scale.ts";
import type { ServerAdversary } from "../../adversaries/server-adversary.ts";
import { rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { isolatedClients } from "../leakage/isolation.ts";
import { correlation, mean } from "../statistics/moments.ts";
import { rowScales } from "./leakage-setting.ts";
import type { DrawnUpdates, LeakageSetting } from "./leakage-setting.ts";
import { expected } from "./observation.ts";
import type { Expected, Observation } from "./observation.ts";
import { playServer } from "./play-server.ts";
import type { ServerPlay } from "./play-server.ts";
import { conditionsOf, isPlain, lastingForm, updateForm } from "./server-forms.ts";
import type { Conditions } from "./server-forms.ts";

/** The share of negatives that a membership test may get wrong. */
export const MEMBERSHIP_RATE = 0.01;

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

/** Pearson's r of all entries; 0 where one side has no spread. */
function correlated(truth: Float64Array, estimate: Float64Array): number {
  return isConstant(truth) || isConstant(estimate) ? 0 : correlation(truth, estimate);
}

/**
 * What is read of updates, by two figures. R² is the squared correlation, which a factor and an offset for all entries do
 * not change: what the best estimate of that form explains (THR-GOAL-3), and what closed forms are about. Beside it the
 * estimate as it stands, 1 − Σ(w − ŵ)²/Σ(w − w̄)²: the same where its scale is the best, less elsewhere, and below 0 for
 * one that is worse than none.
 */
export function ofReading(
  what: string,
  truth: Float64Array,
  estimate: Float64Array,
  form: Expected | null,
): Observation[] {
  const centre = mean(truth);
  const spread = truth.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const left = truth.reduce((sum, value, i) => sum + (value - estimate[i]!) ** 2, 0);
  return [
    { figure: `R² of ${what}`, kind: "correlation", value: correlated(truth, estimate), expected: form },
    ...(spread === 0
      ? []
      : [
          {
            figure: `1 − SSE/SST of ${what}`,
            kind: "value" as const,
            value: 1 - left / spread,
            expected: null,
          },
        ]),
  ];
}

function rowsOf(matrix: Matrix, rows: readonly number[]): Float64Array {
  const chosen = zeros(rows.length, matrix.columns);
  for (const [at, row] of rows.entries()) rowOf(chosen, at).set(rowOf(matrix, row));
  return chosen.data;
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
      return ofReading(
        "what lasts of a client's updates",
        rowsOf(drawn.lasting, clients),
        estimate.data,
        lastingForm(conditions, drawn),
      );
    case "update": {
      const truth = drawn.rounds.at(-1)!;
      const { model } = drawn;
      const found: Observation[] = [];
      const loud = model !== null && model.loudness !== 1 ? clients.indexOf(0) : -1;
      if (loud !== -1) {
        const known = id === "server/curious-round" && conditions.size !== null && model!.spread === 0;
        const form = known
          ? expected(loudR2(conditions.size, model!.loudness, conditions.noise), "ρ²/(ρ² + k − 1 + ν)", 0.005)
          : null;
        found.push(...ofReading("the loud client's update", rowOf(truth, 0), rowOf(estimate, loud), form));
      }
      const quiet = clients.flatMap((_, row) => (row === loud ? [] : [row]));
      const asked = rowsOf(
        truth,
        quiet.map((row) => clients[row]!),
      );
      const form = updateForm(id, conditions, drawn);
      return [...found, ...ofReading("a client's update", asked, rowsOf(estimate, quiet), form)];
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
  return judgeServer(adversary, options, setting, drawn, playServer(adversary, options, setting, drawn, rng));
}

/** Measures what a server learnt in rounds that were played, wherever that was. */
export function judgeServer(
  adversary: ServerAdversary,
  options: OptionValues,
  setting: LeakageSetting,
  drawn: DrawnUpdates,
  play: ServerPlay,
): Observation[] {
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
