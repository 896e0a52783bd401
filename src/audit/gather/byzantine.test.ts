import { describe, expect, test } from "vitest";
import * as claims from "../../../spec/claims/index.ts";
import { matrixFromRows } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import type { Estimate } from "../byzantine-evidence.ts";
import { measureRound } from "../context.ts";
import type { AuditContext, AuditSettings } from "../context.ts";
import { nonFinitePath } from "../non-finite.ts";
import { gatherCosineOutliers } from "./cosine-outliers.ts";
import { gatherDetection } from "./detection.ts";
import { gatherGlobalSum } from "./global-sum.ts";
import { gatherMembers } from "./members.ts";
import { gatherPreconditions } from "./preconditions.ts";
import { gatherRelations } from "./relations.ts";
import { gatherSuspicion } from "./suspicion.ts";

/* Against closed forms that are written out here, brute force, and figures from elsewhere; then whatever can be odd. */

const base: AuditSettings = {
  clusterSize: 5,
  remainder: "balanced",
  shots: 300,
  noise: { channel: "depolarizing2", layout: "chain", probability: 0.005 },
};

function contextOf(
  rows: readonly (readonly number[])[],
  change: Partial<AuditSettings> = {},
  trials = 40,
): AuditContext {
  const settings = { ...base, ...change };
  const rng = randomStream("byzantine");
  return {
    settings,
    effort: { lawRuns: 1, rounds: 1, samples: 4000, trials },
    rounds: [measureRound(matrixFromRows("updates", rows), settings, rng.fork("round"))],
    rng: rng.fork("claim"),
  };
}

/** Updates with a common direction, and as much of their own again. */
function waves(clients: number, coordinates: number): number[][] {
  return Array.from({ length: clients }, (_, i) =>
    Array.from(
      { length: coordinates },
      (_, c) => 0.3 * Math.cos(1.1 * c) + 0.3 * Math.sin(1 + 1.7 * i * (c + 1)),
    ),
  );
}

const sixty = waves(60, 60);

function contains({ lower, upper }: Estimate, value: number, tolerance = 0): boolean {
  return lower - tolerance <= value && value <= upper + tolerance;
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 0; i < k; i++) result *= (n - i) / (i + 1);
  return result;
}

describe("PH-7", () => {
  const noiseless = { ...base.noise, channel: "none", probability: 0 } as const;
  // One large weight makes all others small beside the bound, and shot noise large beside them.
  const small = sixty.map((row, i) => (i === 0 ? [2, ...row.slice(1)] : row));
  const [few, many, endless] = [30, 300, 30_000_000].map((shots) =>
    gatherRelations(contextOf(small, { shots, noise: noiseless }, 60)),
  );

  test("cosines and distances are read as their closed forms say, with a tolerance of .01", () => {
    for (const evidence of [few!, many!, endless!]) {
      expect(evidence.pairs).toBe(12 * 66);
      expect(contains(evidence.cosineFactor!, evidence.expectedCosineFactor!, 0.01)).toBe(true);
      expect(contains(evidence.distanceFactor!, evidence.expectedDistanceFactor!, 0.01)).toBe(true);
    }
  });

  test("ρ is 10 times as large with 10 times the shots, and 1/(1 + 1/ρ) at its mean is near the attenuation", () => {
    expect(many!.signalToNoise! / few!.signalToNoise!).toBeCloseTo(10, 0);
    expect(few!.cosineFactor!.value).toBeCloseTo(1 / (1 + 1 / few!.signalToNoise!), 1);
    expect(claims.ph7.decide(few!)).toMatchObject({ verdict: "fails" });
    expect(claims.ph7.decide(endless!)).toMatchObject({ verdict: "holds if" });
  });

  test("an outlier is diluted by √((N − 1)/(k(N − k))), which is 1 for clusters of one", () => {
    expect(few!.expectedDilution).toBeCloseTo(Math.sqrt(59 / (5 * 55)), 12);
    expect(contains(few!.dilution!, Math.sqrt(59 / (5 * 55)))).toBe(true);
    expect(few!.dilutionRead!.value).toBeLessThan(few!.dilution!.value);
    const alone = gatherRelations(contextOf(sixty.slice(0, 8), { clusterSize: 1 }));
    expect(alone.dilution!.value).toBeCloseTo(1, 9);
  });
});

describe("BY-1", () => {
  test("clusters with an attacker are as many as combinations say, and gross attacks are told from calm rounds", () => {
    const evidence = gatherDetection(
      contextOf(
        sixty.map((row) => row.slice(0, 20)),
        {},
        25,
      ),
    );
    expect(evidence.settings.map(({ clusterSize, byzantine }) => [clusterSize, byzantine])).toEqual([
      [5, 1],
      [5, 3],
      [5, 12],
      [10, 1],
      [10, 12],
    ]);
    for (const { clusterSize, clusters, byzantine, contaminated, expected, points } of evidence.settings) {
      expect(expected).toBeCloseTo(1 - choose(60 - byzantine, clusterSize) / choose(60, clusterSize), 12);
      expect(contains(contaminated, expected)).toBe(true);
      // Four rules against five attacks.
      expect(points).toHaveLength(20);
      const krum = points.filter(({ rule }) => rule === "krum");
      // Krum accepts one cluster, whoever attacks: the rates of both kinds add up to all others.
      for (const { truePositives, falsePositives } of krum) {
        const rejected =
          contaminated.value * truePositives.value + (1 - contaminated.value) * falsePositives!.value;
        expect(rejected).toBeCloseTo(1 - 1 / clusters, 9);
      }
      if (byzantine > 1) continue;
      const gross = points.find(({ rule, attack }) => rule === "cge" && attack === "out-of-range-phase")!;
      expect(gross.truePositives.value - gross.falsePositives!.value).toBeGreaterThan(0.5);
    }
    expect(["fails", "undecided"]).toContain(claims.by1.decide(evidence).verdict);
  });
});

test("BY-2: at N = 60 and k = 5, Krum's condition is met in 21.7 % of rounds at f = 6 and .5 % at f = 9", () => {
  const evidence = gatherPreconditions(contextOf(sixty));
  expect(evidence.partitions).toBe(4000);
  const exactAt = (condition: string, f: number): number =>
    evidence.points.find((point) => point.condition === condition && point.byzantine === f)!.exact!;
  expect(exactAt("n > 2f + 2", 6)).toBeCloseTo(0.217, 3);
  expect(exactAt("n > 2f + 2", 9)).toBeCloseTo(0.005, 3);
  expect(exactAt("n > 2f + 2", 4)).toBeCloseTo(1, 12);
  // Five attackers are in five clusters with a chance of C(12, 5)·5⁵/C(60, 5).
  expect(exactAt("n > 2f + 2", 5)).toBeCloseTo(1 - (choose(12, 5) * 5 ** 5) / choose(60, 5), 12);
  for (const { met, exact } of evidence.points) expect(contains(met, exact!)).toBe(true);
  expect(claims.by2.decide(evidence)).toMatchObject({ verdict: "holds if" });
});

test("BY-3: a sign-flipper leaves (k − 1 − c)/k of the mean, exactly and on average", () => {
  const evidence = gatherCosineOutliers(contextOf(sixty, { shots: 3000 }, 60));
  expect(evidence.exactError).toBeLessThan(1e-12);
  expect(evidence.smallest).toMatchObject({ clusterSize: 3, scale: 1 });
  expect(evidence.smallest!.factor).toBeCloseTo(1 / 3, 12);
  expect(evidence.byScale.map(({ scale }) => scale)).toEqual([1, 2, 4, 8, 16]);
  for (const { scale, expected, factor } of evidence.byScale) {
    expect(expected).toBeCloseTo((4 - scale) / 5, 12);
    expect(contains(factor, expected), `${scale}`).toBe(true);
  }
  expect(claims.by3.decide(evidence)).toMatchObject({ verdict: "fails" });
  // Of two, the flipped one takes all of the mean with it.
  const pairs = gatherCosineOutliers(contextOf(sixty, { clusterSize: 2 }));
  expect(pairs.byScale.map(({ scale }) => scale)).toEqual([0.5, 1, 2, 4]);
});

test("BY-4: honest suspects are those of group testing, 2.45 after three rounds and .11 after six", () => {
  const evidence = gatherSuspicion(contextOf(sixty, { shots: 1000 }, 50));
  const exposed = 1 - choose(53, 4) / choose(59, 4);
  expect(evidence.perfect).toHaveLength(6);
  for (const { rounds, honestSuspects, expected } of evidence.perfect) {
    expect(expected).toBeCloseTo(54 * exposed ** rounds, 9);
    expect(contains(honestSuspects, expected)).toBe(true);
  }
  expect(evidence.perfect[2]!.expected).toBeCloseTo(2.45, 2);
  expect(evidence.perfect[5]!.expected).toBeCloseTo(0.11, 2);
  expect(evidence.byRule.map(({ rule, rounds }) => [rule, rounds])).toEqual(
    ["multi-krum", "cge"].flatMap((rule) => [1, 6].map((rounds) => [rule, rounds])),
  );
  expect(claims.by4.decide(evidence)).toMatchObject({ verdict: "fails" });
});

test("BY-5: two rounds alike but for the attacker show the same; under bit flips on a chain they do not", () => {
  const evidence = gatherMembers(contextOf(sixty));
  expect(evidence.smallest).toEqual({
    weights: [-1, 1],
    otherWeights: [1, -1],
    x: 1,
    y: expect.closeTo(0, 12) as number,
  });
  expect(evidence.pairs).toBe(4 * 16);
  expect(evidence.largestDifference).toBeLessThan(1e-12);
  const flips = { channel: "bit-flip", layout: "chain", probability: 0.1 } as const;
  expect(gatherMembers(contextOf(sixty, { noise: flips })).largestDifference).toBeGreaterThan(0.001);
  // Reports that are all alike name the first member, who attacks once in five times.
  const alike = contextOf(Array.from({ length: 20 }, () => [0.5, -1]));
  const { byReports } = gatherMembers({ ...alike, effort: { ...alike.effort, trials: 400 } });
  expect(byReports.map(({ scale }) => scale)).toEqual([1, 3]);
  expect(contains(byReports[0]!.named, 0.2)).toBe(true);
  expect(byReports[1]!.named.value).toBe(1);
});

test("BY-6: a sum that was turned shows in its angle with a trusted direction, one that keeps to the mean does not", () => {
  const evidence = gatherGlobalSum(contextOf(sixty, { shots: 1000 }, 50));
  expect(evidence).toMatchObject({ trusted: 6, clients: 27, byzantine: 3, rounds: 80 });
  const by = new Map(evidence.byAttack.map((tests) => [tests.attack, tests]));
  expect([...by.keys()]).toEqual(["out-of-range-phase", "sign-flip", "ipm", "alie", "bound-inflater"]);
  expect(by.get("ipm")!.direction.value).toBe(1);
  expect(contains(by.get("alie")!.direction, 0.5, 0.1)).toBe(true);
  expect(["holds if", "undecided"]).toContain(claims.by6.decide(evidence).verdict);
});

const ZERO = waves(9, 3).map((row) => row.map(() => 0));

test.each<readonly [string, readonly (readonly number[])[], Partial<AuditSettings>]>([
  ["two clients", [[0.4], [-1]], {}],
  ["three clients in one cluster", waves(3, 4), {}],
  ["zeros", ZERO, { clusterSize: 3 }],
  ["one client that is not zero", [...ZERO, [1, 0, 0]], { clusterSize: 2 }],
  ["an outlier of 1e200", [...waves(8, 3), [1e200, 0, 0]], { clusterSize: 3 }],
  ["updates of 1e-300", waves(9, 3).map((row) => row.map((weight) => weight * 1e-300)), { clusterSize: 3 }],
  ["all at the bound", waves(9, 3).map((row) => row.map(() => 1)), { clusterSize: 3 }],
  ["clusters of one", waves(7, 3), { clusterSize: 1 }],
  ["a remainder in a cluster of its own", waves(7, 3), { clusterSize: 3, remainder: "short" }],
  ["a remainder that is merged", waves(11, 3), { clusterSize: 3, remainder: "merge" }],
  ["no remainder to reject", waves(12, 3), { clusterSize: 3, remainder: "reject" }],
  ["one shot", waves(9, 3), { clusterSize: 3, shots: 1 }],
  [
    "no coherence",
    waves(9, 3),
    { clusterSize: 3, noise: { channel: "dephasing", layout: "star", probability: 0.5 } },
  ],
  [
    "bit flips",
    waves(12, 3),
    { clusterSize: 4, noise: { channel: "bit-flip", layout: "chain", probability: 0.02 } },
  ],
])("%s: numbers throughout, and verdicts in whole words", (_title, rows, change) => {
  const whole = contextOf(rows, change, 2);
  const context = { ...whole, effort: { ...whole.effort, samples: 100 } };
  const decided = [
    claims.ph7.decide(checked(gatherRelations(context))),
    claims.by1.decide(checked(gatherDetection(context))),
    claims.by2.decide(checked(gatherPreconditions(context))),
    claims.by3.decide(checked(gatherCosineOutliers(context))),
    claims.by4.decide(checked(gatherSuspicion(context))),
    claims.by5.decide(checked(gatherMembers(context))),
    claims.by6.decide(checked(gatherGlobalSum(context))),
  ];
  expect(decided).toHaveLength(7);
  for (const verdict of decided) expect(JSON.stringify(verdict)).not.toMatch(/NaN|undefined|null|Infinity/);
});

/** Evidence that JSON would keep as it is. */
function checked<Evidence extends object>(evidence: Evidence): Evidence {
  expect(nonFinitePath(evidence)).toBeUndefined();
  return evidence;
}
