import type { OptionValues } from "../../../adversaries/adversary.ts";
import type { PartyAdversary } from "../../../adversaries/index.ts";
import type { ServerAdversary } from "../../../adversaries/server-adversary.ts";
import { rowOf, toRows } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { rangeRefusal } from "../../base/refusal.ts";
import type { Implementation, NoiseParams } from "../../implementation/implementation.ts";
import type { ClusterMeasurement } from "../../protocol/aggregate.ts";
import { phaseScale } from "../../protocol/encode.ts";
import type { ServerView } from "../../protocol/transcript.ts";
import { adapterFailure } from "../foreign-failure.ts";
import { hardeningAt } from "../hardening-at.ts";
import { checkLeakageSetting } from "../leakage-setting.ts";
import type { LeakageSetting } from "../leakage-setting.ts";
import type { Observation } from "../observation.ts";
import { publicSetting } from "../play-rounds.ts";
import type { ServerPlay } from "../play-server.ts";
import { judgeServer } from "../server-observations.ts";

/** Whom an implementation under test can be put before: those who look at what `round` answers. */
export const ON_THE_WIRE: ReadonlySet<string> = new Set([
  "server/curious-round",
  "server/curious-bounds",
  "server/known-candidate",
  "server/many-rounds",
]);

/** Those of them who need the extension `view`. */
export const NEEDS_VIEW: ReadonlySet<string> = new Set(["server/curious-bounds"]);

/** The sum that a mean stands for, in radians, as the server would have measured it. */
function measurementOf(
  mean: readonly number[],
  members: number,
  scale: number,
  visibility: readonly number[] | null,
): ClusterMeasurement {
  const phaseSum = Float64Array.from(mean, (weight) => members * scale * weight);
  return {
    phaseSum,
    visibility: Float64Array.from(mean, (_, c) => visibility?.[c] ?? 1),
    x: phaseSum.map(Math.cos),
    y: phaseSum.map(Math.sin),
  };
}

/** Asks for a round, and makes of the answer what the server saw. */
async function askRound(
  implementation: Implementation,
  updates: Matrix,
  setting: LeakageSetting,
  t: number,
  rng: RandomStream,
): Promise<ServerView> {
  const { clusterSize, shots, noise, hardening } = setting;
  const { extensions = [] } = implementation.capabilities;
  const outcome = await implementation.call("round", {
    updates: toRows(updates),
    clusterSize,
    shots,
    noise: noise.channel === "none" ? { channel: "none" } : (noise as NoiseParams),
    dropouts: [],
    rule: "mean",
    tolerate: 0,
    seed: rng.fork(`round/${t}`).label,
    ...(extensions.includes("view") && { view: true }),
    ...(hardening && { hardening: { ...hardeningAt(hardening, t, rng.label) } }),
  });
  if (outcome.outcome !== "ok") throw adapterFailure(outcome);
  const { clusters, aggregates, weightBound, view } = outcome.result;
  const { guard } = publicSetting(setting);
  return {
    reports: Float64Array.from(view?.reports ?? []),
    weightBound,
    clusters,
    measurements: clusters.map(({ length }, c) => {
      const mean = aggregates[c];
      if (mean === null || mean === undefined) return null;
      const scale = phaseScale(Math.max(clusterSize, length), guard * weightBound);
      return measurementOf(mean, length, scale, view?.visibility[c] ?? null);
    }),
  };
}

async function playForeign(
  implementation: Implementation,
  adversary: ServerAdversary,
  options: OptionValues,
  setting: LeakageSetting,
  drawn: ReturnType<LeakageSetting["updates"]["draw"]>,
  rng: RandomStream,
): Promise<ServerPlay> {
  const known = publicSetting(setting);
  const draws = rng.fork("adversary");
  if (adversary.sees === "transcript") {
    const views: ServerView[] = [];
    for (const [t, updates] of drawn.rounds.entries()) {
      views.push(await askRound(implementation, updates, setting, t, rng));
    }
    const inference = adversary.make(options).observe({ setting: known, rounds: views }, draws);
    return { inference, views, colluders: [], answers: [] };
  }
  if (adversary.sees !== "candidates") {
    throw rangeRefusal("adversary", "one who looks at what round answers", adversary.id);
  }
  const updates = drawn.rounds.at(-1)!;
  const present = await askRound(implementation, updates, setting, 0, rng);
  const views = [present];
  const { clusters } = present;
  const inside = clusters.map(([client], cluster) => ({
    candidate: rowOf(updates, client!),
    round: 0,
    cluster,
  }));
  let outside = inside.map((question, c) => ({ ...question, cluster: (c + 1) % clusters.length }));
  if (options["against"] !== "another") {
    // The same round without the candidates' updates.
    const without = { ...updates, data: updates.data.slice() };
    for (const [client] of clusters) rowOf(without, client!).fill(0);
    views.push(await askRound(implementation, without, setting, 0, rng));
    outside = inside.map((question) => ({ ...question, round: 1 }));
  }
  const questions = [...inside, ...outside];
  const inference = adversary.make(options).observe({ setting: known, rounds: views, questions }, draws);
  return { inference, views, colluders: [], answers: questions.map((_, at) => at < inside.length) };
}

/**
 * One trial of a server that looks at rounds of an implementation under test, over its operation `round`.
 *
 * @throws RangeError for an adversary who does more than that; a foreign failure for an answer that is no result
 */
export async function runForeignTrial(
  implementation: Implementation,
  adversary: PartyAdversary,
  options: OptionValues,
  setting: LeakageSetting,
  rng: RandomStream,
): Promise<Observation[]> {
  checkLeakageSetting(setting);
  if (adversary.role !== "server" || !ON_THE_WIRE.has(adversary.id)) {
    throw rangeRefusal("adversary", "one who looks at what round answers", adversary.id);
  }
  const drawn = setting.updates.draw(setting.rounds, rng.fork("updates"));
  const play = await playForeign(implementation, adversary, options, setting, drawn, rng);
  const found = judgeServer(adversary, options, setting, drawn, play);
  return setting.hardening === undefined
    ? found
    : found.map((one): Observation => ({ ...one, expected: null }));
}
