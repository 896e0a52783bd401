import { PROFILE_NAMES } from "../conformance/profiles.ts";
import { describe } from "../base/refusal.ts";
import { usageError } from "./usage-error.ts";

/** How thoroughly an implementation is tested. */
export interface VerifyPreset {
  /** Cases of each deterministic law. */
  readonly runs: number;
  /** The size of the samples of statistical laws, as a multiple of the usual one. */
  readonly samples: number;
}

/** `small` is for implementations that take milliseconds a call, real simulators for instance. */
export const VERIFY_PRESETS: Readonly<Record<"small" | "quick" | "full", VerifyPreset>> = {
  small: { runs: 15, samples: 0.1 },
  quick: { runs: 100, samples: 1 },
  full: { runs: 1000, samples: 4 },
};

export const PROFILE_CHOICES: readonly string[] = [...PROFILE_NAMES, "all"];

/** What the command line of `verify` says. */
export interface VerifyOptions {
  readonly law?: string;
  readonly clause?: string;
  readonly profile: (typeof PROFILE_NAMES)[number] | "all";
  readonly preset: keyof typeof VERIFY_PRESETS;
  readonly runs?: number;
  readonly seed: string;
  /** Seconds. */
  readonly timeLimit?: number;
  /** Seconds. */
  readonly callLimit: number;
  readonly maxFailures?: number;
  readonly shard?: string;
  readonly format: "text" | "json";
  readonly out: string;
}

/** "a, b" as its parts. @throws a usage error for an empty one */
export function parts(option: string, list: string | undefined): string[] | undefined {
  const found = list?.split(",").map((part) => part.trim());
  if (found?.includes("") === true) {
    throw usageError(`${option} expected patterns with a comma between them, got ${describe(list)}`);
  }
  return found;
}

/** "2/5" as a shard. @throws a usage error for another form and for an index outside 1 … count */
export function parseShard(
  text: string | undefined,
): { readonly index: number; readonly count: number } | undefined {
  if (text === undefined) return undefined;
  const [, first, second] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const [index, count] = [Number(first), Number(second)];
  if (!(index >= 1 && index <= count)) {
    throw usageError(`--shard expected i/n with 1 ≤ i ≤ n, like 2/5, got ${describe(text)}`);
  }
  return { index, count };
}
