import { rangeRefusal } from "../base/refusal.ts";
import type { GateNoise } from "./noise.ts";
import type { Basis, CircuitRecord, QubitOperation } from "./record.ts";
import { checkRecord } from "./record.ts";

/** The CNOTs of a cascade as (control, target), in the order of preparation. */
function cascade(qubits: number, noise: GateNoise): [number, number][] {
  return Array.from({ length: qubits - 1 }, (_, i) => [noise.layout === "chain" ? i : 0, i + 1]);
}

function gateLines(operation: QubitOperation, qubit: number): string[] {
  switch (operation.kind) {
    case "phase":
      return [`p(${operation.angle}) q[${qubit}];`];
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
    case "kraus":
      break;
  }
  throw rangeRefusal("record", "operations that are the same in every shot", operation.kind);
}

function stage(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `// ${title}`, ...lines];
}

function noiseComment(what: string, noise: GateNoise): string[] {
  if (noise.channel === "none" || noise.probability === 0) return [];
  return [
    `// noise, not part of the circuit: ${noise.channel}(${noise.probability}) after every CNOT of ${what}`,
  ];
}

/**
 * A record as an OpenQASM 3 program that reads qubit 0 in the given basis and every other qubit in the
 * computational one. Noise is named in comments, since the language has none.
 *
 * @throws RangeError for a record with operations that change from shot to shot (a measurement in a
 *   fraction of the shots, phase noise, Kraus operators): no single program states them
 */
export function openQasm(record: CircuitRecord, basis: Basis): string {
  checkRecord(record);
  const { qubits, source, preparation, decoding } = record;
  const forward = cascade(qubits, preparation).map(([c, t]) => `cx q[${c}], q[${t}];`);
  const prepared =
    source.kind === "product"
      ? Array.from({ length: qubits }, (_, q) => `h q[${q}];`)
      : ["h q[0];", ...forward, ...source.flips.map((q) => `x q[${q}];`)];
  const operations = (lists: CircuitRecord["clients"]): string[] =>
    lists.flatMap((list, qubit) => list.flatMap((operation) => gateLines(operation, qubit)));
  const body = [
    ...stage("server: prepare", prepared),
    ...stage("outbound link", operations(record.outbound)),
    ...stage("clients: encode", operations(record.clients)),
    ...stage("return link", operations(record.returning)),
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
    ...noiseComment("the preparation", preparation),
    ...noiseComment("the decoding", decoding),
    `qubit[${qubits}] q;`,
    `bit[${qubits}] out;`,
    ...(tapped ? [`bit[${qubits}] tapped;`] : []),
    ...body,
    "",
  ].join("\n");
}
