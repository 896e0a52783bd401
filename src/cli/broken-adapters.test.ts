import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";

/* Mistakes as people make them, in copies of the Python adapter: each is found by the law that says what is wrong. */

const GOOD = fileURLToPath(new URL("../../spec/adapters/python", import.meta.url));
const missing = spawnSync("python3", ["--version"]).status !== 0;
const where = missing ? " (skipped: no python3 here)" : "";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-broken-"));
});
afterAll(() => rm(folder, { recursive: true }));

interface Mistake {
  readonly name: string;
  /** Which of its files is broken; adapter.py where nothing is said. */
  readonly file?: "rules.py";
  /** A passage of the file, and what stands there in the broken copy. */
  readonly from: string;
  readonly to: string;
  readonly law: string;
  /** What the failure says is wrong. */
  readonly says: RegExp;
}

const MISTAKES: readonly Mistake[] = [
  {
    name: "phases without π/k",
    from: "[math.pi * (weight / (largest or 1))",
    to: "[weight / (weightBound or 1)",
    law: "encoding/encode-definition",
    says: /what {10}phases\[\d\] differs/,
  },
  {
    name: "decoded weights halved",
    from: "phase / math.pi * (",
    to: "phase / math.pi / 2 * (",
    law: "encoding/decode-definition",
    says: /what {10}weightSum\[\d\] differs/,
  },
  {
    name: "clusters that overlap by one",
    from: "order[start:start + clusterSize]",
    to: "order[start:start + clusterSize + 1]",
    law: "partition/is-permutation",
    says: /what {10}client \d+ is named twice/,
  },
  {
    name: "shots ignored",
    from: "if shots is None: return mean",
    to: "return mean",
    law: "aggregation/shot-distribution",
    says: /chance {8}of a sample so far off, were the law obeyed: p (?:=|below)/,
  },
  {
    name: "noise ignored",
    from: 'v, rng = self.fidelity(len(phases), noise)["visibility"], ',
    to: "v, rng = 1, ",
    law: "aggregation/exact-expectation",
    says: /what {10}phaseSum\[\d\] differs[\s\S]*"probability":/,
  },
  {
    name: "phases averaged",
    from: "math.fsum(column) for column in zip(*phases)",
    to: "math.fsum(column) / len(column) for column in zip(*phases)",
    law: "aggregation/exact-expectation",
    says: /what {10}phaseSum\[\d\] differs/,
  },
  {
    name: "the lower of two middle values",
    file: "rules.py",
    from: "statistics.median if",
    to: "statistics.median_low if",
    law: "screening/median-definition",
    says: /what {10}aggregate\[\d\] differs/,
  },
  {
    name: "trust below zero",
    file: "rules.py",
    from: "max(0.0, math.fsum(",
    to: "max(-1.0, math.fsum(",
    law: "screening/further-rules",
    says: /what {10}\S/,
  },
  {
    name: "pads with the wrong sign",
    from: "a + b if int(peer) > client else a - b",
    to: "a - b if int(peer) > client else a + b",
    law: "masking/mask-definition",
    says: /what {10}masked\[\d\] differs/,
  },
  {
    name: "a sum that is not centred",
    from: "(sum(column) + half) % (2 * half) - half for",
    to: "sum(column) % (2 * half) for",
    law: "masking/unmask-definition",
    says: /what {10}sum\[\d\] differs/,
  },
  {
    name: "clusters renumbered after a dropout",
    from: 'f"{seed} {c}"',
    to: 'f"{seed} {live.index(c)}"',
    law: "rounds/dropout-locality",
    says: /what {10}aggregates\[\d\]/,
  },
  {
    name: "dropouts taken for clusters",
    from: "if not lost.intersection(cluster)]",
    to: "if c not in lost]",
    law: "rounds/dropout-locality",
    says: /what {10}aggregates\[\d\]/,
  },
  {
    name: "a bound without the lost clients",
    from: "for row in updates for weight in row)",
    to: "for client, row in enumerate(updates) if client not in lost for weight in row)",
    law: "rounds/bound-before-dropout",
    says: /what {10}weightBound/,
  },
  {
    name: "NaN taken for 0",
    from: "json.loads(line,",
    to: String.raw`json.loads(line.replace(b'"NaN"', b'0.0'),`,
    law: "refusals/encode-form",
    says: /what {10}encode did not refuse a number in "\w+" that is not finite/,
  },
  {
    name: "a seed ignored",
    from: 'random.Random(f"aggregate {seed!a}")',
    to: 'random.Random("aggregate")',
    law: "determinism/seeds-matter",
    says: /what {10}aggregate: seeds that differ/,
  },
];

async function run(argv: readonly string[]): Promise<{ readonly status: number; readonly stdout: string }> {
  const host = memoryHost();
  return { status: await main(argv, host), stdout: host.written.stdout };
}

test.skipIf(missing).for(MISTAKES)(
  `$name: found, told, and replayed on the broken and on the good adapter${where}`,
  async ({ name, file: broken = "adapter.py", from, to, law, says }) => {
    const copy = join(folder, name.replaceAll(/\W+/g, "-"));
    cpSync(GOOD, copy, { recursive: true });
    const source = readFileSync(join(GOOD, broken), "utf8");
    expect(source.split(from)).toHaveLength(2);
    writeFileSync(
      join(copy, broken),
      source.replace(from, () => to),
    );
    const file = join(copy, "adapter.py");

    const out = join(folder, `out of ${name}`);
    const argv = ["verify", "--law", law, "--preset", "small", "--runs", "40", "--out", out];
    const { status, stdout } = await run([...argv, "--", "python3", file]);
    expect(status).toBe(1);
    expect(stdout).toContain(`violated ${law} 1 of 1\n`);
    expect(stdout).toMatch(says);

    const failure = join(out, "failures", `${law.replace("/", "-")}.json`);
    expect(stdout).toContain(`\n  cqsa replay '${failure}' -- python3 ${file}\n`);
    const again = await run(["replay", failure, "--", "python3", file]);
    expect(again.status).toBe(1);
    expect(again.stdout).toMatch(/^STILL FAILING /);
    expect(again.stdout).toContain("the stored case fails as it did.");
    const good = await run(["replay", failure, "--", "python3", join(GOOD, "adapter.py")]);
    expect(good.stdout).toMatch(/^FIXED /);
    expect(good.status).toBe(0);
  },
);
