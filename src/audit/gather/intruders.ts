import { completeOptions } from "../../../adversaries/adversary.ts";
import type { OptionValues } from "../../../adversaries/adversary.ts";
import type { ExternalAdversary } from "../../../adversaries/external-adversary.ts";
import { interceptResend } from "../../../adversaries/external/intercept-resend.ts";
import { substitution } from "../../../adversaries/external/substitution.ts";
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

const TESTS = 32;
const PHASE_ERROR = "error of the client's phase, radians";
const FLAGGED = "rounds in which a measure flagged the client's cluster";

interface Intruder {
  readonly name: string;
  readonly adversary: ExternalAdversary;
  readonly options: OptionValues;
}

function withDefaults(name: string, adversary: ExternalAdversary, options: OptionValues = {}): Intruder {
  return { name, adversary, options: completeOptions(adversary, options) };
}

const INTRUDERS: readonly Intruder[] = [
  withDefaults("substitution", substitution),
  withDefaults("intercept along z", interceptResend, { axis: "z", link: "outbound" }),
  withDefaults("intercept along x, on the way back", interceptResend, { axis: "x", link: "returning" }),
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

/** A round that a measure ends as a whole is flagged, too. */
function isFlagged(found: readonly Observation[]): boolean {
  const flagged = found.find(({ figure }) => figure === FLAGGED);
  return flagged?.kind !== "rate" || flagged.successes > 0;
}

function measured(
  { name, adversary, options }: Intruder,
  setting: LeakageSetting,
  trials: number,
  rng: RandomStream,
): { readonly point: IntruderPoint; readonly figures: readonly LeakageFigure[] } {
  const each = (own: LeakageSetting): Observation[][] =>
    Array.from({ length: trials }, (_, trial) =>
      runLeakageTrial(adversary, options, own, rng.fork(`trial/${trial}`)),
    );
  const figures = leakageFigures(each(setting), CONFIDENCE);
  const hardening = completeHardening({ "verification-rounds": { states: TESTS, falseAlarm: LEVEL } });
  const tested = each({ ...setting, hardening });
  return {
    figures,
    point: {
      intruder: name,
      read: bounded(figures, "R² of a client's update")!,
      coordinates: bounded(figures, "coordinates flagged by V² over its spread"),
      visibility: bounded(figures, "rounds flagged by visibility, coordinates pooled"),
      residues: bounded(figures, "rounds flagged by residues"),
      verification: share(tested.map(isFlagged)),
    },
  };
}

/** Rounds of the plain profile that flag the cluster whose link somebody replaces. */
function flaggedPlain(setting: LeakageSetting, trials: number, rng: RandomStream): Bounded {
  const { adversary, options } = INTRUDERS[0]!;
  return share(
    Array.from({ length: trials }, (_, trial) => {
      const stream = rng.fork(`trial/${trial}`);
      const drawn = setting.updates.draw(1, stream.fork("updates"));
      const { flags } = playLink(adversary, options, setting, drawn, stream, 0);
      return flags.some((measures) => measures.length > 0);
    }),
  );
}

/** SE-1: intruders on one link of rounds on this run's updates, and what shows of them. */
export function gatherIntruders({ settings, rounds, effort, rng }: AuditContext): IntruderEvidence {
  const updates = rounds.map((round) => firstRows(thinned(round.updates, COORDINATES), MOST_CLIENTS));
  const clients = updates[0]!.rows;
  const plan = {
    clusterSize: Math.min(settings.clusterSize, MOST_MEMBERS, clients),
    coordinates: updates[0]!.columns,
    trials: Math.max(LEAST_TRIALS, Math.round(effort.trials / 16)),
    shots: settings.shots,
    confidence: CONFIDENCE,
    level: LEVEL,
    tests: TESTS,
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
  const all = INTRUDERS.map((intruder) => measured(intruder, setting, plan.trials, rng.fork(intruder.name)));
  const { figures } = all[0]!;
  const error = figures.find(({ figure }) => figure === PHASE_ERROR)!;
  return {
    ...plan,
    honest: bounded(figures, "honest coordinates flagged by V² over its spread"),
    replaced: {
      flagged: flaggedPlain(setting, plan.trials, rng.fork("plain")),
      phaseError: bounded(figures, PHASE_ERROR)!,
      expectedError: error.expected!.value,
    },
    intruders: all.map(({ point }) => point),
  };
}
