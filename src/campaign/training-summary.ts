import { mean } from "../statistics/moments.ts";
import { figureOf } from "./figures.ts";
import type { TrainingSummary } from "./report.ts";
import type { Cell } from "./setting.ts";
import type { Tally } from "./tally.ts";

type Trainings = Tally["trainings"];

/** True for plain federated learning: every update is read as it is, averaged, and nobody attacks. */
export function isPlain({ adversary, rule, ruleOptions, clusterSize, shots, noise }: Cell): boolean {
  return (
    adversary === null &&
    rule === "mean" &&
    Object.keys(ruleOptions).length === 0 &&
    clusterSize === 1 &&
    shots === null &&
    noise.probability === 0
  );
}

/** The plain trainings of as many clients with as skewed data as a cell's; none where the campaign has no such cell. */
export function plainTrainings(cell: Cell, cells: readonly Cell[], tallies: readonly Tally[]): Trainings {
  const found = cells.findIndex(
    (other) => isPlain(other) && other.clients === cell.clients && other.alpha === cell.alpha,
  );
  return found === -1 ? [] : tallies[found]!.trainings;
}

/** How the trainings of a cell went, beside plain ones on the same data; null of none. */
export function trainingOf(
  trainings: Trainings,
  plain: Trainings,
  confidence: number,
): TrainingSummary | null {
  if (trainings.length === 0) return null;
  const sorted = trainings.toSorted((a, b) => a.trial - b.trial);
  const rounds = sorted[0]!.accuracies.length;
  const success = sorted.map((training) => training.success).filter((value) => value !== null);
  const plainFinals = new Map(plain.map(({ trial, accuracies }) => [trial, accuracies.at(-1)!]));
  const losses = sorted.flatMap(({ trial, accuracies }) => {
    const without = plainFinals.get(trial);
    return without === undefined ? [] : [without - accuracies.at(-1)!];
  });
  return {
    accuracies: Array.from({ length: rounds }, (_, t) =>
      mean(sorted.map(({ accuracies }) => accuracies[t]!)),
    ),
    finalAccuracy: figureOf(
      sorted.map(({ accuracies }) => accuracies.at(-1)!),
      confidence,
    )!,
    loss: figureOf(losses, confidence),
    success: figureOf(success, confidence),
  };
}
