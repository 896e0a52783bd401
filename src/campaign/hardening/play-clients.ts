import { completeOptions } from "../../../adversaries/adversary.ts";
import { findAdversary } from "../../../adversaries/index.ts";
import type { RandomStream } from "../../base/random.ts";
import { isRefusal, rangeRefusal } from "../../base/refusal.ts";
import { round } from "../../protocol/round.ts";
import type { RoundRequest, RoundResult } from "../../protocol/round.ts";
import { stageRound } from "../play-round.ts";
import type { RuleSetting, StagedRound } from "../play-round.ts";
import { drawMembers } from "../trial.ts";
import { rate, value } from "./estimate.ts";
import type { Outcome } from "./estimate.ts";
import type { Profile } from "./measures.ts";
import { standardUpdates } from "./scene.ts";
import type { Scenario, Scene } from "./scene.ts";

const MEAN: RuleSetting = { rule: "mean", options: {}, tolerate: () => 0 };

interface ClientPlay {
  readonly staged: StagedRound;
  readonly members: ReadonlySet<number>;
  /** Null where the profile ended the round. */
  readonly result: RoundResult | null;
}

/** A round of the scene, or of a request that differs; null where the profile ends it without a result. */
export function hardenedRound(
  { clusterSize, shots, noise }: Scene,
  { round: hardening }: Profile,
  given: Pick<RoundRequest, "updates"> & Partial<RoundRequest>,
  rng: RandomStream,
  edits: StagedRound["edits"] = {},
): RoundResult | null {
  const request: RoundRequest = {
    clusterSize,
    remainder: "balanced",
    shots,
    noise,
    rule: "mean",
    tolerate: 0,
    hardening,
    ...given,
  };
  try {
    return round(request, rng, edits);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

function playClients(
  id: string,
  given: Readonly<Record<string, number | string>>,
  scene: Scene,
  profile: Profile,
  rng: RandomStream,
): ClientPlay {
  const adversary = findAdversary(id);
  if (adversary === undefined) throw rangeRefusal("adversary", "an adversary of the catalogue", id);
  const members = drawMembers(scene.clients, scene.byzantine, rng.fork("members"));
  const updates = standardUpdates(scene.clients, scene.coordinates, rng.fork("updates"));
  const staged = stageRound(
    updates,
    { adversary, options: completeOptions(adversary, given), members },
    { ...scene, remainder: "balanced" },
    MEAN,
    rng.fork("adversary"),
  );
  const result = hardenedRound(
    scene,
    profile,
    { updates: staged.updates, dropouts: staged.dropouts },
    rng.fork("round"),
    staged.edits,
  );
  return { staged, members: new Set(members), result };
}

/** ‖update − mean of the honest‖ over ‖mean of the honest‖: THR-GOAL-1. */
export function relativeError(target: Float64Array, update: Float64Array): number {
  let [error, length] = [0, 0];
  for (const [c, own] of target.entries()) {
    error += (update[c]! - own) ** 2;
    length += own ** 2;
  }
  return Math.sqrt(error / length);
}

/** How many clusters with an attacker in a decisive place are in the update. */
function acceptedOf(
  { members, result }: ClientPlay,
  isAttacked: (cluster: readonly number[], members: ReadonlySet<number>) => boolean,
): Outcome {
  if (result === null) return rate(0, 1);
  const attacked = result.clusters.flatMap((cluster, c) => (isAttacked(cluster, members) ? [c] : []));
  // A partition may leave none: then there is nothing to accept.
  if (attacked.length === 0) return rate(0, 0);
  return rate(attacked.filter((c) => result.accepted[c]).length, attacked.length);
}

function accepting(
  adversary: string,
  options: Readonly<Record<string, number | string>>,
  isAttacked: (cluster: readonly number[], members: ReadonlySet<number>) => boolean = (cluster, members) =>
    cluster.some((client) => members.has(client)),
): Scenario {
  return {
    adversary,
    options,
    figure: "attacked clusters in the update",
    play: (scene, profile, rng) =>
      acceptedOf(playClients(adversary, options, scene, profile, rng), isAttacked),
  };
}

/** Byzantine clients who act on phases, qubits and reports. */
export const clientScenarios: Readonly<
  Record<"collapse" | "partialCollapse" | "flip" | "outOfRange" | "inflater", Scenario>
> = {
  collapse: accepting("client/collapse", { share: 1 }),
  partialCollapse: accepting("client/collapse", { share: 0.05 }),
  // On another qubit than the one that is read the flip does no harm.
  flip: accepting("client/control-flip", {}, ([first], members) => members.has(first!)),
  outOfRange: accepting("client/out-of-range-phase", { angle: 2.5 }),
  inflater: {
    adversary: "client/bound-inflater",
    options: { lambda: 100 },
    figure: "relative error of the update",
    play: (scene, profile, rng) => {
      const { staged, result } = playClients("client/bound-inflater", { lambda: 100 }, scene, profile, rng);
      return value(result === null ? 0 : relativeError(staged.target, result.update));
    },
  },
};
