import { expect, test } from "vitest";
import type { Implementation, ScreenParams, ScreenResult } from "../../src/implementation/implementation.ts";
import { createReference } from "../../src/implementation/reference.ts";
import type { Law } from "../law.ts";
import { krumOracle, medianOracle } from "../oracles/rule-oracles.ts";
import { runLaw } from "../run-law.ts";
import { acceptedShape } from "./accepted-shape.ts";
import { krumBoundedInfluence } from "./krum-bounded-influence.ts";
import { krumChoices } from "./krum-choices.ts";
import { krumDefinition } from "./krum-definition.ts";
import { meanDefinition } from "./mean-definition.ts";
import { medianBoundedInfluence } from "./median-bounded-influence.ts";
import { medianDefinition } from "./median-definition.ts";
import { permutation } from "./permutation.ts";
import { scaling } from "./scaling.ts";
import { toleratedF } from "./tolerated-f.ts";
import { translation } from "./translation.ts";
import { unanimity } from "./unanimity.ts";

const OPTIONS = { seed: "screening laws", runs: 100, level: 1e-9 };

const LAWS: readonly Law[] = [
  acceptedShape,
  krumBoundedInfluence,
  krumDefinition,
  meanDefinition,
  medianBoundedInfluence,
  medianDefinition,
  permutation,
  scaling,
  toleratedF,
  translation,
  unanimity,
];
const NAMED = LAWS.map((law) => ({ id: law.id, law }));

type Screen = (params: ScreenParams) => Promise<ScreenResult>;
type Rows = ScreenParams["aggregates"];

/** The reference with another way to screen under one rule, which is given the right one. */
function altered(
  rule: string,
  answer: (params: ScreenParams, right: Screen) => Promise<ScreenResult> | ScreenResult,
): Implementation {
  const reference = createReference();
  const right: Screen = async (params) => {
    const outcome = await reference.call("screen", params);
    if (outcome.outcome !== "ok") throw new Error(outcome.message);
    return outcome.result;
  };
  return {
    ...reference,
    call: async (operation, params) =>
      (params as ScreenParams).rule === rule
        ? { outcome: "ok", result: (await answer(params as ScreenParams, right)) as never }
        : reference.call(operation, params),
  };
}

function always(rule: string, answer: (rows: Rows) => readonly number[]): Implementation {
  return altered(rule, ({ aggregates }) => ({
    aggregate: [...answer(aggregates)],
    accepted: aggregates.map(() => true),
  }));
}

function choosing(choose: (params: ScreenParams) => number): Implementation {
  return altered("krum", (params) => {
    const chosen = choose(params);
    return {
      aggregate: [...params.aggregates[chosen]!],
      accepted: params.aggregates.map((_, i) => i === chosen),
    };
  });
}

/** The reference where it refuses an f, answering all the same. */
function lenient(): Implementation {
  const reference = createReference();
  return {
    ...reference,
    callRaw: async (operation, params) => {
      const outcome = await reference.callRaw(operation, params);
      return outcome.outcome === "reject" ? { outcome: "ok", result: {} } : outcome;
    },
  };
}

const columns = (rows: Rows): number[][] => rows[0]!.map((_, i) => rows.map((row) => row[i]!));
const firstOf = (rows: Rows): number => rows.map((row) => row[0]!).indexOf(Math.min(...columns(rows)[0]!));
const norm = (row: readonly number[]): number => Math.hypot(...row);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const sortedColumns = (rows: Rows): number[][] =>
  columns(rows).map((column) => column.toSorted((a, b) => a - b));

const meanOfAll = always("median", (rows) => columns(rows).map((column) => sum(column) / rows.length));
/** Clips what is larger than 1: neither a shift nor a factor passes through. */
const clipped = always("mean", (rows) =>
  columns(rows).map((column) => sum(column.map((x) => Math.max(-1, Math.min(1, x)))) / rows.length),
);
const reweighted = always("mean", (rows) =>
  columns(rows).map((column) => (sum(column) + column[0]!) / (rows.length + 1)),
);

const FLAWS: readonly { readonly law: Law; readonly flaw: string; readonly broken: Implementation }[] = [
  {
    law: meanDefinition,
    flaw: "a divisor of n − f",
    broken: altered("mean", async (params, right) => {
      const { aggregate, accepted } = await right(params);
      const n = params.aggregates.length;
      return { aggregate: aggregate.map((x) => (x * n) / Math.max(1, n - params.tolerate)), accepted };
    }),
  },
  { law: meanDefinition, flaw: "a first input that counts twice", broken: reweighted },
  {
    law: medianDefinition,
    flaw: "an even median that is always the upper",
    broken: always("median", (rows) => sortedColumns(rows).map((column) => column[rows.length >> 1]!)),
  },
  {
    law: medianDefinition,
    flaw: "an option that is ignored",
    broken: altered("median", (params, right) => right({ ...params, options: {} })),
  },
  {
    law: medianDefinition,
    flaw: "numbers sorted as text",
    broken: always("median", (rows) => {
      const sorted = columns(rows).map((column) => column.map(String).sort().map(Number));
      return medianOracle(sorted[0]!.map((_, i) => sorted.map((column) => column[i]!)));
    }),
  },
  {
    law: krumDefinition,
    flaw: "itself among the neighbours",
    broken: choosing(({ aggregates, tolerate }) => krumOracle(aggregates, tolerate + 1).chosen),
  },
  {
    law: krumDefinition,
    flaw: "distances that are not squared",
    broken: choosing(
      ({ aggregates, tolerate }) => krumOracle(aggregates, tolerate, { distance: "euclidean" }).chosen,
    ),
  },
  {
    law: krumDefinition,
    flaw: "options that are ignored",
    broken: choosing(({ aggregates, tolerate }) => krumOracle(aggregates, tolerate).chosen),
  },
  {
    law: krumDefinition,
    flaw: "an aggregate other than the accepted input",
    broken: altered("krum", async (params, right) => ({
      ...(await right(params)),
      aggregate: params.aggregates[0]!.map(() => 0),
    })),
  },
  {
    law: acceptedShape,
    flaw: "krum that accepts all",
    broken: altered("krum", async (params, right) => ({
      ...(await right(params)),
      accepted: params.aggregates.map(() => true),
    })),
  },
  {
    law: acceptedShape,
    flaw: "a median that accepts all but f",
    broken: altered("median", async (params, right) => ({
      ...(await right(params)),
      accepted: params.aggregates.map((_, i) => i >= params.tolerate),
    })),
  },
  {
    law: acceptedShape,
    flaw: "verdicts of the accepted alone",
    broken: altered("krum", async (params, right) => ({ ...(await right(params)), accepted: [true] })),
  },
  {
    law: acceptedShape,
    flaw: "verdicts that are numbers",
    broken: altered("mean", ({ aggregates }) => ({
      aggregate: [...aggregates[0]!],
      accepted: aggregates.map(() => 1) as unknown as boolean[],
    })),
  },
  { law: permutation, flaw: "a mean whose first input counts twice", broken: reweighted },
  { law: permutation, flaw: "krum that takes the first", broken: choosing(() => 0) },
  {
    law: permutation,
    flaw: "a verdict that goes by the place",
    broken: altered("median", async (params, right) => ({
      ...(await right(params)),
      accepted: params.aggregates.map((_, i) => i > 0),
    })),
  },
  { law: translation, flaw: "clipping", broken: clipped },
  {
    law: translation,
    flaw: "krum by norm",
    broken: choosing(({ aggregates }) => {
      const norms = aggregates.map(norm);
      return norms.indexOf(Math.min(...norms));
    }),
  },
  { law: scaling, flaw: "clipping", broken: clipped },
  {
    law: scaling,
    flaw: "krum that changes its mind beyond a norm",
    broken: altered("krum", (params, right) =>
      right({
        ...params,
        aggregates: params.aggregates.map((row) => row.map((x) => Math.max(-2, Math.min(2, x)))),
      }),
    ),
  },
  {
    law: unanimity,
    flaw: "a sum in place of the mean",
    broken: always("mean", (rows) => columns(rows).map(sum)),
  },
  {
    law: unanimity,
    flaw: "a median between the inputs and 0",
    broken: always("median", (rows) => medianOracle([...rows, rows[0]!.map(() => 0)]).map((x) => x / 1.001)),
  },
  { law: medianBoundedInfluence, flaw: "the mean of all", broken: meanOfAll },
  {
    law: medianBoundedInfluence,
    flaw: "an entry next to the middle",
    broken: always("median", (rows) =>
      sortedColumns(rows).map((column) => column[Math.min(rows.length - 1, (rows.length >> 1) + 1)]!),
    ),
  },
  {
    law: krumBoundedInfluence,
    flaw: "the least first coordinate",
    broken: choosing(({ aggregates }) => firstOf(aggregates)),
  },
  {
    law: krumBoundedInfluence,
    flaw: "too few neighbours, so that outliers at one point win",
    broken: choosing(({ aggregates, tolerate }) => {
      const { length } = aggregates;
      return krumOracle(aggregates, length - 3 - Math.max(0, tolerate - 2)).chosen;
    }),
  },
  { law: toleratedF, flaw: "any f taken", broken: lenient() },
  {
    law: toleratedF,
    flaw: "an f at the limit refused",
    broken: {
      ...createReference(),
      call: async (operation, params) => {
        const { tolerate, aggregates, rule } = params as ScreenParams;
        return rule === "median" && tolerate >= Math.ceil(aggregates.length / 2) - 1
          ? { outcome: "reject", message: "too many" }
          : createReference().call(operation, params);
      },
    },
  },
];

test.each(NAMED)("the reference obeys $id", async ({ law }) => {
  const found = await runLaw(law, createReference(), OPTIONS);
  expect(found.verdict).toBe("pass");
  expect((found as { cases: number }).cases).toBeGreaterThanOrEqual(75);
});

test.each(FLAWS.map((row) => ({ ...row, id: row.law.id })))("$id sees $flaw", async ({ law, broken }) => {
  const found = await runLaw(law, broken, OPTIONS);
  expect(found.verdict).toBe("violated");
  if (found.verdict !== "violated") return;
  expect(found.counterexample.message).not.toBe("");
  expect(found.counterexample.example).toBeTypeOf("object");
});

test.each(NAMED)("$id keeps to what a narrow implementation declares", async ({ law }) => {
  const narrow = createReference({ rules: ["median"], limits: { clients: 2, coordinates: 1 } });
  const expected = [krumBoundedInfluence, krumDefinition, meanDefinition, medianBoundedInfluence].includes(
    law,
  )
    ? "not applicable"
    : "pass";
  expect((await runLaw(law, narrow, OPTIONS)).verdict).toBe(expected);
});

test.each(NAMED)("$id does not apply where none of its rules is declared", async ({ law }) => {
  expect((await runLaw(law, createReference({ rules: [] }), OPTIONS)).verdict).toBe("not applicable");
});

test("Krum may choose any of tied inputs, and a choice decided by rounding counts as a tie", () => {
  const request = { rule: "krum", tolerate: 0 };
  // The nearest two of three are at the same distance from each other.
  expect(krumChoices({ ...request, aggregates: [[0], [1], [5]] })).toEqual([0, 1]);
  expect(krumChoices({ ...request, aggregates: [[0], [1], [1 + 1e-11], [3]] })).toEqual([1, 2]);
  expect(krumChoices({ ...request, aggregates: [[0], [1], [1.1], [3]] })).toEqual([1]);
});
