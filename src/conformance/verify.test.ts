import { expect, test } from "vitest";
import { deterministicLaw } from "../../properties/law.ts";
import { spoiled } from "../../properties/rounds/spoiled.ts";
import type { Implementation } from "../implementation/implementation.ts";
import { fault, reject, typedCall } from "../implementation/outcome.ts";
import { createReference } from "../implementation/reference.ts";
import { DEFAULT_FALSE_ALARM_BUDGET } from "../statistics/budget.ts";
import { laws } from "../../properties/index.ts";
import { outcomeOf } from "./report.ts";
import type { ProfileStatement, VerifyReport } from "./report.ts";
import { verify } from "./verify.ts";
import type { VerifySettings } from "./verify.ts";
import type { VerifyProgress } from "./run-laws.ts";

const MADE = { version: "0.1.0", commit: null, node: "24", command: "cqsa verify", seed: "conformance" };
const REFERENCE = createReference();

async function run(
  implementation: Implementation,
  settings: Omit<VerifySettings, "made"> = {},
): Promise<VerifyReport> {
  return verify(implementation, { made: MADE, runs: 20, ...settings });
}

function statement(report: VerifyReport, profile: string): ProfileStatement {
  const found = report.profiles.find((statement) => statement.profile === profile);
  if (found === undefined) throw new Error(`no statement about ${profile}`);
  return found;
}

/** The reference with some calls answered by `answer`; undefined: as they should be. */
function behind(
  good: Implementation,
  answer: (operation: string, params: unknown) => ReturnType<Implementation["callRaw"]> | undefined,
): Implementation {
  const callRaw: Implementation["callRaw"] = async (operation, params) =>
    (await answer(operation, params)) ?? good.callRaw(operation, params);
  return { capabilities: good.capabilities, call: typedCall(callRaw), callRaw };
}

const WITHOUT_PI = spoiled(REFERENCE, "encode", async (params, honest) => ({
  phases: (await honest(params)).phases.map((phase) => phase / Math.PI),
}));

const HALVED_NOISE = spoiled(REFERENCE, "aggregate", async (params, honest) => {
  const { noise } = params;
  return honest({
    ...params,
    noise: noise.channel === "none" ? noise : { ...noise, probability: noise.probability / 2 },
  });
});

const NO_SHUFFLE = spoiled(REFERENCE, "partition", async (params, honest) => {
  const { clusters } = await honest(params);
  const order = clusters.flat().sort((a, b) => a - b);
  let next = 0;
  return { clusters: clusters.map((members) => members.map(() => order[next++]!)) };
});

const WRONG_SIGN = spoiled(REFERENCE, "mask", async (params, honest) => {
  const { client, pads } = params;
  const peers = Object.entries(pads).map(([peer, pad]) => [
    Number(peer) < client ? String(client + 1) : peer,
    pad,
  ]);
  return honest({ ...params, pads: Object.fromEntries(peers) as typeof pads });
});

test("the reference conforms to the profile of masking, and what was not tested is said", async () => {
  const report = await run(REFERENCE, { profile: "qunetqfl" });
  expect(outcomeOf(report)).toBe("ok");
  expect(report.failures).toEqual([]);
  expect(report.profiles.map(({ profile, verdict }) => [profile, verdict])).toEqual([
    ["qunetqfl", "conforms"],
  ]);
  const unasked = report.notTested.find(({ reason }) => reason === "not asked for");
  expect(unasked?.laws).toContain("encoding/encode-definition");
  const inapplicable = report.laws
    .filter(({ verdict }) => verdict === "not applicable")
    .map(({ law }) => law);
  expect(report.notTested.flatMap(({ laws }) => laws)).toEqual(expect.arrayContaining(inapplicable));
  expect(report.laws.length + (unasked?.laws.length ?? 0)).toBe(laws.length);
});

test.each([
  ["encode without π", WITHOUT_PI, "encoding/*", "encoding/encode-definition"],
  ["noise halved", HALVED_NOISE, "aggregation/noise-*", "aggregation/noise-distribution"],
  [
    "a partition in order",
    NO_SHUFFLE,
    "partition/explicit-draws partition/seeds-matter",
    "partition/explicit-draws",
  ],
  ["a mask of the wrong sign", WRONG_SIGN, "masking/*", "masking/mask-definition"],
])("%s is found, the most basic law first", async (_what, implementation, patterns, first) => {
  const report = await run(implementation, { laws: patterns.split(" ") });
  expect(outcomeOf(report)).toBe("violated");
  expect(report.faults).toEqual([]);
  expect(report.failures[0]).toMatchObject({ law: first, harness: "0.1.0", seed: "conformance" });
  expect(report.failures.map(({ law }) => law)).toEqual(
    report.laws.filter(({ verdict }) => verdict === "violated").map(({ law }) => law),
  );
});

test("a failure holds the smallest case, what travelled, and the clauses with their texts", async () => {
  const report = await run(WITHOUT_PI, { laws: ["encoding/encode-definition"], runs: 100 });
  const [failure] = report.failures;
  if (failure?.lawKind !== "deterministic") throw new Error("no failure");
  expect(failure.example).toMatchObject({ clusterSize: 1, weightBound: 1 });
  expect(failure.message).toMatch(/^phases\[\d\] differs$/u);
  expect(failure.clauses.slice(0, 1)).toEqual([
    { id: "CQSA-ENC-1", level: "MUST", text: expect.stringContaining("θ = π·w/(k·w_max)") as string },
  ]);
  expect(failure.calls).toMatchObject({
    count: 1,
    last: [{ operation: "encode", params: failure.example, outcome: "ok" }],
  });
  // What was expected is π times what was received, not the other way about.
  expect(Math.abs(Number(failure.expected) / Number(failure.received))).toBeCloseTo(Math.PI, 9);
  // The answer is the one to the smallest case, not to the first that failed.
  const { weights } = failure.example as unknown as { readonly weights: readonly number[] };
  expect(failure.calls.last[0]!.answer).toEqual({
    phases: weights.map((weight) => expect.closeTo(weight, 12) as number),
  });
});

test("a request is kept as it travels: what JSON has no number for is one of three texts", async () => {
  const lenient = behind(REFERENCE, (operation, params) =>
    operation === "encode" && JSON.stringify(params).includes("null")
      ? Promise.resolve({ outcome: "ok", result: { phases: [0] } })
      : undefined,
  );
  const report = await run(lenient, { laws: ["refusals/encode-form"], runs: 100 });
  expect(report.failures).toHaveLength(1);
  const { last } = report.failures[0]!.calls;
  expect(last.at(-1)).toMatchObject({ operation: "encode", outcome: "ok" });
  expect(JSON.stringify(last.at(-1)!.params)).toMatch(/null|NaN|Infinity/u);
});

test("only masking: its profile conforms in part, the others are not tested", async () => {
  const report = await run(createReference({ operations: ["mask", "unmask"] }));
  expect(outcomeOf(report)).toBe("ok");
  expect(statement(report, "qunetqfl")).toMatchObject({
    verdict: "conforms in part",
    tested: ["mask", "unmask"],
    missing: ["quantize", "dequantize"],
    because: expect.stringContaining("not declared: quantize, dequantize") as string,
  });
  for (const profile of ["cqsa", "fidelity"]) {
    expect(statement(report, profile)).toMatchObject({ verdict: "not tested", tested: [] });
  }
});

test("only fidelity: its profile conforms", async () => {
  const report = await run(createReference({ operations: ["fidelity"] }));
  expect(outcomeOf(report)).toBe("ok");
  expect(statement(report, "fidelity")).toMatchObject({ verdict: "conforms", missing: [] });
  expect(statement(report, "cqsa").verdict).toBe("not tested");
});

test("an operation that is declared without anything to test it by leaves a gap", async () => {
  const report = await run(createReference({ operations: ["fidelity"], channels: [] }));
  expect(statement(report, "fidelity").verdict).not.toBe("conforms");
  expect(statement(report, "fidelity").because).toContain("fidelity");
});

test("a law about every operation tells against the profile of the one that it failed at", async () => {
  let calls = 0;
  const moody = behind(createReference({ operations: ["mask", "fidelity"] }), (operation, params) => {
    const { integers } = params as { readonly integers?: readonly number[] };
    if (operation !== "mask" || integers === undefined) return undefined;
    calls++;
    const masked = integers.map(() => calls);
    return Promise.resolve({ outcome: "ok", result: { masked } });
  });
  const report = await run(moody, { laws: ["determinism/order-of-calls", "ghz/*"], runs: 100 });
  expect(report.failures.map(({ law }) => law)).toEqual(["determinism/order-of-calls"]);
  expect(statement(report, "qunetqfl").verdict).toBe("does not conform");
  // Not all of its laws were asked for, but none tells against it.
  expect(statement(report, "fidelity").verdict).toBe("undecided");
});

test("a selection of laws leaves the profile undecided", async () => {
  const report = await run(REFERENCE, { laws: ["ghz/perfect"] });
  expect(statement(report, "fidelity")).toMatchObject({
    verdict: "undecided",
    because: expect.stringMatching(/^\d+ laws not asked for/u) as string,
  });
  expect(statement(report, "qunetqfl").verdict).toBe("not tested");
});

test("shards keep the levels of the whole, and each of its statistical laws has them", async () => {
  const statistical = laws.filter(({ kind }) => kind === "statistical").length;
  let judged = 0;
  for (const index of [1, 2]) {
    const report = await run(REFERENCE, { laws: ["partition/uniform-"], shard: { index, count: 2 } });
    expect(report.level * statistical).toBeCloseTo(DEFAULT_FALSE_ALARM_BUDGET, 15);
    for (const law of report.laws) {
      if (law.kind !== "statistical") continue;
      judged++;
      expect(law).toMatchObject({ verdict: "pass", level: report.level });
    }
    expect(report.notTested.map(({ reason }) => reason)).toContain("left to the other shards");
  }
  expect(judged).toBeGreaterThanOrEqual(2);
});

test("a run ends after so many failures, and says which laws it left out", async () => {
  const report = await run(WITHOUT_PI, { laws: ["encoding/*", "ghz/*"], maxFailures: 1 });
  expect(report.failures).toHaveLength(1);
  expect(report.stopped?.cause).toBe("max failures");
  const notRun = report.laws.filter(({ verdict }) => verdict === "not run").map(({ law }) => law);
  expect(notRun).toContain("ghz/perfect");
  expect(report.notTested.find(({ reason }) => reason === report.stopped?.reason)?.laws).toEqual(notRun);
});

test("a run ends at its time limit: the laws not reached are not tested, and it decides nothing", async () => {
  const hanging = behind(REFERENCE, (operation) =>
    operation === "fidelity" ? new Promise(() => undefined) : undefined,
  );
  const report = await run(hanging, { laws: ["encoding/*", "ghz/*", "masking/*"], timeLimit: 1.5 });
  expect(report.stopped).toMatchObject({ cause: "time limit" });
  expect(outcomeOf(report)).toBe("inconclusive");
  expect(report.laws.find(({ law }) => law === "encoding/encode-definition")?.verdict).toBe("pass");
  expect(report.laws.find(({ law }) => law.startsWith("ghz/"))?.verdict).toBe("inconclusive");
  expect(report.laws.find(({ law }) => law === "masking/mask-definition")).toMatchObject({
    verdict: "not run",
    reason: "the time limit of 1.5 s was reached",
  });
  expect(statement(report, "qunetqfl").verdict).toBe("not tested");
  expect(statement(report, "cqsa").verdict).toBe("undecided");
});

test("an interrupted run reports what it found", async () => {
  const controller = new AbortController();
  const report = await verify(
    WITHOUT_PI,
    { made: MADE, runs: 20, laws: ["encoding/encode-definition", "ghz/*"], signal: controller.signal },
    ({ stage, failures }) => {
      if (stage === "finished" && failures > 0) controller.abort();
    },
  );
  expect(report.failures).toHaveLength(1);
  expect(report.stopped?.cause).toBe("interrupted");
  expect(report.laws.at(-1)?.verdict).toBe("not run");
  const early = await run(REFERENCE, { laws: ["ghz/*"], signal: AbortSignal.abort() });
  expect(outcomeOf(early)).toBe("interrupted");
  expect(early.laws.every(({ verdict }) => verdict === "not run")).toBe(true);
});

test("an operation that always crashes fails its laws, and the others are tested", async () => {
  const crashing = behind(REFERENCE, (operation) =>
    operation === "encode" ? Promise.resolve(fault("exit status 139")) : undefined,
  );
  const report = await run(crashing, { laws: ["encoding/*", "masking/mask-definition"] });
  expect(report.stopped).toBe(null);
  expect(report.failures.length).toBeGreaterThanOrEqual(4);
  expect(report.failures[0]!.received).toBe("fault: exit status 139");
  expect(report.laws.at(-1)).toMatchObject({ law: "masking/mask-definition", verdict: "pass" });
});

test("an adapter that does not come back ends the run after three laws", async () => {
  let calls = 0;
  const dying = behind(REFERENCE, () =>
    ++calls > 70 ? Promise.resolve(fault("cannot be started")) : undefined,
  );
  const report = await run(dying, { laws: ["encoding/*", "ghz/*"] });
  expect(outcomeOf(report)).toBe("adapter gone");
  expect(report.stopped?.reason).toMatch(
    /^every call of 3 laws in a row ended in a fault, and so does initialize now: cannot be started/u,
  );
  expect(report.laws.some(({ verdict }) => verdict === "pass")).toBe(true);
  expect(report.laws.at(-1)?.verdict).toBe("not run");
  const single = behind(REFERENCE, () => Promise.resolve(fault("cannot be started")));
  expect(outcomeOf(await run(single, { laws: ["ghz/perfect"] }))).toBe("adapter gone");
});

test("some faults in every law are no sign that the adapter is gone", async () => {
  let calls = 0;
  const shaky = behind(REFERENCE, (operation) =>
    operation === "initialize" || ++calls % 15 === 0 ? Promise.resolve(fault("exit status 1")) : undefined,
  );
  const report = await run(shaky, { laws: ["encoding/*"] });
  expect(report.failures.length).toBeGreaterThanOrEqual(4);
  expect(report.stopped).toBe(null);
});

test("an adapter that answers a second initialize in any way is there", async () => {
  const once = behind(REFERENCE, (operation) =>
    Promise.resolve(operation === "initialize" ? reject("once is enough") : fault("not today")),
  );
  const report = await run(once, { laws: ["encoding/*"] });
  expect(outcomeOf(report)).toBe("violated");
});

test("a law that is itself at fault decides nothing and costs no other its result", async () => {
  const bad = deterministicLaw<number>({
    id: "bad/law",
    sentence: "a law with a mistake in it",
    clauses: ["CQSA-ENC-1"],
    needs: ["encode"],
    cases: () => {
      throw new TypeError("cannot read properties of undefined");
    },
    check: async () => Promise.resolve("held"),
  });
  const catalogue = [bad, ...laws.filter(({ id }) => id.startsWith("encoding/"))];
  const report = await run(REFERENCE, { catalogue });
  expect(outcomeOf(report)).toBe("fault");
  expect(report.faults).toEqual([
    { law: "bad/law", message: "TypeError: cannot read properties of undefined" },
  ]);
  expect(report.laws[0]).toMatchObject({ law: "bad/law", verdict: "inconclusive" });
  expect(report.laws.slice(1).every(({ verdict }) => verdict === "pass")).toBe(true);
});

test("progress tells of each law before and after it", async () => {
  const seen: VerifyProgress[] = [];
  await verify(REFERENCE, { made: MADE, runs: 5, laws: ["ghz/*"] }, (progress) => seen.push(progress));
  const total = laws.filter(({ id }) => id.startsWith("ghz/")).length;
  expect(seen).toHaveLength(2 * total);
  expect(seen[0]).toMatchObject({ stage: "started", done: 0, total, failures: 0 });
  expect(seen.at(-1)).toMatchObject({ stage: "finished", done: total, total });
});

test("the same seed gives the same report", async () => {
  const settings = { laws: ["masking/*", "partition/uniform-permutation"] };
  expect(await run(WRONG_SIGN, settings)).toEqual(await run(WRONG_SIGN, settings));
});

test("settings out of range are refused", async () => {
  await expect(run(REFERENCE, { runs: 0 })).rejects.toThrow('"runs" expected');
  await expect(run(REFERENCE, { maxFailures: 0 })).rejects.toThrow('"maxFailures" expected');
  await expect(run(REFERENCE, { timeLimit: 0 })).rejects.toThrow('"timeLimit" expected');
  await expect(run(REFERENCE, { laws: ["nothing/like-it"] })).rejects.toThrow("patterns that mean a law");
});
