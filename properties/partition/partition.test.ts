import { expect, test } from "vitest";
import { randomStream } from "../../src/base/random.ts";
import { createReference } from "../../src/implementation/reference.ts";
import { declaring, spoiled } from "../rounds/spoiled.ts";
import { runLaw } from "../run-law.ts";
import { explicitDraws } from "./explicit-draws.ts";
import { isPermutation } from "./is-permutation.ts";
import { partitionSeedsMatter } from "./seeds-matter.ts";
import { sizesByPolicy } from "./sizes-by-policy.ts";
import { uniformCoMembership } from "./uniform-co-membership.ts";
import { uniformPermutation } from "./uniform-permutation.ts";

const OPTIONS = { seed: "partition", runs: 60, level: 1e-9 };
const reference = createReference({ remainder: "short" });

const DETERMINISTIC = [isPermutation, sizesByPolicy, explicitDraws, partitionSeedsMatter];
const STATISTICAL = [uniformPermutation, uniformCoMembership];

/** Swaps every place from the last to the first but one with a place that a rule draws. */
const shuffling = (draw: (place: number, clients: number, integer: (bound: number) => number) => number) =>
  spoiled(reference, "partition", ({ clients, clusterSize, seed }) => {
    const stream = randomStream(seed!);
    const order = Array.from({ length: clients }, (_, client) => client);
    for (let place = clients - 1; place > 0; place--) {
      const other = draw(place, clients, stream.integer);
      [order[place], order[other]] = [order[other]!, order[place]!];
    }
    const clusters = [];
    for (let at = 0; at < clients; at += clusterSize) clusters.push(order.slice(at, at + clusterSize));
    return { clusters };
  });

const fisherYates = shuffling((place, _, integer) => integer(place + 1));
const sattolo = shuffling((place, _, integer) => integer(place));
const anyPlace = shuffling((_, clients, integer) => integer(clients));

const twice = spoiled(reference, "partition", async (params, honest) => {
  const { clusters } = await honest(params);
  clusters[0]![0] = clusters.at(-1)!.at(-1)!;
  return { clusters };
});
const countedFromOne = spoiled(reference, "partition", async (params, honest) => ({
  clusters: (await honest(params)).clusters.map((members) => members.map((client) => client + 1)),
}));
const forwards = spoiled(reference, "partition", (params, honest) =>
  honest(
    params.draws === undefined
      ? params
      : { ...params, draws: params.draws.map((draw, t) => params.clients - 1 - t - draw) },
  ),
);
const rotated = spoiled(reference, "partition", ({ clients, clusterSize, seed }) => {
  const start = randomStream(seed!).integer(clients);
  const clusters = Array.from({ length: Math.ceil(clients / clusterSize) }, (_, c) =>
    Array.from({ length: clusterSize }, (_, i) => (start + c * clusterSize + i) % clients),
  );
  return { clusters };
});
const withSeed = (change: (seed: string) => string) =>
  spoiled(reference, "partition", (params, honest) =>
    honest(params.seed === undefined ? params : { ...params, seed: change(params.seed) }),
  );
const sorted = spoiled(reference, "partition", async (params, honest) => ({
  clusters: (await honest(params)).clusters.map((members) => members.toSorted((a, b) => a - b)),
}));
const seedless = spoiled(reference, "partition", (params, honest) => honest({ ...params, seed: "one" }));

test.each([
  ["a client in two clusters", isPermutation, twice],
  ["clients counted from 1", isPermutation, countedFromOne],
  [
    "a short last cluster where merge is declared",
    sizesByPolicy,
    declaring(reference, { remainder: "merge" }),
  ],
  [
    "a short last cluster where balanced is declared",
    sizesByPolicy,
    declaring(reference, { remainder: "balanced" }),
  ],
  [
    "a remainder that is taken where reject is declared",
    sizesByPolicy,
    declaring(reference, { remainder: "reject" }),
  ],
  [
    "a merged cluster where short is declared",
    sizesByPolicy,
    declaring(createReference({ remainder: "merge" }), { remainder: "short" }),
  ],
  ["draws counted from the other end", explicitDraws, forwards],
  ["a partition that ignores its seed", partitionSeedsMatter, seedless],
  ["a seed in lower case", partitionSeedsMatter, withSeed((seed) => seed.toLowerCase())],
  ["a seed that is trimmed", partitionSeedsMatter, withSeed((seed) => seed.trim())],
  ["a seed read as a number", partitionSeedsMatter, withSeed((seed) => String(Number(seed)))],
])("a law sees %s", async (_title, law, implementation) => {
  const result = await runLaw(law, implementation, OPTIONS);
  expect(result).toMatchObject({ verdict: "violated" });
  expect(result).toHaveProperty("counterexample.example");
});

test.each([
  ["Sattolo's shuffle, which makes cycles alone", uniformPermutation, sattolo],
  ["a shuffle that swaps with any place", uniformPermutation, anyPlace],
  ["clusters of neighbours", uniformCoMembership, rotated],
  ["a partition that ignores its seed", uniformCoMembership, seedless],
  ["seeds of 16 bits", uniformCoMembership, withSeed((seed) => String(randomStream(seed).integer(2 ** 16)))],
])("a law of uniformity sees %s", async (_title, law, implementation) => {
  const result = await runLaw(law, implementation, OPTIONS);
  expect(result).toMatchObject({ verdict: "violated" });
  expect(result).toHaveProperty("counterexample.received");
});

test.each(["short", "merge", "balanced", "reject"] as const)(
  "the laws hold on the reference under %s",
  async (remainder) => {
    for (const law of DETERMINISTIC) {
      const result = await runLaw(law, createReference({ remainder }), OPTIONS);
      const most = law.kind === "deterministic" ? law.mostRuns : undefined;
      expect(result).toMatchObject({ law: law.id, verdict: "pass", cases: most ?? OPTIONS.runs });
    }
  },
);

test.each(STATISTICAL.map((law) => [law.id, law] as const))(
  "%s holds on the reference and on a Fisher–Yates shuffle written here",
  async (_id, law) => {
    for (const implementation of [reference, fisherYates]) {
      const result = await runLaw(law, implementation, OPTIONS);
      expect(result).toMatchObject({ verdict: "pass" });
      expect(result).toHaveProperty("smallestEffect");
    }
  },
);

test("the order of a cluster's members is open: only who is in which cluster is judged", async () => {
  for (const law of [...DETERMINISTIC, ...STATISTICAL]) {
    expect(await runLaw(law, sorted, OPTIONS)).toMatchObject({ law: law.id, verdict: "pass" });
  }
});

test("an implementation that declares no remainder policy is asked for multiples alone", async () => {
  const { remainder: _, ...capabilities } = reference.capabilities;
  const strict = createReference({ remainder: "reject" });
  for (const law of DETERMINISTIC) {
    expect(await runLaw(law, { ...strict, capabilities }, OPTIONS)).toMatchObject({ verdict: "pass" });
  }
});

test("limits that leave too few clients make a law inapplicable, and others stay within them", async () => {
  const narrow = createReference({ limits: { clients: 3 } });
  const verdicts = [];
  for (const law of [...DETERMINISTIC, ...STATISTICAL]) {
    verdicts.push((await runLaw(law, narrow, OPTIONS)).verdict);
  }
  const not = "not applicable";
  expect(verdicts).toEqual(["pass", "pass", "pass", not, not, not]);
});
