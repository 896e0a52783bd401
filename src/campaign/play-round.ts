import type {
  ClientActs,
  ClientAdversary,
  HonestStatistics,
  OptionValues,
  Views,
} from "../../adversaries/adversary.ts";
import { columnDeviations, columnMeans } from "../../adversaries/columns.ts";
import { rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import type { DataSet } from "../learning/data-set.ts";
import { clusterSizes } from "../protocol/partition.ts";
import type { Hardening } from "../protocol/hardening/hardening.ts";
import type { RemainderPolicy } from "../protocol/partition.ts";
import type { RoundEdits } from "../protocol/round.ts";
import type { GateNoise } from "../quantum/noise.ts";

/** An adversary in place. */
export interface Attack {
  readonly adversary: ClientAdversary;
  readonly options: OptionValues;
  /** Its clients, ascending. */
  readonly members: readonly number[];
}

/** How clusters are formed and measured. */
export interface RoundSetting {
  readonly clusterSize: number;
  readonly remainder: RemainderPolicy;
  readonly shots: number | null;
  readonly noise: GateNoise;
  /** What a trusted server would send itself, for rules that look at it. */
  readonly reference?: Float64Array;
  /** The measures of this round. */
  readonly hardening?: Hardening;
}

/** How the server screens clusters. */
export interface RuleSetting {
  readonly rule: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** f, as it follows from the number of live clusters. */
  readonly tolerate: (liveClusters: number) => number;
}

/** What clients bring to a round, attackers included. */
export interface StagedRound {
  /** N × d: what everyone sends. */
  readonly updates: Matrix;
  readonly dropouts: readonly number[];
  /** What attackers do to their reports, phases and qubits. */
  readonly edits: RoundEdits;
  /** The mean of the honest clients' updates: what the round ought to return. */
  readonly target: Float64Array;
  /** Who attacks, and what everyone would send if they did not; absent where nobody does. */
  readonly attacked?: { readonly members: readonly number[]; readonly honest: Matrix };
}

/** The rows of a matrix that are named, in that order. */
function rowsOf(matrix: Matrix, rows: readonly number[]): Matrix {
  const chosen = zeros(rows.length, matrix.columns);
  for (const [at, row] of rows.entries()) rowOf(chosen, at).set(rowOf(matrix, row));
  return chosen;
}

function others(count: number, members: readonly number[]): number[] {
  const set = new Set(members);
  return Array.from({ length: count }, (_, client) => client).filter((client) => !set.has(client));
}

/** What the adversary's clients train on instead of their own data. */
export function poisoned(attack: Attack, honest: DataSet, rng: RandomStream): DataSet {
  // `data` looks at no view, whatever the adversary knows.
  const acts = attack.adversary.make(attack.options) as ClientActs<unknown>;
  return acts.data?.(honest, rng) ?? honest;
}

interface Played {
  readonly sent: Matrix | undefined;
  readonly acts: ClientActs<never>;
}

/** What the members send, and how else they act; each kind of knowledge is shown what it allows and no more. */
function play(
  { adversary, options, members }: Attack,
  updates: Matrix,
  setting: RoundSetting,
  rule: RuleSetting,
  rng: RandomStream,
): Played {
  const own: Views["own"] = { clients: updates.rows, own: rowsOf(updates, members) };
  switch (adversary.knows) {
    case "own": {
      const acts = adversary.make(options);
      return { acts, sent: acts.updates?.(own, rng) };
    }
    case "statistics": {
      const acts = adversary.make(options);
      const rows = rowsOf(updates, others(updates.rows, members));
      const honest: HonestStatistics = { mean: columnMeans(rows), deviation: columnDeviations(rows, 1) };
      return { acts, sent: acts.updates?.({ ...own, honest }, rng) };
    }
    case "everything": {
      const acts = adversary.make(options);
      const { clusterSize, remainder, reference, shots, noise } = setting;
      const clusters = clusterSizes({ clients: updates.rows, clusterSize, remainder }).length;
      const view: Views["everything"] = {
        ...own,
        honest: rowsOf(updates, others(updates.rows, members)),
        clusterSize,
        rule: rule.rule,
        tolerate: rule.tolerate(clusters),
        options: rule.options,
        ...(reference && { reference }),
        reading: { shots, noise },
      };
      return { acts, sent: acts.updates?.(view, rng) };
    }
  }
}

/** The edits of a round that the acts of some clients amount to, each on what is its own. */
function editsOf(acts: ClientActs<never>, members: ReadonlySet<number>, rng: RandomStream): RoundEdits {
  const { report, phases, qubit } = acts;
  return {
    ...(report && {
      report: (client, largest) => (members.has(client) ? report(largest) : largest),
    }),
    ...(phases && {
      phases: (encoding) =>
        members.has(encoding.client) ? phases(encoding, rng.fork(`phases/${encoding.client}`)) : undefined,
    }),
    ...(qubit && {
      record: (record, place) =>
        place.members.some((client) => members.has(client))
          ? {
              ...record,
              clients: record.clients.map((operations, j) =>
                members.has(place.members[j]!)
                  ? qubit(operations, { isControl: j === 0, coordinate: place.coordinate })
                  : operations,
              ),
            }
          : record,
    }),
  };
}

/** True for an adversary whose acts may depend on the rule. */
export function looksAtRule({ adversary }: Attack): boolean {
  return adversary.knows === "everything";
}

/** True if it acts through updates and absence alone: these have a message in every implementation. */
export function actsClassically(adversary: ClientAdversary, options: OptionValues): boolean {
  const { report, phases, qubit } = adversary.make(options);
  return report === undefined && phases === undefined && qubit === undefined;
}

/** True if it trains on data of its own making. */
export function poisonsData(adversary: ClientAdversary, options: OptionValues): boolean {
  return adversary.make(options).data !== undefined;
}

/**
 * Lets the adversary act. It sees what its kind of knowledge allows, and edits what its clients send, report, apply and
 * do to their qubits; nothing of the answer.
 *
 * @param updates N × d: what each client would send; of the adversary's, after data poisoning
 * @throws RangeError for an adversary that sends something of another shape
 */
export function stageRound(
  updates: Matrix,
  attack: Attack | null,
  setting: RoundSetting,
  rule: RuleSetting,
  rng: RandomStream,
): StagedRound {
  const members = attack?.members ?? [];
  const target = columnMeans(rowsOf(updates, others(updates.rows, members)));
  if (attack === null || members.length === 0) return { updates, dropouts: [], edits: {}, target };
  const { acts, sent } = play(attack, updates, setting, rule, rng);
  const all = sent === undefined ? updates : { ...updates, data: updates.data.slice() };
  if (sent !== undefined) {
    if (sent.rows !== members.length || sent.columns !== updates.columns) {
      const expected = `${members.length} × ${updates.columns} numbers`;
      throw rangeRefusal(attack.adversary.id, expected, sent.data.length);
    }
    for (const [at, client] of members.entries()) rowOf(all, client).set(rowOf(sent, at));
  }
  return {
    updates: all,
    dropouts: acts.leaves === true ? members : [],
    edits: editsOf(acts, new Set(members), rng),
    target,
    attacked: { members, honest: updates },
  };
}
