import { laws } from "../../properties/index.ts";
import { runLaw } from "../../properties/run-law.ts";
import { EXAMPLE_PARAMS } from "../implementation/examples.ts";
import type { Implementation, Outcome } from "../implementation/implementation.ts";
import { isOperation, PROTOCOL_VERSION } from "../implementation/vocabulary.ts";
import type { OperationName } from "../implementation/vocabulary.ts";

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

/** Enough small calls to tell a rate. */
const TIMED_CALLS = 200;

/** A rule that is declared with as little as it takes, or else the example's. */
function exampleOf(operation: OperationName, { capabilities }: Implementation): unknown {
  const params = EXAMPLE_PARAMS[operation];
  const rules = Object.keys(capabilities.rules ?? {});
  const noise = capabilities.noise?.channels.includes("depolarizing2")
    ? {}
    : { noise: { channel: "none" as const } };
  if (operation === "aggregate" || operation === "fidelity") return { ...params, ...noise };
  if (operation !== "screen" && operation !== "round") return params;
  return rules.includes("mean") ? { ...params, rule: "mean", tolerate: 0 } : params;
}

function detailOf(outcome: Outcome<unknown>): string {
  return outcome.outcome === "ok" ? "" : `${outcome.outcome}: ${outcome.message}`;
}

async function answers(implementation: Implementation): Promise<SmokeCheck[]> {
  const checks: SmokeCheck[] = [];
  for (const operation of implementation.capabilities.operations) {
    if (!isOperation(operation)) continue;
    const outcome = await implementation.callRaw(operation, exampleOf(operation, implementation));
    const verdict = outcome.outcome === "ok" ? "pass" : "fail";
    checks.push({ layer: "adapter", name: `${operation} answers`, verdict, detail: detailOf(outcome) });
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

async function speed(implementation: Implementation, clock: () => number): Promise<SmokeCheck[]> {
  const first = implementation.capabilities.operations.find((operation) => isOperation(operation));
  if (first === undefined) return [];
  const params = exampleOf(first, implementation);
  const start = clock();
  for (let i = 0; i < TIMED_CALLS; i++) await implementation.callRaw(first, params);
  const rate = (1000 * TIMED_CALLS) / (clock() - start);
  const detail = `${Math.round(rate).toLocaleString("en")} calls of ${first} a second`;
  return [{ layer: "adapter", name: "speed", verdict: "pass", detail }];
}

async function definitions(implementation: Implementation, seed: string): Promise<SmokeCheck[]> {
  const checks: SmokeCheck[] = [];
  for (const law of laws.filter(({ id }) => QUICK_LAWS.has(id))) {
    const result = await runLaw(law, implementation, { seed, runs: CASES, level: 1e-9 });
    const failed = result.verdict === "violated";
    checks.push({
      layer: "implementation",
      name: law.id,
      verdict: failed ? "fail" : result.verdict === "pass" ? "pass" : "skipped",
      detail: failed
        ? `${result.counterexample.message}: expected ${result.counterexample.expected}, received ${result.counterexample.received}`
        : result.verdict === "pass"
          ? `${result.cases} cases`
          : result.reason,
    });
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
  const adapter = [...(await answers(implementation)), ...(await refusals(implementation))];
  if (adapter.some(({ verdict }) => verdict === "fail")) return adapter;
  return [...adapter, ...(await speed(implementation, clock)), ...(await definitions(implementation, seed))];
}
