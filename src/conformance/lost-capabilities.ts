import type { Capabilities, DeclaredLimits } from "../implementation/implementation.ts";

function missing(what: string, before: readonly string[] = [], now: readonly string[] = []): string[] {
  const lost = before.filter((name) => !now.includes(name));
  return lost.length === 0 ? [] : [`${what} ${lost.join(", ")}`];
}

function lostOptions(before: Capabilities["rules"] = {}, now: Capabilities["rules"] = {}): string[] {
  return Object.entries(before).flatMap(([rule, keys]) =>
    Object.hasOwn(now, rule) ? missing(`options of ${rule}:`, keys, now[rule]) : [],
  );
}

function lowerLimits(before: DeclaredLimits = {}, now: DeclaredLimits = {}): string[] {
  return (["clients", "coordinates", "shots"] as const)
    .filter((name) => (now[name] ?? Infinity) < (before[name] ?? Infinity))
    .map((name) => `a limit of more than ${now[name]} ${name}`);
}

/** What was declared and no longer is: a case made for it may be out of place now. Empty: everything still is. */
export function lostCapabilities(before: Capabilities, now: Capabilities): string[] {
  return [
    ...missing("operations", before.operations, now.operations),
    ...missing("rules", Object.keys(before.rules ?? {}), Object.keys(now.rules ?? {})),
    ...lostOptions(before.rules, now.rules),
    ...missing("channels", before.noise?.channels, now.noise?.channels),
    ...missing("layouts", before.noise?.layouts, now.noise?.layouts),
    ...missing("extensions", before.extensions, now.extensions),
    ...(before.remainder === now.remainder ? [] : [`the remainder policy ${before.remainder}`]),
    ...lowerLimits(before.limits, now.limits),
  ];
}
