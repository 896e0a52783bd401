import type { Provenance } from "../../base/provenance.ts";
import { DEFAULT_FALSE_ALARM_BUDGET, splitBudget } from "../../statistics/budget.ts";
import { mean } from "../../statistics/moments.ts";
import { figureOf } from "../figures.ts";
import type { CurveTrial } from "./curve.ts";
import { leakageFigures } from "../leakage-figures.ts";
import type { LeakageFigure } from "../leakage-figures.ts";
import type { LeakageCurve, LeakagePoint, LeakageReport, ReportedFigure } from "./report.ts";
import { placeOf, plannedTrials, readLeakage } from "./results.ts";
import type { LeakageHeader } from "./results.ts";
import type { Observation } from "../observation.ts";
import { CONFIDENCE } from "../summarize.ts";

function reported({ lower, upper, ...figure }: LeakageFigure): ReportedFigure {
  const known = (end: number): number | null => (Number.isFinite(end) ? end : null);
  return { ...figure, lower: known(lower), upper: known(upper) };
}

function pointsOf(trials: readonly CurveTrial[]): LeakagePoint[] {
  const rounds = trials[0]?.reshuffled.r2.length ?? 0;
  return Array.from({ length: rounds }, (_, t) => {
    const after = (which: keyof CurveTrial): number[] => trials.map((trial) => trial[which].r2[t]!);
    const read = (which: keyof CurveTrial): number => mean(trials.map((trial) => trial[which].read[t]!));
    return {
      rounds: t + 1,
      reshuffled: figureOf(after("reshuffled"), CONFIDENCE)!,
      fixed: figureOf(after("fixed"), CONFIDENCE)!,
      readReshuffled: read("reshuffled"),
      readFixed: read("fixed"),
    };
  });
}

/** Reports what a results file holds; equal files but for the order of their lines give equal reports. */
export async function summarizeLeakage(
  path: string,
  header: LeakageHeader,
  made: Provenance,
  notes: readonly string[],
): Promise<LeakageReport> {
  const { cells, plan, fingerprint, subject } = header;
  const observed = cells.map((): (readonly Observation[])[] => []);
  const drawn = plan.curves.map((): CurveTrial[] => []);
  const seen = new Set<number>();
  for await (const result of readLeakage(path, header)) {
    const place = placeOf(result, header);
    if (seen.has(place)) continue;
    seen.add(place);
    // By trial: sums of numbers depend on their order.
    if (result.kind === "cell") observed[result.index]![result.trial] = result.found;
    else drawn[result.index]![result.trial] = result.found;
  }
  const trials = observed.map((all) => all.filter(() => true));
  const comparisons = trials
    .flatMap((all) => leakageFigures(all, CONFIDENCE))
    .filter(({ expected }) => expected !== null).length;
  const level = splitBudget(DEFAULT_FALSE_ALARM_BUDGET, Math.max(1, comparisons));
  return {
    kind: "cqsa-leakage",
    format: 1,
    made,
    subject,
    plan,
    fingerprint,
    confidence: CONFIDENCE,
    errorBudget: DEFAULT_FALSE_ALARM_BUDGET,
    done: { trials: seen.size, planned: plannedTrials(header) },
    cells: cells.map((cell, c) => ({
      cell,
      trials: trials[c]!.length,
      figures: leakageFigures(trials[c]!, CONFIDENCE, level).map(reported),
    })),
    curves: plan.curves.map((curve, c): LeakageCurve => {
      const all = drawn[c]!.filter(() => true);
      return { curve, trials: all.length, points: pointsOf(all) };
    }),
    notes,
  };
}
