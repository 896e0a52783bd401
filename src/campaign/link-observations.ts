import type { OptionValues } from "../../adversaries/adversary.ts";
import type { ExternalAdversary } from "../../adversaries/external-adversary.ts";
import { decoyVariance } from "../../adversaries/oracles/links.ts";
import { estimateR2 } from "../../adversaries/oracles/preparations.ts";
import type { PublicSetting } from "../../adversaries/server-adversary.ts";
import { rowOf } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { phaseScale } from "../protocol/encode.ts";
import type { ServerView } from "../protocol/transcript.ts";
import { honestVisibility } from "../quantum/evaluate.ts";
import { noiseless } from "../quantum/noise.ts";
import { mean } from "../statistics/moments.ts";
import type { DrawnUpdates, LeakageSetting } from "./leakage-setting.ts";
import { ofResidues, ofVisibility } from "./link-detection.ts";
import type { Angles } from "./link-detection.ts";
import { expected } from "./observation.ts";
import type { Observation } from "./observation.ts";
import { playLink } from "./play-link.ts";
import type { LinkPlay } from "./play-link.ts";
import { publicSetting } from "./play-rounds.ts";
import { ofReading } from "./server-observations.ts";

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
  let form = expected(0, "0: one qubit is I/2");
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
  return [...found, ...ofReading("a client's update", truth, inference.estimate.data, isModel ? form : null)];
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
