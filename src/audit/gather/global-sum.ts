import { columnMeans } from "../../../adversaries/columns.ts";
import { rowOf, zeros } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import type { RoundSetting } from "../../campaign/play-round.ts";
import { areaUnderCurve } from "../../campaign/score-round.ts";
import { shuffledIndices } from "../../learning/shuffle.ts";
import type { GlobalSumEvidence } from "../byzantine-evidence.ts";
import type { AuditContext } from "../context.ts";
import { attackBy, attackedRound, playedCount, sampledUpdates } from "./attacked.ts";
import { shareEstimate } from "./estimates.ts";
import { cosineOf, scalarProduct } from "./vectors.ts";

const CONFIDENCE = 0.9999;
const COORDINATES = 100;
/** Attacks on n clients, f of them Byzantine; the inner product is pushed so far that the sum turns round. */
const ATTACKS: readonly {
  readonly id: string;
  readonly options: (clients: number, byzantine: number) => Readonly<Record<string, number>>;
}[] = [
  { id: "client/out-of-range-phase", options: () => ({}) },
  { id: "client/sign-flip", options: () => ({}) },
  { id: "client/ipm", options: (n, f) => ({ tau: (2 * (n - f)) / f }) },
  { id: "client/alie", options: () => ({}) },
  { id: "client/bound-inflater", options: () => ({}) },
];
/** Rounds of each kind in a batch that gives one area. */
const BATCH = 10;
/** Batches for each of the preset's repetitions. */
const SHARE = 0.15;
const MOST_BATCHES = 150;
/** Of the clients, who are trusted; of the others, who take part in a round; of these, who attacks. */
const SHARES = { trusted: 0.1, taking: 0.5, attacking: 0.1 };

function chosen(updates: Matrix, clients: ArrayLike<number>): Matrix {
  const rows = zeros(clients.length, updates.columns);
  for (let row = 0; row < clients.length; row++) rowOf(rows, row).set(rowOf(updates, clients[row]!));
  return rows;
}

interface Sizes {
  readonly trusted: number;
  readonly clients: number;
  readonly byzantine: number;
}

/** What the server can rank a round by: the more, the more suspicious. */
interface Statistics {
  /** The read sum's norm in units of the bound: that which the clients report, attackers included. */
  readonly norm: number;
  readonly direction: number;
}

function statisticsOf(
  context: AuditContext,
  { trusted, clients, byzantine }: Sizes,
  adversary: (typeof ATTACKS)[number] | null,
  at: number,
  rng: RandomStream,
): Statistics {
  const all = sampledUpdates(context, at, COORDINATES);
  const order = shuffledIndices(rng.fork("clients"), all.rows);
  const reference = columnMeans(chosen(all, order.subarray(0, trusted)));
  const updates = chosen(all, order.subarray(trusted, trusted + clients));
  const setting: RoundSetting = { ...context.settings, clusterSize: clients, remainder: "balanced" };
  const attack =
    adversary === null
      ? null
      : attackBy(adversary.id, adversary.options(clients, byzantine), byzantine, clients, rng);
  const { measured, staged } = attackedRound(updates, attack, setting, rng);
  const sum = rowOf(measured.means!, 0);
  const bound = boundOf(staged.updates, staged.edits.report);
  return {
    norm: bound === 0 ? 0 : Math.sqrt(scalarProduct(sum, sum)) / bound,
    direction: -cosineOf(sum, reference),
  };
}

/** The largest report, as the round agrees on it. */
function boundOf(updates: Matrix, report: ((client: number, honest: number) => number) | undefined): number {
  let bound = 0;
  for (let client = 0; client < updates.rows; client++) {
    const honest = rowOf(updates, client).reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    bound = Math.max(bound, report?.(client, honest) ?? honest);
  }
  return bound;
}

/** BY-6: sums of half of the run's clients in one global state, some of them with attackers. */
export function gatherGlobalSum(context: AuditContext): GlobalSumEvidence {
  const { settings, rounds, rng } = context;
  const { rows, columns } = rounds[0]!.updates;
  const trusted = Math.max(1, Math.round(SHARES.trusted * rows));
  const clients = Math.max(1, Math.round(SHARES.taking * (rows - trusted)));
  const byzantine = Math.max(1, Math.round(SHARES.attacking * clients));
  const sizes = { trusted, clients, byzantine };
  // Of so few clients that an attacker is all there is, or that all take part every time, there is nothing to rank.
  const batches = byzantine >= clients || rows < 6 ? 0 : playedCount(context, SHARE, MOST_BATCHES);
  const play = (adversary: (typeof ATTACKS)[number] | null): Statistics[][] =>
    Array.from({ length: batches }, (_, batch) =>
      Array.from({ length: BATCH }, (__, i) => {
        const at = batch * BATCH + i;
        return statisticsOf(context, sizes, adversary, at, rng.fork(`${adversary?.id ?? "honest"}/${at}`));
      }),
    );
  const honest = play(null);
  return {
    ...sizes,
    coordinates: Math.min(COORDINATES, columns),
    shots: settings.shots,
    rounds: batches * BATCH,
    confidence: CONFIDENCE,
    byAttack:
      batches === 0
        ? []
        : ATTACKS.map((adversary) => {
            const attacked = play(adversary);
            const areas = (by: keyof Statistics): number[] =>
              attacked.map((batch, i) =>
                areaUnderCurve(
                  batch.map((statistics) => statistics[by]),
                  honest[i]!.map((statistics) => statistics[by]),
                )!,
              );
            return {
              attack: adversary.id.split("/")[1]!,
              norm: shareEstimate(areas("norm"), CONFIDENCE)!,
              direction: shareEstimate(areas("direction"), CONFIDENCE)!,
            };
          }),
  };
}
