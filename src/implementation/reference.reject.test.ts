import { expect, test } from "vitest";
import { EXAMPLE_PARAMS } from "./examples.ts";
import type { Outcome } from "./implementation.ts";
import { answerLine } from "./json-rpc.ts";
import { createReference } from "./reference.ts";
import type { ReferenceOptions } from "./reference.ts";
import type { OperationName } from "./vocabulary.ts";
import { wireText } from "./wire-numbers.ts";

/** What must be refused, as a change of the operation's example; undefined removes a parameter. */
type Row = readonly [
  title: string,
  operation: OperationName,
  changes: Readonly<Record<string, unknown>>,
  names: string,
  options?: ReferenceOptions,
];

const noise = (changes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  noise: { channel: "depolarizing2", layout: "chain", probability: 0.01, ...changes },
});

const MISSING: readonly Row[] = (Object.keys(EXAMPLE_PARAMS) as OperationName[]).flatMap((operation) =>
  Object.keys(EXAMPLE_PARAMS[operation]).map((name): Row => [
    `${operation} without ${name} [WIRE-REJ-1]`,
    operation,
    { [name]: undefined },
    `"${name}"`,
  ]),
);

const WRONG_TYPE: readonly Row[] = (Object.keys(EXAMPLE_PARAMS) as OperationName[]).flatMap((operation) =>
  Object.keys(EXAMPLE_PARAMS[operation]).map((name): Row => [
    `${operation} with ${name} true [WIRE-REJ-1]`,
    operation,
    { [name]: true },
    `"${name}`,
  ]),
);

const UNKNOWN: readonly Row[] = (Object.keys(EXAMPLE_PARAMS) as OperationName[]).map((operation): Row => [
  `${operation} with a parameter that it does not have [WIRE-REJ-1]`,
  operation,
  { extra: 1 },
  '"extra"',
]);

const NON_FINITE: readonly Row[] = [NaN, Infinity, -Infinity].flatMap((value): readonly Row[] => [
  [`a weight of ${value} [WIRE-REJ-2]`, "encode", { weights: [0, value] }, '"weights[1]"'],
  [`a bound of ${value} [WIRE-REJ-2]`, "encode", { weightBound: value }, '"weightBound"'],
  [`a cluster size of ${value} [WIRE-REJ-2]`, "decode", { clusterSize: value }, '"clusterSize"'],
  [`a phase sum of ${value} [WIRE-REJ-2]`, "decode", { phaseSum: [value] }, '"phaseSum[0]"'],
  [
    `a phase of ${value} [WIRE-REJ-2]`,
    "aggregate",
    {
      phases: [
        [0, 1],
        [0, value],
      ],
    },
    '"phases[1][1]"',
  ],
  [`${value} shots [WIRE-REJ-2]`, "aggregate", { shots: value }, '"shots"'],
  [
    `a probability of ${value} [WIRE-REJ-2]`,
    "fidelity",
    noise({ probability: value }),
    '"noise.probability"',
  ],
  [
    `a draw of ${value} [WIRE-REJ-2]`,
    "partition",
    { seed: undefined, draws: [0, value, 0, 0] },
    '"draws[1]"',
  ],
  [
    `an aggregate of ${value} [WIRE-REJ-2]`,
    "screen",
    { aggregates: [[1], [value], [2]] },
    '"aggregates[1][0]"',
  ],
  [`a reference of ${value} [WIRE-REJ-2]`, "screen", { reference: [value] }, '"reference[0]"'],
  [`a tolerate of ${value} [WIRE-REJ-2]`, "screen", { tolerate: value }, '"tolerate"'],
  [`a value of ${value} [WIRE-REJ-2]`, "quantize", { values: [value] }, '"values[0]"'],
  [`an integer of ${value} [WIRE-REJ-2]`, "dequantize", { integers: [value] }, '"integers[0]"'],
  [`an integer of ${value} to mask [WIRE-REJ-2]`, "mask", { integers: [value, 0] }, '"integers[0]"'],
  [`a pad of ${value} [WIRE-REJ-2]`, "mask", { pads: { "2": [0, value] } }, '"pads[2][1]"'],
  [`a masked ${value} [WIRE-REJ-2]`, "unmask", { masked: [[0, value]] }, '"masked[0][1]"'],
  [
    `an update of ${value} [WIRE-REJ-2]`,
    "round",
    {
      updates: [
        [0, 0],
        [value, 0],
      ],
    },
    '"updates[1][0]"',
  ],
  [`a dropout of ${value} [WIRE-REJ-2]`, "round", { dropouts: [value] }, '"dropouts[0]"'],
]);

const ROWS: readonly Row[] = [
  ...MISSING,
  ...WRONG_TYPE,
  ...UNKNOWN,
  ...NON_FINITE,

  ["a number written as text [WIRE-REJ-1]", "encode", { weights: ["0.5"] }, '"weights[0]"'],
  ["null in place of an optional parameter [WIRE-REJ-1]", "screen", { reference: null }, '"reference"'],
  ["options that are a list [WIRE-REJ-1]", "screen", { options: [] }, '"options"'],
  ["view as a number [WIRE-REJ-1]", "round", { view: 1 }, '"view"'],
  ["hardening as text [WIRE-REJ-1]", "round", { hardening: "on" }, '"hardening"'],
  ["a seed that is a number [WIRE-REJ-1]", "aggregate", { seed: 7 }, '"seed"'],
  ["an unknown member of noise [WIRE-REJ-1]", "fidelity", noise({ extra: 0 }), '"noise.extra"'],
  ["noise as a name alone [WIRE-REJ-1]", "fidelity", { noise: "none" }, '"noise"'],
  [
    "noise without a layout, other than none [WIRE-REJ-1]",
    "fidelity",
    noise({ layout: undefined }),
    '"noise.layout"',
  ],
  [
    "noise without a probability, other than none [WIRE-REJ-1]",
    "aggregate",
    noise({ probability: undefined }),
    '"noise.probability"',
  ],
  ["noise without a channel [WIRE-REJ-1]", "fidelity", noise({ channel: undefined }), '"noise.channel"'],
  [
    "a parameter named __proto__ [WIRE-REJ-1]",
    "encode",
    JSON.parse('{"__proto__": 1}') as Record<string, unknown>,
    '"__proto__"',
  ],

  [
    "a channel that only the library knows [WIRE-OUT-3]",
    "fidelity",
    noise({ channel: "dephasing" }),
    '"noise.channel"',
  ],
  ["a channel that no one knows [WIRE-OUT-3]", "round", noise({ channel: "thermal" }), '"noise.channel"'],
  ["a layout that no one knows [WIRE-OUT-3]", "fidelity", noise({ layout: "ring" }), '"noise.layout"'],
  [
    "a wrong layout with the channel none [WIRE-NOISE-1]",
    "fidelity",
    { noise: { channel: "none", layout: "ring" } },
    '"noise.layout"',
  ],
  [
    "a wrong probability with the channel none [WIRE-NOISE-1]",
    "fidelity",
    { noise: { channel: "none", probability: 2 } },
    '"noise.probability"',
  ],
  ["a rule that no one knows [WIRE-OUT-3]", "screen", { rule: "mode" }, '"rule"'],
  ["a rule with the name of every object's member [WIRE-OUT-3]", "screen", { rule: "constructor" }, '"rule"'],

  ["an empty vector of weights [WIRE-REJ-3]", "encode", { weights: [] }, '"weights"'],
  ["an empty vector of phase sums [WIRE-REJ-3]", "decode", { phaseSum: [] }, '"phaseSum"'],
  ["an empty vector of values [WIRE-REJ-3]", "quantize", { values: [] }, '"values"'],
  ["an empty vector of integers [WIRE-REJ-3]", "dequantize", { integers: [] }, '"integers"'],
  ["an empty vector to mask [WIRE-REJ-3]", "mask", { integers: [], pads: {} }, '"integers"'],
  ["an empty reference [WIRE-REJ-3]", "screen", { reference: [] }, '"reference"'],
  ["a matrix without rows [WIRE-REJ-3]", "aggregate", { phases: [] }, '"phases"'],
  ["a matrix without columns [WIRE-REJ-3]", "screen", { aggregates: [[], []] }, '"aggregates[0]"'],
  ["masked rows of nothing [WIRE-REJ-3]", "unmask", { masked: [[]] }, '"masked[0]"'],
  ["updates of no client [WIRE-REJ-3]", "round", { updates: [] }, '"updates"'],
  ["ragged phases [WIRE-REJ-3]", "aggregate", { phases: [[1, 2], [3]] }, '"phases[1]"'],
  ["ragged aggregates [WIRE-REJ-3]", "screen", { aggregates: [[1], [2, 3], [4]] }, '"aggregates[1]"'],
  ["ragged masked rows [WIRE-REJ-3]", "unmask", { masked: [[1, 2], [3]] }, '"masked[1]"'],
  ["ragged updates [WIRE-REJ-3]", "round", { updates: [[1], [2, 3]] }, '"updates[1]"'],
  ["a row that is no array [WIRE-REJ-3]", "round", { updates: [[1], null] }, '"updates[1]"'],

  ["a cluster size of 0 [WIRE-REJ-4]", "encode", { clusterSize: 0 }, '"clusterSize"'],
  ["a cluster size of −0 [WIRE-REJ-4]", "encode", { clusterSize: -0 }, '"clusterSize"'],
  ["a negative cluster size [WIRE-REJ-4]", "decode", { clusterSize: -1 }, '"clusterSize"'],
  ["a cluster size with a fraction [WIRE-REJ-4]", "round", { clusterSize: 2.5 }, '"clusterSize"'],
  ["no clients [WIRE-REJ-4]", "partition", { clients: 0 }, '"clients"'],
  ["a number of clients with a fraction [WIRE-REJ-4]", "partition", { clients: 4.5 }, '"clients"'],
  ["no qubits [WIRE-REJ-4]", "fidelity", { qubits: 0 }, '"qubits"'],
  ["a number of qubits with a fraction [WIRE-REJ-4]", "fidelity", { qubits: 1.5 }, '"qubits"'],
  ["no shots [WIRE-REJ-4]", "aggregate", { shots: 0 }, '"shots"'],
  ["shots of −0 [WIRE-REJ-4]", "aggregate", { shots: -0 }, '"shots"'],
  ["negative shots [WIRE-REJ-4]", "round", { shots: -5 }, '"shots"'],
  ["half a shot [WIRE-REJ-4]", "round", { shots: 0.5 }, '"shots"'],

  ["a weight beyond its bound [WIRE-REJ-5]", "encode", { weights: [0, 1 + 2 ** -52] }, '"weights[1]"'],
  ["a negative weight beyond its bound [WIRE-REJ-5]", "encode", { weights: [-2] }, '"weights[0]"'],
  ["a value beyond its bound [WIRE-REJ-5]", "quantize", { values: [0, -1.5] }, '"values[1]"'],
  ["a negative bound to encode [WIRE-REJ-5]", "encode", { weights: [0], weightBound: -1 }, '"weightBound"'],
  ["a negative bound to decode [WIRE-REJ-5]", "decode", { weightBound: -1 }, '"weightBound"'],
  ["a negative bound to quantize [WIRE-REJ-5]", "quantize", { values: [0], bound: -1 }, '"bound"'],
  ["a negative bound to dequantize [WIRE-REJ-5]", "dequantize", { bound: -1e-300 }, '"bound"'],
  ["bound 0 with a weight [WIRE-REJ-5]", "encode", { weights: [0, 5e-324], weightBound: 0 }, '"weights[1]"'],
  ["bound 0 with a value [WIRE-REJ-5]", "quantize", { values: [5e-324], bound: 0 }, '"values[0]"'],
  ["k·bound beyond float64 [WIRE-REJ-5]", "encode", { clusterSize: 10, weightBound: 1e308 }, '"weightBound"'],
  [
    "k·bound beyond float64 in decode [WIRE-REJ-5]",
    "decode",
    { clusterSize: 10, weightBound: 1e308 },
    '"weightBound"',
  ],
  [
    "k·bound beyond float64 in a round [WIRE-REJ-5]",
    "round",
    { updates: [[1e308], [0], [0]] },
    '"weightBound"',
  ],
  [
    "a scale that is not finite [WIRE-REJ-5]",
    "encode",
    { weights: [0], weightBound: 5e-324 },
    '"weightBound"',
  ],
  ["a scale that is not finite in decode [WIRE-REJ-5]", "decode", { weightBound: 1e-320 }, '"weightBound"'],
  [
    "a scale that is not finite in a round [WIRE-REJ-5]",
    "round",
    { updates: [[1e-320], [0]], clusterSize: 2 },
    '"weightBound"',
  ],

  [
    "a probability above 1 [WIRE-REJ-6]",
    "fidelity",
    noise({ probability: 1.0000001 }),
    '"noise.probability"',
  ],
  ["a negative probability [WIRE-REJ-6]", "aggregate", noise({ probability: -1e-9 }), '"noise.probability"'],
  ["a probability as text [WIRE-REJ-6]", "round", noise({ probability: "0.1" }), '"noise.probability"'],
  ["a probability of true [WIRE-REJ-6]", "round", noise({ probability: true }), '"noise.probability"'],

  ["a negative tolerate [WIRE-REJ-7]", "screen", { tolerate: -1 }, '"tolerate"'],
  ["a tolerate with a fraction [WIRE-REJ-7]", "screen", { tolerate: 0.5 }, '"tolerate"'],
  ["more than mean tolerates [WIRE-REJ-7]", "screen", { rule: "mean", tolerate: 4 }, '"tolerate"'],
  [
    "more than median tolerates, n > 2f [WIRE-REJ-7]",
    "screen",
    { aggregates: [[1], [2], [3], [4]], tolerate: 2 },
    '"tolerate"',
  ],
  [
    "more than krum tolerates, n > 2f + 2 [WIRE-REJ-7]",
    "screen",
    { aggregates: [[1], [2], [3], [4]], rule: "krum", tolerate: 1 },
    '"tolerate"',
  ],
  [
    "krum on two inputs, too few for any f [WIRE-REJ-7]",
    "screen",
    { aggregates: [[1], [2]], rule: "krum", tolerate: 0 },
    '"aggregates"',
  ],
  ["a tolerate beyond the clusters of a round [WIRE-REJ-7]", "round", { tolerate: 2 }, '"tolerate"'],
  [
    "a tolerate beyond the surviving clusters [WIRE-REJ-7]",
    "round",
    { clusterSize: 1, rule: "median", tolerate: 1, dropouts: [0] },
    '"tolerate"',
  ],

  ["fltrust without a reference [WIRE-REJ-9]", "screen", { rule: "fltrust" }, '"reference"'],
  ["fltrust without a reference in a round [WIRE-REJ-9]", "round", { rule: "fltrust" }, '"reference"'],
  ["dnc without a seed [WIRE-REJ-9]", "screen", { rule: "dnc" }, '"seed"'],
  [
    "bucketing without a seed [WIRE-REJ-9]",
    "screen",
    { options: { preAggregators: [{ id: "bucketing", size: 2 }] } },
    '"seed"',
  ],
  [
    "a trusted index beyond the buckets [WIRE-REJ-8]",
    "screen",
    {
      rule: "monna",
      tolerate: 0,
      options: { trusted: 2, preAggregators: [{ id: "bucketing", size: 2 }] },
      seed: "s",
    },
    '"options.trusted"',
  ],

  ["an option that no rule has [WIRE-REJ-8]", "screen", { options: { frobnicate: 1 } }, '"options"'],
  ["an option of another rule [WIRE-REJ-8]", "screen", { options: { neighbours: "n-f-2" } }, '"options"'],
  [
    "an option with the name of every object's member [WIRE-REJ-8]",
    "screen",
    { options: { constructor: 1 } },
    '"options"',
  ],
  [
    "an unknown option beside one that is not offered [WIRE-REJ-8]",
    "screen",
    { options: { preAggregators: [], x: 1 } },
    '"options"',
  ],
  [
    "an option out of its range [WIRE-REJ-8]",
    "screen",
    { options: { evenMedian: "upper" } },
    '"options.evenMedian"',
  ],
  [
    "an option of the wrong type [WIRE-REJ-8]",
    "round",
    { rule: "median", options: { evenMedian: NaN } },
    '"options.evenMedian"',
  ],

  ["a reference of another length [WIRE-REJ-9]", "screen", { reference: [1, 2] }, '"reference"'],
  ["a reference of another length in a round [WIRE-REJ-9]", "round", { reference: [1] }, '"reference"'],

  ["1 bit [WIRE-REJ-10]", "quantize", { bits: 1 }, '"bits"'],
  ["33 bits [WIRE-REJ-10]", "quantize", { bits: 33 }, '"bits"'],
  ["bits with a fraction [WIRE-REJ-10]", "dequantize", { bits: 8.5 }, '"bits"'],
  ["1 bit of modulus [WIRE-REJ-10]", "mask", { modulusBits: 1 }, '"modulusBits"'],
  ["54 bits of modulus [WIRE-REJ-10]", "unmask", { modulusBits: 54 }, '"modulusBits"'],

  ["a pad of 2^b [WIRE-REJ-11]", "mask", { pads: { "0": [256, 0] } }, '"pads[0][0]"'],
  ["a negative pad [WIRE-REJ-11]", "mask", { pads: { "0": [0, -1] } }, '"pads[0][1]"'],
  ["a pad with a fraction [WIRE-REJ-11]", "mask", { pads: { "0": [0, 0.5] } }, '"pads[0][1]"'],
  ["a masked number of 2^b [WIRE-REJ-11]", "unmask", { masked: [[0, 256]] }, '"masked[0][1]"'],
  ["a negative masked number [WIRE-REJ-11]", "unmask", { masked: [[0, -1]] }, '"masked[0][1]"'],
  ["a short pad [WIRE-REJ-11]", "mask", { pads: { "0": [1] } }, '"pads[0]"'],
  ["a long pad [WIRE-REJ-11]", "mask", { pads: { "2": [1, 2, 3] } }, '"pads[2]"'],
  ["an empty pad [WIRE-REJ-11]", "mask", { pads: { "2": [] } }, '"pads[2]"'],
  ["a pad with oneself [WIRE-REJ-11]", "mask", { pads: { "1": [1, 2] } }, '"pads"'],
  ["pads in a list [WIRE-REJ-11]", "mask", { pads: [[1, 2]] }, '"pads"'],
  ...["01", "+2", "-0", "-1", "2.0", "2e0", "0x2", " 2", "", "two", "9007199254740993", "__proto__"].map(
    (peer): Row => [
      `a peer written as ${JSON.stringify(peer)} [WIRE-REJ-11]`,
      "mask",
      { pads: JSON.parse(`{${JSON.stringify(peer)}: [1, 2]}`) as unknown },
      '"pads"',
    ],
  ),
  ["a negative client [WIRE-REJ-1]", "mask", { client: -1 }, '"client"'],
  ["a client with a fraction [WIRE-REJ-1]", "mask", { client: 0.5 }, '"client"'],

  ["both a seed and draws [WIRE-REJ-12]", "partition", { draws: [0, 0, 0, 0] }, '"draws"'],
  ["neither a seed nor draws [WIRE-REJ-12]", "partition", { seed: undefined }, '"seed"'],
  ["too few draws [WIRE-REJ-12]", "partition", { seed: undefined, draws: [0, 0, 0] }, '"draws"'],
  ["too many draws [WIRE-REJ-12]", "partition", { seed: undefined, draws: [0, 0, 0, 0, 0] }, '"draws"'],
  ["no draws for five clients [WIRE-REJ-12]", "partition", { seed: undefined, draws: [] }, '"draws"'],
  [
    "a draw above its place [WIRE-REJ-12]",
    "partition",
    { seed: undefined, draws: [0, 4, 0, 0] },
    '"draws[1]"',
  ],
  ["a negative draw [WIRE-REJ-12]", "partition", { seed: undefined, draws: [0, 0, 0, -1] }, '"draws[3]"'],
  [
    "a draw with a fraction [WIRE-REJ-12]",
    "partition",
    { seed: undefined, draws: [0.5, 0, 0, 0] },
    '"draws[0]"',
  ],
  [
    "a remainder under the policy reject [WIRE-REJ-12]",
    "partition",
    {},
    '"clients"',
    { remainder: "reject" },
  ],
  [
    "a remainder of a round under the policy reject [WIRE-REJ-12]",
    "round",
    { clusterSize: 2 },
    '"clients"',
    { remainder: "reject" },
  ],
  [
    "fewer clients than k under the policy reject [WIRE-REJ-12]",
    "partition",
    { clusterSize: 6 },
    '"clients"',
    { remainder: "reject" },
  ],

  ["a dropout that is no client [WIRE-REJ-13]", "round", { dropouts: [3] }, '"dropouts[0]"'],
  ["a negative dropout [WIRE-REJ-13]", "round", { dropouts: [-1] }, '"dropouts[0]"'],
  ["a dropout with a fraction [WIRE-REJ-13]", "round", { dropouts: [0.5] }, '"dropouts[0]"'],
  ["a dropout named twice [WIRE-REJ-13]", "round", { clusterSize: 1, dropouts: [1, 1] }, '"dropouts[1]"'],
  ["every client lost [WIRE-REJ-13]", "round", { clusterSize: 1, dropouts: [0, 1, 2] }, '"dropouts"'],
  ["every cluster lost [WIRE-REJ-13]", "round", { dropouts: [2] }, '"dropouts"'],

  [
    "a decoded weight beyond float64 [WIRE-REJ-14]",
    "decode",
    { phaseSum: [1e308], weightBound: 1e300 },
    '"phaseSum[0]"',
  ],
  [
    "a dequantized value beyond float64 [WIRE-REJ-14]",
    "dequantize",
    { integers: [2 ** 40], bound: 1e300 },
    '"integers[0]"',
  ],
  [
    "phases whose sum is beyond float64 [WIRE-REJ-14]",
    "aggregate",
    { phases: [[1e308], [1e308]] },
    '"phases"',
  ],
  [
    "phases whose sum is beyond float64, in shots [WIRE-REJ-14]",
    "aggregate",
    { phases: [[-1e308], [-1e308]], shots: 9 },
    '"phases"',
  ],
];

function changed(
  operation: OperationName,
  changes: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const params = Object.entries({ ...EXAMPLE_PARAMS[operation], ...changes });
  return Object.fromEntries(params.filter(([, value]) => value !== undefined));
}

interface Answer {
  readonly error?: { readonly code: number; readonly message: string };
}

test.each(
  ROWS.map(([title, operation, changes, names, options]) => ({ title, operation, changes, names, options })),
)("Refused: $title", async ({ operation, changes, names, options }) => {
  const reference = createReference(options);
  const params = changed(operation, changes);
  const outcome: Outcome<unknown> = await reference.callRaw(operation, params);
  expect(outcome).toHaveProperty("outcome", "reject");
  const { message } = outcome as { message: string };
  expect(message).toContain(names);
  expect(message).toMatch(/^".*" expected .*, got .*$/u);

  // Over the wire: the same message, apart from how a number that JSON does not have is shown.
  const line = wireText({ jsonrpc: "2.0", id: 1, method: operation, params })!;
  const answer = JSON.parse((await answerLine(reference, Buffer.from(line)))!) as Answer;
  expect(answer.error?.code).toBe(-32602);
  expect(answer.error?.message).toContain(names);
});

test("The rows are as many as the sentences ask for, and no two are named alike", () => {
  expect(ROWS.length).toBeGreaterThan(200);
  expect(new Set(ROWS.map(([title]) => title)).size).toBe(ROWS.length);
});

test.each([
  ["null", null],
  ["a list", [1, 2]],
  ["a number", 5],
  ["nothing", undefined],
])("Refused: parameters that are %s [WIRE-REJ-1]", async (_, params) => {
  const outcome = await createReference().callRaw("encode", params);
  expect(outcome).toMatchObject({
    outcome: "reject",
    message: expect.stringContaining('"params"') as string,
  });
});

test.each([
  ["without a protocol", { harness: { name: "h", version: "1" } }, '"protocol"'],
  ["with a protocol that is text", { protocol: "1", harness: { name: "h", version: "1" } }, '"protocol"'],
  ["without a harness", { protocol: 1 }, '"harness"'],
  ["without the harness's version", { protocol: 1, harness: { name: "h" } }, '"harness.version"'],
  [
    "with a parameter that it does not have",
    { protocol: 1, harness: { name: "h", version: "1" }, x: 1 },
    '"x"',
  ],
])("Refused: initialize %s [WIRE-INIT-1]", async (_, params, names) => {
  const outcome = await createReference().callRaw("initialize", params);
  expect(outcome).toMatchObject({ outcome: "reject", message: expect.stringContaining(names) as string });
});
