import type { Provenance } from "../base/provenance.ts";
import { DEFAULT_FALSE_ALARM_BUDGET, splitBudget } from "../statistics/budget.ts";
import { compared, predictions } from "./closed-forms.ts";
import type { Prediction } from "./closed-forms.ts";
import { figureOf, rateOf } from "./figures.ts";
import { groupsOf } from "./grid.ts";
import type { AttackReport, CellSummary } from "./report.ts";
import { readResults } from "./results-file.ts";
import type { ResultsHeader } from "./results-file.ts";
import type { Cell } from "./setting.ts";
import { addTrial, emptyTally } from "./tally.ts";
import type { Tally } from "./tally.ts";
import { plainTrainings, trainingOf } from "./training-summary.ts";
import { criterionOf, enduranceOf, settingOfCell, worstCases } from "./worst-case.ts";

/** Of every interval that is shown. */
export const CONFIDENCE = 0.95;

/** What closed forms say of each cell; of cells that differ in their rules alone, and so share their trials, once. */
function predictionsOf(cells: readonly Cell[], tallies: readonly Tally[]): Prediction[][] {
  const found = cells.map((): Prediction[] => []);
  for (const group of groupsOf(cells)) {
    const said = new Set<string>();
    for (const { index, cell } of group) {
      for (const prediction of predictions(cell, tallies[index]!)) {
        const key = JSON.stringify(prediction);
        if (!said.has(key)) found[index]!.push(prediction);
        said.add(key);
      }
    }
  }
  return found;
}

/** What belongs to a cell beside its own trials. */
interface Beside {
  readonly plain: Tally["trainings"];
  readonly predicted: readonly Prediction[];
  /** The error level of each prediction. */
  readonly level: number;
}

function summaryOf(cell: Cell, tally: Tally, { plain, predicted, level }: Beside): CellSummary {
  const { trials, counts, values } = tally;
  return {
    cell,
    trials,
    rounds: tally.rounds,
    truePositives: rateOf(counts.truePositives, CONFIDENCE),
    falsePositives: rateOf(counts.falsePositives, CONFIDENCE),
    precision: rateOf(counts.precision, CONFIDENCE),
    auc: figureOf(values.auc, CONFIDENCE),
    deviation: figureOf(values.deviation, CONFIDENCE),
    cosine: figureOf(values.cosine, CONFIDENCE),
    noHonestMajority: rateOf(counts.noHonestMajority, CONFIDENCE),
    lost: rateOf(counts.lost, CONFIDENCE),
    withoutUpdate: rateOf(counts.withoutUpdate, CONFIDENCE),
    refusal: tally.refusal?.text ?? null,
    suspects: tally.attackers.map((attackers, t) => ({
      rounds: t + 1,
      attackers: attackers / trials,
      honest: tally.honest[t]! / trials,
      exposed: tally.exposed[t]!.successes / trials,
    })),
    training: trainingOf(tally.trainings, plain, CONFIDENCE),
    tampers: null,
    closedForms: compared(predicted, CONFIDENCE, level),
  };
}

/** Sets each attacked cell beside that in which nobody attacks. */
function withBaselines(cells: readonly CellSummary[]): CellSummary[] {
  const keyOf = ({ cell }: CellSummary): string =>
    JSON.stringify([settingOfCell(cell), cell.rule, cell.ruleOptions]);
  const baselines = new Map(
    cells.filter(({ cell }) => cell.adversary === null).map((summary) => [keyOf(summary), summary]),
  );
  return cells.map((summary) => {
    const { lower } = summary.deviation ?? { lower: null };
    const { upper } = baselines.get(keyOf(summary))?.deviation ?? { upper: null };
    const known = summary.cell.adversary !== null && lower !== null && upper !== null;
    return known ? { ...summary, tampers: lower > upper } : summary;
  });
}

/** Reports what a results file holds; equal files but for the order of their lines give equal reports. */
export async function summarize(
  path: string,
  header: ResultsHeader,
  made: Provenance,
  notes: readonly string[],
): Promise<AttackReport> {
  const { cells, plan, source, fingerprint, subject } = header;
  const tallies = cells.map(() => emptyTally());
  const seen = new Set<number>();
  for await (const result of readResults(path, header)) {
    const key = result.cell * plan.trials + result.trial;
    if (seen.has(key)) continue;
    seen.add(key);
    const { clients, byzantine, adversary } = cells[result.cell]!;
    addTrial(tallies[result.cell]!, result, clients - (adversary === null ? 0 : byzantine));
  }
  // Closed forms are of the plain profile.
  const predicted = plan.hardening ? cells.map(() => []) : predictionsOf(cells, tallies);
  const level = splitBudget(DEFAULT_FALSE_ALARM_BUDGET, Math.max(1, predicted.flat().length));
  const summaries = withBaselines(
    cells.map((cell, c) =>
      summaryOf(cell, tallies[c]!, {
        plain: plainTrainings(cell, cells, tallies),
        predicted: predicted[c]!,
        level,
      }),
    ),
  );
  return {
    kind: "cqsa-attack",
    format: 1,
    made,
    subject,
    plan,
    source,
    fingerprint,
    confidence: CONFIDENCE,
    errorBudget: DEFAULT_FALSE_ALARM_BUDGET,
    done: { trials: seen.size, planned: cells.length * plan.trials },
    cells: summaries,
    worst: worstCases(summaries),
    criterion: criterionOf(plan),
    endurance: enduranceOf(summaries),
    notes,
  };
}
