import { basename } from "node:path";
import { findAdversary, findPartyAdversary, partyAdversaries } from "../../adversaries/index.ts";
import { zeros } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { describe, isRefusal } from "../base/refusal.ts";
import type { CurveSpec, LeakageCell, UpdatesSpec } from "../campaign/leakage/cell.ts";
import { NEEDS_VIEW, ON_THE_WIRE } from "../campaign/leakage/foreign.ts";
import { leakageCells } from "../campaign/leakage/grid.ts";
import type { LeakageHeader } from "../campaign/leakage/results.ts";
import { loadData } from "../campaign/load-source.ts";
import { parseNamedOptions } from "../campaign/named-options.ts";
import type { NamedOptions } from "../campaign/named-options.ts";
import { fingerprintOf } from "../campaign/results-file.ts";
import { REMAINDER } from "../campaign/trial.ts";
import { readUpdates } from "../io/updates.ts";
import { round } from "../protocol/round.ts";
import { integers, noiseLevels, numbers, shotCounts, SOURCE } from "./attack-options.ts";
import type { AttackOptions } from "./attack-options.ts";
import { hardeningOf } from "./read-hardening.ts";
import { LEAK_PRESETS } from "./leak-presets.ts";
import type { LeakPart, LeakPresetName } from "./leak-presets.ts";
import { packageVersion, quoted } from "./provenance.ts";
import { usageError } from "./usage-error.ts";

/** The command line of `attack` where parties other than clients look at rounds. */
export interface LeakOptions extends Omit<AttackOptions, "preset" | "rounds"> {
  readonly preset: LeakPresetName;
  readonly rounds?: number | readonly number[];
}

/** A leakage campaign that was found good. */
export interface LeakPlan {
  readonly header: Omit<LeakageHeader, "subject">;
  readonly notes: readonly string[];
}

/** d of normal updates, and the most of others that trials look at. */
const COORDINATES = 24;
/** The same of a curve, of which each point is a decomposition. */
const CURVE_COORDINATES = 200;
/** T of a curve on a training. */
const CURVE_ROUNDS = 20;

/** The test set takes a fifth of the data, and the server keeps some. */
const TRAINED_SHARE = 0.7;
/** More clients than that make a training of generated data too small for each. */
const MOST_TRAINED = 600;

/** What is about clients that attack, or about rules. */
const OF_CLIENTS = {
  rule: "--rule",
  byzantine: "--byzantine",
  tolerate: "--tolerate",
  training: "--training",
} as const;

/**
 * Whether the options ask for parties other than clients.
 *
 * @throws a usage error for both at once
 */
export function asksForLeakage({
  adversary,
  preset,
}: Pick<AttackOptions, "adversary"> & { readonly preset: string }): boolean {
  if (adversary === undefined) return preset === "leakage";
  const names = asUsage(() => parseNamedOptions("adversary", adversary)).map(({ name }) => name);
  // Unknown names of a party's role are told among those of parties.
  const isParty = (name: string): boolean =>
    findPartyAdversary(name) !== undefined || /^(?:server|external|colluders|masking)\//u.test(name);
  const party = names.find(isParty);
  const client = names.find((name) => findAdversary(name) !== undefined);
  if (party !== undefined && client !== undefined) {
    throw usageError(
      `--adversary ${client} is a client and ${party} is none: they are measured by other figures, each in a campaign of its own`,
    );
  }
  if (preset === "leakage" && client !== undefined) {
    throw usageError(`--adversary ${client} is a client, of whom --preset leakage has none`);
  }
  if (party !== undefined && !Object.hasOwn(LEAK_PRESETS, preset)) {
    throw usageError(`--adversary ${party} has no meaning beside --preset ${preset}`);
  }
  return party !== undefined || preset === "leakage";
}

const OPTION_OF: Readonly<Record<string, string>> = {
  clusterSize: "--cluster-size",
  "noise.channel": "--channel",
};

function asUsage<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw usageError(
      error.message.replace(/^"([^"]+)"/u, (whole, name: string) => {
        if (OPTION_OF[name] !== undefined) return OPTION_OF[name];
        if (["adversary", "clients", "shots", "rounds", "noise", "hardening"].includes(name))
          return `--${name}`;
        return /^(?:server|external|colluders|masking)\//u.test(name) ? `--adversary ${name}` : whole;
      }),
    );
  }
}

function checkLeakOptions(options: LeakOptions, isForeign: boolean): void {
  const { adversary, updates, dataset, alpha, clients, workers } = options;
  const apart = (name: string, given: boolean, other: string): void => {
    if (given) throw usageError(`${name} has no meaning beside ${other}`);
  };
  const who = adversary === undefined ? "--preset leakage" : `--adversary ${adversary}`;
  for (const [name, option] of Object.entries(OF_CLIENTS)) {
    apart(option, options[name as keyof typeof OF_CLIENTS] !== undefined, who);
  }
  if (updates !== undefined) {
    for (const [name, given] of Object.entries({ dataset, alpha, clients })) {
      apart(`--${name}`, given !== undefined, "--updates");
    }
  }
  apart(
    "--workers",
    isForeign && workers !== undefined,
    "an implementation after --, which is asked in turn",
  );
}

interface Chosen {
  readonly named: readonly NamedOptions[];
  readonly leftOut: readonly string[];
}

/** Who looks, and who is left out on an implementation under test. */
function chosenFor(part: LeakPart, { adversary }: LeakOptions, isForeign: boolean): Chosen {
  const text = adversary ?? part.adversary;
  const named =
    text === undefined
      ? partyAdversaries.map(({ id }): NamedOptions => ({ name: id, options: {} }))
      : asUsage(() => parseNamedOptions("adversary", text));
  if (!isForeign) return { named, leftOut: [] };
  const can = ({ name }: NamedOptions): boolean => {
    const known = findPartyAdversary(name);
    return known === undefined || ON_THE_WIRE.has(known.id);
  };
  const other = named.find((one) => !can(one));
  if (adversary !== undefined && other !== undefined) {
    throw usageError(`--adversary ${other.name} acts where the wire has no message`);
  }
  return {
    named: named.filter(can),
    leftOut: named.filter((one) => !can(one)).map(({ name }) => findPartyAdversary(name)!.id),
  };
}

interface OpenedUpdates {
  /** What trials look at; null for normal updates. */
  readonly spec: UpdatesSpec | null;
  readonly clients: number | null;
  readonly rounds: number | null;
  readonly fingerprint: string | null;
}

/** A client needs some samples of its own. */
async function checkSamples({ dataset, clients, seed }: LeakOptions): Promise<void> {
  const { labels } = await loadData(dataset ?? null, seed);
  const most = Math.floor(TRAINED_SHARE * labels.length);
  const tooMany = integers("--clients", clients ?? SOURCE.clients, 2).find((count) => count > most);
  if (tooMany !== undefined) {
    throw usageError(
      `--clients expected at most ${most}, as the data have ${labels.length} samples, got ${tooMany}`,
    );
  }
}

async function openUpdates(options: LeakOptions): Promise<OpenedUpdates> {
  const { updates, dataset, alpha } = options;
  if (updates !== undefined) {
    const found = await readUpdates(updates);
    return {
      spec: { source: { kind: "file", path: updates }, alpha: null, coordinates: COORDINATES },
      clients: found[0]!.rows,
      rounds: found.length,
      fingerprint: await fingerprintOf(updates),
    };
  }
  // A label skew is one of a training.
  if (dataset === undefined && alpha === undefined) {
    return { spec: null, clients: null, rounds: null, fingerprint: null };
  }
  const skews = numbers("--alpha", alpha ?? SOURCE.alpha, 1e-6, 1e6);
  if (skews.length > 1) throw usageError(`--alpha expected one number here, got ${describe(alpha)}`);
  await checkSamples(options);
  return {
    spec: {
      source: { kind: "training", dataset: dataset ?? null, rounds: CURVE_ROUNDS },
      alpha: skews[0]!,
      coordinates: COORDINATES,
    },
    clients: null,
    rounds: CURVE_ROUNDS,
    fingerprint: dataset === undefined ? null : await fingerprintOf(dataset),
  };
}

/** Curves where somebody sums up many rounds: of each pair of N and k the first, on real updates. */
function curvesFor(cells: readonly LeakageCell[], { spec, rounds }: OpenedUpdates): CurveSpec[] {
  const patient = cells.find(
    ({ adversary, clients, clusterSize }) =>
      adversary === "server/many-rounds" &&
      clusterSize > 1 &&
      clients >= 2 * clusterSize &&
      (spec !== null || clients <= MOST_TRAINED),
  );
  if (patient === undefined || (rounds !== null && rounds < 2)) return [];
  // The paper's own setting, where it is among them.
  const usual = cells.find((cell) => cell.clients === 60 && cell.clusterSize === 5) ?? patient;
  const { clients, clusterSize } = usual;
  const trained: UpdatesSpec = {
    source: { kind: "training", dataset: null, rounds: CURVE_ROUNDS },
    alpha: Number(SOURCE.alpha),
    coordinates: CURVE_COORDINATES,
  };
  const updates = spec === null ? trained : { ...spec, coordinates: CURVE_COORDINATES };
  return [{ clients, clusterSize, updates }];
}

/**
 * Plays a round of zeros in each hardened system: what the profile cannot do there, it refuses now.
 *
 * @returns the cells that can be played, where a preset chose them
 * @throws what a round refuses, where they were asked for
 */
function playable(cells: readonly LeakageCell[], isAsked: boolean): LeakageCell[] {
  const tried = new Map<string, boolean>();
  return cells.filter(({ clients, clusterSize, noise, shots, hardening }) => {
    if (hardening === null) return true;
    const name = JSON.stringify([clients, clusterSize, noise.channel, shots === null]);
    const before = tried.get(name);
    if (before !== undefined) return before;
    const updates = zeros(clients, 1);
    const quiet = { ...noise, probability: 0 };
    const request = { updates, clusterSize, remainder: REMAINDER, shots, noise: quiet, hardening } as const;
    try {
      round({ ...request, rule: "mean", tolerate: 0 }, randomStream("profile"));
      tried.set(name, true);
    } catch (error) {
      if (isAsked || !isRefusal(error)) throw error;
      tried.set(name, false);
    }
    return tried.get(name)!;
  });
}

function roundsOf(rounds: LeakOptions["rounds"]): readonly number[] {
  if (rounds === undefined) return [];
  return typeof rounds === "number" ? [rounds] : rounds;
}

/**
 * What the options ask for.
 *
 * @throws a usage error for options that do not fit, in one line; a data error for a file that is not good
 */
export async function planLeakage(options: LeakOptions, isForeign: boolean): Promise<LeakPlan> {
  checkLeakOptions(options, isForeign);
  const preset = LEAK_PRESETS[options.preset];
  const hardening = hardeningOf(options.hardening ?? "none");
  // A part of the preset's own adversaries says nothing of those that are asked for.
  const parts = options.adversary === undefined ? preset.parts : preset.parts.slice(0, 1);
  const chosen = parts.map((part) => chosenFor(part, options, isForeign));
  const rounds = roundsOf(options.rounds);
  // Names and counts first: files are read of what can be played.
  const opened = await openUpdates(options);
  const tooLong = rounds.find((count) => opened.rounds !== null && count > opened.rounds);
  if (tooLong !== undefined) {
    throw usageError(
      `--rounds expected at most the ${opened.rounds} of the updates, got ${describe(tooLong)}`,
    );
  }
  const grid = parts.flatMap((part, p) => {
    const channel = options.channel ?? part.channel;
    const levels = noiseLevels({ channel, noise: options.noise ?? part.noise });
    const { named } = chosen[p]!;
    if (named.length === 0) return [];
    return asUsage(() =>
      leakageCells({
        adversaries: named,
        clients:
          opened.clients === null
            ? integers("--clients", options.clients ?? part.clients, 2)
            : [opened.clients],
        clusterSizes: integers("--cluster-size", options.clusterSize ?? part.clusterSize, 1),
        shots: shotCounts("--shots", options.shots ?? part.shots),
        noises: levels.map((probability) => ({ channel, layout: options.layout, probability })),
        rounds,
        mostRounds: opened.rounds,
        partition: part.partition ?? "reshuffled",
        model: opened.spec === null ? { coordinates: COORDINATES } : null,
        hardening,
      }),
    );
  });
  const all = [...new Map(grid.map((cell) => [JSON.stringify(cell), cell])).values()];
  const cells = asUsage(() => playable(all, options.adversary !== undefined));
  const leftOut = [...new Set(chosen.flatMap((one) => one.leftOut))];
  const file = options.updates ?? options.dataset;
  const unhardened =
    hardening !== undefined && cells.some(({ adversary }) => /^(?:colluders|masking)/u.test(adversary));
  return {
    header: {
      kind: "cqsa-leakage-results",
      format: 1,
      version: packageVersion(),
      plan: {
        trials: options.trials ?? preset.trials,
        seed: options.seed,
        updates: opened.spec,
        curves: isForeign ? [] : curvesFor(cells, opened),
      },
      fingerprint: opened.fingerprint,
      cells,
    },
    notes: [
      ...(cells.length === all.length
        ? []
        : ["Where a measure does not know what is honest under some noise, the plain profile stands alone."]),
      ...(leftOut.length === 0
        ? []
        : [`Left out: ${leftOut.join(", ")}: they act where the wire has no message.`]),
      ...(unhardened
        ? [
            "Measures of rounds change nothing for colluders and masking parties; cqsa attack --preset hardening compares those of masked sums.",
          ]
        : []),
      ...(file === undefined ? [] : [`Model updates: ${quoted(basename(file))}.`]),
    ],
  };
}

/** Cells that an implementation without the extension `view` can show. @throws a usage error where one was asked for */
export function withoutView(cells: readonly LeakageCell[], isAsked: boolean): LeakageCell[] {
  const needing = cells.find(({ adversary }) => NEEDS_VIEW.has(adversary));
  if (needing !== undefined && isAsked) {
    throw usageError(`--adversary ${needing.adversary} needs the extension view, which is not declared`);
  }
  return cells.filter(({ adversary }) => !NEEDS_VIEW.has(adversary));
}
