import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { CODES } from "../../src/implementation/vocabulary.ts";
import { VALID_REQUESTS } from "../arbitraries/valid-requests.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask } from "../violation.ts";
import { mustNotOffer } from "./must-not-offer.ts";

interface UndeclaredExtension {
  readonly operation: "round" | "partition";
  /** What both requests have. */
  readonly common: Request;
  /** What makes a valid request of it, and what asks for more than was declared. */
  readonly valid: Request;
  readonly undeclared: Request;
}

type Request = Readonly<Record<string, unknown>>;

function roundChanges({ extensions = [] }: Capabilities): Request[] {
  return [
    ...(extensions.includes("view") ? [] : [{ view: true }]),
    ...(extensions.includes("hardening") ? [] : [{ hardening: {} }]),
  ];
}

/** Requests for explicit draws and for what extensions add, where they are not declared. */
function requests(capabilities: Capabilities): fc.Arbitrary<UndeclaredExtension>[] {
  const { operations } = capabilities;
  const changes = roundChanges(capabilities);
  const { round, partition } = VALID_REQUESTS;
  const asked: fc.Arbitrary<UndeclaredExtension>[] = [];
  if (operations.includes("round") && changes.length > 0 && round.missing?.(capabilities) === undefined) {
    asked.push(
      fc
        .record({ params: round.params(capabilities), undeclared: fc.constantFrom(...changes) })
        .map(({ params, undeclared }) => ({
          operation: "round",
          common: { ...params },
          valid: {},
          undeclared,
        })),
    );
  }
  if (operations.includes("partition") && !operations.includes("partition-draws")) {
    asked.push(
      partition.params(capabilities).map(({ clients, clusterSize }) => ({
        operation: "partition",
        common: { clients, clusterSize },
        valid: { seed: "undeclared" },
        undeclared: { draws: Array.from({ length: clients - 1 }, () => 0) },
      })),
    );
  }
  return asked;
}

/**
 * What extensions add must not be passed over in silence. -32602 is taken as well as -32001: to an implementation
 * without the extension its parameter may be an unknown one.
 */
export const undeclaredExtension: Law = deterministicLaw<UndeclaredExtension>({
  id: "refusals/undeclared-extension",
  sentence: "draws and what extensions add are unsupported or refused where they were not declared",
  clauses: ["WIRE-EXT-3", "WIRE-OUT-1", "WIRE-OUT-2"],
  needs: [],
  inapplicable: (capabilities) =>
    requests(capabilities).length > 0 ? undefined : "every extension is declared, or none can be asked for",
  cases: (capabilities) => fc.oneof(...requests(capabilities)),
  check: async (implementation, { operation, common, valid, undeclared }) => {
    await ask(implementation, operation, { ...common, ...valid } as never);
    await mustNotOffer(implementation, operation, { ...common, ...undeclared }, [
      CODES.unsupported,
      CODES.invalidParams,
    ]);
    return "held";
  },
});
