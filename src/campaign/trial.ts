import { findAdversary } from "../../adversaries/index.ts";
import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { hardeningAt } from "./hardening-at.ts";
import type { Hardening } from "../protocol/hardening/hardening.ts";
import { shuffledIndices } from "../learning/shuffle.ts";
import { findRule } from "../rules/index.ts";
import type { JudgedRound } from "./judged-round.ts";
import { looksAtRule, poisoned, poisonsData, stageRound } from "./play-round.ts";
import type { Attack, RoundSetting, RuleSetting, StagedRound } from "./play-round.ts";
import { judgeRound, measureRound } from "./reference-player.ts";
import { scoreRound } from "./score-round.ts";
import type { RoundScore } from "./score-round.ts";
import type { Cell, PlacedCell, TrialPlan } from "./setting.ts";
import { retrainedUpdates } from "./source.ts";
import type { UpdateSource } from "./source.ts";
import { followSuspicion } from "./suspicion.ts";
import type { SuspicionTrace } from "./suspicion.ts";

/** What one trial of one cell showed. Plain data: a line of a results file. */
export interface TrialResult extends SuspicionTrace {
  readonly cell: number;
  readonly trial: number;
  readonly rounds: readonly RoundScore[];
  /** Of a whole training; null otherwise. */
  readonly training: TrainingScore | null;
}

/** How a training under attack went. */
export interface TrainingScore {
  /** On the test data, after each round. */
  readonly accuracies: readonly number[];
  /** The share of test samples of other classes that show the trigger and are taken for the target; null without one. */
  readonly success: readonly number[] | null;
}

/** What remainders become in a campaign: no client is left alone. */
export const REMAINDER = "balanced";

/** Plays a staged round under some rules; the answers are in their order. */
export type Player = (
  staged: StagedRound,
  setting: RoundSetting,
  rules: readonly RuleSetting[],
  rng: RandomStream,
) => readonly JudgedRound[] | Promise<readonly JudgedRound[]>;

/** The library's own rounds: what is measured once is screened by every rule. */
export const playOnReference: Player = (staged, setting, rules, rng) => {
  const measured = measureRound(staged, setting, rng);
  return rules.map((rule) => judgeRound(measured, rule, setting, rng));
};

/** The stream of a trial: the same for all cells, so that attacks and rules meet the same clusters, noise and shots. */
export function trialStream(seed: string, trial: number): RandomStream {
  return randomStream(seed).fork(`trial/${trial}`);
}

/** The attackers of a trial, drawn at random. */
export function drawMembers(clients: number, byzantine: number, rng: RandomStream): number[] {
  return [...shuffledIndices(rng, clients).subarray(0, byzantine)].sort((a, b) => a - b);
}

/** How many inputs a rule has after pre-aggregation: buckets hold several clusters. */
function inputsOf({ ruleOptions }: Pick<Cell, "ruleOptions">, clusters: number): number {
  const chain = ruleOptions["preAggregators"];
  if (!Array.isArray(chain)) return clusters;
  return chain.reduce<number>((inputs, step: unknown) => {
    const size = (step as { readonly id?: unknown; readonly size?: unknown } | null)?.size;
    return typeof size === "number" && size >= 1 ? Math.ceil(inputs / size) : inputs;
  }, clusters);
}

/** f of a rule over clusters: what was asked for, or the smaller of the attackers' number and what the rule tolerates. */
export function toleratedIn(
  cell: Pick<Cell, "tolerate" | "rule" | "ruleOptions" | "byzantine">,
  clusters: number,
): number {
  if (cell.tolerate !== null) return cell.tolerate;
  const rule = findRule(cell.rule);
  if (rule === undefined) throw rangeRefusal("rule", "the name of a rule", cell.rule);
  return Math.min(cell.byzantine, Math.max(0, rule.maxTolerated(inputsOf(cell, clusters))));
}

/** Who attacks in a trial of a cell. */
export function attackOf(cell: Cell, trial: RandomStream): Attack | null {
  if (cell.adversary === null || cell.byzantine === 0) return null;
  const adversary = findAdversary(cell.adversary);
  if (adversary === undefined)
    throw rangeRefusal("adversary", "an adversary of the catalogue", cell.adversary);
  return {
    adversary,
    options: cell.adversaryOptions,
    members: drawMembers(cell.clients, cell.byzantine, trial.fork("members")),
  };
}

/** How rounds of a cell are formed. */
export function settingOf(cell: Cell, reference: Float64Array | null, hardening?: Hardening): RoundSetting {
  const { clusterSize, shots, noise } = cell;
  return {
    clusterSize,
    remainder: REMAINDER,
    shots,
    noise,
    ...(reference && { reference }),
    ...(hardening && { hardening }),
  };
}

/** How rounds of a cell are screened. */
export function ruleOf(cell: Cell): RuleSetting {
  return { rule: cell.rule, options: cell.ruleOptions, tolerate: (live) => toleratedIn(cell, live) };
}

/**
 * One trial of cells that differ in their rules alone: attackers are drawn, and so are, in each of its rounds, clusters,
 * noise and shots. It depends on the cells, the seed and the trial's number alone. Trial t starts at round t of the
 * source, so that trials together see all of it.
 *
 * @throws whatever a round refuses
 */
export async function runTrial(
  cells: readonly PlacedCell[],
  trial: number,
  { rounds, seed, hardening }: Pick<TrialPlan, "rounds" | "seed" | "hardening">,
  source: UpdateSource,
  player: Player = playOnReference,
): Promise<TrialResult[]> {
  const { cell: first } = cells[0]!;
  const rng = trialStream(seed, trial);
  const attack = attackOf(first, rng);
  const byzantine = new Set(attack?.members ?? []);
  const retrains = attack !== null && poisonsData(attack.adversary, attack.options);
  const scores: RoundScore[][] = cells.map(() => []);
  const suspicions = cells.map(() => followSuspicion(first.clients, byzantine));
  for (let at = 0; at < rounds; at++) {
    const round = (trial + at) % source.rounds;
    const stream = rng.fork(`round/${at}`);
    const updates = retrains
      ? retrainedUpdates(
          source,
          round,
          attack.members,
          (honest, draws) => poisoned(attack, honest, draws),
          stream.fork("poison"),
        )
      : source.updates(round);
    const setting = settingOf(
      first,
      source.reference(round),
      hardening && hardeningAt(hardening, at, rng.label),
    );
    const rules = cells.map(({ cell }) => ruleOf(cell));
    const stage = (rule: RuleSetting): StagedRound =>
      stageRound(updates, attack, setting, rule, stream.fork("adversary"));
    const run = stream.fork("round");
    const staged = rules.map((rule, i) =>
      i === 0 || (attack !== null && looksAtRule(attack)) ? stage(rule) : undefined,
    );
    const answers: (readonly [JudgedRound, StagedRound])[] = [];
    if (staged.slice(1).every((own) => own === undefined)) {
      const shared = staged[0]!;
      for (const judged of await player(shared, setting, rules, run)) answers.push([judged, shared]);
    } else {
      for (const [i, own] of staged.entries()) {
        const [judged] = await player(own!, setting, [rules[i]!], run);
        answers.push([judged!, own!]);
      }
    }
    for (const [i, [judged, { target }]] of answers.entries()) {
      scores[i]!.push(scoreRound(judged, target, byzantine));
      suspicions[i]!.add(judged);
    }
  }
  return cells.map(({ index }, i) => ({
    cell: index,
    trial,
    rounds: scores[i]!,
    ...suspicions[i]!.trace,
    training: null,
  }));
}
