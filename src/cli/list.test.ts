import { expect, test } from "vitest";
import { laws } from "../../properties/index.ts";
import { register } from "../audit/register.ts";
import { rules } from "../rules/index.ts";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";
import type { MemoryHostOptions } from "./memory-host.ts";

async function list(argv: readonly string[], options?: MemoryHostOptions): Promise<string> {
  const host = memoryHost(options);
  expect(await main(["list", ...argv], host)).toBe(0);
  expect(host.written.stderr).toBe("");
  return host.written.stdout;
}

function lines(text: string): string[] {
  expect(text.endsWith("\n")).toBe(true);
  return text.slice(0, -1).split("\n");
}

async function json(argv: readonly string[]): Promise<Record<string, unknown>[]> {
  return JSON.parse(await list([...argv, "--format", "json"])) as Record<string, unknown>[];
}

test("in a pipe there is a line for each, without headings, that begins with its id", async () => {
  const ids = {
    claims: register.map(({ claim }) => claim.id),
    laws: laws.map(({ id }) => id),
    rules: rules.map(({ id }) => id),
  };
  expect(ids.laws.length).toBeGreaterThan(30);
  for (const [what, expected] of Object.entries(ids)) {
    expect(lines(await list([what])).map((line) => line.split(" ")[0])).toEqual(expected);
    expect((await json([what])).map(({ id }) => id)).toEqual(expected);
  }
});

test("adversaries of every role are listed with what they see, in 80 columns, and one with its options", async () => {
  const all = await json(["adversaries"]);
  const roles = ["client", "server", "external", "colluders", "masking"];
  expect(all.length).toBeGreaterThanOrEqual(42);
  expect(new Set(all.map(({ role }) => role))).toEqual(new Set(roles));
  const text = await list(["adversaries"], { columns: 80, env: { NO_COLOR: "1" } });
  for (const { id } of all) expect(text).toContain(id as string);
  expect(lines(text).filter((line) => Array.from(line).length > 80)).toEqual([]);
  expect(text).toMatch(/^external\/substitution .*one client's link +in$/mu);
  expect(text).toMatch(/^server\/signed-ghz .*own states +beyond$/mu);
  const one = await list(["adversaries", "server/many-rounds"], { columns: 80 });
  expect(one).toContain("  prior=0: variance of what lasts");
});

test("claims, clauses and laws refer to one another", async () => {
  const [claims, clauses, laws] = await Promise.all([json(["claims"]), json(["clauses"]), json(["laws"])]);
  expect(clauses.length).toBeGreaterThan(50);
  const wrap = laws.find(({ id }) => id === "encoding/phase-wrap")!;
  expect(wrap["clauses"]).toEqual(["CQSA-ENC-2"]);
  expect(wrap["claims"]).toContain("PH-4");
  const clause = clauses.find(({ id }) => id === "CQSA-ENC-2")!;
  expect(clause["level"]).toBe("MUST");
  expect(clause["laws"]).toContain("encoding/phase-wrap");
  expect(clause["claims"]).toContain("PH-4");
  expect(claims.find(({ id }) => id === "PH-4")!["laws"]).toContain("encoding/phase-wrap");
});

test("a text chooses what has it in a column, in any case of letters", async () => {
  const krum = lines(await list(["rules", "KRU"]));
  expect(krum[0]).toMatch(/^krum +n > 2f \+ 2 +neighbours, distance +the input with the least sum /);
  expect(krum.map((line) => line.split(" ")[0])).toEqual(["krum", "multi-krum", "bulyan"]);
  const dropout = lines(await list(["laws", "dropout"]));
  expect(dropout.some((line) => line.startsWith("rounds/dropout-locality "))).toBe(true);
  expect(dropout.length).toBeLessThan(laws.length / 2);
  expect(await json(["claims", "ph-3"])).toHaveLength(1);
});

test("a rule's whole name gives all about that one: definition, f, every option with its default", async () => {
  for (const rule of rules) {
    const text = lines(await list(["rules", rule.id.toUpperCase()]));
    expect(text[0]).toBe(`${rule.id}: ${rule.definition}`);
    expect(text[1]).toBe(`tolerates: ${rule.tolerates}`);
    for (const { key } of rule.options)
      expect(text.filter((line) => line.startsWith(`  ${key}: `))).toHaveLength(1);
    expect(text.filter((line) => line.startsWith("  preAggregators: "))).toHaveLength(1);
  }
  const [krum] = await json(["rules", "krum"]);
  expect(krum).toMatchObject({ id: "krum", tolerates: "n > 2f + 2", maxTolerated: { inputs: 12, f: 4 } });
  expect((krum!["options"] as { key: string }[]).map(({ key }) => key)).toEqual([
    "neighbours",
    "distance",
    "preAggregators",
  ]);
});

test("a text is no pattern, and a clause's number ends where it ends", async () => {
  expect(lines(await list(["clauses", "WIRE-REJ-1"])).map((line) => line.split(" ")[0])).toEqual([
    "WIRE-REJ-1",
  ]);
  expect(lines(await list(["clauses", "WIRE-REJ-"])).length).toBeGreaterThan(10);
  expect(lines(await list(["laws", "[−π"])).length).toBeGreaterThan(0);
});

test("on a terminal there are headings and no line is wider than it", async () => {
  const text = lines(await list(["laws"], { columns: 110, env: { NO_COLOR: "1" } }));
  expect(text[0]).toMatch(/^law +what it demands +clauses$/);
  expect(text.length).toBeGreaterThan(laws.length + 1);
  expect(Math.max(...text.map((line) => line.length))).toBeLessThanOrEqual(110);
  const [heading] = lines(await list(["laws"], { columns: 110 }));
  expect(heading!.startsWith("\u001B[1mlaw ")).toBe(true);
});

test("the list of rules names public projects in a pipe, and on a terminal says where they are named", async () => {
  const piped = lines(await list(["rules"]));
  expect(piped).toHaveLength(rules.length);
  for (const [i, { asIn }] of rules.entries()) {
    expect(piped[i]!.includes("as in: ")).toBe(asIn.length > 0);
    for (const project of asIn) expect(piped[i]).toContain(project);
  }
  const narrow = { columns: 80, env: { NO_COLOR: "1" } };
  const table = lines(await list(["rules"], narrow));
  expect(table.slice(-2).join(" ")).toMatch(/public projects that do the same: cqsa list rules krum$/);
  for (const { id } of rules) {
    const one = lines(await list(["rules", id], narrow));
    expect(one.length).toBeGreaterThan(15);
    expect(Math.max(...[...table, ...one].map((line) => line.length))).toBeLessThanOrEqual(80);
  }
});

test("coverage has a line a clause, then totals, and the last is that of every MUST", async () => {
  const host = memoryHost();
  const status = await main(["list", "clauses", "wire-msg", "--coverage"], host);
  const text = lines(host.written.stdout);
  expect(text.slice(0, 6).map((line) => line.split(" ")[0])).toEqual(
    [1, 2, 3, 4, 5, 6].map((i) => `WIRE-MSG-${i}`),
  );
  expect(text[0]).toMatch(/^WIRE-MSG-1 +MUST +0 laws +.*the stream: the client of adapters reads it/);
  const gaps = text.filter((line) => line.startsWith("gap: "));
  expect(text).toHaveLength(6 + gaps.length + 5);
  expect(status).toBe(gaps.length === 0 ? 0 : 1);
  expect(text.at(-2)).toMatch(/^wire\.md +\d+ MUST: \d+ by laws, 5 by the client of adapters/);
  expect(text.at(-1)).toMatch(/^\d+ MUST: \d+ by laws, 5 by the client of adapters, \d+ uncovered$/);
});

test("coverage as JSON has the ids and the totals", async () => {
  const host = memoryHost();
  await main(["list", "clauses", "THR-VIEW-1", "--coverage", "--format", "json"], host);
  const coverage = JSON.parse(host.written.stdout) as Record<string, unknown>;
  expect(coverage["clauses"]).toEqual([
    expect.objectContaining({
      id: "THR-VIEW-1",
      level: "MUST",
      laws: ["threat/sums-alone"],
      uncovered: false,
    }),
  ]);
  expect(Object.keys(coverage)).toEqual(["clauses", "files", "must", "gaps"]);
});

test("coverage is of clauses", async () => {
  const host = memoryHost();
  expect(await main(["list", "laws", "--coverage"], host)).toBe(64);
  expect(host.written.stderr).toContain("--coverage goes with clauses, not with laws");
});
