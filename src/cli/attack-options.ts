import { describe } from "../base/refusal.ts";
import type { ByzantineCount } from "../campaign/grid.ts";
import type { ChannelName, Layout } from "../quantum/noise.ts";
import { ATTACK_PRESETS } from "./attack-presets.ts";
import type { AttackPresetName } from "./attack-presets.ts";
import { usageError } from "./usage-error.ts";

/** What `cqsa attack` can print. */
export const FORMATS = ["text", "json"] as const;

/** The command line of `attack`, lists as they were written. */
export interface AttackOptions {
  readonly adversary?: string;
  readonly rule?: string;
  readonly clients?: string;
  readonly clusterSize?: string;
  readonly byzantine?: string;
  readonly tolerate?: number;
  readonly channel?: ChannelName;
  readonly layout: Layout;
  readonly noise?: string;
  readonly shots?: string;
  readonly alpha?: string;
  readonly rounds?: number;
  readonly trials?: number;
  readonly preset: AttackPresetName;
  readonly updates?: string;
  readonly dataset?: string;
  readonly training?: boolean;
  readonly hardening?: string;
  readonly seed: string;
  readonly workers?: number;
  readonly out: string;
  readonly resume?: boolean;
  readonly callLimit: number;
  readonly format: (typeof FORMATS)[number];
}

/** The clients of a training, and its label skew. */
export const SOURCE = { clients: "60", alpha: "0.5" } as const;

/** Of the channel, where one is chosen: the paper's 0.5 %. */
const PROBABILITY = "0.005";

function refuse(option: string, expected: string, got: string): never {
  throw usageError(`${option} expected ${expected}, got ${describe(got)}`);
}

function partsOf(option: string, text: string): string[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.includes("")) refuse(option, "values with a comma between them", text);
  return parts;
}

function numberOf(text: string): number {
  return /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text) ? Number(text) : Number.NaN;
}

/** "30,60": integers of at least `min`. @throws a usage error for anything else */
export function integers(option: string, text: string, min: number): number[] {
  return partsOf(option, text).map((part) => {
    const value = numberOf(part);
    if (!(Number.isSafeInteger(value) && value >= min)) refuse(option, `integers of at least ${min}`, text);
    return value;
  });
}

/** "0,0.005": numbers within limits. @throws a usage error for anything else */
export function numbers(option: string, text: string, min: number, max: number): number[] {
  return partsOf(option, text).map((part) => {
    const value = numberOf(part);
    if (!(value >= min && value <= max)) refuse(option, `numbers from ${min} to ${max}`, text);
    return value;
  });
}

/** "exact,1000": shots, or exact expectations. @throws a usage error for anything else */
export function shotCounts(option: string, text: string): (number | null)[] {
  return partsOf(option, text).map((part) => {
    if (part === "exact") return null;
    const value = numberOf(part);
    if (!(Number.isSafeInteger(value) && value >= 1)) refuse(option, "numbers of shots, or exact", text);
    return value;
  });
}

/** "6,0.1,5%": whole numbers are clients, numbers with a decimal point below 1 and percentages a share of them. @throws a usage error */
export function byzantineCounts(option: string, text: string): ByzantineCount[] {
  return partsOf(option, text).map((part) => {
    const isPercentage = part.endsWith("%");
    const value = numberOf(isPercentage ? part.slice(0, -1).trimEnd() : part);
    if (Number.isSafeInteger(value) && !part.includes(".") && !isPercentage) return { count: value };
    const share = isPercentage ? value / 100 : value;
    if (!(share >= 0 && share < 1))
      refuse(option, "counts of clients, or shares below 1 like 0.1 or 10%", text);
    return { share };
  });
}

/** Probabilities of the channel that is chosen. @throws a usage error for some without a channel */
export function noiseLevels({
  channel,
  noise,
}: {
  readonly channel: ChannelName;
  readonly noise?: string | undefined;
}): number[] {
  if (channel !== "none") return numbers("--noise", noise ?? PROBABILITY, 0, 1);
  const levels = numbers("--noise", noise ?? "0", 0, 1);
  if (levels.some((level) => level > 0)) throw usageError("--noise has no meaning without a --channel");
  return levels;
}

/** @throws a usage error for options that exclude each other */
export function checkAttackOptions(options: AttackOptions, isForeign: boolean): void {
  const { updates, dataset, clients, alpha, training, preset, workers } = options;
  const apart = (name: string, given: boolean, other: string): void => {
    if (given) throw usageError(`${name} has no meaning beside ${other}`);
  };
  if (updates !== undefined) {
    apart("--dataset", dataset !== undefined, "--updates");
    apart("--clients", clients !== undefined, "--updates");
    apart("--alpha", alpha !== undefined, "--updates");
    apart("--training", training === true, "--updates");
    apart(`--preset ${preset}`, ATTACK_PRESETS[preset].isTraining, "--updates");
  }
  apart(
    "--workers",
    isForeign && workers !== undefined,
    "an implementation after --, which is asked in turn",
  );
}
