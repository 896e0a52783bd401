import { completeOptions } from "../../../adversaries/adversary.ts";
import type { OptionValues } from "../../../adversaries/adversary.ts";
import { findPartyAdversary, partyAdversaries } from "../../../adversaries/index.ts";
import type { PartyAdversary } from "../../../adversaries/index.ts";
import { checkInteger } from "../../base/check.ts";
import { rangeRefusal } from "../../base/refusal.ts";
import type { Hardening } from "../../protocol/hardening/hardening.ts";
import { checkGateNoise } from "../../quantum/noise.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import type { LeakageCell, ModelSpec } from "./cell.ts";
import type { NamedOptions } from "../named-options.ts";

/** What a leakage campaign varies: every combination is a cell. */
export interface LeakageGrid {
  readonly adversaries: readonly NamedOptions[];
  readonly clients: readonly number[];
  readonly clusterSizes: readonly number[];
  readonly shots: readonly (number | null)[];
  readonly noises: readonly GateNoise[];
  /** T; empty: what each adversary needs. */
  readonly rounds: readonly number[];
  /** The most that the source of updates has; null: any number. */
  readonly mostRounds: number | null;
  readonly partition: LeakageCell["partition"];
  /** Normal updates; null: those of the campaign's source. */
  readonly model: { readonly coordinates: number } | null;
  /** Beside the plain profile; undefined: that alone. */
  readonly hardening: Hardening | undefined;
}

/** What an adversary needs to have something to look at, where nobody says otherwise. */
interface Usual {
  readonly rounds?: (clients: number, clusterSize: number) => number;
  readonly model?: Partial<ModelSpec>;
}

const USUAL: Readonly<Record<string, Usual>> = {
  "server/many-rounds": {
    // ⌈(N − 1)/(M − 1)⌉: the earliest at which all clients can be told.
    rounds: (clients, clusterSize) => {
      const clusters = Math.max(1, Math.floor(clients / clusterSize));
      return clusters === 1 ? 2 : Math.ceil((clients - 1) / (clusters - 1));
    },
    model: { ratio: null },
  },
  "server/curious-bounds": { model: { spread: 0.5 } },
  "masking/pad-reuse": { rounds: () => 2 },
  "masking/key-starvation": { rounds: () => 6 },
};

/** Fewest rounds that say something of an adversary. */
function usualRounds(id: string, clients: number, clusterSize: number): number {
  return USUAL[id]?.rounds?.(clients, clusterSize) ?? 1;
}

function found({ name, options }: NamedOptions): {
  readonly adversary: PartyAdversary;
  readonly options: OptionValues;
} {
  const adversary = findPartyAdversary(name);
  if (adversary === undefined) {
    throw rangeRefusal("adversary", `one of ${partyAdversaries.map(({ id }) => id).join(", ")}`, name);
  }
  return { adversary, options: completeOptions(adversary, options) };
}

/** What an adversary cannot do in a cell. @throws RangeError in whose subject the grid's field stands */
function checkCell({ adversary, options, clients, rounds, shots, clusterSize }: LeakageCell): void {
  const { colluders, missing, bits } = options as Partial<Record<string, number>>;
  const least = adversary.startsWith("server/") ? clients - 1 : clients;
  if (colluders !== undefined && options["mode"] !== "alone" && colluders > least) {
    throw rangeRefusal("adversary", `fewer colluders than the ${clients} clients`, colluders);
  }
  if (missing !== undefined && missing >= clients) {
    throw rangeRefusal("adversary", `fewer missing than the ${clients} clients`, missing);
  }
  if (bits !== undefined && shots !== null && bits > 2 * shots) {
    throw rangeRefusal("adversary", `at most the ${2 * shots} shots as bits`, bits);
  }
  if (adversary === "masking/pad-reuse" && rounds < 2) {
    throw rangeRefusal("rounds", "at least 2, for pads to be used twice", rounds);
  }
  if (shots === null && ["server/residues", "external/substitution"].includes(adversary)) {
    throw rangeRefusal("shots", `a number, for ${adversary.split("/")[1]}, who counts outcomes`, "exact");
  }
  const isOther = adversary === "server/known-candidate" && options["against"] === "another";
  if (isOther && clients < 2 * clusterSize) {
    throw rangeRefusal("clients", "two clusters, for a sum without the candidate", clients);
  }
}

/** Measures that a profile has for rounds: sums of masked updates are not hardened by them. */
function profilesOf({ role }: PartyAdversary, hardening: Hardening | undefined): (Hardening | null)[] {
  const isOfRounds = role === "server" || role === "external";
  return hardening !== undefined && isOfRounds ? [null, hardening] : [null];
}

/**
 * The cells of a grid, each once; of each two where there is a profile to compare with the plain one.
 *
 * @throws TypeError, RangeError, named by the grid's fields, for an adversary that is not known, options that it does not
 *   have, and a setting in which it has no part
 */
export function leakageCells(grid: LeakageGrid): LeakageCell[] {
  const cells = new Map<string, LeakageCell>();
  for (const named of grid.adversaries) {
    const { adversary, options } = found(named);
    const usual = USUAL[adversary.id] ?? {};
    for (const clients of grid.clients) {
      for (const clusterSize of grid.clusterSizes) {
        checkInteger("clusterSize", clusterSize, { min: 1, max: clients });
        for (const noise of grid.noises) {
          checkGateNoise("noise", noise);
          for (const shots of grid.shots) {
            const usualCount = usualRounds(adversary.id, clients, clusterSize);
            const some =
              grid.rounds.length > 0 ? grid.rounds : [Math.min(usualCount, grid.mostRounds ?? usualCount)];
            for (const rounds of some) {
              const prior = Number(options["prior"] ?? 0);
              const lasting = adversary.id === "server/many-rounds" && prior > 0 ? prior : usual.model?.ratio;
              const usualRatio = lasting === undefined ? 0 : lasting;
              const model: ModelSpec | null = grid.model && {
                loudness: 1,
                spread: 0,
                ...usual.model,
                ...grid.model,
                ratio: usualRatio,
              };
              for (const hardening of profilesOf(adversary, grid.hardening)) {
                const cell: LeakageCell = {
                  adversary: adversary.id,
                  options,
                  clients,
                  clusterSize,
                  shots,
                  noise,
                  rounds,
                  partition: grid.partition,
                  model,
                  hardening,
                };
                checkCell(cell);
                cells.set(JSON.stringify(cell), cell);
              }
            }
          }
        }
      }
    }
  }
  return [...cells.values()];
}
