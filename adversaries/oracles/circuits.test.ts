import { expect, test } from "vitest";
import { matrixFromRows } from "../../src/base/matrix.ts";
import { randomStream } from "../../src/base/random.ts";
import { round } from "../../src/protocol/round.ts";
import type { RoundEdits, RoundResult } from "../../src/protocol/round.ts";
import type { QubitOperation } from "../../src/quantum/record.ts";
import {
  collapsedVisibility,
  flippedSum,
  jitteredVisibility,
  meanOverContaminated,
  onCircle,
  turnedSum,
} from "./circuits.ts";

const UPDATES = [
  [0.4, -1],
  [-0.3, 0.7],
  [0.9, 0.2],
];
const SCALE = Math.PI / 3;
const SUMS = [1.0, -0.1].map((sum) => SCALE * sum);

/** One round of three clients in one cluster, exactly measured, in which some of them act. */
function played(edits: RoundEdits): RoundResult {
  return round(
    {
      updates: matrixFromRows("updates", UPDATES),
      clusterSize: 3,
      remainder: "balanced",
      shots: null,
      noise: { channel: "none", layout: "chain", probability: 0 },
      rule: "mean",
      tolerate: 0,
    },
    randomStream("circuits"),
    edits,
  );
}

/** What the server reads: the phase sum of each coordinate and its visibility. */
function read(edits: RoundEdits): {
  readonly sums: readonly number[];
  readonly visibility: readonly number[];
} {
  const measured = played(edits).transcript.server.measurements[0]!;
  return { sums: [...measured.phaseSum], visibility: [...measured.visibility] };
}

/** Edits of the qubits in some places of the cluster. */
function acting(
  places: readonly number[],
  act: (honest: readonly QubitOperation[]) => readonly QubitOperation[],
): RoundEdits {
  return {
    record: (record) => ({
      ...record,
      clients: record.clients.map((operations, j) => (places.includes(j) ? act(operations) : operations)),
    }),
  };
}

/** How far sums are from others, around the circle. */
function apart(sums: readonly number[], others: readonly number[]): number {
  if (sums.length !== others.length) return Infinity;
  return Math.max(...sums.map((sum, c) => Math.abs(onCircle(sum - others[c]!))));
}

test("an honest round reads Θ with V = 1", () => {
  const { sums, visibility } = read({});
  expect(apart(sums, SUMS)).toBeLessThan(1e-9);
  for (const v of visibility) expect(v).toBeCloseTo(1, 12);
});

test.for([0.5, 2.5, 3.1, 9])("members that turn by %d more move the sum as far on the circle", (extra) => {
  const { sums } = read({
    phases: ({ client, update }) =>
      client === 1 ? update.map((weight) => SCALE * weight + extra) : undefined,
  });
  expect(
    apart(
      sums,
      SUMS.map((sum) => turnedSum(sum, extra)),
    ),
  ).toBeLessThan(1e-9);
});

test.for([
  [0, "after"],
  [0, "before"],
  [1, "after"],
  [2, "before"],
] as const)("an X in place %i %s its phase gives the sum of the closed form with V = 1", ([place, when]) => {
  const flip = { kind: "flip" } as const;
  const edits = acting([place], (honest) => (when === "after" ? [...honest, flip] : [flip, ...honest]));
  const [members] = played(edits).clusters;
  const own = UPDATES[members![place]!]!.map((weight) => SCALE * weight);
  const { sums, visibility } = read(edits);
  expect(
    apart(
      sums,
      SUMS.map((sum, c) => flippedSum(sum, own[c]!, place === 0, when)),
    ),
  ).toBeLessThan(1e-9);
  for (const v of visibility) expect(v).toBeCloseTo(1, 9);
});

test.for([
  [[0], 0.3],
  [[1, 2], 0.3],
  [[0, 1, 2], 0.5],
] as const)("members %j that measure in a share %d of the shots leave (1 − q)^j", ([places, share]) => {
  const edits = acting(places, (honest) => [...honest, { kind: "measure", axis: "z", fraction: share }]);
  const { sums, visibility } = read(edits);
  expect(apart(sums, SUMS)).toBeLessThan(1e-9);
  for (const v of visibility) expect(v).toBeCloseTo(collapsedVisibility(share, places.length), 9);
});

test.for([
  [[0], 0.8],
  [[0, 2], 0.4],
] as const)("members %j whose phases jitter by σ = %d leave exp(−jσ²/2)", ([places, deviation]) => {
  const { sums, visibility } = read(
    acting(places, (honest) => [...honest, { kind: "phase-noise", deviation }]),
  );
  expect(apart(sums, SUMS)).toBeLessThan(1e-9);
  for (const v of visibility) expect(v).toBeCloseTo(jitteredVisibility(deviation, places.length), 9);
});

test("the mean over contaminated clusters is that of all ways to choose the members", () => {
  // C(6, 3) = 20 clusters of which 2 clients attack: 12 have one of them, 4 both.
  expect(meanOverContaminated(6, 2, 3, (j) => 0.5 ** j)).toBeCloseTo((12 * 0.5 + 4 * 0.25) / 16, 12);
});
