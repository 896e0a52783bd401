import { isObject } from "../schemas/expect.ts";
import { fault, ok, reject, unsupported } from "../outcome.ts";
import { KNOWN_RULES } from "../../rules/known-rules.ts";
import { CODES, isOperation } from "../vocabulary.ts";
import { amended, answered } from "./edited.ts";
import type { RawParams } from "./edited.ts";
import type { Faulty } from "./faulty.ts";

function member(params: unknown, name: string): unknown {
  return isObject(params) ? params[name] : undefined;
}

function inSixDigits(value: unknown): unknown {
  if (typeof value === "number") return Number(value.toPrecision(6));
  if (Array.isArray(value)) return value.map(inSixDigits);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inSixDigits(inner)]));
}

/** Right refusals in the wrong class, and classes that are not due. */
export const outcomeFaults: readonly Faulty[] = [
  {
    id: "outcomes/refusal-is-a-fault",
    mistake: "Every refusal is an exception that nobody catches.",
    clauses: ["WIRE-OUT-1"],
    make: () =>
      answered((outcome) =>
        outcome.outcome === "reject" ? fault(`ValueError: ${outcome.message}`) : outcome,
      ),
  },
  {
    id: "outcomes/refusal-is-unsupported",
    mistake: "Every refusal is answered with -32001.",
    clauses: ["WIRE-OUT-1", "WIRE-OUT-2"],
    make: () =>
      answered((outcome) => (outcome.outcome === "reject" ? unsupported(outcome.message) : outcome)),
  },
  {
    id: "outcomes/wrong-type-is-a-fault",
    mistake: "Ranges are checked, but a value of the wrong type crashes.",
    clauses: ["WIRE-OUT-1", "WIRE-REJ-1"],
    make: () =>
      answered((outcome, operation, params) => {
        if (outcome.outcome !== "reject" || !isOperation(operation)) return outcome;
        const text = ["rule", "seed"].some(
          (name) => !["string", "undefined"].includes(typeof member(params, name)),
        );
        const number = [
          "clusterSize",
          "clients",
          "qubits",
          "bits",
          "modulusBits",
          "weightBound",
          "bound",
          "tolerate",
        ];
        const count = number.some((name) => !["number", "undefined"].includes(typeof member(params, name)));
        return text || count ? fault("TypeError: unsupported operand type") : outcome;
      }),
  },
  {
    id: "outcomes/non-finite-is-a-fault",
    mistake: "A number that is not finite crashes the operation instead of being refused.",
    clauses: ["WIRE-OUT-1", "WIRE-REJ-2"],
    make: () => {
      const isNonFinite = (value: unknown): boolean => {
        if (Array.isArray(value)) return value.some(isNonFinite);
        if (isObject(value)) return Object.values(value).some(isNonFinite);
        return typeof value === "number"
          ? !Number.isFinite(value)
          : /^(?:NaN|-?Infinity)$/u.test(String(value));
      };
      return answered((outcome, operation, params) =>
        outcome.outcome === "reject" && isOperation(operation) && isNonFinite(params)
          ? fault("OverflowError: cannot convert float infinity to integer")
          : outcome,
      );
    },
  },
  {
    id: "outcomes/unknown-operation-rejected",
    mistake: "An operation that is not offered is answered as bad parameters.",
    clauses: ["WIRE-OUT-1"],
    make: () =>
      answered((outcome) =>
        outcome.outcome === "unsupported" && outcome.code === CODES.methodNotFound
          ? reject(outcome.message)
          : outcome,
      ),
  },
  {
    id: "outcomes/unknown-operation-other-code",
    mistake: "An operation that is not offered is answered with -32001, the code for options.",
    clauses: ["WIRE-OUT-1"],
    make: () =>
      answered((outcome) => (outcome.outcome === "unsupported" ? unsupported(outcome.message) : outcome)),
  },
  {
    id: "outcomes/limit-with-code-of-operations",
    mistake: "What goes beyond a limit is answered with -32601, the code for operations.",
    clauses: ["WIRE-OUT-1", "WIRE-INIT-3"],
    make: () =>
      answered((outcome) =>
        outcome.outcome === "unsupported" ? unsupported(outcome.message, CODES.methodNotFound) : outcome,
      ),
  },
  {
    id: "outcomes/unknown-name-unsupported",
    mistake: "A rule, channel or layout that nobody knows is answered with -32001 instead of being refused.",
    clauses: ["WIRE-OUT-3"],
    make: () =>
      answered((outcome, _, params) => {
        const noise = member(params, "noise");
        const names = [member(params, "rule"), member(noise, "channel"), member(noise, "layout")];
        const known = new Set([
          ...KNOWN_RULES.keys(),
          "none",
          "depolarizing2",
          "depolarizing1x2",
          "chain",
          "star",
        ]);
        const foreign = names.some((name) => typeof name === "string" && !known.has(name));
        return outcome.outcome === "reject" && foreign ? unsupported(outcome.message) : outcome;
      }),
  },
  {
    id: "outcomes/foreign-option-unsupported",
    mistake: "An option that is foreign to its rule is answered with -32001.",
    clauses: ["WIRE-OUT-3", "WIRE-REJ-8"],
    make: () =>
      answered((outcome, _, params) => {
        const keys = Object.keys((member(params, "options") as RawParams | undefined) ?? {});
        const known = KNOWN_RULES.get(String(member(params, "rule"))) ?? [];
        const foreign = keys.some((key) => !known.includes(key));
        return outcome.outcome === "reject" && foreign ? unsupported(outcome.message) : outcome;
      }),
  },
  {
    id: "outcomes/limit-rejected",
    mistake: "What goes beyond a declared limit is refused, as if it were wrong.",
    clauses: ["WIRE-INIT-3"],
    make: () =>
      answered((outcome) =>
        outcome.outcome === "unsupported" && outcome.message.startsWith("limit")
          ? reject(outcome.message)
          : outcome,
      ),
  },
  {
    id: "outcomes/any-protocol-accepted",
    mistake: "`initialize` is answered whatever version of the protocol is asked for.",
    clauses: ["WIRE-INIT-2"],
    make: () =>
      amended((params, operation) =>
        operation === "initialize" && typeof params["protocol"] === "number"
          ? { ...params, protocol: 1 }
          : params,
      ),
  },
  {
    id: "outcomes/star-declared-only",
    mistake: "The layout star is declared, and unsupported when it is asked for.",
    clauses: ["WIRE-OUT-2"],
    make: () =>
      answered((outcome, _, params) =>
        outcome.outcome === "ok" && member(member(params, "noise"), "layout") === "star"
          ? unsupported('"noise.layout" got star, which is not supported')
          : outcome,
      ),
  },
  {
    id: "outcomes/exact-unsupported",
    mistake: "Exact expectations, shots null, are answered as unsupported.",
    clauses: ["WIRE-AGG-1", "WIRE-OUT-2"],
    make: () =>
      answered((outcome, _, params) =>
        outcome.outcome === "ok" && member(params, "shots") === null
          ? unsupported('"shots" got null, which is not supported')
          : outcome,
      ),
  },
  {
    id: "outcomes/hardening-ignored",
    mistake: "The measures of a declared hardened profile are ignored.",
    clauses: ["WIRE-EXT-2", "WIRE-EXT-4"],
    make: () =>
      amended((params, operation) => {
        const { hardening, ...others } = params;
        return operation === "round" && isObject(hardening) ? others : params;
      }),
  },
  {
    id: "outcomes/verdict-beside-the-result",
    mistake: "A round adds its own verdict, a member `secure`, to its result.",
    clauses: ["WIRE-OPS-1", "WIRE-OUT-5"],
    make: () =>
      answered((outcome, operation) =>
        operation === "round" && outcome.outcome === "ok" && isObject(outcome.result)
          ? ok({ ...outcome.result, secure: true })
          : outcome,
      ),
  },
  {
    id: "outcomes/six-digits",
    mistake: "Numbers are written with six significant digits.",
    clauses: ["WIRE-NUM-1", "WIRE-NUM-4"],
    make: () =>
      answered((outcome, operation) =>
        outcome.outcome === "ok" && isOperation(operation) ? ok(inSixDigits(outcome.result)) : outcome,
      ),
  },
];
