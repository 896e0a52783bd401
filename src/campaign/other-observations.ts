import type { OptionValues } from "../../adversaries/adversary.ts";
import type { ColludersAdversary } from "../../adversaries/colluders-adversary.ts";
import type { MaskingAdversary } from "../../adversaries/masking-adversary.ts";
import { roundsDone } from "../../adversaries/oracles/masks.ts";
import { falseMatch } from "../../adversaries/oracles/membership.ts";
import type { RandomStream } from "../base/random.ts";
import type { DrawnUpdates, LeakageSetting } from "./leakage-setting.ts";
import type { Expected, Observation } from "./observation.ts";
import { playColluders } from "./play-colluders.ts";
import { playMasks } from "./play-masks.ts";
import type { MasksPlay } from "./play-masks.ts";

function exactly(value: number, formula: string): Expected {
  return { value, formula, tolerance: 0 };
}

/** Lets colluders compare bits, and measures how well they tell who is with whom. */
export function observeColluders(
  adversary: ColludersAdversary,
  options: OptionValues,
  setting: LeakageSetting,
  rng: RandomStream,
): Observation[] {
  const { inference, questions, answers, spent } = playColluders(adversary, options, setting, rng);
  if (inference.kind !== "membership") return [];
  const bits = Number(options["bits"]);
  const scores = [...inference.scores];
  const strangers = questions.filter((_, at) => !answers[at]);
  const quiet = setting.noise.channel === "none" || setting.noise.probability === 0;
  return [
    {
      figure: "pairs of one cluster",
      kind: "scores",
      members: scores.filter((_, at) => answers[at]),
      strangers: scores.filter((_, at) => !answers[at]),
      expected: quiet ? { auc: exactly(1 - falseMatch(bits) / 2, "1 − 2^−(n+1)"), tpr: null } : null,
    },
    {
      figure: "pairs of different clusters with the same bits",
      kind: "rate",
      successes: strangers.filter(({ alike }) => alike === bits).length,
      cases: strangers.length,
      expected: quiet ? exactly(falseMatch(bits), "2^−n") : null,
    },
    ...(spent === null
      ? []
      : [
          {
            figure: "visibility that the measured shots cost one coordinate",
            kind: "value" as const,
            value: spent,
            expected: null,
          },
        ]),
  ];
}

/** How many entries of estimates are exactly those of the truth. */
function matches(found: Float64Array, truth: Float64Array): { successes: number; cases: number } {
  return { successes: found.filter((value, i) => value === truth[i]).length, cases: found.length };
}

function wrapped(value: number, modulusBits: number): number {
  const modulus = 2 ** modulusBits;
  return ((value % modulus) + modulus) % modulus;
}

const MASK_FIGURES: Readonly<
  Record<string, (play: MasksPlay, options: OptionValues, rounds: number) => Observation[]>
> = {
  "masking/pad-reuse": ({ inference, integers }) => {
    if (inference.kind !== "reconstruction") return [];
    const [first, second] = [integers[0]!, integers[1]!];
    const truth = first.data.map((value, i) => value - second.data[i]!);
    return [
      {
        figure: "differences of two updates read exactly",
        kind: "rate",
        ...matches(inference.estimate.data, truth),
        expected: exactly(1, "x₁ − x₂ mod 2^b"),
      },
    ];
  },
  "masking/all-but-one": ({ inference, integers, victim }) => {
    if (inference.kind !== "reconstruction") return [];
    const last = integers.at(-1)!;
    const truth = last.data.slice(victim * last.columns, (victim + 1) * last.columns);
    return [
      {
        figure: "entries of the client's update read exactly",
        kind: "rate",
        ...matches(inference.estimate.data, truth),
        expected: exactly(1, "Σ − Σ of the others"),
      },
    ];
  },
  "masking/tamperer": ({ sums, modulusBits }, { delta }) => {
    const moved = sums.flatMap((sum) =>
      [...sum.read].map((value, c) => wrapped(value - sum.true[c]!, modulusBits)),
    );
    const wanted = wrapped(Number(delta), modulusBits);
    return [
      {
        figure: "entries of the sum moved by Δ, unnoticed",
        kind: "rate",
        successes: moved.filter((value) => value === wanted).length,
        cases: moved.length,
        expected: exactly(1, "Δ mod 2^b"),
      },
    ];
  },
  "masking/key-starvation": ({ done }, { rate }, rounds) => [
    {
      figure: "rounds that had their keys in time",
      kind: "rate",
      successes: done,
      cases: rounds,
      expected: exactly(roundsDone(rounds, Number(rate)) / rounds, "⌊T·rate⌋/T"),
    },
  ],
  "masking/dropout": ({ sums, modulusBits }) => {
    const read = sums.flatMap((sum) => [...sum.read]);
    const right = sums.reduce((total, sum) => total + matches(sum.read, sum.true).successes, 0);
    return [
      {
        figure: "entries of the sum that are right",
        kind: "rate",
        successes: right,
        cases: read.length,
        expected: exactly(2 ** -modulusBits, "2^−b: the sum is uniform"),
      },
      {
        figure: "entries of the sum in the lower half of the modulus",
        kind: "rate",
        successes: read.filter((value) => value < 0).length,
        cases: read.length,
        expected: exactly(0.5, "½: the sum is uniform"),
      },
    ];
  },
};

/** Lets a masking party act on sums of masked updates, and measures what came of it. */
export function observeMasks(
  adversary: MaskingAdversary,
  options: OptionValues,
  drawn: DrawnUpdates,
  rng: RandomStream,
): Observation[] {
  const play = playMasks(adversary, options, drawn, rng);
  return MASK_FIGURES[adversary.id]?.(play, options, drawn.rounds.length) ?? [];
}
