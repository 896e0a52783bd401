import { completeOptions } from "../../adversaries/adversary.ts";
import { adversaries, findAdversary } from "../../adversaries/index.ts";
import { checkInteger, checkName } from "../base/check.ts";
import { zeros } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { clusterSizes } from "../protocol/partition.ts";
import { checkGateNoise } from "../quantum/noise.ts";
import type { ChannelName, Layout } from "../quantum/noise.ts";
import { findRule, rules, screen } from "../rules/index.ts";
import type { NamedOptions } from "./named-options.ts";
import { poisonsData } from "./play-round.ts";
import type { Cell, PlacedCell } from "./setting.ts";
import { REMAINDER, toleratedIn } from "./trial.ts";

/** So many clients, or such a share of them. */
export type ByzantineCount = { readonly count: number } | { readonly share: number };

/** What a campaign varies: every combination is a cell. */
export interface Grid {
  readonly adversaries: readonly NamedOptions[];
  readonly rules: readonly NamedOptions[];
  readonly clients: readonly number[];
  readonly clusterSizes: readonly number[];
  readonly byzantine: readonly ByzantineCount[];
  readonly tolerate: number | null;
  readonly channel: ChannelName;
  readonly layout: Layout;
  /** Probabilities of the channel. */
  readonly noise: readonly number[];
  readonly shots: readonly (number | null)[];
  /** One null for updates from a file. */
  readonly alphas: readonly (number | null)[];
  /** False where updates come from a file: then nobody can train on other data, and no server has a reference. */
  readonly trains: boolean;
}

/** f of N: a share is rounded, and one above 0 is at least one client. */
function countOf(byzantine: ByzantineCount, clients: number): number {
  if ("count" in byzantine) return byzantine.count;
  return byzantine.share === 0 ? 0 : Math.max(1, Math.round(byzantine.share * clients));
}

function checkByzantine(count: number, clients: number): void {
  if (count >= clients) throw rangeRefusal("byzantine", `fewer than the ${clients} clients`, count);
}

interface Attacker {
  readonly id: string | null;
  readonly options: Cell["adversaryOptions"];
}

function attackersOf({ adversaries: named, trains }: Grid): Attacker[] {
  const found = named.map(({ name, options }): Attacker => {
    const adversary = findAdversary(name);
    if (adversary === undefined) {
      throw rangeRefusal(
        "adversary",
        `one of ${adversaries.map(({ id }) => id.split("/")[1]).join(", ")}`,
        name,
      );
    }
    const complete = completeOptions(adversary, options);
    if (!trains && poisonsData(adversary, complete)) {
      throw rangeRefusal("adversary", "no adversary that poisons data where updates come from a file", name);
    }
    return { id: adversary.id, options: complete };
  });
  return [{ id: null, options: {} }, ...found];
}

/** Runs a cell's rule once on clusters that are all alike: whatever it refuses then, it would always refuse. */
function checkRule(cell: Cell, trains: boolean): void {
  const clusters = clusterSizes({ ...cell, remainder: REMAINDER }).length;
  const rule = findRule(cell.rule);
  if (rule === undefined) {
    checkName(
      "rule",
      cell.rule,
      rules.map(({ id }) => id),
    );
  }
  if (rule?.needs === "reference" && !trains) {
    throw rangeRefusal(
      "rule",
      `no rule that needs a reference, as ${cell.rule} does, on a file of updates`,
      cell.rule,
    );
  }
  screen({
    aggregates: zeros(clusters, 2),
    rule: cell.rule,
    options: cell.ruleOptions,
    tolerate: toleratedIn(cell, clusters),
    rng: randomStream("check"),
    ...(rule?.needs === "reference" && { reference: new Float64Array(2) }),
  });
}

/**
 * The cells of a grid, each once. Every setting has a cell in which nobody attacks, with the same f.
 *
 * @throws TypeError or RangeError, named by the grid's fields, for an empty grid, an adversary or rule that is not known,
 *   options that it does not take, more Byzantine clients than clients, a rule that does not tolerate as much
 */
export function cellsOf(grid: Grid): Cell[] {
  for (const field of [
    "adversaries",
    "rules",
    "clients",
    "clusterSizes",
    "byzantine",
    "noise",
    "shots",
    "alphas",
  ] as const) {
    if (grid[field].length === 0) throw rangeRefusal(field, "at least one", grid[field]);
  }
  const attackers = attackersOf(grid);
  const cells = new Map<string, Cell>();
  for (const clients of grid.clients) {
    checkInteger("clients", clients, { min: 2 });
    for (const clusterSize of grid.clusterSizes) {
      checkInteger("clusterSize", clusterSize, { min: 1 });
      for (const fraction of grid.byzantine) {
        const byzantine = countOf(fraction, clients);
        checkByzantine(byzantine, clients);
        for (const probability of grid.noise) {
          const noise = { channel: grid.channel, layout: grid.layout, probability };
          checkGateNoise("noise", noise);
          for (const shots of grid.shots) {
            for (const alpha of grid.alphas) {
              for (const { id, options } of attackers) {
                if (id !== null && byzantine === 0) continue;
                for (const { name, options: ruleOptions } of grid.rules) {
                  const cell: Cell = {
                    adversary: id,
                    adversaryOptions: options,
                    rule: name,
                    ruleOptions,
                    tolerate: grid.tolerate,
                    clients,
                    clusterSize,
                    byzantine,
                    shots,
                    noise,
                    alpha,
                  };
                  cells.set(JSON.stringify(cell), cell);
                }
              }
            }
          }
        }
      }
    }
  }
  const found = [...cells.values()];
  for (const cell of found) if (cell.adversary === null) checkRule(cell, grid.trains);
  return found;
}

/** The cells of several grids, each once. @throws as cellsOf */
export function cellsOfAll(grids: readonly Grid[]): Cell[] {
  const cells = grids.flatMap(cellsOf);
  return [...new Map(cells.map((cell) => [JSON.stringify(cell), cell])).values()];
}

/** The cells in groups that differ in their rules alone, each with its place in the list. */
export function groupsOf(cells: readonly Cell[]): PlacedCell[][] {
  const groups = new Map<string, PlacedCell[]>();
  for (const [index, cell] of cells.entries()) {
    const { rule: _rule, ruleOptions: _options, ...shared } = cell;
    const key = JSON.stringify(shared);
    const group = groups.get(key) ?? [];
    group.push({ index, cell });
    groups.set(key, group);
  }
  return [...groups.values()];
}
