import type { Law, StatisticalLaw } from "../../../properties/law.ts";
import { STATED_POWER } from "../../../properties/stated-power.ts";
import type { Provenance } from "../../base/provenance.ts";
import { levelsOf, plantedIn } from "./job.ts";
import type { Job } from "./job.ts";
import type { PowerReport } from "./report.ts";
import type { JobSettings, RunJobs } from "./run-jobs.ts";

/** Which laws are shown their smallest effects, how often. */
export interface PowerSettings extends JobSettings {
  /** Every law that there is: it divides the budget of false alarms. */
  readonly catalogue: readonly Law[];
  readonly laws: readonly Law[];
  readonly patterns: readonly string[] | null;
  readonly trials: number;
  readonly made: Provenance;
  readonly runJobs: RunJobs;
}

/** Of a hundred at a probability of 0.99, fewer are found once in three hundred times. */
const WANTED = 0.95;
/** Trials of a job: few enough to share the work, and enough to be worth the way. */
const TRIALS_OF_JOB = 10;

/**
 * Plants in the reference the smallest effect that each statistical law states, and counts in how many runs of the
 * law, confirmation included, it is found. @throws the signal's reason
 */
export async function powerRuns(settings: PowerSettings): Promise<PowerReport> {
  const { catalogue, trials, made } = settings;
  const { first } = levelsOf(catalogue);
  const laws = settings.laws.filter((law): law is StatisticalLaw => law.kind === "statistical");
  const effects = laws.map((law) => plantedIn(law, first)?.effect ?? null);
  const jobs = laws.flatMap(({ id }, i): Job[] => {
    if (effects[i] === null) return [];
    const seeds = Array.from({ length: trials }, (_, trial) => `${made.seed}/power/${trial + 1}`);
    return Array.from({ length: Math.ceil(trials / TRIALS_OF_JOB) }, (_, part) => ({
      subject: { kind: "planted", law: id },
      laws: [id],
      seeds: seeds.slice(part * TRIALS_OF_JOB, (part + 1) * TRIALS_OF_JOB),
      runs: 1,
    }));
  });
  const entries = (await settings.runJobs(jobs, settings)).flatMap((result) => result.entries);
  return {
    kind: "cqsa-power",
    format: 1,
    made,
    settings: { laws: settings.patterns, trials },
    power: STATED_POWER,
    wanted: Math.floor(WANTED * trials),
    laws: laws.map(({ id }, i) => ({
      law: id,
      effect: effects[i]!,
      found: entries.filter(({ law, verdict }) => law === id && verdict === "violated").length,
    })),
    harnessFaults: entries
      .filter(({ verdict }) => verdict === "fault")
      .map(({ law, message }) => ({ subject: "planted", law, message })),
  };
}
