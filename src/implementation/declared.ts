import { describe } from "../base/refusal.ts";
import { KNOWN_RULES } from "../rules/known-rules.ts";
import type {
  Capabilities,
  DeclaredLimits,
  NoiseParams,
  OperationParams,
  Outcome,
} from "./implementation.ts";
import { reject, unsupported } from "./outcome.ts";
import type { OperationName } from "./vocabulary.ts";

/** The parameters that a declaration may leave out, of whichever operation has them. */
interface Declarable {
  readonly noise?: NoiseParams;
  readonly rule?: string;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  readonly draws?: readonly number[] | undefined;
  readonly view?: boolean | undefined;
  readonly hardening?: unknown;
}

type Sizes = { readonly [L in keyof DeclaredLimits]?: number | null };

type Rows = readonly (readonly number[])[];

function sizesOfRows(rows: Rows): Sizes {
  return { clients: rows.length, coordinates: rows[0]!.length };
}

const SIZES: { readonly [O in OperationName]: (params: OperationParams[O]) => Sizes } = {
  encode: ({ weights }) => ({ coordinates: weights.length }),
  decode: ({ phaseSum }) => ({ coordinates: phaseSum.length }),
  partition: ({ clients }) => ({ clients }),
  aggregate: ({ phases, shots }) => ({ ...sizesOfRows(phases), shots }),
  // One qubit a client: a state of more qubits than clients never occurs.
  fidelity: ({ qubits }) => ({ clients: qubits }),
  screen: ({ aggregates }) => sizesOfRows(aggregates),
  quantize: ({ values }) => ({ coordinates: values.length }),
  dequantize: ({ integers }) => ({ coordinates: integers.length }),
  mask: ({ integers }) => ({ coordinates: integers.length }),
  unmask: ({ masked }) => sizesOfRows(masked),
  round: ({ updates, shots }) => ({ ...sizesOfRows(updates), shots }),
};

function beyondLimits(limits: DeclaredLimits, sizes: Sizes): Outcome<never> | null {
  for (const name of ["clients", "coordinates", "shots"] as const) {
    const limit = limits[name];
    const size = sizes[name] ?? 0;
    if (limit !== undefined && size > limit) {
      return unsupported(`limit: at most ${limit} ${name} are supported, got ${size}`);
    }
  }
  return null;
}

function undeclaredNoise({ noise }: Capabilities, { channel, layout }: NoiseParams): Outcome<never> | null {
  if (noise?.channels.includes(channel) !== true) {
    return unsupported(`"noise.channel" got ${channel}, which is not declared`);
  }
  if (layout !== undefined && !noise.layouts.includes(layout)) {
    return unsupported(`"noise.layout" got ${layout}, which is not declared`);
  }
  return null;
}

function undeclaredRule(
  { rules = {} }: Capabilities,
  rule: string,
  options: Readonly<Record<string, unknown>>,
): Outcome<never> | null {
  const declared = Object.hasOwn(rules, rule) ? rules[rule] : undefined;
  if (declared === undefined) return unsupported(`"rule" got ${rule}, which is not declared`);
  const known = KNOWN_RULES.get(rule) ?? [];
  const keys = Object.keys(options);
  // A key that no one knows is wrong whatever else is asked for.
  const unknown = keys.find((key) => !known.includes(key));
  if (unknown !== undefined) {
    return reject(
      `"options" expected only ${known.join(", ")} for the rule ${rule}, got ${describe(unknown)}`,
    );
  }
  const missing = keys.find((key) => !declared.includes(key));
  return missing === undefined ? null : unsupported(`"options.${missing}" of ${rule} is not declared`);
}

/**
 * Why well-formed parameters ask for more than was declared: "unsupported" for what the protocol knows,
 * "reject" for an option key that it does not know; null when everything asked for is declared.
 */
export function undeclared<O extends OperationName>(
  capabilities: Capabilities,
  operation: O,
  params: OperationParams[O],
): Outcome<never> | null {
  const { noise, rule, options, draws, view, hardening } = params as Declarable;
  const { operations, extensions = [], limits = {} } = capabilities;
  if (draws !== undefined && !operations.includes("partition-draws")) {
    return unsupported('"draws" needs partition-draws, which is not declared');
  }
  if (view === true && !extensions.includes("view")) {
    return unsupported('"view" needs the extension of that name, which is not declared');
  }
  if (hardening !== undefined && !extensions.includes("hardening")) {
    return unsupported('"hardening" needs the extension of that name, which is not declared');
  }
  return (
    (noise === undefined ? null : undeclaredNoise(capabilities, noise)) ??
    (rule === undefined ? null : undeclaredRule(capabilities, rule, options ?? {})) ??
    beyondLimits(limits, SIZES[operation](params))
  );
}
