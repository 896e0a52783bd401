import type {
  AggregateParams,
  Implementation,
  NoiseParams,
  Outcome,
  RoundParams,
} from "../implementation.ts";
import { createReference } from "../reference.ts";
import { faults } from "./index.ts";
import type { Faulty } from "./faulty.ts";

/** An operation with its parameters, of which every call gets a copy. */
export type Request = readonly [operation: string, params: Readonly<Record<string, unknown>>];

/** Requests in order, and the faults that answer the last of them wrongly. */
export interface Case {
  readonly requests: readonly Request[];
  readonly tells: readonly string[];
}

/** An interface as a type, which may stand where any members may. */
type Plain<T> = Pick<T, keyof T>;

/** Requests that a reader can follow by hand: eight clients of two weights, a sum of three rows. */
export const NONE: NoiseParams = { channel: "none" };
export const NOISE: NoiseParams = { channel: "depolarizing2", layout: "chain", probability: 0.1 };
export const ROUND: Plain<RoundParams> = {
  updates: [
    [1, -2],
    [0.5, 3],
    [-4, 1],
    [2, 2],
    [0.25, -1],
    [1.5, -3.5],
    [3, 0.75],
    [-1, 2.5],
  ],
  clusterSize: 3,
  shots: null,
  noise: NONE,
  dropouts: [],
  rule: "mean",
  tolerate: 0,
  seed: "s",
};
export const AGGREGATE: Plain<AggregateParams> = {
  phases: [
    [0.5, -1],
    [0.7, -0.9],
    [0.1, 0],
  ],
  shots: null,
  noise: NONE,
  seed: "s",
};

/** A case of one request; `tells` are identifiers with white space between them. */
export function one(operation: string, params: Request[1], tells: string): Case {
  return last([[operation, params]], tells);
}

/** A case of several requests. */
export function last(requests: readonly Request[], tells: string): Case {
  return { requests, tells: tells.trim().split(/\s+/u) };
}

async function ask(implementation: Implementation, requests: readonly Request[]): Promise<Outcome<unknown>> {
  let outcome: Outcome<unknown> | undefined;
  for (const [operation, params] of requests) {
    outcome = await implementation.callRaw(operation, structuredClone(params));
  }
  return outcome!;
}

/** Members in any order; everything else as it is. */
function canonical(outcome: Outcome<unknown>): unknown {
  if (outcome.outcome === "unsupported") return outcome.code;
  if (outcome.outcome === "reject") return outcome.message.startsWith('"');
  if (outcome.outcome === "fault") return outcome.outcome;
  const result = outcome.result as Readonly<Record<string, unknown>>;
  const clusters = result["clusters"] as readonly (readonly number[])[] | undefined;
  return clusters === undefined
    ? result
    : { ...result, clusters: clusters.map((members) => [...members].sort((a, b) => a - b)) };
}

/** True where two answers differ by more than WIRE-NUM-4 allows. */
export function differ(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") {
    return !(Math.abs(a - b) <= Math.max(1e-12, 1e-9 * Math.abs(b)));
  }
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a !== b;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return true;
  const of = (value: object, key: string): unknown => (value as Readonly<Record<string, unknown>>)[key];
  return keys.some((key) => !Object.hasOwn(b, key) || differ(of(a, key), of(b, key)));
}

export function faultOf(id: string): Faulty {
  const fault = faults.find((candidate) => candidate.id === id);
  if (fault === undefined) throw new Error(`no fault ${id}`);
  return fault;
}

/**
 * The faults that answer a case as the reference does, which are none if the case is right.
 *
 * @throws Error where the reference's own answer is not among the expected outcomes
 */
export async function missed(
  { requests, tells }: Case,
  outcomes: readonly Outcome<unknown>["outcome"][],
): Promise<string[]> {
  const right = await ask(createReference(), requests);
  if (!outcomes.includes(right.outcome)) throw new Error(JSON.stringify({ requests, right }));
  const found: string[] = [];
  for (const id of tells) {
    const wrong = await ask(faultOf(id).make(), requests);
    if (!differ(canonical(wrong), canonical(right))) found.push(id);
  }
  return found;
}
