import { expect, test } from "vitest";
import { rowOf, zeros } from "../../src/base/matrix.ts";
import type { Matrix } from "../../src/base/matrix.ts";
import { randomStream } from "../../src/base/random.ts";
import { isRefusal } from "../../src/base/refusal.ts";
import { rules } from "../../src/rules/index.ts";
import { fillNormal } from "../../src/learning/normal.ts";
import { completeOptions } from "../adversary.ts";
import type { FullView } from "../adversary.ts";
import { columnMeans } from "../columns.ts";
import { adaptive, damageOf, FIXED, fixedUpdates } from "./adaptive.ts";

const BYZANTINE = 3;
const CLIENTS = 18;
const CLUSTER_SIZE = 2;

function updatesOf(rows: number, name: string): Matrix {
  const updates = zeros(rows, 5);
  fillNormal(randomStream(name), updates.data);
  for (let r = 0; r < rows; r++) {
    const row = rowOf(updates, r);
    for (let c = 0; c < row.length; c++) row[c] = 0.3 * row[c]! + 1;
  }
  return updates;
}

function viewOf(rule: string, tolerate: number): FullView {
  const honest = updatesOf(CLIENTS - BYZANTINE, "honest");
  return {
    clients: CLIENTS,
    own: updatesOf(BYZANTINE, "own"),
    honest,
    clusterSize: CLUSTER_SIZE,
    rule,
    tolerate,
    reference: columnMeans(honest),
  };
}

const OPTIONS = completeOptions(adaptive, { budget: 30, draws: 2 });

test.for(rules)(
  "on $id it does at least the harm of every fixed attack in the rounds that it simulates",
  ({ id, maxTolerated }) => {
    const view = viewOf(id, Math.min(BYZANTINE, Math.max(0, maxTolerated(CLIENTS / CLUSTER_SIZE))));
    const rng = randomStream("adaptive");
    const sent = adaptive.make(OPTIONS).updates!(view, rng);
    expect([sent.rows, sent.columns]).toEqual([BYZANTINE, 5]);
    const damage = damageOf(view, 3 * Number(OPTIONS["draws"]), rng.fork("simulation"));
    const best = damage(sent);
    expect(FIXED.length).toBeGreaterThanOrEqual(12);
    for (const fixed of FIXED) {
      let harm = 0;
      try {
        harm = damage(fixedUpdates(fixed, view, rng.fork(fixed.id)));
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
      expect(best).toBeGreaterThanOrEqual(harm - 1e-12);
    }
    expect(best).toBeGreaterThan(0);
  },
);

test("it never sends more than its reach, and one that reaches further harms the mean more", () => {
  const view = viewOf("mean", 0);
  const longest = (matrix: Matrix): number =>
    Math.max(...Array.from({ length: matrix.rows }, (_, r) => Math.hypot(...rowOf(matrix, r))));
  const damage = damageOf(view, 2, randomStream("judge"));
  const harms = [1, 5, 25].map((reach) => {
    const sent = adaptive.make({ ...OPTIONS, reach }).updates!(view, randomStream("adaptive"));
    expect(longest(sent)).toBeLessThanOrEqual(reach * longest(view.honest) * (1 + 1e-12));
    return damage(sent);
  });
  expect(harms[1]).toBeGreaterThan(harms[0]!);
  expect(harms[2]).toBeGreaterThan(2 * harms[1]!);
});
