import { basename } from "node:path";
import { adversaries, findAdversary } from "../../adversaries/index.ts";
import { completeOptions } from "../../adversaries/adversary.ts";
import { zeros } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { isRefusal } from "../base/refusal.ts";
import { isUnsupported } from "../base/unsupported.ts";
import { cellsOfAll } from "../campaign/grid.ts";
import type { Grid } from "../campaign/grid.ts";
import { parseNamedOptions } from "../campaign/named-options.ts";
import type { NamedOptions } from "../campaign/named-options.ts";
import { loadData } from "../campaign/load-source.ts";
import { actsClassically, poisonsData } from "../campaign/play-round.ts";
import { fingerprintOf } from "../campaign/results-file.ts";
import type { ResultsHeader } from "../campaign/results-file.ts";
import type { Cell, SourceSpec, TrialPlan } from "../campaign/setting.ts";
import { REMAINDER } from "../campaign/trial.ts";
import { readUpdates } from "../io/updates.ts";
import type { Hardening } from "../protocol/hardening/hardening.ts";
import { round } from "../protocol/round.ts";
import {
  byzantineCounts,
  checkAttackOptions,
  integers,
  noiseLevels,
  numbers,
  shotCounts,
  SOURCE,
} from "./attack-options.ts";
import type { AttackOptions } from "./attack-options.ts";
import { ATTACK_PRESETS } from "./attack-presets.ts";
import { packageVersion, quoted } from "./provenance.ts";
import { hardeningOf } from "./read-hardening.ts";
import { usageError } from "./usage-error.ts";

/** Rounds that an honest training has at least, so that trials see more than its beginning. */
const SOURCE_ROUNDS = 10;

/** A campaign that was found good. */
export interface AttackPlan {
  readonly header: Omit<ResultsHeader, "subject">;
  /** What the user should know of it. */
  readonly notes: readonly string[];
}

/** What the options leave out: those that can't act here, and why. */
function adversariesFor(
  options: AttackOptions,
  trains: boolean,
  isForeign: boolean,
): { readonly named: readonly NamedOptions[]; readonly notes: readonly string[] } {
  if (options.adversary !== undefined) {
    const named = parseNamedOptions("adversary", options.adversary);
    const known = new Map(adversaries.map((adversary) => [adversary.id, adversary]));
    for (const { name, options: given } of named) {
      const adversary = known.get(name) ?? known.get(`client/${name}`);
      if (
        isForeign &&
        adversary !== undefined &&
        !actsClassically(adversary, completeOptions(adversary, given))
      ) {
        throw usageError(`--adversary ${name} acts on reports or qubits, for which the wire has no message`);
      }
    }
    return { named, notes: [] };
  }
  const { adversary: ofPreset } = ATTACK_PRESETS[options.preset];
  const wanted =
    ofPreset === undefined
      ? adversaries.map(({ id }): NamedOptions => ({ name: id, options: {} }))
      : parseNamedOptions("adversary", ofPreset);
  const left: string[] = [];
  const able = wanted.filter(({ name, options: given }) => {
    const adversary = findAdversary(name)!;
    const complete = completeOptions(adversary, given);
    const can =
      (trains || !poisonsData(adversary, complete)) && (!isForeign || actsClassically(adversary, complete));
    if (!can) left.push(adversary.id.split("/")[1]!);
    return can;
  });
  return {
    named: able,
    notes:
      left.length === 0
        ? []
        : [
            `Left out: ${[...new Set(left)].join(", ")}: ${isForeign ? "the wire has no message for what they do" : "they train on data, and updates from a file have none"}.`,
          ],
  };
}

const OPTION_OF: Readonly<Record<string, string>> = {
  adversaries: "--adversary",
  rules: "--rule",
  clusterSize: "--cluster-size",
  clusterSizes: "--cluster-size",
  shots: "--shots",
  alphas: "--alpha",
  tolerate: "--tolerate",
  options: "--rule",
  aggregates: "--rule",
  "noise.channel": "--channel",
};

/** A refusal as the user of the command line knows its subject. */
function inOptions(message: string): string {
  return message.replace(/^"([^"]+)"/u, (whole, name: string) => {
    if (OPTION_OF[name] !== undefined) return OPTION_OF[name];
    if (["adversary", "rule", "clients", "byzantine", "noise"].includes(name)) return `--${name}`;
    if (name.startsWith("options.")) return `--rule ${name.slice("options.".length)}`;
    return name.startsWith("client/") ? `--adversary ${name.slice("client/".length)}` : whole;
  });
}

function asUsage<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (isRefusal(error) || isUnsupported(error)) throw usageError(inOptions(error.message));
    throw error;
  }
}

interface OpenedSource {
  readonly spec: SourceSpec;
  readonly clients: readonly number[];
  readonly alphas: readonly (number | null)[];
  readonly fingerprint: string | null;
}

async function openSource(options: AttackOptions, rounds: number): Promise<OpenedSource> {
  const { updates, dataset } = options;
  if (updates !== undefined) {
    const found = await readUpdates(updates);
    return {
      spec: { kind: "file", path: updates },
      clients: [found[0]!.rows],
      alphas: [null],
      fingerprint: await fingerprintOf(updates),
    };
  }
  const clients = integers("--clients", options.clients ?? SOURCE.clients, 2);
  const alphas = numbers("--alpha", options.alpha ?? SOURCE.alpha, 1e-6, 1e6);
  const data = await loadData(dataset ?? null, options.seed);
  // The test set takes a fifth, and the server keeps some.
  const most = Math.floor(0.7 * data.labels.length);
  const tooMany = clients.find((count) => count > most);
  if (tooMany !== undefined) {
    throw usageError(
      `--clients expected at most ${most}, as the data have ${data.labels.length} samples, got ${tooMany}`,
    );
  }
  return {
    spec: { kind: "training", dataset: dataset ?? null, rounds: Math.max(rounds, SOURCE_ROUNDS) },
    clients,
    alphas,
    fingerprint: dataset === undefined ? null : await fingerprintOf(dataset),
  };
}

/** Plays a round of zeros in each of the systems: what the profile cannot do there, it refuses now. */
function tryProfile(cells: readonly Cell[], hardening: Hardening): void {
  const seen = new Set<string>();
  for (const { clients, clusterSize, noise, shots } of cells) {
    const name = JSON.stringify([clients, clusterSize, noise.channel, shots === null]);
    if (seen.has(name)) continue;
    seen.add(name);
    round(
      {
        updates: zeros(clients, 1),
        clusterSize,
        remainder: REMAINDER,
        shots: null,
        noise: { ...noise, probability: 0 },
        rule: "mean",
        tolerate: 0,
        hardening,
      },
      randomStream("profile"),
    );
  }
}

/**
 * What the options ask for.
 *
 * @throws a usage error for options that do not fit, in one line; a data error for a file that is not good
 */
export async function planAttack(options: AttackOptions, isForeign: boolean): Promise<AttackPlan> {
  checkAttackOptions(options, isForeign);
  const preset = ATTACK_PRESETS[options.preset];
  const training = options.training === true || preset.isTraining;
  const hardening = hardeningOf(options.hardening ?? "none");
  const { rounds, trials } = training ? preset.training : preset;
  const plan: TrialPlan = {
    rounds: options.rounds ?? rounds,
    trials: options.trials ?? trials,
    training,
    seed: options.seed,
    ...(hardening && { hardening }),
  };
  const parts = preset.parts.map((part) => {
    const channel = options.channel ?? part.channel;
    return {
      rules: asUsage(() => parseNamedOptions("rule", options.rule ?? part.rule)),
      clusterSizes: integers("--cluster-size", options.clusterSize ?? part.clusterSize, 1),
      byzantine: byzantineCounts("--byzantine", options.byzantine ?? part.byzantine),
      channel,
      noise: noiseLevels({ channel, noise: options.noise }),
      shots: shotCounts("--shots", options.shots ?? part.shots),
    };
  });
  const trains = options.updates === undefined;
  const { named, notes } = asUsage(() => adversariesFor(options, trains, isForeign));
  const source = await openSource(options, plan.rounds);
  const shared = {
    adversaries: named,
    clients: source.clients,
    tolerate: options.tolerate ?? null,
    layout: options.layout,
    alphas: source.alphas,
    trains,
  };
  const cells = asUsage(() => cellsOfAll(parts.map((part): Grid => ({ ...shared, ...part }))));
  if (options.adversary !== undefined && cells.every(({ adversary }) => adversary === null)) {
    throw usageError("--adversary has nobody to play it with --byzantine 0");
  }
  if (hardening !== undefined) asUsage(() => tryProfile(cells, hardening));
  const file = options.updates ?? options.dataset;
  return {
    header: {
      kind: "cqsa-attack-results",
      format: 1,
      version: packageVersion(),
      plan,
      source: source.spec,
      fingerprint: source.fingerprint,
      cells,
    },
    notes: [...notes, ...(file === undefined ? [] : [`Model updates: ${quoted(basename(file))}.`])],
  };
}
