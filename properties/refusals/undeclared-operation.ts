import fc from "fast-check";
import { EXAMPLE_PARAMS } from "../../src/implementation/examples.ts";
import { CODES, OPERATION_NAMES } from "../../src/implementation/vocabulary.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { mustNotOffer } from "./must-not-offer.ts";

interface UndeclaredCall {
  readonly operation: string;
  readonly params: unknown;
}

/** Names that no implementation has; `partition-draws` is declared like an operation and is none. */
const UNKNOWN = [
  "frobnicate",
  "Encode",
  "encode ",
  "encodes",
  "partition-draws",
  "partitionDraws",
  "constructor",
  "toString",
  "__proto__",
];

/** Operations that no one knows and those that the implementation did not declare, with good and odd parameters. */
export const undeclaredOperation: Law = deterministicLaw<UndeclaredCall>({
  id: "refusals/undeclared-operation",
  sentence:
    "an operation that is unknown or was not declared is answered as not found, whatever its parameters",
  clauses: ["WIRE-OUT-1", "WIRE-OUT-2"],
  needs: [],
  cases: ({ operations }) => {
    const undeclared = OPERATION_NAMES.filter((name) => !operations.includes(name));
    const unknown = fc.record({
      operation: fc.constantFrom(...UNKNOWN),
      params: fc.constantFrom<unknown>({}, { weights: [1] }, EXAMPLE_PARAMS.encode, EXAMPLE_PARAMS.partition),
    });
    if (undeclared.length === 0) return unknown;
    const known = fc.constantFrom(...undeclared).chain((operation) =>
      fc.record({
        operation: fc.constant(operation),
        params: fc.constantFrom<unknown>(EXAMPLE_PARAMS[operation], {}),
      }),
    );
    return fc.oneof(unknown, known);
  },
  check: async (implementation, { operation, params }) => {
    await mustNotOffer(implementation, operation, params, [CODES.methodNotFound]);
    return "held";
  },
});
