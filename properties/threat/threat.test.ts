import { expect, test } from "vitest";
import type {
  Implementation,
  OperationParams,
  RoundParams,
  RoundResult,
} from "../../src/implementation/implementation.ts";
import { createReference } from "../../src/implementation/reference.ts";
import { spoiled } from "../rounds/spoiled.ts";
import type { Answer } from "../rounds/spoiled.ts";
import { runLaw } from "../run-law.ts";
import { blindPartition } from "./blind-partition.ts";
import { containment } from "./containment.ts";
import { threatLaws } from "./index.ts";
import { lostClustersHidden } from "./lost-clusters-hidden.ts";
import { masksHide } from "./masks-hide.ts";
import { showsNothingElse } from "./shows-nothing-else.ts";
import { sumsAlone } from "./sums-alone.ts";

const OPTIONS = { seed: "threat", runs: 60, level: 1e-9 };
const reference = createReference();

type Honest = Answer<"round">;

const round = (
  answer: (params: RoundParams, honest: Honest) => RoundResult | Promise<RoundResult>,
): Implementation => spoiled(reference, "round", answer);

const changed = (
  change: (result: RoundResult, params: RoundParams) => Partial<RoundResult>,
): Implementation =>
  round(async (params, honest) => {
    const result = await honest(params);
    return { ...result, ...change(result, params) };
  });

const norm = (row: readonly number[]): number => Math.hypot(...row);

/** The visibility of a cluster falls with the spread of its members' first weights. */
const tellingVisibility = changed(({ view, clusters }, { updates }) => {
  if (view === undefined) return {};
  const visibility = view.visibility.map(
    (row, c) =>
      row &&
      row.map((seen) => seen / (1 + 1e-6 * Math.abs(updates[clusters[c]![0]!]![0]! / norm(updates.flat())))),
  );
  return { view: { ...view, visibility } };
});

/** Means in which every client counts by the norm of its update, the louder the less. */
const clippedByNorm = changed(({ clusters }, { updates, dropouts }) => {
  const least = Math.min(...updates.map(norm));
  const clipped = updates.map((row) => row.map((w) => (norm(row) === 0 ? 0 : (w * least) / norm(row))));
  const aggregates = clusters.map((members) =>
    members.some((client) => dropouts.includes(client))
      ? null
      : updates[0]!.map((_, i) => members.reduce((sum, j) => sum + clipped[j]![i]!, 0) / members.length),
  );
  return { aggregates };
});

/** A lost cluster's visibility and contributors that go by what its members sent. */
const countsByContent = changed(({ contributors }, { updates }) => ({
  contributors: contributors + (updates[0]![0]! > 0 ? 1 : 0),
}));

/** Who survives gets what the lost ones had ready. */
const salvaged = changed(({ aggregates, clusters, update }, { updates }) => {
  const lost = clusters.flatMap((members, c) => (aggregates[c] === null ? members : []));
  return { update: update.map((w, i) => lost.reduce((sum, j) => sum + updates[j]![i]! / 100, w)) };
});

/** Like with like: clients of similar reports share a cluster. */
const sortedClusters = round(async (params, honest) => {
  const order = params.updates
    .map((row, client) => ({ client, report: Math.max(...row.map(Math.abs)) }))
    .sort((a, b) => a.report - b.report)
    .map(({ client }) => client);
  const result = await honest({ ...params, updates: order.map((client) => params.updates[client]!) });
  return { ...result, clusters: result.clusters.map((members) => members.map((place) => order[place]!)) };
});

/** A seed that takes in the whole request. */
const seededByRequest = round((params, honest) =>
  honest({ ...params, seed: params.seed + JSON.stringify(params.updates) }),
);

/** Aggregates relative to the mean of all of them. */
const centredAggregates = changed(({ aggregates, update }) => ({
  aggregates: aggregates.map((row) => row && row.map((mean, i) => mean - update[i]! / 10)),
}));

const withPhases = changed((result, { updates }) => ({
  ...(result.view && { view: { ...result.view, phases: updates } as never }),
}));
const withSeed = changed((_, { seed }) => ({ draws: seed }) as never);
const unaskedView = round(async (params, honest) => honest({ ...params, view: true }));

const mask = (
  answer: (params: OperationParams["mask"], honest: Answer<"mask">) => ReturnType<Answer<"mask">>,
): Implementation => spoiled(reference, "mask", answer);

/** Zeros of a sparse update stay zeros. */
const sparse = mask(async (params, honest) => {
  const { masked } = await honest(params);
  return { masked: masked.map((value, i) => (params.integers[i] === 0 ? 0 : value)) };
});
/** One pad entry for the whole vector. */
const repeatedPad = mask((params, honest) =>
  honest({
    ...params,
    pads: Object.fromEntries(
      Object.entries(params.pads).map(([peer, pad]) => [peer, pad.map(() => pad[0]!)]),
    ),
  }),
);
const narrowPads = mask((params, honest) =>
  honest({
    ...params,
    pads: Object.fromEntries(
      Object.entries(params.pads).map(([peer, pad]) => [peer, pad.map((entry) => entry % 2 ** 16)]),
    ),
  }),
);

test.each([
  ["a visibility that tells of a member's weight", sumsAlone, tellingVisibility],
  ["means of updates that were clipped one by one", sumsAlone, clippedByNorm],
  ["a count that goes by what a client sent", lostClustersHidden, countsByContent],
  ["an update that takes in lost clusters", lostClustersHidden, salvaged],
  ["phases beside the view", showsNothingElse, withPhases],
  ["draws beside the result", showsNothingElse, withSeed],
  ["a view that was not asked for", showsNothingElse, unaskedView],
  ["clusters of clients with similar reports", blindPartition, sortedClusters],
  ["clusters drawn from the whole request", blindPartition, seededByRequest],
  ["means clipped to the quietest client", containment, clippedByNorm],
  ["aggregates relative to the update", containment, centredAggregates],
  ["zeros that stay unmasked", masksHide, sparse],
  ["one pad entry for all coordinates", masksHide, repeatedPad],
  ["pads of 16 bits", masksHide, narrowPads],
])("a law sees %s", async (_title, law, implementation) => {
  const result = await runLaw(law, implementation, OPTIONS);
  expect(result).toMatchObject({ verdict: "violated" });
  expect(result).toHaveProperty("counterexample.received");
});

test.each(["short", "merge", "balanced", "reject"] as const)(
  "the laws hold on the reference under %s",
  async (remainder) => {
    expect(threatLaws.length).toBeGreaterThanOrEqual(6);
    for (const law of threatLaws) {
      const result = await runLaw(law, createReference({ remainder }), OPTIONS);
      expect(result).toMatchObject({ law: law.id, verdict: "pass" });
    }
  },
);

test("the laws hold, or do not apply, where little is declared", async () => {
  const narrow = [
    createReference({ limits: { clients: 5, coordinates: 2, shots: 9 } }),
    createReference({ limits: { clients: 1, coordinates: 1, shots: 1 } }),
    createReference({ rules: ["median"], channels: ["none"], extensions: [], operations: ["round"] }),
    createReference({ rules: ["krum"] }),
    createReference({ channels: ["depolarizing1x2"], layouts: ["star"] }),
  ];
  const applied = [];
  for (const implementation of narrow) {
    const verdicts = [];
    for (const law of threatLaws) {
      verdicts.push((await runLaw(law, implementation, { ...OPTIONS, runs: 30 })).verdict);
    }
    expect(verdicts.filter((verdict) => verdict !== "pass" && verdict !== "not applicable")).toEqual([]);
    applied.push(verdicts.filter((verdict) => verdict === "pass").length);
  }
  expect(applied).toEqual([6, 1, 5, 1, 6]);
});
