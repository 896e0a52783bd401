import { parseString } from "qasm-ts";
import { expect, test } from "vitest";
import { outcomeDistribution } from "./contract.ts";
import { LAYOUTS, noiseless } from "./noise.ts";
import { openQasm } from "./open-qasm.ts";
import { AXES, BASES, honestRecord } from "./record.ts";
import type { CircuitRecord, QubitOperation } from "./record.ts";

/** What the tests look at in the parser's nodes. */
interface Node {
  readonly [key: string]: unknown;
}

/** Under which the parser says what a node is. */
const KIND = "__className__";

function parsed(program: string): Node[] {
  return parseString(program, 3, true) as unknown as Node[];
}

interface State {
  readonly re: number[];
  readonly im: number[];
}

/** Applies the 2 × 2 matrix [[a, b], [c, d]] of complex pairs to a qubit of a state vector. */
function applied({ re, im }: State, qubit: number, gate: readonly (readonly [number, number])[]): State {
  const next: State = { re: re.map(() => 0), im: re.map(() => 0) };
  for (let from = 0; from < re.length; from++) {
    for (const bit of [0, 1]) {
      const to = (from & ~(1 << qubit)) | (bit << qubit);
      const [a, b] = gate[2 * bit + ((from >> qubit) & 1)]!;
      next.re[to]! += a * re[from]! - b * im[from]!;
      next.im[to]! += a * im[from]! + b * re[from]!;
    }
  }
  return next;
}

const ZERO = [0, 0] as const;
const ONE = [1, 0] as const;
const H = Math.SQRT1_2;

function gateMatrix(name: string, angle: number): readonly (readonly [number, number])[] {
  if (name === "h")
    return [
      [H, 0],
      [H, 0],
      [H, 0],
      [-H, 0],
    ];
  if (name === "x") return [ZERO, ONE, ONE, ZERO];
  const turn = { s: Math.PI / 2, sdg: -Math.PI / 2, p: angle }[name];
  if (turn === undefined) throw new Error(`unexpected gate ${name}`);
  return [ONE, ZERO, ZERO, [Math.cos(turn), Math.sin(turn)]];
}

function controlledNot({ re, im }: State, control: number, target: number): State {
  const from = (to: number): number => to ^ (((to >> control) & 1) << target);
  return { re: re.map((_, to) => re[from(to)]!), im: im.map((_, to) => im[from(to)]!) };
}

function numberOf(node: Node): number {
  if (node[KIND] === "Unary" && node["op"] === "-") return -numberOf(node["operand"] as Node);
  return Number(node["value"]);
}

function subscript(node: Node): number {
  return numberOf(node["subscript"] as Node);
}

/** Runs a parsed program on state vectors, one for each history of mid-circuit results. */
function simulate(program: readonly Node[], qubits: number): number[] {
  let states: State[] = [
    {
      re: Array.from({ length: 2 ** qubits }, (_, i) => (i === 0 ? 1 : 0)),
      im: Array.from({ length: 2 ** qubits }, () => 0),
    },
  ];
  let measuredAll = 0;
  for (const node of program) {
    if (node[KIND] === "QuantumGateCall") {
      const { name } = node["quantumGateName"] as { name: string };
      const on = (node["qubits"] as Node[]).map(subscript);
      const args = (node["parameters"] as { args: Node[] } | null)?.args ?? [];
      const angle = args.length === 0 ? 0 : numberOf(args[0]!);
      states = states.map((state) =>
        name === "cx"
          ? controlledNot(state, on[0]!, on[1]!)
          : applied(state, on[0]!, gateMatrix(name, angle)),
      );
    } else if (node[KIND] === "QuantumMeasurementAssignment") {
      const { identifierList } = node["quantumMeasurement"] as { identifierList: Node[] };
      const measured = identifierList[0]!;
      if (measured[KIND] === "Identifier") measuredAll++;
      else
        states = states.flatMap((state) => [
          applied(state, subscript(measured), [ONE, ZERO, ZERO, ZERO]),
          applied(state, subscript(measured), [ZERO, ZERO, ZERO, ONE]),
        ]);
    }
  }
  expect(measuredAll).toBe(1);
  return states[0]!.re.map((_, outcome) =>
    states.reduce((sum, { re, im }) => sum + re[outcome]! ** 2 + im[outcome]! ** 2, 0),
  );
}

const OPERATIONS: readonly (readonly [string, readonly QubitOperation[]])[] = [
  ["nothing", []],
  ["a flip", [{ kind: "flip" }]],
  ...AXES.map((axis) => [`a measurement in ${axis}`, [{ kind: "measure", axis, fraction: 1 }]] as const),
  [
    "two phases",
    [
      { kind: "phase", angle: -1.2e-7 },
      { kind: "phase", angle: 2 },
    ],
  ],
  ["a large phase", [{ kind: "phase", angle: 1e21 }]],
  [
    "what never happens",
    [
      { kind: "measure", axis: "x", fraction: 0 },
      { kind: "phase-noise", deviation: 0 },
    ],
  ],
];

function records(operations: readonly QubitOperation[]): CircuitRecord[] {
  const honest = LAYOUTS.map((layout) =>
    honestRecord([0.31, -0.84, 1.27], { preparation: noiseless(layout) }),
  );
  return honest.flatMap((record) => [
    { ...record, returning: [operations, [], []] },
    { ...record, outbound: [[], operations, []] },
    { ...record, clients: record.clients.map((own) => [...operations, ...own]) },
    { ...record, source: { kind: "ghz", flips: [0, 2] }, returning: [[], [], operations] },
    { ...record, source: { kind: "product" }, returning: [[], operations, operations] },
  ]);
}

test.each(OPERATIONS)(
  "A program with %s parses and runs to the distribution of its record [CQSA-AGG-1]",
  (_, operations) => {
    const all = records(operations);
    expect(all).toHaveLength(10);
    for (const record of all) {
      for (const basis of BASES) {
        const outcomes = simulate(parsed(openQasm(record, basis)), record.qubits);
        const expected = Array.from(
          outcomeDistribution(record, basis),
          (p) => expect.closeTo(p, 12) as number,
        );
        expect(outcomes).toEqual(expected);
      }
    }
  },
);

test("One qubit needs no CNOT, and a program without interception declares no register for it [CQSA-AGG-1]", () => {
  const program = openQasm(honestRecord([0.5]), "x");
  expect(program).not.toContain("cx");
  expect(program).not.toContain("tapped");
  // Stages in which nothing happens have no heading.
  expect(program.split("\n").filter((line) => line.startsWith("//"))).toEqual([
    "// server: prepare",
    "// clients: encode",
    "// server: decode, basis x",
  ]);
  expect(simulate(parsed(program), 1)[0]).toBeCloseTo((1 + Math.cos(0.5)) / 2, 14);
});

test("Noise of both cascades and of reading is named in comments, where it can act [CQSA-AGG-1]", () => {
  const noise = { channel: "dephasing", layout: "chain", probability: 0.02 } as const;
  const record = honestRecord([0.1, 0.2], {
    preparation: noise,
    decoding: { ...noise, channel: "bit-flip" },
    readout: { zeroToOne: 0.01, oneToZero: 0.03 },
  });
  const comments = (program: string): string[] =>
    program.split("\n").filter((line) => line.startsWith("// noise"));
  expect(comments(openQasm(record, "x"))).toEqual([
    "// noise, not part of the circuit: dephasing(0.02) after every CNOT of the preparation",
    "// noise, not part of the circuit: bit-flip(0.02) after every CNOT of the decoding",
    "// noise, not part of the circuit: every bit misread, 0 as 1 with 0.01 and 1 as 0 with 0.03",
  ]);
  expect(comments(openQasm({ ...record, source: { kind: "product" } }, "x"))).toHaveLength(2);
  expect(comments(openQasm(honestRecord([0.1, 0.2]), "x"))).toEqual([]);
  for (const decoding of [
    { ...noise, probability: 0 },
    { ...noise, channel: "none" },
  ] as const) {
    expect(comments(openQasm(honestRecord([0.1, 0.2], { decoding }), "x"))).toEqual([]);
  }
  for (const readout of [
    { zeroToOne: 0.01, oneToZero: 0 },
    { zeroToOne: 0, oneToZero: 0.03 },
  ]) {
    expect(comments(openQasm(honestRecord([0.1, 0.2], { readout }), "x"))).toEqual([
      `// noise, not part of the circuit: every bit misread, 0 as 1 with ${readout.zeroToOne} and 1 as 0 with ${readout.oneToZero}`,
    ]);
  }
  expect(parsed(openQasm(record, "x"))).toHaveLength(parsed(openQasm(honestRecord([0.1, 0.2]), "x")).length);
});

test("Operations that differ from shot to shot, other bases and malformed records are refused [CQSA-AGG-1]", () => {
  const one = { re: 1, im: 0 };
  const zero = { re: 0, im: 0 };
  for (const operation of [
    { kind: "measure", axis: "z", fraction: 0.5 },
    { kind: "phase-noise", deviation: 0.1 },
    { kind: "kraus", operators: [[one, zero, zero, one]] },
  ] as const) {
    const record: CircuitRecord = { ...honestRecord([0.1]), returning: [[operation]] };
    expect(() => openQasm(record, "x")).toThrow(
      new RangeError(
        `"record" expected operations that are the same in every shot, got ${JSON.stringify(operation.kind)}`,
      ),
    );
  }
  expect(() => openQasm(honestRecord([0.1]), "z" as "x")).toThrow('"basis" expected one of x, y, got "z"');
  expect(() => openQasm(honestRecord([]), "x")).toThrow('"qubits" expected an integer of at least 1, got 0');
});
