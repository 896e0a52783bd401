import { expect, test } from "vitest";
import { matrixFromRows, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { isRefusal } from "../base/refusal.ts";
import { isUnsupported } from "../base/unsupported.ts";
import { checkFiniteAggregate, findRule, optionKeys, optionsOf, rules, screen } from "./index.ts";
import type { ScreenRequest } from "./index.ts";
import { preAggregators } from "./pre-aggregators/index.ts";
import { KNOWN_PRE_AGGREGATORS, KNOWN_RULES } from "./known-rules.ts";

const AGGREGATES = matrixFromRows("aggregates", [
  [1, 5],
  [2, -1],
  [4, 0],
  [9, 2],
  [3, 3],
]);
const REQUEST: ScreenRequest = { aggregates: AGGREGATES, rule: "median", tolerate: 1 };

function errorOf(request: ScreenRequest): Error {
  try {
    screen(request);
  } catch (error) {
    return error as Error;
  }
  return expect.fail("the request was answered");
}

test("every offered rule is known to the protocol, has known options and a name of its own [CQSA-SCR-6, CQSA-SCR-7]", () => {
  expect(rules.length).toBeGreaterThanOrEqual(3);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const rule of rules) {
    expect(optionKeys(rule)).toEqual(KNOWN_RULES.get(rule.id));
    expect(findRule(rule.id)).toBe(rule);
  }
  expect(findRule("bulwark")).toBeUndefined();
});

test("the protocol's catalogue has 17 rules and 4 pre-aggregators, each with its keys [CQSA-SCR-6, CQSA-SCR-7]", () => {
  expect(KNOWN_RULES.size).toBe(17);
  for (const keys of KNOWN_RULES.values()) expect(keys).toContain("preAggregators");
  expect(KNOWN_RULES.get("bulyan")).toEqual([
    "neighbours",
    "distance",
    "evenMedian",
    "selection",
    "preAggregators",
  ]);
  expect([...KNOWN_PRE_AGGREGATORS.keys()]).toEqual(["nnm", "bucketing", "norm-clipping", "arc"]);
  expect(KNOWN_PRE_AGGREGATORS.get("bucketing")).toEqual(["size", "permutation"]);
});

test("screen runs the rule that it is asked for, with its options and member counts [CQSA-SCR-6]", () => {
  expect(Array.from(screen(REQUEST).aggregate)).toEqual([3, 2]);
  expect(Array.from(screen({ ...REQUEST, rule: "mean" }).aggregate)).toEqual([19 / 5, 9 / 5]);
  const memberCounts = Float64Array.of(1, 1, 1, 2, 1);
  expect(Array.from(screen({ ...REQUEST, rule: "mean", memberCounts }).aggregate)).toEqual([28 / 6, 11 / 6]);
  expect(screen({ ...REQUEST, memberCounts })).toEqual(screen(REQUEST));
  // Nor do they count on the way to a rule that does not weigh.
  const options = { preAggregators: [{ id: "bucketing", size: 2, permutation: [0, 3, 1, 2, 4] }] };
  const unequal = { options, memberCounts: Float64Array.of(1, 2, 4, 8, 16) };
  expect(screen({ ...REQUEST, ...unequal })).toEqual(screen({ ...REQUEST, options }));
  expect(Array.from(screen({ ...REQUEST, rule: "krum" }).aggregate)).toEqual([4, 0]);
  const pair = matrixFromRows("aggregates", [[1], [2]]);
  const lower: ScreenRequest = {
    aggregates: pair,
    rule: "median",
    tolerate: 0,
    options: { evenMedian: "lower" },
  };
  expect(Array.from(screen(lower).aggregate)).toEqual([1]);
});

test("a reference and a stream that a rule does not use change nothing [CQSA-SCR-6]", () => {
  const extended = { ...REQUEST, reference: Float64Array.of(7, 7), rng: randomStream("unused") };
  expect(screen(extended)).toEqual(screen(REQUEST));
});

const MAJORITY = (n: number, f: number): boolean => n > 2 * f;

test.each([
  ["mean", (n: number, f: number) => f <= n],
  ["median", MAJORITY],
  ["trimmed-mean", MAJORITY],
  ["krum", (n: number, f: number) => n > 2 * f + 2],
  ["multi-krum", (n: number, f: number) => n > 2 * f + 2],
  ["bulyan", (n: number, f: number) => n >= 4 * f + 3],
  ["geometric-median", MAJORITY],
  ["centered-clipping", MAJORITY],
  ["fltrust", (n: number, f: number) => f <= n],
  ["mesas-style", (n: number, f: number) => f <= n],
  ["foolsgold", (n: number, f: number) => f <= n],
  ["dnc", MAJORITY],
  ["mda", MAJORITY],
  ["meamed", MAJORITY],
  ["cge", MAJORITY],
  ["monna", MAJORITY],
  ["smea", MAJORITY],
] as const)(
  "%s tolerates exactly the f that the protocol states [CQSA-SCR-5, CQSA-SCR-6]",
  (rule, tolerates) => {
    const answered: boolean[] = [];
    const expected: boolean[] = [];
    for (let n = 1; n <= 9; n++) {
      for (let tolerate = 0; tolerate <= n + 1; tolerate++) {
        expected.push(tolerates(n, tolerate));
        try {
          const rest = { reference: Float64Array.of(1), rng: randomStream("tolerated") };
          answered.push(screen({ aggregates: zeros(n, 1), rule, tolerate, ...rest }).accepted.length === n);
        } catch (error) {
          answered.push(!isRefusal(error));
        }
      }
    }
    expect(answered).toHaveLength(63);
    expect(answered).toEqual(expected);
  },
);

const NOT_A_NUMBER: Matrix = { rows: 2, columns: 2, data: Float64Array.of(1, 2, 3, Number.NaN) };

test.each<[string, Partial<ScreenRequest>, string]>([
  ["a NaN input", { aggregates: NOT_A_NUMBER }, '"aggregates[1][1]" expected a finite number, got NaN'],
  [
    "an infinite input",
    { aggregates: { rows: 1, columns: 1, data: Float64Array.of(-Infinity) } },
    '"aggregates[0][0]" expected a finite number, got -Infinity',
  ],
  [
    "no input",
    { aggregates: zeros(0, 2) },
    '"aggregates" expected at least one row and one column, got a Float64Array',
  ],
  [
    "an input of another shape",
    { aggregates: { rows: 2, columns: 2, data: new Float64Array(3) } },
    '"aggregates" expected 2 × 2 numbers, got 3',
  ],
  ["an unknown rule", { rule: "bulwark" }, '"rule" expected the name of a rule, got "bulwark"'],
  [
    "a rule named like a property",
    { rule: "constructor" },
    '"rule" expected the name of a rule, got "constructor"',
  ],
  ["a rule that is no text", { rule: 3 as unknown as string }, '"rule" expected the name of a rule, got 3'],
  ["a negative f", { tolerate: -1 }, '"tolerate" expected an integer from 0 to 2, got -1'],
  ["a fractional f", { tolerate: 0.5 }, '"tolerate" expected an integer from 0 to 2, got 0.5'],
  [
    "an f that is no number",
    { tolerate: "1" as unknown as number },
    '"tolerate" expected an integer from 0 to 2, got "1"',
  ],
  ["an f beyond the rule", { tolerate: 3 }, '"tolerate" expected an integer from 0 to 2, got 3'],
  [
    "too few inputs for any f",
    { rule: "krum", aggregates: zeros(2, 1), tolerate: 0 },
    '"aggregates" expected enough rows for the rule krum, got 2',
  ],
  [
    "an unknown option",
    { options: { tau: 1 } },
    '"options" expected only options of the rule median, got "tau"',
  ],
  [
    "an unknown option beside an unsupported one",
    { options: { preAggregators: [], tau: 1 } },
    '"options" expected only options of the rule median, got "tau"',
  ],
  [
    "an option named like a property",
    { options: JSON.parse('{"__proto__": 1}') as Record<string, unknown> },
    '"options" expected only options of the rule median, got "__proto__"',
  ],
  [
    "options that are a list",
    { options: [] as unknown as Record<string, unknown> },
    '"options" expected an object, got an array of 0',
  ],
  [
    "options that are null",
    { options: null as unknown as Record<string, unknown> },
    '"options" expected an object, got null',
  ],
  [
    "an option value out of range",
    { options: { evenMedian: "upper" } },
    '"options.evenMedian" expected one of mean, lower, got "upper"',
  ],
  [
    "an option value of another type",
    { rule: "krum", options: { distance: 2 } },
    '"options.distance" expected one of squared, euclidean, quartic, got 2',
  ],
  [
    "a null option",
    { rule: "krum", options: { neighbours: null } },
    '"options.neighbours" expected one of n-f-2, n-f-1, n-f-3, got null',
  ],
  [
    "a reference of another length",
    { reference: Float64Array.of(1) },
    '"reference" expected 2 numbers, got 1',
  ],
  [
    "a non-finite reference",
    { reference: Float64Array.of(1, Infinity) },
    '"reference[1]" expected a finite number, got Infinity',
  ],
  [
    "member counts of another length",
    { memberCounts: Float64Array.of(1) },
    '"memberCounts" expected 5 numbers, got 1',
  ],
  [
    "a member count of 0",
    { memberCounts: Float64Array.of(1, 0, 1, 1, 1) },
    '"memberCounts[1]" expected a positive number, got 0',
  ],
  [
    "a member count of NaN",
    { memberCounts: Float64Array.of(1, 1, Number.NaN, 1, 1) },
    '"memberCounts[2]" expected a finite number, got NaN',
  ],
])("%s is refused [CQSA-SCR-5]", (_, change, message) => {
  const error = errorOf({ ...REQUEST, ...change });
  expect(error.message).toBe(message);
  expect(isRefusal(error)).toBe(true);
  expect(isUnsupported(error)).toBe(false);
});

test("every rule and every option of the protocol is offered, with a text for each [CQSA-SCR-6, CQSA-SCR-7]", () => {
  expect(rules.map(({ id }) => id).sort()).toEqual([...KNOWN_RULES.keys()].sort());
  expect(preAggregators.map(({ id }) => id)).toEqual([...KNOWN_PRE_AGGREGATORS.keys()]);
  for (const { id, options, definition } of preAggregators) {
    expect(options.map(({ key }) => key)).toEqual(KNOWN_PRE_AGGREGATORS.get(id));
    expect(definition.length).toBeGreaterThan(10);
    for (const { values, meaning, fallback } of options)
      expect([values, meaning, fallback]).not.toContain("");
  }
  for (const rule of rules) {
    expect(rule.definition.length).toBeGreaterThan(10);
    expect(rule.accepts).not.toBe("");
    for (const { key, values, meaning } of optionsOf(rule)) {
      expect([key, values, meaning]).not.toContain("");
    }
  }
});

/** Seven inputs in which options show: spread, with an outlier and ties. */
const SEVEN = matrixFromRows("aggregates", [
  [0, 1],
  [1, 1],
  [2, -3],
  [4, 0.5],
  [7, 2],
  [7, -1],
  [60, 30],
]);

function answerOf(rule: string, options: Readonly<Record<string, unknown>>, tolerate = 1): unknown {
  const reference = Float64Array.of(1, 0.5);
  return screen({ aggregates: SEVEN, rule, tolerate, options, reference, rng: randomStream("texts") });
}

test("the stated condition on n and f is the one that is judged by [CQSA-SCR-5, CQSA-SCR-6]", () => {
  const conditions: Readonly<Record<string, (n: number, f: number) => boolean>> = {
    "0 ≤ f ≤ n": (n, f) => f <= n,
    "n > 2f": (n, f) => n > 2 * f,
    "n > 2f + 2": (n, f) => n > 2 * f + 2,
    "n ≥ 4f + 3": (n, f) => n >= 4 * f + 3,
  };
  for (const { id, tolerates, maxTolerated } of rules) {
    for (let n = 1; n < 20; n++) {
      for (let f = 0; f <= n; f++)
        expect([id, n, f, conditions[tolerates]!(n, f)]).toEqual([id, n, f, f <= maxTolerated(n)]);
    }
  }
});

test("a stated default is what an option is when it is not given, and each stated alternative is one [CQSA-SCR-6, CQSA-SCR-7]", () => {
  let [defaults, alternatives] = [0, 0];
  for (const rule of rules) {
    for (const { key, values, fallback } of rule.options) {
      expect(fallback).not.toBe("");
      const words = values.split(/ or |, /u);
      const isChoice = words.every((word) => /^(?:[a-z]+(?:-[a-z]+)*|n-f-\d)$/u.test(word));
      for (const word of isChoice ? words : []) {
        const value = word === "true" || word === "false" ? word === "true" : word;
        expect(() => answerOf(rule.id, { [key]: value })).not.toThrow();
        alternatives++;
        if (word !== fallback) continue;
        expect(answerOf(rule.id, { [key]: value })).toEqual(answerOf(rule.id, {}));
        defaults++;
      }
      if (!Number.isFinite(Number(fallback))) continue;
      expect(answerOf(rule.id, { [key]: Number(fallback) })).toEqual(answerOf(rule.id, {}));
      defaults++;
    }
  }
  expect([defaults, alternatives]).toEqual([22, 33]);
});

test("who uses a rule is told by names of libraries, or not at all [CQSA-SCR-6]", () => {
  const known = /ByzFL|Blades|Flower|torch|scipy|FoolsGold/u;
  for (const { id, asIn } of [...rules, ...preAggregators]) {
    for (const text of asIn) expect(text).toMatch(known);
    const isUsedByNobody = ["fltrust", "mesas-style", "cge"].includes(id);
    if (!isUsedByNobody) expect(asIn).not.toEqual([]);
  }
});

test("a rule that is no text and options that are no object are of the wrong type [CQSA-SCR-5]", () => {
  for (const rule of [5, null, ["mean"]]) {
    expect(() => screen({ ...REQUEST, rule: rule as unknown as string })).toThrow(TypeError);
  }
  for (const options of [5, "evenMedian", null, []]) {
    expect(() => screen({ ...REQUEST, options: options as unknown as Record<string, unknown> })).toThrow(
      '"options" expected an object',
    );
  }
});

test("an aggregate that left float64 is refused [CQSA-SCR-5]", () => {
  expect(() => checkFiniteAggregate(Float64Array.of(1, Infinity))).toThrow(
    '"aggregates" expected vectors whose aggregate is finite, got Infinity',
  );
  expect(checkFiniteAggregate(Float64Array.of(1, 2))).toBeUndefined();
  const row = [Number.MAX_VALUE, -Number.MAX_VALUE];
  const aggregates = matrixFromRows("aggregates", [row, row, row, row, row]);
  expect(() => screen({ aggregates, rule: "geometric-median", tolerate: 1 })).toThrow(
    '"aggregates" expected vectors whose aggregate is finite',
  );
});
