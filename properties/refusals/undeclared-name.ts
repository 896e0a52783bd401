import fc from "fast-check";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { CODES, WIRE_CHANNELS } from "../../src/implementation/vocabulary.ts";
import { VALID_REQUESTS } from "../arbitraries/valid-requests.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask } from "../violation.ts";
import { mustNotOffer } from "./must-not-offer.ts";
import { RULE_NAMES } from "./rule-options.ts";

type Names = Readonly<Record<string, unknown>>;

interface UndeclaredName {
  readonly operation: "aggregate" | "fidelity" | "screen" | "round";
  /** A valid request, which must be answered. */
  readonly params: Names;
  /** What it is asked for in the place of what it has. */
  readonly change: Names;
}

const LAYOUTS = ["chain", "star"];

/** Preparations under a channel or a layout of the protocol that was not declared. */
function undeclaredNoise({ noise }: Capabilities): Names[] {
  const channels = noise?.channels ?? [];
  const layouts = noise?.layouts ?? [];
  const layout = layouts[0] ?? "chain";
  return [
    ...WIRE_CHANNELS.filter((channel) => !channels.includes(channel)).map((channel) =>
      channel === "none" ? { channel } : { channel, layout, probability: 0.01 },
    ),
    // Without noise a layout is idle, and whether it is declared may be passed over.
    ...LAYOUTS.filter((layout) => !layouts.includes(layout)).flatMap((layout) =>
      WIRE_CHANNELS.filter((channel) => channel !== "none" && channels.includes(channel)).map((channel) => ({
        channel,
        layout,
        probability: 0.01,
      })),
    ),
  ];
}

function undeclaredRules({ rules = {} }: Capabilities): string[] {
  return RULE_NAMES.filter((rule) => !Object.hasOwn(rules, rule));
}

/** What an operation may be asked for, in the place of what its request has: noise, and rules. */
function changesOf(capabilities: Capabilities, operation: UndeclaredName["operation"]): Names[][] {
  const noise = operation === "screen" ? [] : undeclaredNoise(capabilities).map((noise) => ({ noise }));
  const rules = ["screen", "round"].includes(operation)
    ? undeclaredRules(capabilities).map((rule) => ({ rule, tolerate: 0 }))
    : [];
  return [noise, rules].filter((changes) => changes.length > 0);
}

/** Declared operations of which a valid request exists and something undeclared can be asked. */
function askable(capabilities: Capabilities): UndeclaredName["operation"][] {
  return (["aggregate", "fidelity", "screen", "round"] as const).filter(
    (operation) =>
      capabilities.operations.includes(operation) &&
      VALID_REQUESTS[operation].missing?.(capabilities) === undefined &&
      changesOf(capabilities, operation).length > 0,
  );
}

/** Every rule, channel and layout of the protocol that the implementation left out. */
export const undeclaredName: Law = deterministicLaw<UndeclaredName>({
  id: "refusals/undeclared-name",
  sentence: "a rule, channel or layout of the protocol that was not declared is unsupported or refused",
  clauses: ["WIRE-OUT-3"],
  needs: [],
  inapplicable: (capabilities) =>
    askable(capabilities).length > 0
      ? undefined
      : "every rule, channel and layout is declared or none can be asked",
  cases: (capabilities) =>
    fc.constantFrom(...askable(capabilities)).chain((operation) =>
      fc.record({
        operation: fc.constant(operation),
        params: VALID_REQUESTS[operation].params(
          capabilities,
        ) as fc.Arbitrary<unknown> as fc.Arbitrary<Names>,
        // There are many more rules than channels and layouts.
        change: fc.oneof(...changesOf(capabilities, operation).map((changes) => fc.constantFrom(...changes))),
      }),
    ),
  check: async (implementation, { operation, params, change }) => {
    await ask(implementation, operation, params as never);
    await mustNotOffer(implementation, operation, { ...params, ...change }, [
      CODES.unsupported,
      CODES.invalidParams,
    ]);
    return "held";
  },
});
