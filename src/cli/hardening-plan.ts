import { describe, isRefusal } from "../base/refusal.ts";
import { partsOf } from "../campaign/hardening/compare.ts";
import type { AnyMeasure } from "../campaign/hardening/measures.ts";
import type { ComparisonPlan } from "../campaign/hardening/parts.ts";
import { integers, noiseLevels, shotCounts } from "./attack-options.ts";
import type { AttackOptions } from "./attack-options.ts";
import { switchesOf } from "./read-hardening.ts";
import { usageError } from "./usage-error.ts";

/** The command line of `cqsa attack --preset hardening`. */
export type HardeningRunOptions = Omit<AttackOptions, "preset"> & { readonly preset: "hardening" };

/** Where measures are compared, where options do not say otherwise. */
const DEFAULTS = {
  clients: "60",
  clusterSize: "5",
  byzantine: "6",
  shots: "1000",
  channel: "depolarizing2",
  coordinates: 30,
  rounds: 12,
  trials: 20,
  /** Of each profile, at most as many as trials. */
  trainings: 6,
  confidence: 0.95,
} as const;

/** Trials after which the two intervals of "always" and "never" are apart. */
const FEWEST = 7;

/** What is about rules, or about updates that are not drawn. */
const UNUSED = {
  adversary: "--adversary",
  rule: "--rule",
  tolerate: "--tolerate",
  updates: "--updates",
  dataset: "--dataset",
  alpha: "--alpha",
  training: "--training",
} as const;

function single<Value>(option: string, values: readonly Value[], text: string): Value {
  const [value] = values;
  if (value === undefined || values.length > 1) {
    throw usageError(`${option} expected one value for --preset hardening, got ${describe(text)}`);
  }
  return value;
}

function integer(option: string, text: string, min: number): number {
  return single(option, integers(option, text, min), text);
}

/** The rounds that one partition serves in each curve: one, as many as was said or a quarter, and all. */
function staysOf(switches: Readonly<Record<string, unknown>>, rounds: number): number[] {
  const given = switches["stable-clusters"];
  const said = (given as { readonly rounds?: number } | undefined)?.rounds;
  const between = said !== undefined && said < rounds ? said : Math.ceil(rounds / 4);
  return [...new Set([1, between, rounds])];
}

/**
 * What the options ask for.
 *
 * @throws a usage error for options that do not fit, in one line
 */
export function planHardening(options: HardeningRunOptions, isForeign: boolean): ComparisonPlan {
  if (isForeign)
    throw usageError("--preset hardening compares measures of the reference, and takes no command");
  for (const [name, option] of Object.entries(UNUSED)) {
    if (options[name as keyof typeof UNUSED] !== undefined) {
      throw usageError(`${option} has no meaning beside --preset hardening`);
    }
  }
  const clients = integer("--clients", options.clients ?? DEFAULTS.clients, 4);
  const clusterSize = integer("--cluster-size", options.clusterSize ?? DEFAULTS.clusterSize, 2);
  if (clients % clusterSize !== 0 || clients === clusterSize) {
    throw usageError(
      `--cluster-size expected a divisor of the ${clients} clients below their number, for --preset hardening, got ${clusterSize}`,
    );
  }
  const byzantine = integer("--byzantine", options.byzantine ?? DEFAULTS.byzantine, 1);
  if (2 * byzantine >= clients) {
    throw usageError(`--byzantine expected fewer than half of the ${clients} clients, got ${byzantine}`);
  }
  const shotsText = options.shots ?? DEFAULTS.shots;
  const shots = single("--shots", shotCounts("--shots", shotsText), shotsText);
  if (shots === null)
    throw usageError("--shots expected a number of shots for --preset hardening, got exact");
  const channel = options.channel ?? DEFAULTS.channel;
  const probability = single("--noise", noiseLevels({ channel, noise: options.noise }), options.noise ?? "");
  const trials = options.trials ?? DEFAULTS.trials;
  if (trials < FEWEST) {
    throw usageError(`--trials expected at least ${FEWEST} for --preset hardening, got ${trials}`);
  }
  const rounds = options.rounds ?? DEFAULTS.rounds;
  if (rounds < 2) throw usageError(`--rounds expected at least 2 for --preset hardening, got ${rounds}`);
  const switches = switchesOf(options.hardening ?? "none");
  const named = Object.keys(switches) as AnyMeasure[];
  const isAll = named.length === 0 || options.hardening!.trim().startsWith("all");
  const plan: ComparisonPlan = {
    scene: {
      clients,
      clusterSize,
      coordinates: DEFAULTS.coordinates,
      shots,
      noise: { channel, layout: options.layout, probability },
      rounds,
      byzantine,
    },
    trials,
    trainings: Math.min(trials, DEFAULTS.trainings),
    confidence: DEFAULTS.confidence,
    stays: staysOf(switches, rounds),
    switches,
    ...(!isAll && { measures: [...named, "all"] }),
    seed: options.seed,
  };
  try {
    // Looks at the switches as they are combined.
    partsOf(plan);
  } catch (error) {
    if (isRefusal(error)) throw usageError(error.message);
    throw error;
  }
  return plan;
}
