import fc from "fast-check";
import type {
  Capabilities,
  Implementation,
  OperationParams,
} from "../../src/implementation/implementation.ts";
import type { OperationName } from "../../src/implementation/vocabulary.ts";
import { VALID_REQUESTS } from "../arbitraries/valid-requests.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, isViolation, mustReject, show, violation } from "../violation.ts";
import { formKinds } from "./form.ts";
import { NON_FINITE_TEXTS, pathText, revived, spoil } from "./spoil.ts";
import type { Spoiling, SpoilingKind } from "./spoil.ts";

/** A valid request and ways of spoiling it, each by itself. */
export interface RefusalCase<O extends OperationName> {
  readonly params: OperationParams[O];
  readonly spoilings: readonly Spoiling[];
}

/** Requests of one operation and what may be wrong with them. */
export interface Refusals<O extends OperationName> {
  readonly id: string;
  readonly sentence: string;
  readonly clauses: readonly string[];
  readonly operation: O;
  /** Why no request can be made or spoiled; undefined: it can. */
  readonly inapplicable?: (capabilities: Capabilities) => string | undefined;
  /** Requests that must be answered. */
  readonly valid: (capabilities: Capabilities) => fc.Arbitrary<OperationParams[O]>;
  /** What may be wrong with one of them; kinds without an edit are left out. */
  readonly kinds: (params: OperationParams[O], capabilities: Capabilities) => readonly SpoilingKind[];
}

/** Spoilings of one case: enough that a hundred cases try every kind, few enough to be read. */
const MOST_SPOILINGS = 15;

/** A number to choose by, spread evenly: small ones are no more likely. */
const choice = fc.noBias(fc.nat({ max: 2 ** 30 }));

function chosen(kinds: readonly SpoilingKind[], kind: number, edit: number): Spoiling {
  const able = kinds.filter(({ edits }) => edits.length > 0);
  const { what, edits } = able[kind % able.length]!;
  return { what, ...edits[edit % edits.length]! };
}

/** What is sent: with a non-finite number as the wire's text for it, and as the number itself, which has to travel so. */
function spoiledRequests(params: unknown, spoiling: Spoiling): unknown[] {
  const text = JSON.stringify(spoiling.value) ?? "";
  const spoiled = spoil(params, spoiling);
  if (!NON_FINITE_TEXTS.some((name) => text.includes(`"${name}"`))) return [spoiled];
  return [spoiled, spoil(params, { ...spoiling, value: revived(spoiling.value) })];
}

/** Sends a spoiled request, which must be refused. @throws a violation that says what was wrong with it. */
async function mustRefuse(
  implementation: Implementation,
  operation: OperationName,
  params: unknown,
  spoiling: Spoiling,
): Promise<void> {
  for (const spoiled of spoiledRequests(params, spoiling)) {
    try {
      await mustReject(implementation, operation, spoiled);
    } catch (error) {
      if (!isViolation(error)) throw error;
      const place = spoiling.path.length === 0 ? "the parameters" : pathText(spoiling.path);
      const change = Object.hasOwn(spoiling, "value") ? `${place} = ${show(spoiling.value)}` : `no ${place}`;
      throw violation(
        `${operation} did not refuse ${spoiling.what}: ${change}`,
        error.expected,
        error.received,
      );
    }
  }
}

/** The law that a valid request is answered and refused as soon as one thing about it is wrong. */
export function refusalLaw<O extends OperationName>({ operation, valid, kinds, ...text }: Refusals<O>): Law {
  return deterministicLaw<RefusalCase<O>>({
    ...text,
    clauses: [...text.clauses, "WIRE-OUT-1", "WIRE-OUT-2"],
    needs: [operation],
    cases: (capabilities) =>
      fc
        .record({
          params: valid(capabilities),
          picks: fc.array(fc.record({ kind: choice, edit: choice }), {
            minLength: 1,
            maxLength: MOST_SPOILINGS,
            size: "max",
          }),
        })
        .map(({ params, picks }) => {
          const possible = kinds(params, capabilities);
          return { params, spoilings: picks.map(({ kind, edit }) => chosen(possible, kind, edit)) };
        }),
    check: async (implementation, { params, spoilings }) => {
      await ask(implementation, operation, params);
      for (const spoiling of spoilings) await mustRefuse(implementation, operation, params, spoiling);
      return "held";
    },
  });
}

/** {@link refusalLaw} about what holds for every operation alike: the form of its parameters. */
export function formLaw(operation: OperationName, clauses: readonly string[]): Law {
  return refusalLaw({
    ...requestsOf(operation),
    id: `refusals/${operation}-form`,
    sentence: `\`${operation}\` refuses parameters that are missing, unknown, of another type, not finite, empty or ragged`,
    clauses: [...clauses, "WIRE-REJ-1", "WIRE-REJ-2", "WIRE-NUM-2"],
    kinds: (params, capabilities) =>
      formKinds(operation, params as unknown as Readonly<Record<string, unknown>>, capabilities),
  });
}

/** {@link refusalLaw} about the ranges of one operation's parameters. */
export function rangeLaw<O extends OperationName>(
  operation: O,
  law: Pick<Refusals<O>, "sentence" | "clauses" | "kinds">,
): Law {
  return refusalLaw({ ...requestsOf(operation), ...law, id: `refusals/${operation}-range` });
}

function requestsOf<O extends OperationName>(
  operation: O,
): Pick<Refusals<O>, "operation" | "valid" | "inapplicable"> {
  const { missing, params } = VALID_REQUESTS[operation];
  return { operation, valid: params, ...(missing && { inapplicable: missing }) };
}
