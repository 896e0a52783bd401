import { interceptedReading, interceptedResidues } from "../../adversaries/oracles/links.ts";
import type { Interception } from "../../adversaries/oracles/links.ts";
import type { RandomStream } from "../base/random.ts";
import {
  alarmFrom,
  lowThreshold,
  squaredVisibility,
  visibilityPValue,
  visibilityScores,
} from "../leakage/detection.ts";
import type { HonestReading, ReadQuadratures } from "../leakage/detection.ts";
import type { GateNoise } from "../quantum/noise.ts";
import { residuePatterns } from "../quantum/residue-patterns.ts";
import { mean } from "../statistics/moments.ts";
import type { LeakageSetting } from "./leakage-setting.ts";
import { expected } from "./observation.ts";
import type { Expected, Observation } from "./observation.ts";
import type { LinkPlay } from "./play-link.ts";

/** The rate of false alarms at which intruders are looked for. */
const ALARM_RATE = 0.05;

/** Θ and θ of the attacked cluster by coordinate, and the scale; of one round. */
export interface Angles {
  readonly sums: Float64Array;
  readonly own: Float64Array;
  readonly scale: number;
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
    return expected(visibility ** 2, "V²: nothing is disturbed");
  }
  const how = interception(play, play.views.length - 1);
  if (how === null) return null;
  let sum = 0;
  for (const [c, total] of angles.sums.entries()) {
    const { x, y } = interceptedReading(total, angles.own[c]!, how, visibility);
    sum += (x * x + y * y) / angles.sums.length;
  }
  return expected(sum, "x² + y² of an intercepted reading");
}

/** The error of an honest reading: whoever only listens adds nothing to it. */
function sumForm({ sums }: Angles, { shots, visibility }: HonestReading): Expected {
  const variances = sums.map(
    (sum) => (1 - (visibility * Math.sin(2 * sum)) ** 2 / 2) / (shots * visibility ** 2),
  );
  return expected(Math.sqrt(mean(variances)), "√((2/RV²)(1 − ½V² sin² 2Θ))", 0.003);
}

/** The reading of one cluster, or of it over several rounds. */
function joined(reads: readonly ReadQuadratures[]): ReadQuadratures {
  const flat = (of: "x" | "y"): Float64Array => Float64Array.from(reads.flatMap((read) => [...read[of]]));
  return { x: flat("x"), y: flat("y") };
}

/** What a server could notice of a cluster's visibility. */
export function ofVisibility(
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
  const errors = read.x.map((real, c) => {
    const error = Math.atan2(read.y[c]!, real) - angles.sums[c]!;
    return Math.atan2(Math.sin(error), Math.cos(error)) ** 2;
  });
  return [
    {
      figure: "error of the cluster's sum, radians",
      kind: "value",
      value: Math.sqrt(mean(errors)),
      expected: play.acts.kind === "listen" ? sumForm(angles, honest) : null,
    },
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

/** What a server could notice of the other decoded qubits. */
export function ofResidues(play: LinkPlay, { noise }: LeakageSetting): Observation[] {
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
