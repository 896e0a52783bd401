import { openQasm } from "../../quantum/open-qasm.ts";
import { LAYOUTS, noiseless } from "../../quantum/noise.ts";
import type { Layout } from "../../quantum/noise.ts";
import { honestRecord } from "../../quantum/record.ts";
import type { AuditContext } from "../context.ts";
import type { DepthEvidence, LayoutDepth } from "../cost-evidence.ts";

/** The qubits that a gate acts on: control and target, or one alone. */
export type Gate = readonly [number] | readonly [control: number, target: number];

/** A circuit in its order: up to the GHZ state, and from there to the measurement. */
export interface GateList {
  readonly preparation: readonly Gate[];
  readonly rest: readonly Gate[];
}

const LARGEST = 64;

/** The gates of the honest circuit as its OpenQASM program has them. */
export function programGates(qubits: number, layout: Layout): GateList {
  const phases = Array.from({ length: qubits }, () => 0.1);
  const program = openQasm(honestRecord(phases, { preparation: noiseless(layout) }), "x");
  const [prepared = "", rest = ""] = program.split("// clients: encode");
  const gatesIn = (text: string): Gate[] =>
    text.split("\n").flatMap((line): Gate[] => {
      if (line.startsWith("qubit")) return [];
      const [first, second] = Array.from(line.matchAll(/ q\[(\d+)\]/g), ([, index]) => Number(index));
      if (first === undefined) return [];
      return [second === undefined ? [first] : [first, second]];
    });
  return { preparation: gatesIn(prepared), rest: gatesIn(rest) };
}

/** A circuit that doubles the state in every step: each qubit that has it passes it on to a new one. */
export function treeGates(qubits: number): GateList {
  const cnots: Gate[] = [];
  for (let ready = 1; ready < qubits; ready *= 2) {
    for (let from = 0; from < ready && ready + from < qubits; from++) cnots.push([from, ready + from]);
  }
  const encoding = Array.from({ length: qubits }, (_, qubit): Gate => [qubit]);
  return { preparation: [[0], ...cnots], rest: [...encoding, ...cnots.toReversed(), [0]] };
}

/** Steps that the gates take when each starts as soon as its qubits are free, one step a gate. */
export function depthOf(gates: readonly Gate[]): number {
  const busyUntil = new Map<number, number>();
  let depth = 0;
  for (const gate of gates) {
    const end = 1 + Math.max(...gate.map((qubit) => busyUntil.get(qubit) ?? 0));
    for (const qubit of gate) busyUntil.set(qubit, end);
    depth = Math.max(depth, end);
  }
  return depth;
}

/** Whether a Hadamard and these CNOTs leave |0…0⟩ + |1…1⟩: CNOTs only permute basis states. */
export function makesGhz({ preparation: [hadamard, ...cnots] }: GateList, qubits: number): boolean {
  if (hadamard?.length !== 1) return false;
  const bits = Array.from({ length: qubits }, (_, qubit) => qubit === hadamard[0]);
  for (const [control, target] of cnots) {
    if (target === undefined) return false;
    if (bits[control] === true) bits[target] = bits[target] !== true;
  }
  return bits.every(Boolean);
}

const WAYS: readonly { readonly layout: string; readonly gates: (qubits: number) => GateList }[] = [
  ...LAYOUTS.map((layout) => ({ layout, gates: (qubits: number) => programGates(qubits, layout) })),
  { layout: "tree", gates: treeGates },
];

function wholeDepth({ preparation, rest }: GateList): number {
  return depthOf([...preparation, ...rest]);
}

const SIZES = Array.from({ length: LARGEST }, (_, i) => i + 1);

function layoutDepth({ layout, gates }: (typeof WAYS)[number]): LayoutDepth & { readonly steps: number[] } {
  const lists = SIZES.map((qubits) => gates(qubits));
  const steps = lists.map(({ preparation }) => depthOf(preparation));
  return {
    layout,
    wrong: lists.filter((list, i) => !makesGhz(list, SIZES[i]!)).length,
    preparation: steps.at(-1)!,
    proportional: steps.every((depth, i) => depth === SIZES[i]! * steps[0]!),
    steps,
  };
}

/** Beyond it a single circuit is not written out: the run's N may be any. */
const LONGEST_OWN = 2000;

function ownDepths({ rounds }: AuditContext): DepthEvidence["own"] {
  const { clusters } = rounds[0]!.result;
  const clients = clusters.flat().length;
  if (clusters.length < 2 || clients > LONGEST_OWN) return null;
  const sizes = clusters.map(({ length }) => length);
  return {
    clients,
    clusters: clusters.length,
    clusterSize: Math.max(...sizes),
    steps: WAYS.map(({ layout, gates }) => ({
      layout,
      global: wholeDepth(gates(clients)),
      cluster: wholeDepth(gates(Math.max(...sizes))),
      inTurn: sizes.reduce((sum, size) => sum + wholeDepth(gates(size)), 0),
    })),
  };
}

/** AV-2: steps of every circuit of up to 64 qubits, and of the run's own, in three ways of preparing. */
export function gatherDepth(context: AuditContext): DepthEvidence {
  const depths = WAYS.map(layoutDepth);
  const exceptions = depths.flatMap(({ layout, steps }) => {
    const at = steps.findIndex((depth, i) => depth !== SIZES[i]! * steps[0]!);
    if (at === -1) return [];
    return [{ layout, qubits: SIZES[at]!, steps: steps[at]!, proportional: SIZES[at]! * steps[0]! }];
  });
  return {
    largestQubits: LARGEST,
    layouts: depths.map(({ layout, wrong, preparation, proportional }) => ({
      layout,
      wrong,
      preparation,
      proportional,
    })),
    smallest: exceptions.toSorted((a, b) => a.qubits - b.qubits)[0] ?? null,
    own: ownDepths(context),
  };
}
