import { findAdversary } from "../../../adversaries/index.ts";
import { completeOptions } from "../../../adversaries/adversary.ts";
import { rowOf, zeros } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { rangeRefusal } from "../../base/refusal.ts";
import { stageRound } from "../../campaign/play-round.ts";
import type { Attack, RoundSetting, RuleSetting, StagedRound } from "../../campaign/play-round.ts";
import { measureRound } from "../../campaign/reference-player.ts";
import type { MeasuredRound } from "../../campaign/reference-player.ts";
import { drawMembers } from "../../campaign/trial.ts";
import type { AuditContext } from "../context.ts";

/** Adversaries that look at no rule are staged under this one. */
const ANY_RULE: RuleSetting = { rule: "mean", options: {}, tolerate: () => 0 };

/** Columns spread over all, the one of the largest magnitude among them: it is what the bound is made of. */
function spreadColumns({ data, columns }: Matrix, most: number): number[] {
  const count = Math.min(most, columns);
  const chosen = Array.from({ length: count }, (_, c) => Math.floor((c * columns) / count));
  let largest = 0;
  for (let i = 0; i < data.length; i++) if (Math.abs(data[i]!) > Math.abs(data[largest]!)) largest = i;
  chosen[Math.floor(((largest % columns) * count) / columns)] = largest % columns;
  return chosen;
}

function fewColumns(updates: Matrix, most: number): Matrix {
  const chosen = spreadColumns(updates, most);
  const few = zeros(updates.rows, chosen.length);
  for (let client = 0; client < updates.rows; client++) {
    const from = rowOf(updates, client);
    rowOf(few, client).set(chosen.map((column) => from[column]!));
  }
  const largest = few.data.reduce((bound, weight) => Math.max(bound, Math.abs(weight)), 0);
  return largest === 0 ? few : { ...few, data: few.data.map((weight) => weight / largest) };
}

/** What was cut from a matrix; nobody changes it. */
const cut = new WeakMap<Matrix, Map<number, Matrix>>();

/**
 * The updates of one of the run's rounds, of all clients, cut to at most `most` coordinates, in units of their largest
 * magnitude: rounds with attackers are many, and no rule here asks for a unit.
 *
 * @param turn counts up: rounds are taken in turn
 */
export function sampledUpdates({ rounds }: AuditContext, turn: number, most: number): Matrix {
  const { updates } = rounds[turn % rounds.length]!;
  const known = cut.get(updates) ?? new Map<number, Matrix>();
  cut.set(updates, known);
  const few = known.get(most) ?? fewColumns(updates, most);
  known.set(most, few);
  return few;
}

/** Clients for which a share of the preset's repetitions is meant; of more there are fewer rounds. */
const USUAL_CLIENTS = 60;
const LEAST_ROUNDS = 20;

/**
 * How many rounds, or trials of some, are played: a share of the preset's repetitions up to `most`, fewer where many
 * clients make each of them long.
 */
export function playedCount({ effort, rounds }: AuditContext, share: number, most: number): number {
  const wanted = Math.min(most, Math.ceil(share * effort.trials));
  const { rows } = rounds[0]!.updates;
  return Math.max(2, Math.min(wanted, Math.max(LEAST_ROUNDS, Math.ceil((wanted * USUAL_CLIENTS) / rows))));
}

/** An adversary of the catalogue in the place of clients that are drawn at random. */
export function attackBy(
  id: string,
  options: Readonly<Record<string, number | string>>,
  byzantine: number,
  clients: number,
  rng: RandomStream,
): Attack {
  const adversary = findAdversary(id);
  if (adversary === undefined) throw rangeRefusal("adversary", "an adversary of the catalogue", id);
  return {
    adversary,
    options: completeOptions(adversary, options),
    members: drawMembers(clients, byzantine, rng.fork("members")),
  };
}

/** A round under attack as far as its screening: who sent what, and what the server measured. */
export function attackedRound(
  updates: Matrix,
  attack: Attack | null,
  setting: RoundSetting,
  rng: RandomStream,
): { readonly staged: StagedRound; readonly measured: MeasuredRound } {
  const staged = stageRound(updates, attack, setting, ANY_RULE, rng.fork("adversary"));
  return { staged, measured: measureRound(staged, setting, rng.fork("round")) };
}
