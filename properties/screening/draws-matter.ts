import type { Capabilities, Implementation, ScreenParams } from "../../src/implementation/implementation.ts";
import { seeds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { violation } from "../violation.ts";
import { bucketed, INPUTS, SIZE, takesDnc } from "./drawing.ts";
import { askScreen } from "./screened.ts";

/** Seeds of a case: an answer that one draw in five leads to is missing below 1e-14. */
const SEEDS = 150;

/** A request, and how many different answers its draws lead to, none of them less often than in one of five. */
interface Telling {
  readonly params: ScreenParams;
  readonly answers: number;
}

/** Inputs 0 and 2 are outliers, each in a coordinate of its own. */
const OUTLYING = [
  [0, 9],
  [0, 0],
  [9, 0],
  [1, 1],
  [0, 1],
];

function filters(capabilities: Capabilities): Telling[] {
  if (!takesDnc(capabilities) || !capabilities.rules!["dnc"]!.includes("iterations")) return [];
  const telling = (iterations: number, answers: number): Telling => ({
    params: { aggregates: OUTLYING, rule: "dnc", tolerate: 1, options: { subsample: 1, iterations } },
    answers,
  });
  // One filter drops one of two inputs; two drop either or, where they differ, both.
  return [telling(1, 2), telling(2, 3)];
}

function buckets(capabilities: Capabilities): Telling[] {
  // An average of the buckets says which input has one for itself.
  const averages = ["mean", "cge", "trimmed-mean"].map((rule) => ({ rule, answers: INPUTS }));
  const choices = ["median", "krum", "meamed", "geometric-median"].map((rule) => ({ rule, answers: 2 }));
  return [...averages, ...choices]
    .filter(({ rule }) => bucketed(capabilities).includes(rule))
    .map(({ rule, answers }) => ({
      params: {
        aggregates: [[1], [2], [4], [8], [16]],
        rule,
        tolerate: 0,
        options: { preAggregators: [{ id: "bucketing", size: SIZE }] },
      },
      answers,
    }));
}

function telling(capabilities: Capabilities): Telling[] {
  return [...filters(capabilities), ...buckets(capabilities)];
}

/** How many different answers are found, up to those that there are. */
async function found(
  implementation: Implementation,
  { params, answers }: Telling,
  stem: string,
): Promise<number> {
  const different = new Set<string>();
  for (let i = 0; i < SEEDS && different.size < answers; i++) {
    const { aggregate } = await askScreen(implementation, { ...params, seed: `${stem}${i}` });
    different.add(aggregate.map((value) => value.toPrecision(9)).join(" "));
  }
  return different.size;
}

/** Under many seeds all coordinates are looked at, by each filter for itself, and all inputs come into all buckets. */
export const drawsMatter: Law = deterministicLaw<string>({
  id: "screening/draws-matter",
  sentence: "different seeds draw different coordinates and different buckets, in the end all of them",
  clauses: ["CQSA-SCR-15", "CQSA-DET-2"],
  needs: ["screen"],
  // Each case asks everything that tells, under up to 150 seeds.
  mostRuns: 5,
  inapplicable: (capabilities) =>
    telling(capabilities).length > 0 ? undefined : "neither a subsample of dnc nor buckets can be asked",
  cases: () => seeds,
  check: async (implementation, stem) => {
    for (const request of telling(implementation.capabilities)) {
      const different = await found(implementation, request, stem);
      if (different >= request.answers) continue;
      const { rule } = request.params;
      throw violation(`${rule} under ${SEEDS} seeds gives too few answers`, request.answers, different);
    }
    return "held";
  },
});
