import { KNOWN_RULES } from "../../rules/known-rules.ts";
import type { Capabilities } from "../implementation.ts";
import { isObject } from "../schemas/expect.ts";
import { parse } from "../schemas/explain.ts";
import type { Parsed } from "../schemas/explain.ts";
import { capabilities as schema } from "../schemas/results.ts";
import { PROTOCOL_VERSION } from "../vocabulary.ts";
import type { ProtocolItem } from "../vocabulary.ts";
import { faultOf } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { plain, quoted } from "./quote.ts";

type Problem = (declared: Capabilities) => string | null;

function offers({ operations }: Capabilities, ...wanted: readonly ProtocolItem[]): ProtocolItem | undefined {
  return wanted.find((item) => operations.includes(item));
}

function needs(member: "rules" | "noise" | "remainder", ...wanted: readonly ProtocolItem[]): Problem {
  return (declared) => {
    const operation = offers(declared, ...wanted);
    if (operation === undefined || declared[member] !== undefined) return null;
    return `"${member}" is missing, which goes with ${operation}`;
  };
}

function operationsProblem({ operations }: Capabilities): string | null {
  if (operations.length === 0) return '"operations" is empty: there is nothing to test';
  const twice = operations.find((item, i) => operations.indexOf(item) !== i);
  if (twice !== undefined) return `"operations" lists ${twice} twice`;
  return operations.includes("partition-draws") && !operations.includes("partition")
    ? '"operations" lists partition-draws without partition'
    : null;
}

function ruleProblem({ rules = {} }: Capabilities): string | null {
  for (const [rule, keys] of Object.entries(rules)) {
    const known = KNOWN_RULES.get(rule);
    // A rule of the adapter's own may have any options.
    const unknown = known === undefined ? undefined : keys.find((key) => !known.includes(key));
    if (unknown !== undefined) {
      return `"rules" gives ${rule} the option ${quoted(unknown)}, which that rule does not have`;
    }
  }
  return null;
}

function noiseProblem(declared: Capabilities): string | null {
  const { noise } = declared;
  if (noise === undefined || offers(declared, "aggregate", "fidelity", "round") === undefined) return null;
  if (noise.channels.length === 0) return '"noise.channels" is empty: there is always "none"';
  const noisy = noise.channels.find((channel) => channel !== "none");
  return noisy !== undefined && noise.layouts.length === 0
    ? `"noise.layouts" is empty, and ${quoted(noisy)} needs one`
    : null;
}

const PROBLEMS: readonly Problem[] = [
  operationsProblem,
  needs("rules", "screen", "round"),
  needs("noise", "aggregate", "fidelity", "round"),
  needs("remainder", "partition", "round"),
  ruleProblem,
  noiseProblem,
];

/**
 * Checks what an adapter declares: the shape, and that what goes together is there. An operation that the
 * protocol does not know is an error, since nothing could test it; rules, channels and extensions may be
 * the adapter's own, and are left alone.
 *
 * @returns the declaration, or one line on what is wrong with it
 */
export function readDeclaration(value: unknown): Parsed<Capabilities> {
  const parsed = parse(schema, value, "result");
  if (!parsed.valid) return { valid: false, message: plain(parsed.message) };
  for (const problem of PROBLEMS) {
    const message = problem(parsed.value);
    if (message !== null) return { valid: false, message };
  }
  return parsed;
}

/** The fault of a declaration that is not as it should be. */
export function declarationFault(value: unknown, message: string): Fault {
  const protocol = isObject(value) ? value["protocol"] : undefined;
  return typeof protocol === "number" && protocol !== PROTOCOL_VERSION
    ? faultOf("protocol-version", `the adapter speaks version ${protocol}`)
    : faultOf("malformed-declaration", message);
}

/** Text that is the same for two values that differ in the order of members and lists at most. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.toSorted().join(",")}}`;
}

/** The first member in which two declarations differ; null if they declare the same. */
export function declaredOtherwise(first: Capabilities, second: Capabilities): string | null {
  const names = new Set([...Object.keys(first), ...Object.keys(second)]) as Set<keyof Capabilities>;
  for (const name of names) {
    if (canonical(first[name] ?? null) !== canonical(second[name] ?? null)) return name;
  }
  return null;
}
