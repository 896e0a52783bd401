import { expect, test } from "vitest";
import type { RoundParams, RoundResult } from "../../src/implementation/implementation.ts";
import { createReference } from "../../src/implementation/reference.ts";
import { visibilityOf } from "../aggregation/exact-sum.ts";
import { runLaw } from "../run-law.ts";
import { aggregatesAreClusterMeans } from "./aggregates-are-cluster-means.ts";
import { largestWeight, mustBeClusterMeans } from "./ask-round.ts";
import { boundBeforeDropout } from "./bound-before-dropout.ts";
import { roundClusters } from "./clusters.ts";
import { contributors } from "./contributors.ts";
import { dropoutLocality } from "./dropout-locality.ts";
import { globalQsa } from "./global-qsa.ts";
import { independentClusters } from "./independent-clusters.ts";
import { meanOverAll } from "./mean-over-all.ts";
import { ruleOnSurviving } from "./rule-on-surviving.ts";
import { roundShotDistribution } from "./shot-distribution.ts";
import { declaring, spoiled } from "./spoiled.ts";
import { unbiasedUnderNoise } from "./unbiased-under-noise.ts";
import { roundUniformCoMembership } from "./uniform-co-membership.ts";
import { view } from "./view.ts";
import { zeroUpdates } from "./zero-updates.ts";

const OPTIONS = { seed: "rounds", runs: 60, level: 1e-9 };
const reference = createReference({ remainder: "short" });
const merging = createReference({ remainder: "merge" });

const DETERMINISTIC = [
  roundClusters,
  aggregatesAreClusterMeans,
  boundBeforeDropout,
  dropoutLocality,
  contributors,
  meanOverAll,
  ruleOnSurviving,
  globalQsa,
  zeroUpdates,
  view,
];
const STATISTICAL = [
  independentClusters,
  roundShotDistribution,
  unbiasedUnderNoise,
  roundUniformCoMembership,
];
const LAWS = [...DETERMINISTIC, ...STATISTICAL];

type Honest = (params: RoundParams) => Promise<RoundResult>;

const round = (answer: (params: RoundParams, honest: Honest) => Promise<RoundResult>, good = reference) =>
  spoiled(good, "round", answer);

/** Changes the good answer. */
const changed = (
  change: (result: RoundResult, params: RoundParams) => Partial<RoundResult>,
  good = reference,
) =>
  round(async (params, honest) => {
    const result = await honest(params);
    return { ...result, ...change(result, params) };
  }, good);

/** Changes every live aggregate. */
const withAggregates = (
  change: (mean: number, params: RoundParams, members: readonly number[]) => number,
  good = reference,
) =>
  changed(
    ({ aggregates, clusters }, params) => ({
      aggregates: aggregates.map(
        (aggregate, c) => aggregate && aggregate.map((mean) => change(mean, params, clusters[c]!)),
      ),
    }),
    good,
  );

/** The bound of those who stayed. */
const survivorsBound = ({ updates, dropouts }: RoundParams): number =>
  largestWeight(updates.filter((_, client) => !dropouts.includes(client)));

const lostInPart = changed(({ clusters }) => ({ clusters: clusters.map((members) => members.slice(1)) }));
const sums = withAggregates((mean, _, members) => mean * members.length);
const wrappingAtClusterSize = withAggregates((mean, { updates, clusterSize }, members) => {
  const range = clusterSize * largestWeight(updates);
  const sum = mean * members.length;
  return (sum - 2 * range * Math.round(sum / (2 * range))) / members.length;
}, merging);
const lateBound = changed((_, params) => ({ weightBound: survivorsBound(params) }));
const lateScale = withAggregates(
  (mean, params) => mean * (survivorsBound(params) / largestWeight(params.updates)),
);
const redrawn = round((params, honest) =>
  honest({ ...params, seed: params.dropouts.length > 0 ? `${params.seed}/again` : params.seed }),
);
const disturbed = withAggregates((mean, { dropouts }) =>
  dropouts.length > 0 ? mean * (1 + Number.EPSILON) : mean,
);
const lostAccepted = changed(({ accepted }) => ({ accepted: accepted.map(() => true) }));
const allCounted = changed((_, { updates, dropouts }) => ({
  contributors: updates.length - dropouts.length,
}));
const unweighted = changed(({ aggregates, update }, { rule }) => {
  const live = aggregates.filter((aggregate) => aggregate !== null);
  if (rule !== "mean") return {};
  return { update: update.map((_, i) => live.reduce((sum, row) => sum + row[i]!, 0) / live.length) };
});
const lowerMedian = round((params, honest) =>
  honest({ ...params, ...(params.rule === "median" && { options: { evenMedian: "lower" } }) }),
);
const lostAsZero = changed(({ aggregates, update }, { rule }) => ({
  update:
    rule === "mean" ? update.map((mean) => (mean * (aggregates.length - 1)) / aggregates.length) : update,
}));
const halves = round(({ clusterSize, ...params }, honest) =>
  honest({ ...params, clusterSize: Math.ceil(clusterSize / 2) }),
);
const leastBound = changed(({ weightBound }) => ({ weightBound: Math.max(weightBound, 1e-9) }));
const echoing = changed(({ aggregates }) => ({ aggregates: aggregates.map(() => aggregates[0]!) }));
const attenuated = withAggregates((mean, { noise }) => (noise.channel === "none" ? mean : 0.98 * mean));
const seedless = round((params, honest) => honest({ ...params, seed: "one" }));
const viewed = (
  change: (view: NonNullable<RoundResult["view"]>) => Partial<NonNullable<RoundResult["view"]>>,
) => changed(({ view }) => (view ? { view: { ...view, ...change(view) } } : {}));
const oneReport = viewed(({ reports = [] }) => ({ reports: reports.map(() => Math.max(...reports)) }));
const fullVisibility = viewed(({ visibility }) => ({
  visibility: visibility.map((row) => row && row.map(() => 1)),
}));
const stateVisibility = changed(({ view, clusters }, { noise }) => ({
  ...(view && {
    view: {
      ...view,
      visibility: view.visibility.map(
        (row, c) => row && row.map(() => visibilityOf(clusters[c]!.length, noise)),
      ),
    },
  }),
}));
const withShots = (shots: (asked: number) => number | null) =>
  round((params, honest) => honest({ ...params, shots: params.shots === null ? null : shots(params.shots) }));
const halved = withShots((shots) => Math.ceil(shots / 2));
const exact = withShots(() => null);
const withProbability = (probability: (asked: number, params: RoundParams) => number) =>
  round((params, honest) => {
    const { noise } = params;
    if (noise.channel === "none") return honest(params);
    return honest({ ...params, noise: { ...noise, probability: probability(noise.probability, params) } });
  });
const noiseless = withProbability(() => 0);
const noisyByRound = withProbability(
  (probability, { updates, clusterSize }) =>
    1 - (1 - probability) ** ((updates.length - 1) / Math.max(1, clusterSize - 1)),
);
const optionless = round((params, honest) => honest({ ...params, options: undefined }));
const blind = changed(({ weightBound }) => ({ weightBound, view: { reports: [], visibility: [] } }));

test.each([
  ["clients that are left out", roundClusters, lostInPart],
  ["clusters of other sizes than declared", roundClusters, declaring(merging, { remainder: "short" })],
  ["sums in place of means", aggregatesAreClusterMeans, sums],
  ["a large cluster that wraps at π·k/m", aggregatesAreClusterMeans, wrappingAtClusterSize],
  ["a bound taken after the dropouts", boundBeforeDropout, lateBound],
  ["a scale taken after the dropouts", boundBeforeDropout, lateScale],
  ["clusters drawn anew after a dropout", dropoutLocality, redrawn],
  ["aggregates that a dropout moves by one bit", dropoutLocality, disturbed],
  ["lost clusters that are accepted", dropoutLocality, lostAccepted],
  ["lost clusters that are accepted", contributors, lostAccepted],
  ["contributors of clusters that were not accepted", contributors, allCounted],
  ["a mean that treats clusters of all sizes alike", meanOverAll, unweighted],
  ["a mean that treats clusters of all sizes alike", ruleOnSurviving, unweighted],
  ["a median of the lower value", ruleOnSurviving, lowerMedian],
  ["a mean over lost clusters too", ruleOnSurviving, lostAsZero],
  ["two clusters where one of all is due", globalQsa, halves],
  ["a bound that is never zero", zeroUpdates, leastBound],
  ["clusters that repeat the draws of the first", independentClusters, echoing],
  ["shots that are halved", roundShotDistribution, halved],
  ["shots that are ignored", roundShotDistribution, exact],
  ["noise that is ignored", roundShotDistribution, noiseless],
  ["noise as of a cluster of all clients", roundShotDistribution, noisyByRound],
  ["options that are ignored", ruleOnSurviving, optionless],
  ["a view of the state's visibility in place of the measured one", view, stateVisibility],
  ["a view that shows the round's bound in place of each report", view, oneReport],
  ["a view of full visibility under noise", view, fullVisibility],
  ["a view that was not asked for and is empty", view, blind],
  ["aggregates that noise attenuates", unbiasedUnderNoise, attenuated],
  ["clusters that are the same in every round", roundUniformCoMembership, seedless],
])("a law sees %s", async (_title, law, implementation) => {
  const result = await runLaw(law, implementation, OPTIONS);
  expect(result).toMatchObject({ verdict: "violated" });
  expect(result).toHaveProperty("counterexample.received");
});

test.each(["short", "merge", "balanced", "reject"] as const)(
  "the laws hold on the reference under %s",
  async (remainder) => {
    for (const law of DETERMINISTIC) {
      const result = await runLaw(law, createReference({ remainder }), OPTIONS);
      expect(result).toMatchObject({ law: law.id, verdict: "pass" });
    }
  },
);

test.each(STATISTICAL.map((law) => [law.id, law] as const))("%s holds on the reference", async (_id, law) => {
  const result = await runLaw(law, reference, OPTIONS);
  expect(result).toMatchObject({ verdict: "pass" });
  expect(result).toHaveProperty("smallestEffect");
});

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
    for (const law of LAWS) {
      verdicts.push((await runLaw(law, implementation, { ...OPTIONS, runs: 12 })).verdict);
    }
    expect(verdicts.filter((verdict) => verdict !== "pass" && verdict !== "not applicable")).toEqual([]);
    applied.push(verdicts.filter((verdict) => verdict === "pass").length);
  }
  expect(applied).toEqual([13, 7, 11, 0, 14]);
});

test("rounds under merge hold a cluster that would wrap if its scale took k for its size", async () => {
  let wrapping = 0;
  const counted = changed(({ clusters }, { updates, clusterSize }) => {
    const range = clusterSize * largestWeight(updates);
    const wraps = clusters.some((members) =>
      updates[0]!.some(
        (_, i) => Math.abs(members.reduce((sum, client) => sum + updates[client]![i]!, 0)) > range,
      ),
    );
    if (wraps) wrapping++;
    return {};
  }, merging);
  expect(await runLaw(aggregatesAreClusterMeans, counted, OPTIONS)).toMatchObject({ verdict: "pass" });
  expect(wrapping).toBeGreaterThan(5);
});

test("a cluster of maxima may read as either of ±π", () => {
  const params: RoundParams = {
    updates: [[2], [2]],
    clusterSize: 2,
    shots: null,
    noise: { channel: "none" },
    dropouts: [],
    rule: "mean",
    tolerate: 0,
    seed: "",
  };
  const result = { weightBound: 2, clusters: [[0, 1]], accepted: [true], update: [2], contributors: 2 };
  for (const mean of [2, -2])
    expect(() => mustBeClusterMeans(params, { ...result, aggregates: [[mean]] })).not.toThrow();
  expect(() => mustBeClusterMeans(params, { ...result, aggregates: [[1.9]] })).toThrow(
    "phase sum of aggregates[0][0]",
  );
});
