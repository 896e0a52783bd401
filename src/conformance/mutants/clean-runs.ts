import type { Law } from "../../../properties/law.ts";
import type { Provenance } from "../../base/provenance.ts";
import { DEFAULT_FALSE_ALARM_BUDGET } from "../../statistics/budget.ts";
import { levelsOf } from "./job.ts";
import type { Job, JobEntry } from "./job.ts";
import type { CleanReport } from "./report.ts";
import type { JobSettings, RunJobs } from "./run-jobs.ts";

/** Which laws run how often on the reference. */
export interface CleanSettings extends JobSettings {
  /** Every law that there is: it divides the budget of false alarms. */
  readonly catalogue: readonly Law[];
  readonly laws: readonly Law[];
  readonly patterns: readonly string[] | null;
  readonly runs: number;
  readonly seeds: number;
  readonly made: Provenance;
  readonly runJobs: RunJobs;
}

/** The smallest p-value of each law, the least first. */
function smallestOf(entries: readonly JobEntry[]): CleanReport["pValues"] {
  const tested = entries.filter(({ pValue }) => pValue !== undefined);
  return [...new Set(tested.map(({ law }) => law))]
    .map((law) => {
      const own = tested.filter((entry) => entry.law === law);
      const least = own.reduce((a, b) => (b.pValue! < a.pValue! ? b : a));
      return { law, smallest: least.pValue!, seed: least.seed, runs: own.length };
    })
    .sort((a, b) => a.smallest - b.smallest);
}

/** Runs laws on the reference under many seeds: whatever they find is a false alarm. @throws the signal's reason */
export async function cleanRuns(settings: CleanSettings): Promise<CleanReport> {
  const { laws, runs, seeds, made } = settings;
  const ids = laws.map(({ id }) => id);
  const jobs = Array.from({ length: seeds }, (_, i): Job => ({
    subject: { kind: "reference" },
    laws: ids,
    seeds: [`${made.seed}/clean/${i + 1}`],
    runs,
  }));
  const entries = (await settings.runJobs(jobs, settings)).flatMap((result) => result.entries);
  const having = (verdict: JobEntry["verdict"]): readonly JobEntry[] =>
    entries.filter((entry) => entry.verdict === verdict);
  return {
    kind: "cqsa-clean",
    format: 1,
    made,
    settings: { laws: settings.patterns, runs, seeds },
    falseAlarmBudget: DEFAULT_FALSE_ALARM_BUDGET,
    levels: levelsOf(settings.catalogue),
    laws: laws.length,
    violations: having("violated").map(({ law, seed, message }) => ({ law, seed, message })),
    inconclusive: having("inconclusive").map(({ law, seed, message }) => ({ law, seed, reason: message })),
    harnessFaults: having("fault").map(({ law, seed, message }) => ({
      subject: `reference, seed ${seed}`,
      law,
      message,
    })),
    pValues: smallestOf(entries),
  };
}
