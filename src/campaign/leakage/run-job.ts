import { findPartyAdversary } from "../../../adversaries/index.ts";
import { randomStream } from "../../base/random.ts";
import type { Implementation } from "../../implementation/implementation.ts";
import { drawCurve } from "./curve.ts";
import type { CurveTrial } from "./curve.ts";
import type { CurveSpec, LeakageCell, LeakagePlan } from "./cell.ts";
import type { LeakageSetting } from "../leakage-setting.ts";
import { runForeignTrial } from "./foreign.ts";
import { runLeakageTrial } from "../leakage-trial.ts";
import { sourceOf, updatesOf } from "./updates.ts";
import type { SourceCache } from "../load-source.ts";
import type { Observation } from "../observation.ts";

/** A trial to be run: of a cell, or of a curve; `index` is its place in the campaign's list. */
export type LeakageJob = { readonly index: number; readonly trial: number } & (
  | { readonly kind: "cell"; readonly cell: LeakageCell; readonly plan: Omit<LeakagePlan, "curves"> }
  | { readonly kind: "curve"; readonly curve: CurveSpec; readonly seed: string }
);

/** What a trial showed. Plain data: a line of the results file. */
export type LeakageResult = { readonly index: number; readonly trial: number } & (
  | { readonly kind: "cell"; readonly found: readonly Observation[] }
  | { readonly kind: "curve"; readonly found: CurveTrial }
);

/** A cell's setting without its updates. */
export function settingOfLeakage({
  clusterSize,
  shots,
  noise,
  rounds,
  partition,
  hardening,
}: LeakageCell): Omit<LeakageSetting, "updates"> {
  return { clusterSize, shots, noise, rounds, partition, ...(hardening && { hardening }) };
}

/** Runs one trial; cells that differ in their profile alone draw the same. */
export async function runLeakageJob(
  job: LeakageJob,
  cache: SourceCache,
  implementation?: Implementation,
): Promise<LeakageResult> {
  const { index, trial } = job;
  if (job.kind === "curve") {
    const { curve, seed } = job;
    const updates = await updatesOf(curve.updates, curve.clients, seed, cache);
    const rng = randomStream(seed).fork(`curve/${trial}`);
    return { kind: "curve", index, trial, found: drawCurve(updates, curve.clusterSize, rng) };
  }
  const { cell, plan } = job;
  const adversary = findPartyAdversary(cell.adversary)!;
  const updates = await sourceOf(cell, plan.updates, plan.seed, cache);
  const { hardening: _, ...shared } = cell;
  const rng = randomStream(plan.seed).fork(JSON.stringify(shared)).fork(`trial/${trial}`);
  const setting = { ...settingOfLeakage(cell), updates };
  const found =
    implementation === undefined
      ? runLeakageTrial(adversary, cell.options, setting, rng)
      : await runForeignTrial(implementation, adversary, cell.options, setting, rng);
  return { kind: "cell", index, trial, found };
}
