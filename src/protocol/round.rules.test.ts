import { expect, test } from "vitest";
import { matrixFromRows, zeros } from "../base/matrix.ts";
import { randomStream } from "../base/random.ts";
import { noiseless } from "../quantum/noise.ts";
import { rules, screen } from "../rules/index.ts";
import type { ScreenRequest } from "../rules/index.ts";
import { round } from "./round.ts";
import type { RoundRequest, RoundResult } from "./round.ts";

const CLIENTS = 30;
const UPDATES = zeros(CLIENTS, 4);
const rng = randomStream("updates");
for (let i = 0; i < UPDATES.data.length; i++) UPDATES.data[i] = 2 * rng.uniform() - 1;

function run(changes: Partial<RoundRequest>, seed = "rules"): RoundResult {
  const request: RoundRequest = {
    updates: UPDATES,
    clusterSize: 4,
    remainder: "short",
    shots: null,
    noise: noiseless(),
    rule: "mean",
    tolerate: 0,
    ...changes,
  };
  return round(request, randomStream(seed));
}

/** The same rule on the surviving cluster means, as the round drew them. */
function screened(
  result: RoundResult,
  request: Omit<ScreenRequest, "aggregates">,
): ReturnType<typeof screen> {
  const surviving = result.aggregates.filter((mean) => mean !== null);
  return screen({
    aggregates: matrixFromRows("means", surviving),
    rng: randomStream("rules").fork("screen"),
    ...request,
  });
}

const OPTIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "trimmed-mean": { fraction: 0.3 },
  "multi-krum": { m: 2 },
  bulyan: { selection: "one-shot" },
  "geometric-median": { start: "median", nu: 0.01 },
  "centered-clipping": { tau: 0.1 },
  "mesas-style": { cascade: ["norm"], whisker: 0.5 },
  foolsgold: { normalise: true },
  dnc: { subsample: 1, iterations: 2 },
  monna: { trusted: 3 },
  meamed: { evenMedian: "lower" },
};

test.each(rules.map(({ id }) => id).filter((id) => id !== "mean"))(
  "a round hands its options, reference and seed to %s, and survivors alone [CQSA-RND-2]",
  (rule) => {
    const options = OPTIONS[rule] ?? {};
    const reference = Float64Array.of(0.1, -0.2, 0.3, 0.1);
    const request = { rule, tolerate: 1, options, reference };
    const result = run({ ...request, dropouts: [3] });
    const expected = screened(result, request);
    expect(result.aggregates).toHaveLength(8);
    expect(result.aggregates.filter((mean) => mean === null)).toHaveLength(1);
    expect(result.update).toEqual(expected.aggregate);
    const living = result.accepted.filter((_, c) => result.aggregates[c] !== null);
    expect(living).toEqual(expected.accepted);
    const contributors = result.clusters.filter((_, c) => result.accepted[c]).flat().length;
    expect(result.contributors).toBe(contributors);
  },
);

test("f, m and trusted are judged on the surviving clusters, behind buckets on those [CQSA-RND-2]", () => {
  // Eight clusters of which one is lost.
  const lost = { dropouts: [3] };
  expect(() => run({ rule: "bulyan", tolerate: 2, ...lost })).toThrow(
    '"tolerate" expected an integer from 0 to 1',
  );
  expect(() => run({ rule: "bulyan", tolerate: 1, ...lost })).not.toThrow();
  expect(() => run({ rule: "multi-krum", options: { m: 8 }, ...lost })).toThrow(
    '"options.m" expected an integer from 1 to 7',
  );
  expect(() => run({ rule: "monna", options: { trusted: 7 }, ...lost })).toThrow('"options.trusted"');
  const options = { preAggregators: [{ id: "bucketing", size: 2 }] };
  expect(() => run({ rule: "krum", tolerate: 1, options, ...lost })).toThrow(
    '"tolerate" expected an integer from 0 to 0',
  );
});

test("bucketing before mean leaves the mean over all clients as it is, whatever the sizes of clusters [CQSA-RND-2]", () => {
  const options = { preAggregators: [{ id: "bucketing", size: 3 }] };
  const plain = run({});
  const bucketed = run({ options });
  expect(bucketed.aggregates.map((mean) => mean !== null)).toEqual(plain.aggregates.map(() => true));
  for (let c = 0; c < 4; c++) {
    let sum = 0;
    for (let i = 0; i < CLIENTS; i++) sum += UPDATES.data[i * 4 + c]!;
    expect(plain.update[c]).toBeCloseTo(sum / CLIENTS, 12);
    expect(bucketed.update[c]).toBeCloseTo(sum / CLIENTS, 12);
  }
});

test("what a round draws for its rule comes from its seed [CQSA-RND-2]", () => {
  const options = { preAggregators: [{ id: "bucketing", size: 2 }] };
  const updates = (seed: string): string => run({ rule: "krum", options }, seed).update.join();
  expect(updates("a")).toBe(updates("a"));
  expect(new Set(["a", "b", "c", "d", "e"].map(updates)).size).toBeGreaterThan(1);
});
