import { expect, test } from "vitest";
import { laws } from "../../properties/index.ts";
import { nearest } from "./nearest.ts";
import { belongsTo, PROFILES } from "./profiles.ts";
import { selectLaws } from "./select-laws.ts";
import type { Selection } from "./select-laws.ts";

function ids(selection: Selection): string[] {
  return selectLaws(laws, selection).map(({ id }) => id);
}

test("an id, the beginning of one and a pattern each select what they mean", () => {
  expect(ids({ laws: ["masking/mask-definition"] })).toEqual(["masking/mask-definition"]);
  expect(ids({ laws: ["ENCODING/encode-"] })).toEqual(["encoding/encode-definition"]);
  const rounds = laws.filter(({ id }) => id.startsWith("rounds/"));
  expect(rounds.length).toBeGreaterThan(5);
  expect(ids({ laws: ["rounds/*"] }).sort()).toEqual(rounds.map(({ id }) => id).sort());
  const definitions = laws.filter(({ id }) => id.endsWith("-definition"));
  expect(definitions.length).toBeGreaterThan(5);
  expect(ids({ laws: ["*-definition"] }).sort()).toEqual(definitions.map(({ id }) => id).sort());
  expect(ids({ laws: ["masking/mask-definition", "masking/unmask-d"] })).toHaveLength(2);
});

test("an id that others begin with means itself alone", () => {
  const [law] = laws;
  const alike = ["a/law", "a/law-too", "a/other"].map((id) => ({ ...law!, id }));
  const among = (pattern: string): string[] => selectLaws(alike, { laws: [pattern] }).map(({ id }) => id);
  expect(among("a/law")).toEqual(["a/law"]);
  expect(among("a/la")).toEqual(["a/law", "a/law-too"]);
  const first = ids({ clauses: ["WIRE-REJ-1"] });
  const tenth = ids({ clauses: ["WIRE-REJ-10"] });
  expect(first.length).toBeGreaterThan(0);
  expect(tenth.length).toBeGreaterThan(0);
  expect(first).not.toEqual(expect.arrayContaining(tenth));
});

test("a sign of a regular expression means itself", () => {
  expect(() => ids({ laws: ["."] })).toThrow("patterns that mean a law");
  expect(() => ids({ laws: ["[a-z]"] })).toThrow("patterns that mean a law");
  expect(() => ids({ laws: [""] })).toThrow("patterns that mean a law");
});

test("patterns of clauses select the laws about any of them", () => {
  const selected = selectLaws(laws, { clauses: ["CQSA-RND", "qnf-msk-1"] });
  expect(selected.length).toBeGreaterThan(8);
  for (const { clauses } of selected) {
    expect(clauses.some((id) => id.startsWith("CQSA-RND") || id === "QNF-MSK-1")).toBe(true);
  }
});

test("patterns that mean nothing are named, each with the ids most like it", () => {
  expect(() => ids({ laws: ["rounds/*", "mask-defintion", "xyz"] })).toThrow(
    /like "mask-defintion" are masking\/mask-definition, .*; like "xyz" are .*got "mask-defintion xyz"/u,
  );
  expect(() => ids({ clauses: ["CQSA-ECN-1"] })).toThrow(/like "CQSA-ECN-1" are CQSA-/u);
  expect(
    nearest(
      "mask-defintion",
      laws.map(({ id }) => id),
      1,
    ),
  ).toEqual(["masking/mask-definition"]);
});

test("patterns that each mean laws, but none together, are refused", () => {
  expect(() => ids({ laws: ["rounds/*"], profile: "fidelity" })).toThrow(
    "at least one law that meets all of them",
  );
  expect(() => ids({ laws: ["rounds/*"], clauses: ["QNF-QNT-1"] })).toThrow("at least one law");
  expect(() => ids({ profile: "cqas" as never })).toThrow(
    '"profile" expected one of cqsa, qunetqfl, fidelity, all',
  );
});

test("the profiles together have every law, and their own operations", () => {
  const operations = PROFILES.flatMap((profile) => profile.operations);
  expect(new Set(operations).size).toBe(operations.length);
  expect(operations).toHaveLength(11);
  expect(laws.filter((law) => !PROFILES.some((profile) => belongsTo(law, profile)))).toEqual([]);
  expect(ids({ profile: "fidelity" })).toContain("ghz/closed-form");
  expect(ids({ profile: "fidelity" })).not.toContain("encoding/encode-definition");
  expect(ids({ profile: "qunetqfl" })).toContain("determinism/order-of-calls");
  expect(ids({}).sort()).toEqual(laws.map(({ id }) => id).sort());
});

test("the most basic laws come first: by area, single operations, and samples last", () => {
  const order = ids({});
  const place = (id: string): number => {
    expect(order).toContain(id);
    return order.indexOf(id);
  };
  expect(place("masking/mask-definition")).toBeLessThan(place("masking/mask-cancellation"));
  expect(place("encoding/round-trip")).toBeLessThan(place("partition/is-permutation"));
  expect(place("aggregation/exact-expectation")).toBeLessThan(place("aggregation/independent-bases"));
  expect(place("aggregation/variance")).toBeLessThan(place("masking/mask-definition"));
});

test("shards divide the laws: each is in exactly one, and each has its share of the statistical ones", () => {
  for (const count of [1, 2, 3, 7, 200]) {
    const shards = Array.from({ length: count }, (_, i) =>
      selectLaws(laws, { shard: { index: i + 1, count } }),
    );
    expect(
      shards
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(laws.map(({ id }) => id).sort());
    const statistical = shards.map((shard) => shard.filter(({ kind }) => kind === "statistical").length);
    expect(Math.max(...statistical) - Math.min(...statistical)).toBeLessThanOrEqual(1);
  }
  for (const shard of [
    { index: 0, count: 2 },
    { index: 3, count: 2 },
    { index: 1, count: 0 },
    { index: 1.5, count: 2 },
  ]) {
    expect(() => ids({ shard })).toThrow('"shard.');
  }
});
