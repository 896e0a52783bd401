import { expect, test } from "vitest";
import type { Implementation, OperationParams } from "../implementation.ts";
import { createReference } from "../reference.ts";
import { OPERATION_NAMES } from "../vocabulary.ts";
import { composed } from "./composed.ts";
import { EXAMPLE_PARAMS } from "../examples.ts";

const NOISES: readonly OperationParams["fidelity"]["noise"][] = [
  { channel: "none" },
  { channel: "depolarizing2", layout: "chain", probability: 0.03 },
  { channel: "depolarizing1x2", layout: "star", probability: 1 },
];

const UPDATES = [
  [0.5, -1, 0.125],
  [0.25, 0.75, 0],
  [-0.5, 0.5, 1.5],
  [2, -0.25, 0.3],
  [1, 1, -1],
  [-1.75, 0.1, 0.2],
  [0.6, 0.7, 0.8],
  [0.9, -0.9, 0.4],
];

async function expectEqual<O extends keyof OperationParams>(
  composition: Implementation,
  operation: O,
  params: OperationParams[O],
): Promise<string> {
  const answer = await composition.call(operation, params);
  expect(answer).toEqual(await createReference().call(operation, params));
  return answer.outcome;
}

test("Without a change the composition answers every example as the reference does", async () => {
  for (const operation of OPERATION_NAMES) {
    expect(await expectEqual(composed(), operation, EXAMPLE_PARAMS[operation])).toBe("ok");
  }
});

test("Its rounds are the reference's to the last bit, with every rule, noise, loss and size", async () => {
  const composition = composed();
  let rounds = 0;
  for (const [clusterSize, dropouts] of [
    [1, []],
    [1, [3]],
    [3, [0]],
    [8, []],
    [9, []],
  ] as const) {
    for (const noise of NOISES) {
      for (const [rule, tolerate] of [
        ["mean", 0],
        ["median", 0],
        ["krum", 2],
      ] as const) {
        for (const shots of [null, 5, 1000]) {
          const params = { updates: UPDATES, clusterSize, shots, noise, dropouts, rule, tolerate };
          await expectEqual(composition, "round", { ...params, seed: "s", view: true });
          rounds += 1;
        }
      }
    }
  }
  expect(rounds).toBe(135);
});

test("Its partitions, measurements and qualities are the reference's", async () => {
  const composition = composed();
  expect(NOISES).toHaveLength(3);
  for (const clients of [1, 2, 5, 12, 13]) {
    await expectEqual(composition, "partition", { clients, clusterSize: 3, seed: `s${clients}` });
    const draws = Array.from({ length: clients - 1 }, (_, t) => (7 * t) % (clients - t));
    await expectEqual(composition, "partition", { clients, clusterSize: 3, draws });
  }
  for (const noise of NOISES) {
    await expectEqual(composition, "fidelity", { qubits: 6, noise });
    for (const shots of [null, 1, 64]) {
      await expectEqual(composition, "aggregate", { phases: UPDATES, shots, noise, seed: "" });
    }
  }
});

test("What the reference refuses or does not offer, the composition answers in the same way", async () => {
  for (const [operation, params] of [
    ["encode", { weights: [2], clusterSize: 2, weightBound: 1 }],
    ["encode", { weights: ["NaN"], clusterSize: 2, weightBound: 1 }],
    ["partition", { clients: 3, clusterSize: 1, draws: [3, 0] }],
    ["partition", { clients: 3, clusterSize: 1, draws: [2] }],
    ["aggregate", { phases: [[1e308], [1e308]], shots: null, noise: { channel: "none" }, seed: "" }],
    ["screen", { aggregates: [[1], [2]], rule: "bulyan", tolerate: 0 }],
    ["round", { ...EXAMPLE_PARAMS.round, dropouts: [0] }],
    ["round", { ...EXAMPLE_PARAMS.round, tolerate: 2 }],
    ["round", { ...EXAMPLE_PARAMS.round, hardening: { unknown: true } }],
    ["initialize", { protocol: 2 }],
    ["nothing", {}],
  ] as const) {
    const answer = await composed().callRaw(operation, params);
    expect(answer.outcome).not.toBe("ok");
    expect(answer.outcome).toBe((await createReference().callRaw(operation, params)).outcome);
  }
});
