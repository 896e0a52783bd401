import { checkName } from "../base/check.ts";
import { rangeRefusal } from "../base/refusal.ts";
import type { GateNoise } from "./noise.ts";
import { BASES, checkRecord } from "./record.ts";
import type { Basis, CircuitRecord, PerQubit, QubitOperation } from "./record.ts";

/** The CNOTs of a cascade as (control, target), in the order of preparation. */
function cascade(qubits: number, noise: GateNoise): [number, number][] {
  return Array.from({ length: qubits - 1 }, (_, i) => [noise.layout === "chain" ? i : 0, i + 1]);
}

function gateLines(operation: QubitOperation, qubit: number): string[] {
  switch (operation.kind) {
    case "phase":
      // 1e21 rather than 1e+21: some parsers read the latter as a sum.
      return [`p(${String(operation.angle).replace("e+", "e")}) q[${qubit}];`];
    case "flip":
      return [`x q[${qubit}];`];
    case "measure": {
      if (operation.fraction === 0) return [];
      if (operation.fraction < 1) break;
      const into = { x: [`h q[${qubit}];`], y: [`sdg q[${qubit}];`, `h q[${qubit}];`], z: [] }[
        operation.axis
      ];
      const back = { x: [`h q[${qubit}];`], y: [`h q[${qubit}];`, `s q[${qubit}];`], z: [] }[operation.axis];
      return [...into, `tapped[${qubit}] = measure q[${qubit}];`, ...back];
    }
    case "phase-noise":
      if (operation.deviation === 0) return [];
      break;
    case "swap":
    case "kraus":
  }
  throw rangeRefusal("record", "operations that are the same in every shot", operation.kind);
}

function stage(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `// ${title}`, ...lines];
}

function operationLines(lists: PerQubit): string[] {
  return lists.flatMap((list, qubit) => list.flatMap((operation) => gateLines(operation, qubit)));
}

function noiseComments({ source, preparation, decoding, readout }: CircuitRecord): string[] {
  const gates = [
    // Product states take no CNOT.
    ...(source.kind === "ghz" ? [{ stage: "preparation", ...preparation }] : []),
    { stage: "decoding", ...decoding },
  ];
  const { zeroToOne, oneToZero } = readout;
  return [
    ...gates
      .filter(({ channel, probability }) => channel !== "none" && probability > 0)
      .map(
        ({ stage, channel, probability }) => `${channel}(${probability}) after every CNOT of the ${stage}`,
      ),
    ...(zeroToOne > 0 || oneToZero > 0
      ? [`every bit misread, 0 as 1 with ${zeroToOne} and 1 as 0 with ${oneToZero}`]
      : []),
  ].map((noise) => `// noise, not part of the circuit: ${noise}`);
}

/**
 * A record as an OpenQASM 3 program that reads qubit 0 in the given basis and every other qubit in the
 * computational one; bit j of `out` is qubit j. Noise is named in comments, since the language has none.
 *
 * @throws TypeError, RangeError for a malformed record or another basis; RangeError for a record with
 *   operations that change from shot to shot (a measurement in a fraction of the shots, phase noise, Kraus
 *   operators): no single program states them
 */
export function openQasm(record: CircuitRecord, basis: Basis): string {
  checkRecord(record);
  checkName("basis", basis, BASES);
  const { qubits, source, preparation } = record;
  const forward = cascade(qubits, preparation).map(([c, t]) => `cx q[${c}], q[${t}];`);
  const prepared =
    source.kind === "product"
      ? Array.from({ length: qubits }, (_, q) => `h q[${q}];`)
      : ["h q[0];", ...forward, ...source.flips.map((q) => `x q[${q}];`)];
  const body = [
    ...stage("server: prepare", prepared),
    ...stage("outbound link", operationLines(record.outbound)),
    ...stage("clients: encode", operationLines(record.clients)),
    ...stage("return link", operationLines(record.returning)),
    ...stage(`server: decode, basis ${basis}`, [
      ...forward.toReversed(),
      ...(basis === "y" ? ["sdg q[0];"] : []),
      "h q[0];",
      "out = measure q;",
    ]),
  ];
  const tapped = body.some((line) => line.startsWith("tapped"));
  return [
    "OPENQASM 3.0;",
    'include "stdgates.inc";',
    ...noiseComments(record),
    `qubit[${qubits}] q;`,
    `bit[${qubits}] out;`,
    ...(tapped ? [`bit[${qubits}] tapped;`] : []),
    ...body,
    "",
  ].join("\n");
}
