import { expect, test } from "vitest";
import type { Implementation, ScreenParams, ScreenResult } from "../../src/implementation/implementation.ts";
import { createReference } from "../../src/implementation/reference.ts";
import { stepsOf } from "../arbitraries/pre-aggregations.ts";
import type { Law } from "../law.ts";
import { meanOracle } from "../oracles/rule-oracles.ts";
import { declaring, spoiled } from "../rounds/spoiled.ts";
import type { Answer } from "../rounds/spoiled.ts";
import { runLaw } from "../run-law.ts";
import { acceptedShape } from "./accepted-shape.ts";
import { boundedInfluence } from "./bounded-influence.ts";
import { drawsMatter } from "./draws-matter.ts";
import { possibleDraws } from "./draws.ts";
import { furtherRulesLaw } from "./further-rules.ts";
import { hull } from "./hull.ts";
import { screeningLaws } from "./index.ts";
import { permutation } from "./permutation.ts";
import { preAggregatorsLaw } from "./pre-aggregators.ts";
import { ruleRefusals } from "./rule-refusals.ts";
import { sameAnswer } from "./same-answer.ts";
import { scaling } from "./scaling.ts";
import { subsetLimit } from "./subset-limit.ts";
import { toleratedF } from "./tolerated-f.ts";
import { translation } from "./translation.ts";
import { unanimity } from "./unanimity.ts";

const OPTIONS = {
  seed: "every rule",
  runs: 60,
  level: 1e-9,
  shrinking: { cases: 100, faults: 10, milliseconds: 500 },
};

type Screen = Answer<"screen">;

/** The reference with another way to screen under one rule, and no other rule. */
function altered(
  rule: string,
  answer: (params: ScreenParams, right: Screen) => ScreenResult | Promise<ScreenResult>,
): Implementation {
  return spoiled(createReference({ rules: [rule] }), "screen", answer);
}

/** The reference that is asked for something else. */
function asking(rule: string, change: (params: ScreenParams) => Partial<ScreenParams>): Implementation {
  const all = createReference();
  const answer = async (params: ScreenParams): Promise<ScreenResult> => {
    const outcome = await all.call("screen", { ...params, ...change(params) });
    if (outcome.outcome !== "ok") throw new RangeError(outcome.message);
    return outcome.result;
  };
  return spoiled(createReference({ rules: [rule] }), "screen", answer);
}

const without = (key: string) => (params: ScreenParams) => ({
  options: Object.fromEntries(Object.entries(params.options ?? {}).filter(([name]) => name !== key)),
});

const withSteps =
  (change: (steps: ReturnType<typeof stepsOf>) => readonly unknown[]) => (params: ScreenParams) =>
    stepsOf(params).length === 0
      ? {}
      : { options: { ...params.options, preAggregators: change(stepsOf(params)) } };

/** The mean of all, as if nothing were robust. */
const meanOfAll = (rule: string): Implementation =>
  altered(rule, async (params, right) => ({
    ...(await right(params)),
    aggregate: meanOracle(params.aggregates),
  }));

/** An implementation that takes a rule's refusals back. */
function lenient(rule: string): Implementation {
  const reference = createReference({ rules: [rule] });
  return {
    ...reference,
    callRaw: async (operation, params) => {
      const outcome = await reference.callRaw(operation, params);
      return outcome.outcome === "reject" ? { outcome: "ok", result: {} } : outcome;
    },
  };
}

function forgetful(): Implementation {
  let calls = 0;
  return altered("cge", async (params, right) => {
    const { aggregate, accepted } = await right(params);
    return { aggregate: aggregate.map((value) => value * (1 + ++calls * 1e-15)), accepted };
  });
}

const FLAWS: readonly (readonly [Law, string, Implementation])[] = [
  ...["trimmed-mean", "meamed", "bulyan", "geometric-median", "centered-clipping", "smea"].map(
    (rule) => [boundedInfluence, `${rule} that is the mean`, meanOfAll(rule)] as const,
  ),
  [boundedInfluence, "mda with f left out", asking("mda", () => ({ tolerate: 0 }))],
  [
    boundedInfluence,
    "inputs that fltrust does not bring to one length",
    altered("fltrust", async (params, right) => {
      const { aggregate, accepted } = await right(params);
      return { aggregate: aggregate.map((value) => value * 1.001), accepted };
    }),
  ],
  [
    hull,
    "a sum that is divided by one less",
    altered("multi-krum", async (params, right) => {
      const { aggregate, accepted } = await right(params);
      const kept = accepted.filter(Boolean).length;
      return { aggregate: aggregate.map((value) => (value * kept) / Math.max(1, kept - 1)), accepted };
    }),
  ],
  [
    preAggregatorsLaw,
    "pre-aggregators that are ignored",
    asking(
      "median",
      withSteps(() => []),
    ),
  ],
  [
    preAggregatorsLaw,
    "pre-aggregators in the other order",
    asking(
      "mean",
      withSteps((steps) => steps.toReversed()),
    ),
  ],
  [
    preAggregatorsLaw,
    "a clipping that also lengthens",
    asking(
      "mean",
      withSteps((steps) =>
        steps.map((step) => (step.id === "norm-clipping" ? { ...step, bound: 2 * step.bound! } : step)),
      ),
    ),
  ],
  [
    preAggregatorsLaw,
    "buckets that are taken in order",
    asking(
      "median",
      withSteps((steps) =>
        steps.map((step) =>
          step.permutation ? { ...step, permutation: step.permutation.toSorted((a, b) => a - b) } : step,
        ),
      ),
    ),
  ],
  [
    acceptedShape,
    "verdicts of single inputs behind buckets",
    altered("cge", async (params, right) => {
      const { aggregate, accepted } = await right(params);
      return { aggregate, accepted: accepted.map((verdict, i) => verdict && i !== accepted.indexOf(true)) };
    }),
  ],
  [
    acceptedShape,
    "weights behind buckets",
    altered("mean", async (params, right) => ({
      ...(await right(params)),
      weights: params.aggregates.map(() => 1),
    })),
  ],
  [
    acceptedShape,
    "fltrust that accepts all",
    altered("fltrust", async (params, right) => ({
      ...(await right(params)),
      accepted: params.aggregates.map(() => true),
    })),
  ],
  [
    acceptedShape,
    "dnc that drops nobody",
    asking("dnc", (params) => ({ options: { ...params.options, drop: 0 } })),
  ],
  [possibleDraws, "a subsample that is not taken", asking("dnc", without("subsample"))],
  [
    possibleDraws,
    "one bucket of all",
    asking(
      "median",
      withSteps(() => [{ id: "bucketing", size: 5 }]),
    ),
  ],
  [drawsMatter, "one draw for all seeds", asking("dnc", () => ({ seed: "one" }))],
  [
    drawsMatter,
    "an input that is never alone",
    asking("mean", ({ seed = "" }) => ({
      options: {
        preAggregators: [
          { id: "bucketing", size: 2, permutation: [4, ...[0, 1, 2, 3].map((i) => (i + seed.length) % 4)] },
        ],
      },
    })),
  ],
  [
    drawsMatter,
    "filters that all look at the same coordinates",
    // One filter twice keeps what it keeps once.
    asking("dnc", ({ options }) => ({ options: { ...options, iterations: 1 } })),
  ],
  [drawsMatter, "one order of buckets for all seeds", asking("krum", () => ({ seed: "one" }))],
  [subsetLimit, "a limit that is a refusal", asking("mda", () => ({}))],
  [
    subsetLimit,
    "the first subset where there are too many",
    altered("smea", async ({ aggregates, tolerate }) => {
      const kept = aggregates.slice(tolerate);
      return { aggregate: meanOracle(kept), accepted: aggregates.map((_, i) => i >= tolerate) };
    }),
  ],
  ...["fltrust", "dnc", "monna", "foolsgold"].map(
    (rule) => [ruleRefusals, `${rule} that refuses nothing`, lenient(rule)] as const,
  ),
  [sameAnswer, "an answer that drifts", forgetful()],
  [permutation, "a trusted index that is not looked at", asking("monna", without("trusted"))],
  [
    permutation,
    "an order that decides",
    asking("smea", ({ aggregates, tolerate }) => ({
      aggregates: aggregates.map((row, i) => row.map((x) => (i < tolerate ? 100 * x : x))),
    })),
  ],
  [
    translation,
    "smallest norms in the place of the nearest",
    asking("monna", () => ({ rule: "cge", options: {} })),
  ],
  [
    translation,
    "clipping around 0",
    asking("centered-clipping", ({ aggregates }) => ({ reference: aggregates[0]!.map(() => 0) })),
  ],
  [scaling, "a ν that is fixed", asking("geometric-median", without("nu"))],
  [scaling, "a τ that is fixed", asking("centered-clipping", without("tau"))],
  [
    unanimity,
    "foolsgold's weights for another rule",
    asking("cge", () => ({ rule: "foolsgold", options: {} })),
  ],
  [toleratedF, "dnc that takes any f", lenient("dnc")],
];

test.each(FLAWS.map(([law, flaw, broken]) => ({ id: law.id, flaw, law, broken })))(
  "$id sees $flaw",
  async ({ law, broken }) => {
    const found = await runLaw(law, broken, OPTIONS);
    expect(found.verdict).toBe("violated");
    expect((found as { counterexample: { message: string } }).counterexample.message).not.toBe("");
  },
);

const RULES = Object.keys(createReference().capabilities.rules!);

test("the reference has all seventeen rules", () => {
  expect(RULES).toHaveLength(17);
});

test.each(RULES)("%s alone is judged, and obeys what applies to it", async (rule) => {
  const alone = createReference({ rules: [rule] });
  const found = await Promise.all(
    screeningLaws
      .filter((law) => ![subsetLimit, furtherRulesLaw].includes(law))
      .map(async (law) => runLaw(law, alone, { ...OPTIONS, runs: 25 })),
  );
  expect(found.filter(({ verdict }) => !["pass", "not applicable"].includes(verdict))).toEqual([]);
  expect(found.filter(({ verdict }) => verdict === "pass").length).toBeGreaterThanOrEqual(6);
});

test.each(RULES)("%s is asked with no option where none is declared", async (rule) => {
  const bare = declaring(createReference({ rules: [rule] }), { rules: { [rule]: [] } });
  const asked: ScreenParams[] = [];
  const watched: Implementation = {
    ...bare,
    call: async (operation, params) => {
      asked.push(params as ScreenParams);
      return bare.call(operation, params);
    },
  };
  for (const law of screeningLaws) {
    if (law === subsetLimit) continue;
    const { verdict } = await runLaw(law, watched, { ...OPTIONS, runs: 10 });
    expect(["pass", "not applicable", "inconclusive"]).toContain(verdict);
  }
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter(({ options = {} }) => Object.keys(options).length > 0)).toEqual([]);
});

test("few inputs and coordinates are kept to", async () => {
  const narrow = createReference({ limits: { clients: 2, coordinates: 1 } });
  for (const law of screeningLaws) {
    const { verdict } = await runLaw(law, narrow, { ...OPTIONS, runs: 25 });
    expect(["pass", "not applicable"]).toContain(verdict);
  }
});
