import { expect, test } from "vitest";
import { laws } from "../../properties/index.ts";
import { spoiled } from "../../properties/rounds/spoiled.ts";
import type { Implementation } from "../implementation/implementation.ts";
import { fault, typedCall } from "../implementation/outcome.ts";
import { createReference } from "../implementation/reference.ts";
import { failureText, parseFailure } from "./failure-file.ts";
import type { StoredFailure } from "./failure.ts";
import { lostCapabilities } from "./lost-capabilities.ts";
import { replay } from "./replay.ts";
import { verify } from "./verify.ts";

const MADE = { version: "0.1.0", commit: null, node: "24", command: "cqsa verify", seed: "replay" };
const REFERENCE = createReference();

const WITHOUT_PI = spoiled(REFERENCE, "encode", async (params, honest) => ({
  phases: (await honest(params)).phases.map((phase) => phase / Math.PI),
}));

const DOUBLE_SHOTS = spoiled(REFERENCE, "aggregate", async (params, honest) =>
  honest({ ...params, shots: params.shots === null ? null : 2 * params.shots }),
);

/** The failure of a law, as it comes back from its file. */
async function stored(implementation: Implementation, law: string): Promise<StoredFailure> {
  const report = await verify(implementation, { made: MADE, laws: [law] });
  expect(report.failures).toHaveLength(1);
  return parseFailure("x.json", failureText(report.failures[0]!));
}

test("a deterministic case still fails on what broke it, and is fixed on the reference", async () => {
  const failure = await stored(WITHOUT_PI, "encoding/encode-definition");
  expect(await replay(WITHOUT_PI, failure)).toMatchObject({
    verdict: "STILL FAILING",
    text: "the stored case fails as it did",
    expected: failure.expected,
    received: failure.received,
    calls: failure.calls,
  });
  expect(await replay(REFERENCE, failure)).toEqual({
    verdict: "FIXED",
    text: "the stored case obeys the law",
  });
});

test("a replay tries the stored case alone, whatever its seed", async () => {
  const failure = await stored(WITHOUT_PI, "encoding/encode-definition");
  let calls = 0;
  const callRaw: Implementation["callRaw"] = async (operation, params) => {
    calls++;
    return REFERENCE.callRaw(operation, params);
  };
  const counting = { capabilities: REFERENCE.capabilities, call: typedCall(callRaw), callRaw };
  expect(await replay(counting, { ...failure, seed: "another" })).toMatchObject({ verdict: "FIXED" });
  expect(calls).toBe(1);
});

test("a statistical law is sampled again with the stored seed", async () => {
  const failure = await stored(DOUBLE_SHOTS, "aggregation/variance");
  expect(failure).toMatchObject({ lawKind: "statistical", calls: { last: [{ operation: "aggregate" }] } });
  expect(await replay(DOUBLE_SHOTS, failure)).toMatchObject({
    verdict: "STILL FAILING",
    text: "the stored case fails as it did",
    expected: failure.expected,
    received: failure.received,
  });
  const fixed = await replay(REFERENCE, failure);
  expect(fixed.verdict).toBe("FIXED");
  expect(fixed.text).toMatch(/sampled again with the stored seed, the law is obeyed \(p = /u);
});

test("a case that fails in another way says so", async () => {
  const failure = await stored(WITHOUT_PI, "encoding/encode-definition");
  const callRaw: Implementation["callRaw"] = async () => Promise.resolve(fault("exit status 1"));
  const crashing = { capabilities: REFERENCE.capabilities, call: typedCall(callRaw), callRaw };
  expect(await replay(crashing, failure)).toMatchObject({
    verdict: "STILL FAILING",
    text: "the stored case fails, in another way than it did",
    received: "fault: exit status 1",
  });
});

test("a foreign law, a changed one and one of the other kind are errors of the file", async () => {
  const failure = await stored(WITHOUT_PI, "encoding/encode-definition");
  const foreign = await replay(REFERENCE, { ...failure, law: "encoding/encode-defintion" });
  expect(foreign).toEqual({
    verdict: "ERROR",
    cause: "file",
    text: "there is no law encoding/encode-defintion; the nearest is encoding/encode-definition",
  });
  const catalogue = laws.map((law) => ({ ...law, sentence: `${law.sentence}, or nearly` }));
  for (const result of [
    await replay(REFERENCE, { ...failure, fingerprint: "0" }),
    await replay(REFERENCE, failure, { catalogue }),
    await replay(REFERENCE, { ...failure, lawKind: "statistical", level: 1e-9, size: 3 }),
  ]) {
    expect(result).toMatchObject({ verdict: "ERROR", cause: "file" });
    expect(result.text).toContain("has changed since version 0.1.0 of the harness stored this case");
  }
});

test("an adapter without the operation can't be judged by the case", async () => {
  const failure = await stored(WITHOUT_PI, "encoding/encode-definition");
  const other = createReference({ operations: ["mask"] });
  expect(await replay(other, failure)).toEqual({
    verdict: "ERROR",
    cause: "not applicable",
    text: "encoding/encode-definition does not apply to this adapter: not declared: encode",
  });
});

test("a case that asks for what is no longer declared is out of place, not failing", async () => {
  const wrong = spoiled(REFERENCE, "screen", async (params, honest) => {
    const result = await honest(params);
    return { ...result, accepted: result.accepted.map((accepted) => !accepted) };
  });
  const failure = await stored(wrong, "screening/krum-definition");
  const without = createReference({ limits: { coordinates: 1000, clients: 3 } });
  const example = { aggregates: Array.from({ length: 5 }, (_, i) => [i]), rule: "krum", tolerate: 0 };
  expect(await replay(without, { ...failure, example } as StoredFailure)).toMatchObject({
    verdict: "ERROR",
    cause: "not applicable",
    text: expect.stringContaining("a limit of more than 3 clients") as string,
  });
  expect(await replay(wrong, failure)).toMatchObject({ verdict: "STILL FAILING" });
});

test("what an adapter no longer declares is told in full", () => {
  const less = createReference({
    operations: ["encode", "screen", "aggregate", "partition"],
    rules: ["mean", "krum"],
    channels: ["none"],
    layouts: ["star"],
    limits: { clients: 10 },
    remainder: "reject",
  }).capabilities;
  const krum = { ...less, rules: { mean: [], krum: [] } };
  const lost = lostCapabilities(REFERENCE.capabilities, krum);
  for (const part of [
    /^operations decode, /u,
    /^rules median/u,
    /^options of krum: /u,
    /^channels depolarizing2, /u,
  ]) {
    expect(lost.filter((text) => part.test(text))).toHaveLength(1);
  }
  expect(lost).toEqual(
    expect.arrayContaining([
      "layouts chain",
      "extensions view, hardening",
      "the remainder policy balanced",
      "a limit of more than 10 clients",
    ]),
  );
  expect(lostCapabilities(less, REFERENCE.capabilities)).toEqual([
    "the remainder policy reject",
    "a limit of more than 10000000 coordinates",
  ]);
  expect(lostCapabilities(less, less)).toEqual([]);
});

test("an interrupted replay and a case that the law cannot take are errors of their own kind", async () => {
  const failure = await stored(WITHOUT_PI, "encoding/encode-definition");
  const variance = await stored(DOUBLE_SHOTS, "aggregation/variance");
  for (const some of [failure, variance]) {
    expect(await replay(REFERENCE, some, { signal: AbortSignal.abort() })).toMatchObject({
      verdict: "ERROR",
      cause: "interrupted",
    });
  }
  expect(await replay(REFERENCE, { ...failure, example: null } as StoredFailure)).toMatchObject({
    verdict: "ERROR",
    cause: "fault",
    text: expect.stringContaining("the harness could not try the stored case: ") as string,
  });
});
