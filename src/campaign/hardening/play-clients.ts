import { completeOptions } from "../../../adversaries/adversary.ts";
import { columnMeans } from "../../../adversaries/columns.ts";
import { adversaries, findAdversary } from "../../../adversaries/index.ts";
import type { RandomStream } from "../../base/random.ts";
import { isRefusal, rangeRefusal } from "../../base/refusal.ts";
import { round } from "../../protocol/round.ts";
import type { RoundRequest, RoundResult } from "../../protocol/round.ts";
import { poisonsData, stageRound } from "../play-round.ts";
import type { RuleSetting, StagedRound } from "../play-round.ts";
import { drawMembers } from "../trial.ts";
import { rate, value } from "./estimate.ts";
import type { Outcome } from "./estimate.ts";
import type { Profile } from "./measures.ts";
import { standardUpdates } from "./scene.ts";
import type { Scenario, Scene } from "./scene.ts";

/** Nobody screens: what is defeated, measures defeat. */
export const MEAN: RuleSetting = { rule: "mean", options: {}, tolerate: () => 0 };

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

function squaredDistance(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, own, c) => sum + (own - y[c]!) ** 2, 0);
}

function squaredLength(x: Float64Array): number {
  return squaredDistance(x, new Float64Array(x.length));
}

/** ‖update − target‖² over ‖target‖²: the square of THR-GOAL-1. */
export function squaredError(target: Float64Array, update: Float64Array): number {
  return squaredDistance(target, update) / squaredLength(target);
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
    protocol: "round",
    play: (scene, profile, rng) =>
      acceptedOf(playClients(adversary, options, scene, profile, rng), isAttacked),
  };
}

/**
 * How far the attack leads the update astray: squared errors, since shots and noise of measures add to these, less that of
 * the same round if nobody attacks.
 */
function straying(adversary: string, options: Readonly<Record<string, number | string>> = {}): Scenario {
  return {
    adversary,
    options,
    figure: "squared relative error that it adds to the update",
    protocol: "round",
    play: (scene, profile, rng) => {
      const { staged, result } = playClients(adversary, options, scene, profile, rng);
      const honest = staged.attacked?.honest ?? staged.updates;
      const calm = hardenedRound(scene, profile, { updates: honest }, rng.fork("round"));
      if (result === null || calm === null) return value(0);
      const unavoidable = squaredDistance(columnMeans(honest), calm.update) / squaredLength(staged.target);
      return value(squaredError(staged.target, result.update) - unavoidable);
    },
  };
}

/** Byzantine clients whom measures are meant for: they act on phases, qubits and reports. */
export const clientScenarios: Readonly<
  Record<"collapse" | "partialCollapse" | "flip" | "outOfRange" | "inflater", Scenario>
> = {
  collapse: accepting("client/collapse", { share: 1 }),
  partialCollapse: accepting("client/collapse", { share: 0.05 }),
  // On another qubit than the one that is read the flip does no harm.
  flip: accepting("client/control-flip", {}, ([first], members) => members.has(first!)),
  outOfRange: accepting("client/out-of-range-phase", { angle: 2.5 }),
  inflater: straying("client/bound-inflater", { lambda: 100 }),
};

const TRIED = new Set(Object.values(clientScenarios).map(({ adversary }) => adversary));

/** The other ones that act without training: most send false updates, which is left to the rules that screen clusters. */
export const otherClientScenarios: readonly Scenario[] = adversaries
  .filter((adversary) => !TRIED.has(adversary.id))
  .filter((adversary) => !poisonsData(adversary, completeOptions(adversary, {})))
  .map(({ id }) => straying(id));
