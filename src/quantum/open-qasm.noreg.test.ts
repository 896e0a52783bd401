import { expect, test } from "vitest";
import { openQasm } from "./open-qasm.ts";
import { honestRecord } from "./record.ts";
import type { CircuitRecord } from "./record.ts";

test("The text of a program with every stage stays as it is [CQSA-AGG-1]", () => {
  const record: CircuitRecord = {
    ...honestRecord([0.5, -0.25, 1], {
      preparation: { channel: "depolarizing2", layout: "star", probability: 0.005 },
    }),
    source: { kind: "ghz", flips: [1] },
    outbound: [[], [], [{ kind: "measure", axis: "y", fraction: 1 }]],
    returning: [[{ kind: "flip" }], [], []],
  };
  expect(openQasm(record, "y")).toBe(`OPENQASM 3.0;
include "stdgates.inc";
// noise, not part of the circuit: depolarizing2(0.005) after every CNOT of the preparation
qubit[3] q;
bit[3] out;
bit[3] tapped;

// server: prepare
h q[0];
cx q[0], q[1];
cx q[0], q[2];
x q[1];

// outbound link
sdg q[2];
h q[2];
tapped[2] = measure q[2];
h q[2];
s q[2];

// clients: encode
p(0.5) q[0];
p(-0.25) q[1];
p(1) q[2];

// return link
x q[0];

// server: decode, basis y
cx q[0], q[2];
cx q[0], q[1];
sdg q[0];
h q[0];
out = measure q;
`);
});
