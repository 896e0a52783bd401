import { rowOf, zeros } from "../../src/base/matrix.ts";
import type { Matrix } from "../../src/base/matrix.ts";
import type { RandomStream } from "../../src/base/random.ts";
import { isRefusal } from "../../src/base/refusal.ts";
import { partition } from "../../src/protocol/partition.ts";
import { screen } from "../../src/rules/index.ts";
import { completeOptions } from "../adversary.ts";
import type { ClientAdversary, ClientAdversaryOf, FullView } from "../adversary.ts";
import { columnDeviations, columnMeans, mapped, squaredDistance } from "../columns.ts";
import { alie } from "./alie.ts";
import { colludingAlie } from "./colluding-alie.ts";
import { constant } from "./constant.ts";
import { fangKrum } from "./fang-krum.ts";
import { fangTrimmedMean } from "./fang-trimmed-mean.ts";
import { gaussian } from "./gaussian.ts";
import { ipm } from "./ipm.ts";
import { mimic } from "./mimic.ts";
import { minMax } from "./min-max.ts";
import { minSum } from "./min-sum.ts";
import { signFlip } from "./sign-flip.ts";
import { signFlipMean } from "./sign-flip-mean.ts";

/** The fixed attacks on updates that it starts from. */
export const FIXED: readonly ClientAdversary[] = [
  signFlip,
  signFlipMean,
  gaussian,
  constant,
  ipm,
  alie,
  colludingAlie,
  minMax,
  minSum,
  fangKrum,
  fangTrimmedMean,
  mimic,
];

/** What a fixed attack with its usual parameters would send. */
export function fixedUpdates(adversary: ClientAdversary, view: FullView, rng: RandomStream): Matrix {
  const options = completeOptions(adversary, {});
  const honest = { mean: columnMeans(view.honest), deviation: columnDeviations(view.honest, 1) };
  switch (adversary.knows) {
    case "own":
      return adversary.make(options).updates!(view, rng);
    case "statistics":
      return adversary.make(options).updates!({ ...view, honest }, rng);
    case "everything":
      return adversary.make(options).updates!(view, rng);
  }
}

/** The server's answer to some updates, without noise, for one draw of attackers' places and clusters. */
function simulate(view: FullView, sent: Matrix, rng: RandomStream): Float64Array {
  const { honest, clusterSize, rule, tolerate, options, reference } = view;
  const clients = sent.rows + honest.rows;
  const clusters = partition({ clients, clusterSize, remainder: "balanced" }, rng);
  const means = zeros(clusters.length, honest.columns);
  for (const [c, members] of clusters.entries()) {
    const mean = rowOf(means, c);
    for (const client of members) {
      const row = client < sent.rows ? rowOf(sent, client) : rowOf(honest, client - sent.rows);
      for (let i = 0; i < mean.length; i++) mean[i]! += row[i]! / members.length;
    }
  }
  const result = screen({
    aggregates: means,
    rule,
    tolerate,
    rng: rng.fork("rule"),
    memberCounts: Float64Array.from(clusters, ({ length }) => length),
    ...(options && { options }),
    ...(reference && { reference }),
  });
  return result.aggregate;
}

/** What an update of the adversary does: the mean distance of the server's answer from the honest mean. */
export function damageOf(view: FullView, draws: number, rng: RandomStream): (sent: Matrix) => number {
  const target = columnMeans(view.honest);
  return (sent) => {
    let sum = 0;
    for (let draw = 0; draw < draws; draw++) {
      try {
        sum += Math.sqrt(squaredDistance(simulate(view, sent, rng.fork(`draw/${draw}`)), target));
      } catch (error) {
        // A rule that refuses what is sent is not harmed by it.
        if (!isRefusal(error)) throw error;
      }
    }
    return sum / draws;
  };
}

function longest(matrix: Matrix): number {
  let most = 0;
  const origin = new Float64Array(matrix.columns);
  for (let r = 0; r < matrix.rows; r++) most = Math.max(most, squaredDistance(rowOf(matrix, r), origin));
  return Math.sqrt(most);
}

interface Candidate {
  readonly sent: Matrix;
  /** In the rounds of the search. */
  readonly damage: number;
}

/** A few rounds are enough to search by, and too few to choose by. */
const MORE_DRAWS = 3;

/**
 * Looks for the updates that move this very rule, over clusters of this very size, furthest from the honest mean: tries
 * each fixed attack, and then makes the best few longer or shorter step by step, as long as the budget of candidates
 * lasts. Fixed attacks and what the search ends with are compared in three times as many rounds. Updates are kept within
 * `reach` times the longest honest one.
 */
export const adaptive: ClientAdversaryOf<"everything"> = {
  role: "client",
  id: "client/adaptive",
  title: "optimises against the rule and the cluster size in use",
  source: "after Shejwalkar & Houmansadr 2021, NDSS, §4: an attack fitted to the rule",
  clauses: ["THR-BYZ-1"],
  inPaper: true,
  knows: "everything",
  options: {
    budget: {
      kind: "number",
      default: 60,
      min: 20,
      max: 10_000,
      integer: true,
      meaning: "candidates that are tried",
    },
    draws: {
      kind: "number",
      default: 3,
      min: 1,
      max: 100,
      integer: true,
      meaning: "simulated rounds for each of them; three times as many decide in the end",
    },
    reach: {
      kind: "number",
      default: 10,
      min: 1,
      max: 1e6,
      meaning: "most length, in longest honest updates",
    },
  },
  make: ({ budget, draws, reach }) => ({
    updates: (view, rng) => {
      const most = Number(reach) * longest(view.honest);
      const damage = damageOf(view, Number(draws), rng.fork("simulation"));
      // The same rounds, and more of them.
      const settled = damageOf(view, MORE_DRAWS * Number(draws), rng.fork("simulation"));
      let tried = 0;
      const judge = (sent: Matrix): Candidate => {
        tried++;
        const length = longest(sent);
        const kept = length > most ? mapped(sent, (value) => (value * most) / length) : sent;
        return { sent: kept, damage: damage(kept) };
      };
      const settle = ({ sent }: Candidate): Candidate => ({ sent, damage: settled(sent) });
      const starts = FIXED.map((fixed) => {
        const start = judge(fixedUpdates(fixed, view, rng.fork(fixed.id)));
        return { start, end: settle(start) };
      }).sort((a, b) => b.end.damage - a.end.damage);
      let best = starts[0]!.end;
      for (const { start } of starts.slice(0, 4)) {
        let current = start;
        for (let factor = 4; factor > 1.02 && tried < Number(budget); factor = Math.sqrt(factor)) {
          for (const scale of [factor, 1 / factor]) {
            const next = judge(mapped(current.sent, (value) => scale * value));
            if (next.damage > current.damage) {
              current = next;
              break;
            }
          }
        }
        if (current === start) continue;
        const end = settle(current);
        if (end.damage > best.damage) best = end;
      }
      return best.sent;
    },
  }),
};
