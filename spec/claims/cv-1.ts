import type { Claim } from "../../src/audit/claim.ts";
import type { ConvergenceEvidence, TrainingEnd } from "../../src/audit/convergence-evidence.ts";
import { figure, percent } from "../../src/base/figure.ts";
import { noiseText } from "./noise-text.ts";

/** A model that loses more than this of the test set has not got as accurate. */
const MARGIN = 0.05;

type Outcome = "kept" | "lost" | "open";

function outcomeOf({ loss }: TrainingEnd): Outcome {
  if (loss.upper <= MARGIN) return "kept";
  return loss.lower > MARGIN ? "lost" : "open";
}

/** "0.3 points (−0.9…1.5)". */
function lossText({ loss }: TrainingEnd): string {
  const points = (share: number): string => figure(100 * share, 2).replace("-", "−");
  return `${points(loss.value)} points (${points(loss.lower)}…${points(loss.upper)})`;
}

function trainingText(training: TrainingEnd): string {
  return `${training.rule} ${percent(training.accuracy)}, loses ${lossText(training)}`;
}

/** What an attacker did to every rule that was tried. */
interface Attacked {
  readonly name: string;
  readonly trainings: readonly TrainingEnd[];
  /** Rules under which the model got as accurate. */
  readonly kept: readonly string[];
  /** Whether it did under none. */
  readonly isBroken: boolean;
}

function attacksOf(trainings: readonly TrainingEnd[]): Attacked[] {
  const names = [...new Set(trainings.flatMap(({ adversary }) => (adversary === null ? [] : [adversary])))];
  return names.map((name) => {
    const own = trainings.filter(({ adversary }) => adversary === name);
    return {
      name: `${own[0]!.byzantine} × ${name}`,
      trainings: own,
      kept: own.filter((training) => outcomeOf(training) === "kept").map(({ rule }) => rule),
      isBroken: own.every((training) => outcomeOf(training) === "lost"),
    };
  });
}

function attackText({ name, trainings }: Attacked): string {
  return `${name}: ${trainings.map(trainingText).join(" and ")}`;
}

export const cv1: Claim<ConvergenceEvidence> = {
  id: "CV-1",
  title: "Convergence is stable",
  quote: "CQSA ensures stable model convergence",
  source: "CQSA abstract",
  statement:
    "A model that is trained through its rounds gets as accurate as by plain averaging, with noise and under attack.",
  clauses: ["CQSA-RND-1", "CQSA-RND-2"],
  decide: (evidence) => {
    const { trainings, clients, clusterSize, rounds, seeds, shots, noise, plainAccuracy } = evidence;
    const [honest] = trainings;
    const place = `${clients} clients in clusters of ${clusterSize}, ${shots} shots a basis, ${noise.probability === 0 ? "no noise" : noiseText(noise)}, ${rounds} rounds on ${evidence.data}`;
    const intervals = `${percent(evidence.confidence)} intervals over ${seeds} seeds`;
    const calm = `without attack ${percent(honest.accuracy)} after plain averaging's ${percent(plainAccuracy)}, a loss of ${lossText(honest)}, ${intervals}`;
    const half = (honest.loss.upper - honest.loss.lower) / 2;
    const smallest = `a loss below ${figure(100 * half, 2)} points would not be told from none`;
    const outcome = outcomeOf(honest);
    if (outcome === "lost") {
      return { verdict: "fails", counterexample: `${place}: ${calm}`, because: "nobody had to attack" };
    }
    if (outcome === "open") {
      return {
        verdict: "undecided",
        reason: `${place}: ${calm}: the interval holds a loss of ${percent(MARGIN)}, more of which would count; --preset full trains longer and on more seeds`,
      };
    }
    const attacks = attacksOf(trainings);
    const more = "the reference campaign in reports/convergence has more rules, adversaries and seeds";
    const because = [calm, smallest, ...attacks.map(attackText), more].join("; ");
    const rule = attacks[0]?.kept.find((one) => attacks.every(({ kept }) => kept.includes(one)));
    if (rule !== undefined) {
      return { verdict: "holds", because: `under the rule ${rule}, ${place}; ${because}` };
    }
    const broken = attacks.filter(({ isBroken }) => isBroken).map(({ name }) => name);
    const open = attacks
      .filter(({ isBroken, kept }) => !isBroken && kept.length === 0)
      .map(({ name }) => name);
    return {
      verdict: "holds if",
      condition: [
        "every client is honest",
        ...(broken.length === 0
          ? []
          : [`no rule that was tried keeps the accuracy against ${broken.join(" or ")}`]),
        ...(open.length === 0 ? [] : [`undecided against ${open.join(" and ")}`]),
      ].join("; "),
      region: `${place}; as accurate: at most ${percent(MARGIN)} of the test set lost`,
      because,
    };
  },
};
