import { generateDataSet } from "../learning/generate-data-set.ts";
import type { SourceCache } from "./load-source.ts";
import type { Job } from "./setting.ts";
import { runTrainingTrial } from "./training-trial.ts";
import { runTrial, trialStream } from "./trial.ts";
import type { Player, TrialResult } from "./trial.ts";

/** Runs one trial of a group of cells; the results are in their order. */
export async function runJob(
  { cells, trial, plan, source }: Job,
  cache: SourceCache,
  player?: Player,
): Promise<TrialResult[]> {
  const { clients, alpha } = cells[0]!.cell;
  if (plan.training && source.kind === "training") {
    // Generated data are made for each trial anew, so that what trials have in common is only how they are made.
    const data =
      source.dataset === null
        ? generateDataSet(trialStream(plan.seed, trial).fork("data"))
        : await cache.data(source.dataset, plan.seed);
    const results: TrialResult[] = [];
    for (const placed of cells) results.push(await runTrainingTrial(placed, trial, plan, data, player));
    return results;
  }
  return runTrial(cells, trial, plan, await cache.source(source, clients, alpha, plan.seed), player);
}
