import { checkName } from "./check.ts";
import { checkSpecified } from "./number-spec.ts";
import type { NumberSpec } from "./number-spec.ts";
import { rangeRefusal, typeRefusal } from "./refusal.ts";

/** A parameter of something that can be switched on: a number within limits, or opaque text. */
export type ParameterSpec =
  NumberSpec | { readonly kind: "text"; readonly default: string; readonly meaning: string };

export type Parameters = Readonly<Record<string, ParameterSpec>>;

/** What was switched on, each with all of its parameters. */
export type Switches = Readonly<Record<string, Readonly<Record<string, number | string>>>>;

function checkParameter(name: string, value: unknown, spec: ParameterSpec): number | string {
  if (spec.kind === "text") {
    if (typeof value !== "string") throw typeRefusal(name, "a string", value);
    return value;
  }
  return checkSpecified(name, value, spec);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Completes switches by the defaults of their parameters.
 *
 * @param subject how messages call the whole
 * @param specs by name: the parameters of each switch
 * @param given by name: `true` for all defaults, an object of parameters, or `false`, as good as absent
 * @throws TypeError or RangeError for an unknown name or parameter, or a value of the wrong kind or out of range
 */
export function completeSwitches(
  subject: string,
  specs: Readonly<Record<string, Parameters>>,
  given: Readonly<Record<string, unknown>>,
): Switches {
  const on: Record<string, Record<string, number | string>> = {};
  for (const [name, setting] of Object.entries(given)) {
    checkName(subject, name, Object.keys(specs));
    if (setting === false) continue;
    const path = `${subject}.${name}`;
    if (setting !== true && !isRecord(setting)) {
      throw typeRefusal(path, "true, false or an object of parameters", setting);
    }
    const parameters = specs[name]!;
    const own = setting === true ? {} : setting;
    for (const key of Object.keys(own)) {
      if (!Object.hasOwn(parameters, key)) {
        throw rangeRefusal(path, `only ${Object.keys(parameters).join(", ") || "no parameters"}`, key);
      }
    }
    on[name] = Object.fromEntries(
      Object.entries(parameters).map(([key, spec]) => [
        key,
        checkParameter(`${path}.${key}`, Object.hasOwn(own, key) ? own[key] : spec.default, spec),
      ]),
    );
  }
  return on;
}
