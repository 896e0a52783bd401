import { completeOptions } from "../../../adversaries/adversary.ts";
import type { OptionValues } from "../../../adversaries/adversary.ts";
import type { ExternalAdversary } from "../../../adversaries/external-adversary.ts";
import { interceptResend } from "../../../adversaries/external/intercept-resend.ts";
import { substitution } from "../../../adversaries/external/substitution.ts";
import { isRefusal } from "../../base/refusal.ts";
import { matrixOf } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { leakageFigures } from "../../campaign/leakage-figures.ts";
import type { LeakageFigure } from "../../campaign/leakage-figures.ts";
import { givenUpdates } from "../../campaign/leakage-setting.ts";
import type { LeakageSetting } from "../../campaign/leakage-setting.ts";
import { runLeakageTrial } from "../../campaign/leakage-trial.ts";
import type { Observation } from "../../campaign/observation.ts";
import { playLink } from "../../campaign/play-link.ts";
import type { Bounded } from "../../leakage/reconstruction.ts";
import { completeHardening } from "../../protocol/hardening/hardening.ts";
import { kornGraubard, NO_TRIALS, withTrial } from "../../statistics/korn-graubard.ts";
import { detectableProbabilityShift } from "../../statistics/power.ts";
import type { AuditContext } from "../context.ts";
import type { IntruderEvidence, IntruderPoint } from "../state-evidence.ts";
import { thinned } from "./read-sums.ts";

const CONFIDENCE = 0.99;
/** At which the checks look for intruders. */
const LEVEL = 0.05;
const COORDINATES = 20;
/** One cluster is looked at: more clients cost time and change nothing. */
const MOST_CLIENTS = 15;
/** All outcomes of a cluster are counted: 2^k of them. */
const MOST_MEMBERS = 6;
const LEAST_TRIALS = 4;
const MOST_TRIALS = 600;
/** Of the effort's. */
const TRIALS_SHARE = 0.3;
/** Of these, for intruders that show at once or not at all. */
const PLAIN_SHARE = 0.25;
/** Flags do not depend on how many coordinates there are: test states stand in the place of any. */
const FLAGGED_COORDINATES = 4;

const TESTS = 32;
/** With which the smallest effect is seen. */
const POWER = 0.99;
const PHASE_ERROR = "error of the client's phase, radians";

interface Intruder {
  readonly name: string;
  readonly adversary: ExternalAdversary;
  readonly options: OptionValues;
  /** Of the trials, how many this one has. */
  readonly share: number;
}

function withDefaults(
  name: string,
  adversary: ExternalAdversary,
  options: OptionValues,
  share: number,
): Intruder {
  return { name, adversary, options: completeOptions(adversary, options), share };
}

const INTRUDERS: readonly Intruder[] = [
  withDefaults("substitution", substitution, {}, 1),
  withDefaults("intercept along z", interceptResend, { axis: "z", link: "outbound" }, PLAIN_SHARE),
  withDefaults(
    "intercept along x, on the way back",
    interceptResend,
    { axis: "x", link: "returning" },
    PLAIN_SHARE,
  ),
];

function firstRows({ rows, columns, data }: Matrix, most: number): Matrix {
  const left = Math.min(rows, most);
  return matrixOf("updates", data.slice(0, left * columns), left, columns);
}

function bounded(figures: readonly LeakageFigure[], name: string): Bounded | null {
  const found = figures.find(({ figure }) => figure === name);
  return found === undefined ? null : { value: found.value, lower: found.lower, upper: found.upper };
}

/** A share of one-round trials. */
function share(hits: readonly boolean[]): Bounded {
  const sums = hits.reduce((so, hit) => withTrial(so, hit ? 1 : 0, 1), NO_TRIALS);
  return { value: sums.successes / sums.cases, ...kornGraubard(sums, CONFIDENCE) };
}

/** Whether measures flag the cluster of the intruder's client; a round that one of them ends is flagged, too. */
function isFlagged({ adversary, options }: Intruder, setting: LeakageSetting, rng: RandomStream): boolean {
  const drawn = setting.updates.draw(1, rng.fork("updates"));
  try {
    return playLink(adversary, options, setting, drawn, rng, 0).flags.some((measures) => measures.length > 0);
  } catch (error) {
    if (isRefusal(error) && setting.hardening !== undefined) return true;
    throw error;
  }
}

/** Rounds in which measures flag the cluster whose link somebody is on. */
function flagged(intruder: Intruder, setting: LeakageSetting, trials: number, rng: RandomStream): Bounded {
  return share(
    Array.from({ length: trials }, (_, trial) => isFlagged(intruder, setting, rng.fork(`trial/${trial}`))),
  );
}

function measured(
  { name, adversary, options }: Intruder,
  setting: LeakageSetting,
  trials: number,
  rng: RandomStream,
): { readonly point: Omit<IntruderPoint, "verification">; readonly figures: readonly LeakageFigure[] } {
  const observed = Array.from({ length: trials }, (_, trial): Observation[] =>
    runLeakageTrial(adversary, options, setting, rng.fork(`trial/${trial}`)),
  );
  const figures = leakageFigures(observed, CONFIDENCE);
  return {
    figures,
    point: {
      intruder: name,
      trials,
      read: bounded(figures, "R² of a client's update")!,
      coordinates: bounded(figures, "coordinates flagged by V² over its spread"),
      visibility: bounded(figures, "rounds flagged by visibility, coordinates pooled"),
      residues: bounded(figures, "rounds flagged by residues"),
      seen: { rounds: seenBy(trials), coordinates: seenBy(trials * setting.updates.coordinates) },
    },
  };
}

/** The least rate of alarms above the false ones' that so many independent cases would tell from it. */
function seenBy(cases: number): number {
  return Math.min(1, LEVEL + detectableProbabilityShift(cases, LEVEL, 1 - CONFIDENCE, POWER));
}

/** SE-1: intruders on one link of rounds on this run's updates, and what shows of them. */
export function gatherIntruders({ settings, rounds, effort, rng }: AuditContext): IntruderEvidence {
  const updates = rounds.map((round) => firstRows(thinned(round.updates, COORDINATES), MOST_CLIENTS));
  const clients = updates[0]!.rows;
  const trials = Math.max(LEAST_TRIALS, Math.min(MOST_TRIALS, Math.round(TRIALS_SHARE * effort.trials)));
  const plan = {
    clusterSize: Math.min(settings.clusterSize, MOST_MEMBERS, clients),
    coordinates: updates[0]!.columns,
    trials,
    shots: settings.shots,
    confidence: CONFIDENCE,
    level: LEVEL,
    tests: TESTS,
    power: POWER,
    // Where no round at all should be flagged, one that is tells.
    seen: 1 - (1 - POWER) ** (1 / trials),
  };
  if (clients === 1) return { ...plan, honest: null, replaced: null, intruders: [] };
  const setting: LeakageSetting = {
    updates: givenUpdates(updates),
    clusterSize: plan.clusterSize,
    shots: settings.shots,
    noise: settings.noise,
    rounds: 1,
    partition: "reshuffled",
  };
  const few: LeakageSetting = {
    ...setting,
    updates: givenUpdates(updates.map((own) => thinned(own, FLAGGED_COORDINATES))),
  };
  const tested: LeakageSetting = {
    ...few,
    hardening: completeHardening({ "verification-rounds": { states: TESTS, falseAlarm: LEVEL } }),
  };
  const all = INTRUDERS.map((intruder) => {
    const own = Math.max(LEAST_TRIALS, Math.round(intruder.share * trials));
    const stream = rng.fork(intruder.name);
    const { point, figures } = measured(intruder, setting, own, stream);
    const verification = flagged(intruder, tested, own, stream.fork("tests"));
    return { figures, point: { ...point, verification } };
  });
  const { figures } = all[0]!;
  const error = figures.find(({ figure }) => figure === PHASE_ERROR)!;
  return {
    ...plan,
    honest: bounded(figures, "honest coordinates flagged by V² over its spread"),
    replaced: {
      flagged: flagged(INTRUDERS[0]!, few, trials, rng.fork("plain")),
      phaseError: bounded(figures, PHASE_ERROR)!,
      expectedError: error.expected!.value,
    },
    intruders: all.map(({ point }) => point),
  };
}
