import { laws as allLaws } from "../../properties/index.ts";
import type { Law } from "../../properties/law.ts";
import { levelOf } from "../../properties/run-law.ts";
import type { ShrinkLimits } from "../../properties/run-law.ts";
import type { Provenance } from "../base/provenance.ts";
import { checkInteger, checkNumber } from "../base/check.ts";
import type { Implementation } from "../implementation/implementation.ts";
import { DEFAULT_FALSE_ALARM_BUDGET } from "../statistics/budget.ts";
import { notTested } from "./not-tested.ts";
import { profileStatement } from "./profile-statement.ts";
import type { Observation, VerifyReport } from "./report.ts";
import { runLaws } from "./run-laws.ts";
import type { VerifyProgress } from "./run-laws.ts";
import { runLimits } from "./run-limits.ts";
import { selectedProfiles, selectLaws } from "./select-laws.ts";
import type { Selection } from "./select-laws.ts";

/** What to verify, and how. */
export interface VerifySettings extends Selection {
  /** Cases of each deterministic law; 100 by default. */
  readonly runs?: number | undefined;
  /** The size of samples as a multiple of the usual one; 1 by default. */
  readonly samples?: number | undefined;
  /** The run ends when so many laws are violated. */
  readonly maxFailures?: number | undefined;
  /** Seconds of the whole run. */
  readonly timeLimit?: number | undefined;
  /** How long a case is made smaller; {@link SHRINKING} by default. */
  readonly shrinking?: ShrinkLimits | undefined;
  /** Interrupts the run: the report says what was found by then. */
  readonly signal?: AbortSignal | undefined;
  /** What made the report; its seed is the seed of every draw. */
  readonly made: Provenance;
  /** Every law that there is; those of the project by default. */
  readonly catalogue?: readonly Law[] | undefined;
  /** Asked at the end: what was noticed beside the answers. */
  readonly observed?: (() => readonly Observation[]) | undefined;
}

export const DEFAULT_RUNS = 100;

/** Where every call may cost its time limit, the search for a smaller case has to end. */
export const SHRINKING: ShrinkLimits = { cases: 200, faults: 10, milliseconds: 20_000 };

/**
 * Runs the laws on an implementation and says to which profiles it conforms.
 *
 * The level of each statistical law is a share of one false-alarm budget for the whole catalogue, whatever
 * is selected, so that the shards of a run keep it together.
 *
 * @throws TypeError, RangeError for a selection of nothing and for settings out of range
 */
export async function verify(
  implementation: Implementation,
  settings: VerifySettings,
  report: (progress: VerifyProgress) => void = () => undefined,
): Promise<VerifyReport> {
  const {
    catalogue = allLaws,
    made,
    runs = DEFAULT_RUNS,
    samples = 1,
    maxFailures,
    timeLimit,
    shard,
  } = settings;
  checkInteger("runs", runs, { min: 1 });
  checkNumber("samples", samples, { min: 0.001, max: 1000 });
  if (maxFailures !== undefined) checkInteger("maxFailures", maxFailures, { min: 1 });
  // The longest that a timer takes.
  if (timeLimit !== undefined) checkNumber("timeLimit", timeLimit, { min: 0.001, max: 2_147_483 });
  const selected = selectLaws(catalogue, settings);
  const level = levelOf(catalogue, DEFAULT_FALSE_ALARM_BUDGET);
  const limits = runLimits(settings.signal, timeLimit);
  const { version: harness, seed } = made;
  const ran = await runLaws({
    laws: selected,
    implementation,
    harness,
    seed,
    runs,
    samples,
    level,
    shrinking: settings.shrinking ?? SHRINKING,
    maxFailures: maxFailures ?? Infinity,
    limits,
    report,
  }).finally(limits.release);
  const findings = { catalogue, implementation, laws: ran.laws, failures: ran.failures };
  return {
    kind: "cqsa-verify",
    format: 1,
    made,
    declared: implementation.capabilities,
    settings: {
      laws: settings.laws ?? null,
      clauses: settings.clauses ?? null,
      profile: settings.profile ?? "all",
      runs,
      samples,
      maxFailures: maxFailures ?? null,
      shard: shard ?? null,
      timeLimit: timeLimit ?? null,
    },
    falseAlarmBudget: DEFAULT_FALSE_ALARM_BUDGET,
    level,
    ...ran,
    observations: settings.observed?.() ?? [],
    notTested: notTested(catalogue, ran.laws, selectLaws(catalogue, { ...settings, shard: undefined })),
    profiles: selectedProfiles(settings.profile).map((profile) => profileStatement(profile, findings)),
  };
}
