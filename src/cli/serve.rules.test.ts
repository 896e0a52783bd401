import { expect, test } from "vitest";
import { optionTable, RULE_NAMES } from "../../properties/refusals/rule-options.ts";
import { matrixFromRows } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { findRule, optionKeys, rules, screen } from "../rules/index.ts";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";

/* The rules as a program sees them that speaks to `cqsa serve`: each, with each of its options, and what is refused. */

const ROWS = [
  [0.5, -1, 2],
  [1, 0.25, 1.5],
  [0.75, -0.5, 2.25],
  [-3, 4, 0.125],
  [0.625, -0.75, 1.75],
  [0.25, 0.5, 2.5],
  [40, -50, 60],
  [1.125, -0.125, 1],
];
const REFERENCE = [0.5, -0.25, 2];
const SHAPE = { inputs: ROWS.length, coordinates: ROWS[0]!.length };

interface Params {
  readonly aggregates: readonly (readonly unknown[])[];
  readonly rule: string;
  readonly tolerate: number;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly reference?: readonly number[];
  readonly seed?: string;
}

interface Answer {
  readonly id: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

const asked = (rule: string, options?: Params["options"]): Params => ({
  aggregates: ROWS,
  rule,
  tolerate: 1,
  reference: REFERENCE,
  seed: "s",
  ...(options && { options }),
});

/** What one run of `cqsa serve` answers to requests, one behind the other on its standard input. */
async function answersTo(
  requests: readonly (readonly [method: string, params: object])[],
): Promise<Answer[]> {
  const input = requests
    .map(([method, params], id) => `${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`)
    .join("");
  const host = memoryHost({ input });
  expect(await main(["serve"], host)).toBe(0);
  expect(host.written.stderr).toBe("");
  const answers = host.written.stdout.trimEnd().split("\n");
  expect(answers).toHaveLength(requests.length);
  return answers.map((line) => JSON.parse(line) as Answer);
}

const screens = (all: readonly Params[]): Promise<Answer[]> =>
  answersTo(all.map((params) => ["screen", params] as const));

test("initialize declares every rule with its option keys [WIRE-SCREEN-2]", async () => {
  const [answer] = await answersTo([["initialize", { protocol: 1, harness: { name: "t", version: "1" } }]]);
  expect(rules.map(({ id }) => id)).toEqual(RULE_NAMES);
  expect(answer!.result!["rules"]).toEqual(
    Object.fromEntries(rules.map((rule) => [rule.id, optionKeys(rule)])),
  );
});

test("every rule answers with each value of each option as the library does [WIRE-SCREEN-1]", async () => {
  const all = RULE_NAMES.flatMap((rule) => {
    const table = optionTable(rule, SHAPE);
    expect(Object.keys(table).toSorted()).toEqual(optionKeys(findRule(rule)!).toSorted());
    return [
      asked(rule),
      ...Object.entries(table).flatMap(([key, { good }]) =>
        good.map((value) => asked(rule, { [key]: value })),
      ),
    ];
  });
  expect(all.length).toBeGreaterThan(140);
  const answers = await screens(all);
  for (const [i, { rule, tolerate, options = {}, reference, seed }] of all.entries()) {
    const { aggregate, accepted, weights } = screen({
      aggregates: matrixFromRows("aggregates", ROWS),
      rule,
      tolerate,
      options,
      reference: Float64Array.from(reference!),
      rng: randomStream(seed!).fork("screen"),
    });
    expect([rule, options, answers[i]!.result]).toEqual([
      rule,
      options,
      { aggregate: Array.from(aggregate), accepted, ...(weights && { weights: Array.from(weights) }) },
    ]);
  }
});

test("what an option may not be is refused, in one line that names the option [WIRE-REJ-8]", async () => {
  const all = RULE_NAMES.flatMap((rule) =>
    Object.entries(optionTable(rule, SHAPE)).flatMap(([key, { bad }]) =>
      bad.map((value) => [key, asked(rule, { [key]: value })] as const),
    ),
  );
  expect(all.length).toBeGreaterThan(500);
  const answers = await screens(all.map(([, params]) => params));
  for (const [i, [key, { rule, options }]] of all.entries()) {
    const { error } = answers[i]!;
    expect([rule, options, error?.code]).toEqual([rule, options, -32602]);
    expect(error!.message).toMatch(
      new RegExp(String.raw`^"options\.${key}[^"\n]*" expected [^\n]+, got [^\n]+$`),
    );
  }
});

const WIDE = Array.from({ length: 40 }, (_, i) => [i]);
const { reference: _, ...withoutReference } = asked("fltrust");
const { seed: __, ...withoutSeed } = asked("dnc");

test.each<[title: string, params: Params, code: number, message: RegExp]>([
  ...rules.map((rule): [string, Params, number, RegExp] => {
    const most = rule.maxTolerated(ROWS.length);
    return [
      `f = ${most + 1} of ${ROWS.length} for ${rule.id}`,
      { ...asked(rule.id), tolerate: most + 1 },
      -32602,
      new RegExp(`^"tolerate" expected an integer from 0 to ${most}, got ${most + 1}$`),
    ];
  }),
  [
    "fltrust without a reference",
    withoutReference,
    -32602,
    /^"reference" expected a vector, which fltrust needs, got /,
  ],
  [
    "a short reference",
    { ...asked("fltrust"), reference: [1] },
    -32602,
    /^"reference" expected 3 numbers, got 1$/,
  ],
  ["dnc without a seed", withoutSeed, -32602, /^"seed" expected a string, since dnc draws, got undefined$/],
  [
    "an unknown option",
    asked("krum", { m: 2 }),
    -32602,
    /^"options" expected only [^\n]* the rule krum, got "m"$/,
  ],
  ["an unknown rule", asked("frobnicate"), -32602, /^"rule" expected .*, got "frobnicate"$/],
  [
    "an input that is not finite",
    { ...asked("mean"), aggregates: [[1], ["NaN"]], reference: [1] },
    -32602,
    /^"aggregates\[1\]\[0\]" expected a finite number, got "NaN"$/,
  ],
  ...["mda", "smea"].map((rule): [string, Params, number, RegExp] => [
    `more than 200,000 subsets for ${rule}`,
    { aggregates: WIDE, rule, tolerate: 19 },
    -32001,
    new RegExp(`^"aggregates" .*more than 200,000 subsets of 21 out of 40 inputs for the rule ${rule}`),
  ]),
])("%s is refused in one line", async (_title, params, code, message) => {
  const [answer] = await screens([params]);
  expect(answer!.error?.code).toBe(code);
  expect(answer!.error!.message).toMatch(message);
});
