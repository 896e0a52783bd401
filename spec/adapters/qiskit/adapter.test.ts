import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verify } from "../../../src/conformance/verify.ts";
import { connectStdio } from "../../../src/implementation/stdio/connect.ts";
import type { StdioImplementation } from "../../../src/implementation/stdio/connect.ts";

/* Real circuits take an environment of their own: where the README of this folder has put it, or where a setting says. */

const python = process.env["CQSA_QISKIT_PYTHON"] ?? join(homedir(), ".cache", "cqsa-qiskit", "bin", "python");
const missing = !existsSync(python);
const where = missing ? " (skipped: no Qiskit Aer here; spec/adapters/qiskit/README.md installs it)" : "";

let adapter: StdioImplementation;
beforeAll(async () => {
  if (missing) return;
  const script = fileURLToPath(new URL("adapter.py", import.meta.url));
  adapter = await connectStdio({ command: [python, script] });
});
afterAll(async () => {
  if (!missing) await adapter.close();
});

// The figures are closed forms of the GHZ state with four qubits and p = 0.005, published to twelve digits.
test.skipIf(missing)(`Four noisy qubits on Qiskit Aer have fidelity 0.986730562370${where}`, async () => {
  const noise = { channel: "depolarizing2", layout: "chain", probability: 0.005 } as const;
  const outcome = await adapter.call("fidelity", { qubits: 4, noise });
  if (outcome.outcome !== "ok") throw new Error(outcome.message);
  expect(outcome.result.fidelity).toBeCloseTo(0.98673056237, 11);
  expect(outcome.result.population).toBeCloseTo(0.989375943111, 11);
  expect(outcome.result.visibility).toBeCloseTo((1 - (16 / 15) * 0.005) ** 3, 12);
});

test.skipIf(missing)(`Circuits on Qiskit Aer obey laws of each kind${where}`, async () => {
  const laws = [
    "aggregation/exact-expectation",
    "aggregation/shot-distribution",
    "aggregation/visibility-exact",
    "ghz/closed-form",
    "refusals/fidelity-range",
    "rounds/aggregates-are-cluster-means",
  ];
  const made = { version: "0.1.0", commit: null, node: "24", command: "test", seed: "aer" };
  const report = await verify(adapter, { laws, runs: 3, samples: 0.01, made });
  const verdicts = report.laws.map(({ law, verdict }) => `${law} ${verdict}`);
  expect(verdicts.sort()).toEqual(laws.map((law) => `${law} pass`));
  expect(report.failures).toEqual([]);
  expect(adapter.observed()).toMatchObject({ faults: {}, restarts: 0, chatterLines: 0, stderr: "" });
});
