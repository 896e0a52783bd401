import type { OptionValues } from "../../adversaries/adversary.ts";
import type { ExternalAdversary } from "../../adversaries/external-adversary.ts";
import { decoyVariance, interceptedReading, interceptedResidues } from "../../adversaries/oracles/links.ts";
import type { Interception } from "../../adversaries/oracles/links.ts";
import { estimateR2 } from "../../adversaries/oracles/preparations.ts";
import type { PublicSetting } from "../../adversaries/server-adversary.ts";
import { rowOf } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import {
  alarmFrom,
  lowThreshold,
  squaredVisibility,
  visibilityPValue,
  visibilityScores,
} from "../leakage/detection.ts";
import type { HonestReading, ReadQuadratures } from "../leakage/detection.ts";
import { phaseScale } from "../protocol/encode.ts";
import type { ServerView } from "../protocol/transcript.ts";
import { honestVisibility } from "../quantum/evaluate.ts";
import { noiseless } from "../quantum/noise.ts";
import type { GateNoise } from "../quantum/noise.ts";
import { residuePatterns } from "../quantum/residue-patterns.ts";
import type { DrawnUpdates, LeakageSetting } from "./leakage-setting.ts";
import type { Expected, Observation } from "./observation.ts";
import { playLink } from "./play-link.ts";
import { publicSetting } from "./play-rounds.ts";
import type { LinkPlay } from "./play-link.ts";
import { correlated } from "./server-observations.ts";

/** The rate of false alarms at which intruders are looked for. */
export const ALARM_RATE = 0.05;

/** Θ and θ of the attacked cluster by coordinate, and the scale; of one round. */
interface Angles {
  readonly sums: Float64Array;
  readonly own: Float64Array;
  readonly scale: number;
}

function anglesOf(
  { clusters, weightBound }: ServerView,
  drawn: DrawnUpdates,
  play: LinkPlay,
  t: number,
  { clusterSize: k, guard }: PublicSetting,
): Angles {
  const updates = drawn.rounds[t]!;
  const members = clusters[play.places[t]!.cluster]!;
  const scale = phaseScale(Math.max(k, members.length), guard * weightBound);
  const own = rowOf(updates, play.client).map((weight) => scale * weight);
  const sums = own.map((_, c) =>
    members.reduce((sum, client) => sum + scale * rowOf(updates, client)[c]!, 0),
  );
  return { sums, own, scale };
}

function residueRate(size: number, noise: GateNoise): number {
  return 1 - residuePatterns(size, noise).weight[0]!;
}

function interception(play: LinkPlay, t: number): Interception | null {
  const { acts } = play;
  if (acts.kind !== "intercept") return null;
  const { axis, fraction } = acts.operation;
  return { axis, link: acts.link, isControl: play.places[t]!.seat === 0, share: fraction };
}

/** V² that is left, where a closed form has it. */
function visibilityForm(play: LinkPlay, angles: Angles, visibility: number): Expected | null {
  if (play.acts.kind === "listen") {
    return { value: visibility ** 2, formula: "V²: nothing is disturbed", tolerance: 0 };
  }
  const how = interception(play, play.views.length - 1);
  if (how === null) return null;
  let sum = 0;
  for (const [c, total] of angles.sums.entries()) {
    const { x, y } = interceptedReading(total, angles.own[c]!, how, visibility);
    sum += (x * x + y * y) / angles.sums.length;
  }
  return { value: sum, formula: "x² + y² of an intercepted reading", tolerance: 0 };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function ofKnowledge(
  play: LinkPlay,
  drawn: DrawnUpdates,
  angles: Angles,
  shots: number | null,
): Observation[] {
  const { inference, acts, client } = play;
  if (inference.kind !== "reconstruction") return [];
  const truth = rowOf(drawn.rounds.at(-1)!, client);
  const isModel = drawn.model !== null;
  const found: Observation[] = [];
  let form: Expected = { value: 0, formula: "0: one qubit is I/2", tolerance: 0 };
  if (acts.kind === "substitute") {
    const errors = angles.own.map((phase) => decoyVariance(2 * shots!, phase));
    const variance = mean(angles.own.map((phase) => phase ** 2));
    form = {
      value: estimateR2(variance, mean(errors)),
      formula: "σ²/(σ² + (2/R)(1 − ½E sin² 2θ))",
      tolerance: 0.01,
    };
    const squares = truth.map((weight, c) => (angles.scale * (inference.estimate.data[c]! - weight)) ** 2);
    found.push({
      figure: "error of the client's phase, radians",
      kind: "value",
      value: Math.sqrt(mean(squares)),
      expected: {
        value: Math.sqrt(mean(errors)),
        formula: "√((2/R)(1 − ½ sin² 2θ))",
        // No estimate leaves ±π/K, and the delta method's own error.
        tolerance: 0.002,
      },
    });
  }
  found.push({
    figure: "R² of a client's update",
    kind: "correlation",
    value: correlated(truth, inference.estimate.data),
    expected: isModel ? form : null,
  });
  return found;
}

/** The reading of one cluster, or of it over several rounds. */
function joined(reads: readonly ReadQuadratures[]): ReadQuadratures {
  const flat = (of: "x" | "y"): Float64Array => Float64Array.from(reads.flatMap((read) => [...read[of]]));
  return { x: flat("x"), y: flat("y") };
}

function ofVisibility(
  play: LinkPlay,
  honest: HonestReading,
  angles: Angles,
  rng: RandomStream,
): Observation[] {
  const { views, places, honest: undisturbed } = play;
  // A cluster that did not encode shows nothing.
  const attacked = views.flatMap((view, t) => view.measurements[places[t]!.cluster] ?? []);
  const read = attacked.at(-1);
  if (read === undefined) return [];
  const raw = (read: ReadQuadratures): Float64Array =>
    read.x.map((real, c) => squaredVisibility(real, read.y[c]!, honest.shots));
  const standard = (read: ReadQuadratures): Float64Array => visibilityScores(read, honest);
  const calm = undisturbed.flatMap((view) => view.measurements.map((read) => read!));
  const flagged = (
    reads: readonly ReadQuadratures[],
    scoresOf: (read: ReadQuadratures) => Float64Array,
  ): { successes: number; cases: number } => {
    const threshold = lowThreshold(
      Float64Array.from(calm.flatMap((read) => [...scoresOf(read)])),
      ALARM_RATE,
    );
    const scores = reads.flatMap((read) => [...scoresOf(read)]);
    return { successes: scores.filter((score) => score < threshold).length, cases: scores.length };
  };
  const others = views.flatMap((view, t) =>
    view.measurements.flatMap((other, cluster) => (cluster === places[t]!.cluster ? [] : (other ?? []))),
  );
  const alarms = attacked.map((read, t) => visibilityPValue(read, honest, rng.fork(`alarm/${t}`)));
  return [
    {
      figure: "V² of a client's cluster",
      kind: "value",
      value: mean(raw(read)),
      expected: attacked.length < views.length ? null : visibilityForm(play, angles, honest.visibility),
    },
    {
      figure: "coordinates flagged by V²",
      kind: "rate",
      ...flagged(attacked, raw),
      expected: null,
    },
    {
      figure: "coordinates flagged by V² over its spread",
      kind: "rate",
      ...flagged(attacked, standard),
      expected: null,
    },
    ...(others.length === 0
      ? []
      : [
          {
            figure: "honest coordinates flagged by V² over its spread",
            kind: "rate" as const,
            ...flagged(others, standard),
            expected: { value: ALARM_RATE, formula: "the rate asked for", tolerance: 0.01 },
          },
        ]),
    {
      figure: "rounds flagged by visibility, coordinates pooled",
      kind: "rate",
      successes: alarms.filter((p) => p <= ALARM_RATE).length,
      cases: alarms.length,
      expected: null,
    },
    ...(attacked.length === 1
      ? []
      : [
          {
            figure: "flagged by visibility, all rounds pooled",
            kind: "rate" as const,
            successes: visibilityPValue(joined(attacked), honest, rng.fork("alarm")) <= ALARM_RATE ? 1 : 0,
            cases: 1,
            expected: null,
          },
        ]),
  ];
}

function ofResidues(play: LinkPlay, { noise }: LeakageSetting): Observation[] {
  const counts = play.residues;
  if (counts.some(({ shots }) => shots === 0)) return [];
  const sizes = counts.map((_, t) => play.views[t]!.clusters[play.places[t]!.cluster]!.length);
  const alarms = counts.map(({ count, shots }, t) => {
    return count >= alarmFrom(shots, residueRate(sizes[t]!, noise), ALARM_RATE);
  });
  const how = interception(play, play.views.length - 1);
  const quiet = noise.channel === "none" || noise.probability === 0;
  return [
    {
      figure: "shots with residues",
      kind: "rate",
      successes: counts.reduce((sum, { count }) => sum + count, 0),
      cases: counts.reduce((sum, { shots }) => sum + shots, 0),
      expected:
        quiet && sizes.every((size) => size > 1)
          ? {
              value: how === null ? 0 : interceptedResidues(how),
              formula: how === null ? "0: nothing is flipped" : "½ of the shots measured along x or y",
              tolerance: 0,
            }
          : null,
    },
    {
      figure: "rounds flagged by residues",
      kind: "rate",
      successes: alarms.filter(Boolean).length,
      cases: alarms.length,
      expected: null,
    },
  ];
}

/** Puts someone on a client's links, and measures what was learnt and what a server could have noticed. */
export function observeLink(
  adversary: ExternalAdversary,
  options: OptionValues,
  setting: LeakageSetting,
  drawn: DrawnUpdates,
  rng: RandomStream,
): Observation[] {
  const play = playLink(adversary, options, setting, drawn, rng);
  const { views, places } = play;
  const last = views.length - 1;
  const { shots, noise } = setting;
  const angles = anglesOf(views[last]!, drawn, play, last, publicSetting(setting));
  const found = ofKnowledge(play, drawn, angles, shots);
  const size = views[last]!.clusters[places[last]!.cluster]!.length;
  const visibility = honestVisibility(size, noise, noiseless(noise.layout));
  if (shots !== null && shots > 1 && visibility !== undefined) {
    found.push(...ofVisibility(play, { shots, visibility }, angles, rng.fork("detection")));
  }
  if (setting.hardening !== undefined) {
    found.push({
      figure: "rounds in which a measure flagged the client's cluster",
      kind: "rate",
      successes: play.flags.filter((measures) => measures.length > 0).length,
      cases: play.flags.length,
      expected: null,
    });
  }
  return [...found, ...ofResidues(play, setting)];
}
