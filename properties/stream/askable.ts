import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { isOperation } from "../../src/implementation/vocabulary.ts";
import type { OperationName } from "../../src/implementation/vocabulary.ts";
import type { Request } from "../arbitraries/requests.ts";
import { VALID_REQUESTS } from "../arbitraries/valid-requests.ts";

function askable(capabilities: Capabilities): OperationName[] {
  return capabilities.operations.filter(
    (operation): operation is OperationName =>
      isOperation(operation) && VALID_REQUESTS[operation].missing?.(capabilities) === undefined,
  );
}

/** Why there is no operation that can be asked; undefined: there is one. */
export function nothingToAsk(capabilities: Capabilities): string | undefined {
  return askable(capabilities).length > 0 ? undefined : "no operation is declared that could be asked";
}

/** Small valid requests of any declared operation. */
export function anyRequest(capabilities: Capabilities): fc.Arbitrary<Request> {
  return fc.constantFrom(...askable(capabilities)).chain((operation) => {
    const valid: fc.Arbitrary<unknown> = VALID_REQUESTS[operation].params(capabilities);
    return valid.map((params) => ({ operation, params }) as Request);
  });
}
