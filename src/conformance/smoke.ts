import fc from "fast-check";
import { VALID_REQUESTS } from "../../properties/arbitraries/valid-requests.ts";
import { laws } from "../../properties/index.ts";
import { runLaw } from "../../properties/run-law.ts";
import type { LawResult, ShrinkLimits } from "../../properties/run-law.ts";
import { streamLaws } from "../../properties/stream/index.ts";
import { randomStream } from "../base/random.ts";
import type { Implementation, Outcome } from "../implementation/implementation.ts";
import { isOperation, PROTOCOL_VERSION } from "../implementation/vocabulary.ts";
import type { OperationName } from "../implementation/vocabulary.ts";
import { wireText } from "../implementation/wire-numbers.ts";

/**
 * One thing that was looked at: of the `adapter`, which speaks the protocol, or of the `implementation` behind it,
 * which computes.
 */
export interface SmokeCheck {
  readonly layer: "adapter" | "implementation";
  readonly name: string;
  readonly verdict: "pass" | "fail" | "skipped";
  readonly detail: string;
}

/** Laws that find the common mistakes with a handful of cases each: the definitions, no statistics. */
const QUICK_LAWS: ReadonlySet<string> = new Set([
  "encoding/encode-definition",
  "encoding/decode-definition",
  "partition/is-permutation",
  "partition/explicit-draws",
  "aggregation/exact-expectation",
  "ghz/closed-form",
  "screening/mean-definition",
  "screening/median-definition",
  "masking/quantize-definition",
  "masking/mask-definition",
  "masking/unmask-definition",
  "rounds/aggregates-are-cluster-means",
  "rounds/dropout-locality",
]);
const CASES = 10;

/** The laws about the text on the stream are the adapter's own. */
const STREAM_LAWS: ReadonlySet<string> = new Set(streamLaws.map(({ id }) => id));

/** A smoke test is over in seconds, and so is the search for a smaller case. */
const SHRINKING: ShrinkLimits = { cases: 50, faults: 1, milliseconds: 2000 };

/** So many operations without an answer, each of which may cost the time limit, say enough. */
const MOST_FAULTS = 3;

/** Enough small calls to tell a rate, and the time that is spent on them at most. */
const TIMED = { calls: 200, milliseconds: 1000 } as const;

/** A small request within what is declared; undefined where there is none. */
function requestOf(
  operation: OperationName,
  { capabilities }: Pick<Implementation, "capabilities">,
  seed: string,
): unknown {
  const { missing, params } = VALID_REQUESTS[operation];
  if (missing?.(capabilities) !== undefined) return undefined;
  const arbitrary: fc.Arbitrary<unknown> = params(capabilities);
  return fc.sample(arbitrary, { seed: randomStream(seed).fork(operation).word(), numRuns: 1 })[0];
}

/** So much of a request is shown beside what became of it. */
const MOST_SHOWN = 200;

function briefly(params: unknown): string {
  const text = wireText(params) ?? "";
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function detailOf(outcome: Outcome<unknown>): string {
  return outcome.outcome === "ok" ? "" : `${outcome.outcome}: ${outcome.message}`;
}

async function answers(implementation: Implementation, seed: string): Promise<SmokeCheck[]> {
  const checks: SmokeCheck[] = [];
  let faults = 0;
  for (const operation of implementation.capabilities.operations) {
    if (!isOperation(operation)) continue;
    const name = `${operation} answers`;
    const params = requestOf(operation, implementation, seed);
    if (params === undefined || faults === MOST_FAULTS) {
      const detail = `not asked: ${params === undefined ? "nothing to ask for is declared" : `after ${faults} faults`}`;
      checks.push({ layer: "adapter", name, verdict: "skipped", detail });
      continue;
    }
    const outcome = await implementation.callRaw(operation, params);
    if (outcome.outcome === "fault") faults++;
    const verdict = outcome.outcome === "ok" ? "pass" : "fail";
    const detail = verdict === "pass" ? "" : `${detailOf(outcome)}, to ${briefly(params)}`;
    checks.push({ layer: "adapter", name, verdict, detail });
  }
  return checks;
}

async function expects(
  implementation: Implementation,
  name: string,
  [method, params]: readonly [string, unknown],
  expected: (outcome: Outcome<unknown>) => boolean,
): Promise<SmokeCheck> {
  const outcome = await implementation.callRaw(method, params);
  return {
    layer: "adapter",
    name,
    verdict: expected(outcome) ? "pass" : "fail",
    detail: expected(outcome) ? "" : outcome.outcome === "ok" ? "answered with a result" : detailOf(outcome),
  };
}

async function refusals(implementation: Implementation): Promise<SmokeCheck[]> {
  const first = implementation.capabilities.operations.find((operation) => isOperation(operation));
  const harness = { name: "cqsa-harness", version: "0" };
  return [
    await expects(
      implementation,
      "an unknown operation is not found (-32601)",
      ["no-such-operation", {}],
      (outcome) => outcome.outcome === "unsupported" && outcome.code === -32601,
    ),
    await expects(
      implementation,
      "another version of the protocol is not supported (-32001)",
      ["initialize", { protocol: PROTOCOL_VERSION + 1, harness }],
      (outcome) => outcome.outcome === "unsupported" && outcome.code === -32001,
    ),
    ...(first === undefined
      ? []
      : [
          await expects(
            implementation,
            `${first} without parameters is refused (-32602)`,
            [first, {}],
            ({ outcome }) => outcome === "reject",
          ),
        ]),
  ];
}

async function speed(
  implementation: Implementation,
  seed: string,
  clock: () => number,
): Promise<SmokeCheck[]> {
  const first = implementation.capabilities.operations.find((operation) => isOperation(operation));
  if (first === undefined) return [];
  const params = requestOf(first, implementation, seed);
  if (params === undefined) return [];
  const start = clock();
  let calls = 0;
  while (calls < TIMED.calls && clock() - start < TIMED.milliseconds) {
    await implementation.callRaw(first, params);
    calls++;
  }
  const rate = (1000 * calls) / (clock() - start);
  const detail = `${Math.round(rate).toLocaleString("en")} calls of ${first} a second`;
  return [{ layer: "adapter", name: "speed", verdict: "pass", detail }];
}

function isFault(received: string): boolean {
  return received.startsWith("fault: ");
}

/** How a law fared, as a check. */
function checkOf(result: LawResult): SmokeCheck {
  const own = STREAM_LAWS.has(result.law) ? "adapter" : "implementation";
  const check = { layer: own, name: result.law } as const;
  if (result.verdict === "pass") return { ...check, verdict: "pass", detail: `${result.cases} cases` };
  if (result.verdict !== "violated") return { ...check, verdict: "skipped", detail: result.reason };
  const { message, expected, received } = result.counterexample;
  return {
    ...check,
    layer: isFault(received) ? "adapter" : own,
    verdict: "fail",
    detail: `${message}: expected ${expected}, received ${received}`,
  };
}

/** A few cases of each of some laws, up to the first fault. */
async function someCases(
  ids: ReadonlySet<string>,
  implementation: Implementation,
  seed: string,
): Promise<SmokeCheck[]> {
  const checks: SmokeCheck[] = [];
  for (const law of laws.filter(({ id }) => ids.has(id))) {
    const result = await runLaw(law, implementation, {
      seed,
      runs: CASES,
      level: 1e-9,
      shrinking: SHRINKING,
    });
    checks.push(checkOf(result));
    // A crash or a hang may cost a time limit, and the next law would find the same.
    if (result.verdict === "violated" && isFault(result.counterexample.received)) break;
  }
  return checks;
}

/**
 * Looks in a few seconds whether an adapter is alive and well-formed, and whether the implementation behind it gets the
 * definitions right. Where the adapter fails the implementation is not looked at: its answers would mean nothing.
 *
 * @param clock milliseconds, for the rate of calls
 */
export async function smoke(
  implementation: Implementation,
  seed: string,
  clock: () => number,
): Promise<SmokeCheck[]> {
  const isBroken = (checks: readonly SmokeCheck[]): boolean =>
    checks.some(({ verdict }) => verdict === "fail");
  const calls = [...(await answers(implementation, seed)), ...(await refusals(implementation))];
  if (isBroken(calls)) return calls;
  const adapter = [...calls, ...(await someCases(STREAM_LAWS, implementation, seed))];
  if (isBroken(adapter)) return adapter;
  return [
    ...adapter,
    ...(await speed(implementation, seed, clock)),
    ...(await someCases(QUICK_LAWS, implementation, seed)),
  ];
}
