import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { deterministicLaw } from "../../properties/law.ts";
import type { Law } from "../../properties/law.ts";
import { violation } from "../../properties/violation.ts";
import type { AuditReport } from "../audit/report.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";
import type { MemoryHostOptions } from "./memory-host.ts";

/** The laws of these audits: a few quick ones in the place of all. */
const { laws } = vi.hoisted(() => ({ laws: [] as Law[] }));
vi.mock(import("../../properties/index.ts"), () => ({ laws }));

let folder = "";
let updates = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cqsa-audit-"));
  updates = join(folder, "u.csv");
  await writeFile(updates, "0.1,0.2,-0.3\n0.2,0.1,0.4\n-0.1,0.3,0.2\n0.3,-0.2,0.1\n");
  laws.splice(
    0,
    laws.length,
    law("first", () => "held"),
    law("second", () => "held"),
  );
});
afterEach(() => rm(folder, { recursive: true }));

function law(id: string, check: () => "held" | "vacuous"): Law {
  const sentence = `the sentence of ${id}`;
  return deterministicLaw({
    id,
    sentence,
    clauses: ["CQSA-ENC-3"],
    needs: [],
    cases: () => fc.constant(1),
    check: () => Promise.resolve().then(check),
  });
}

/** One claim, whose clause is that of the laws above. */
const CLAIM = ["--claim", "PH-6"];

async function audit(argv: readonly string[], options?: MemoryHostOptions) {
  const host = memoryHost(options);
  const status = await main(["audit", "--out", join(folder, "out"), ...argv], host);
  return { status, ...host.written };
}

async function filesIn(path: string): Promise<string[]> {
  return (await readdir(path)).sort();
}

async function readReport(name = "audit.json"): Promise<AuditReport> {
  return JSON.parse(await readFile(join(folder, "out", name), "utf8")) as AuditReport;
}

test("a good run prints the report, writes it and says where, and is status 0", async () => {
  const { status, stdout, stderr } = await audit(["--updates", updates, ...CLAIM]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Audit of the reference CQSA, preset quick, seed "1"\n/);
  expect(stdout).toMatch(/^PH-6 +holds/m);
  // eslint-disable-next-line no-control-regex -- no escape codes, that is
  expect(stdout + stderr).not.toMatch(/\u001B/);
  const out = join(folder, "out");
  expect(stderr.split("\n")).toEqual([
    "rounds: 1 of 1",
    "laws: 2 of 2",
    "claims: 1 of 1",
    `written: ${join(out, "audit.json")}, ${join(out, "audit.md")}`,
    "",
  ]);
  expect(await filesIn(out)).toEqual(["audit.json", "audit.md"]);
  const report = await readReport();
  expect(report.laws.map((result) => [result.law, result.verdict])).toEqual([
    ["first", "pass"],
    ["second", "pass"],
  ]);
  expect(report.claims.map(({ id }) => id)).toEqual(["PH-6"]);
});

test("what is printed as JSON or Markdown is what was written", async () => {
  for (const [format, name] of [
    ["json", "audit.json"],
    ["markdown", "audit.md"],
  ] as const) {
    const { status, stdout } = await audit(["--updates", updates, ...CLAIM, "--format", format]);
    expect(status).toBe(0);
    expect(stdout.length).toBeGreaterThan(200);
    expect(stdout).toBe(await readFile(join(folder, "out", name), "utf8"));
  }
});

test("options reach the report", async () => {
  const { status } = await audit([
    ...CLAIM,
    `--updates=${updates}`,
    "--seed=s p",
    "--cluster-size=2",
    "--remainder=merge",
    "--shots=1e2",
    "--channel=bit-flip",
    "--layout=star",
    "--probability=.25",
  ]);
  expect(status).toBe(0);
  const { settings, made } = await readReport();
  expect(settings).toEqual({
    clusterSize: 2,
    remainder: "merge",
    shots: 100,
    noise: { channel: "bit-flip", layout: "star", probability: 0.25 },
  });
  expect(made.seed).toBe("s p");
  expect(made.command).toMatch(/^cqsa audit .* '--seed=s p' --cluster-size=2 /);
});

test("without a channel there is no noise", async () => {
  expect((await audit(["--updates", updates, ...CLAIM, "--channel", "none"])).status).toBe(0);
  expect((await readReport()).settings.noise).toEqual({ channel: "none", layout: "chain", probability: 0 });
});

test("claims are chosen by id, by the start of ids, or by a list of both", async () => {
  const chosen = async (list: string): Promise<string[]> => {
    expect((await audit(["--updates", updates, "--claim", list])).status).toBe(0);
    return (await readReport()).claims.map(({ id }) => id);
  };
  expect(await chosen("ph-6")).toEqual(["PH-6"]);
  expect(await chosen("AV, ph-5,PH-6,AV-1")).toEqual(["PH-5", "PH-6", "AV-1", "AV-2"]);
});

test("a claim that is asked for is shown with its evidence, clauses and laws", async () => {
  const { status, stdout } = await audit(["--updates", updates, ...CLAIM]);
  expect(status).toBe(0);
  const [claim] = (await readReport()).claims;
  const { pairs } = claim!.evidence as { pairs: number };
  const lines = stdout.slice(stdout.indexOf("\nPH-6 ")).split("\n");
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}quote {5}“this linear mapping/));
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}tested {4}‖S·w‖/));
  expect(lines).toContain("  clauses   CQSA-ENC-3");
  expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^ {2}evidence {2}pairs +${pairs}$`)));
  expect(lines).toContain("  laws      first   pass, 100 cases");
  expect(lines).toContain("            second  pass, 100 cases");
});

test.each(["XX-9", "PH-6,", "PH-66", "PH-6,no", ""])(
  "a list of claims with an entry that names none, %j, is wrong usage, told in one line with what there is",
  async (list) => {
    const { status, stdout, stderr } = await audit(["--updates", updates, "--claim", list]);
    expect([status, stdout]).toEqual([64, ""]);
    expect(stderr).toMatch(/^cqsa: [^\n]*--claim[^\n]+\n$/);
    if (list !== "") expect(stderr).toContain("; there are PH-1…7, PR-1…8, SE-1…2, BY-1…6, CV-1, FI-1…5, ");
  },
);

test("the training is told by its rounds, and the data set by its file", async () => {
  const dataset = join(folder, "flowers.csv");
  const line = (i: number): string => `${i},${(i * 7) % 11},${i % 2 === 0 ? "a" : "b"}`;
  await writeFile(dataset, Array.from({ length: 40 }, (_, i) => line(i)).join("\n"));
  const argv = ["--dataset", dataset, "--clients", "4", "--rounds", "2", "--alpha", "9", ...CLAIM];
  const { status, stderr } = await audit(argv);
  expect(status).toBe(0);
  expect(stderr.split("\n").slice(0, 2)).toEqual(["training: 2 of 2", "rounds: 2 of 2"]);
  const { updates } = await readReport();
  expect(updates.source).toContain("flowers.csv");
  expect([updates.clients, updates.rounds, updates.accuracies.length]).toEqual([4, 2, 2]);
});

test("a violated law is status 1, told with its counterexample", async () => {
  const broken = law("broken", () => {
    throw violation("1 is not 2", 2, 1);
  });
  laws.push(
    broken,
    law("vacuous", () => "vacuous"),
  );
  const { status, stdout } = await audit(["--updates", updates, ...CLAIM]);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^violated broken/m);
  expect(stdout).toContain("1 is not 2");
  expect((await readReport()).laws.map(({ verdict }) => verdict)).toEqual([
    "pass",
    "pass",
    "violated",
    "inconclusive",
  ]);
});

test("a law that reached nothing is status 2", async () => {
  laws.push(law("vacuous", () => "vacuous"));
  expect((await audit(["--updates", updates, ...CLAIM])).status).toBe(2);
});

test.for([
  ["an error", () => new Error("the law's own mistake")],
  ["an error in many lines", () => new Error("the law's own mistake,\nand more")],
  ["a refusal that no input of the user caused", () => rangeRefusal("x", "the law's own mistake", 1)],
  ["what is no error", () => "the law's own mistake" as unknown as Error],
] as const)("%s in a law is a fault of the harness: status 70, with its cause", async ([, cause]) => {
  await audit(["--updates", updates, ...CLAIM]);
  const before = await readFile(join(folder, "out", "audit.json"));
  laws.push(
    law("faulty", () => {
      throw cause();
    }),
  );
  const { status, stdout, stderr } = await audit(["--updates", updates, ...CLAIM]);
  expect([status, stdout]).toEqual([70, ""]);
  expect(stderr).toMatch(/^cqsa: internal fault: [^]*the law's own mistake/m);
  expect(await readFile(join(folder, "out", "audit.json"))).toEqual(before);
  expect(await filesIn(join(folder, "out"))).toEqual(["audit.json", "audit.md"]);
});

/** A .npy file of version 1.0. */
function npy(descr: string, shape: string, data: Uint8Array, order = "False"): Uint8Array {
  const header = Buffer.from(`{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`, "latin1");
  const size = [header.length & 255, header.length >> 8];
  return Uint8Array.from([...Buffer.from("\x93NUMPY\x01\x00", "latin1"), ...size, ...header, ...data]);
}

const FOUR = new Uint8Array(Float64Array.of(1, 2, 3, 4).buffer);

test.for<[name: string, content: string | Uint8Array, problem: string | RegExp]>([
  ["empty.csv", "", "holds no numbers"],
  ["ragged.csv", "1,2\n3,4\n5\n", "line 3 has 1 field, the first line has 2"],
  ["word.csv", "1,2\n3,x\n", 'line 2: field 2 is not a finite number: "x"'],
  ["nan.csv", "1,nan\n3,4\n", 'line 1: field 2 is not a finite number: "nan"'],
  ["inf.csv", "1,2\n-inf,4\n", 'line 2: field 1 is not a finite number: "-inf"'],
  ["one.csv", "1,2\n", "expected at least two clients, got one"],
  ["huge.csv", "1e308,1\n-1e308,1\n", /^"weightBound" expected a bound whose product with 5 is finite/],
  ["tiny.csv", "5e-324,0\n0,0\n", /^"weightBound" expected a bound whose scale .* is finite/],
  ["shape.json", '{"weights": [[1]]}', 'has no "updates"'],
  ["flat.json", "[1,2,3]", "updates[0]: expected an array, got 1"],
  ["null.json", "[[1],[null]]", "updates[1][0]: expected a finite number, got null"],
  ["cut.json", "[[1],[2", /^is not valid JSON: /],
  ["magic.npy", "no numbers\n", "is not a .npy file (wrong magic)"],
  ["cut.npy", npy("'<f8'", "(2, 2)", FOUR.subarray(0, 31)), /^is cut short: 31 bytes of numbers, 32/],
  ["header.npy", npy("'<f8'", "(2, 2)", FOUR).subarray(0, 30), "is cut short within its header"],
  ["int.npy", npy("'<i8'", "(2, 2)", FOUR), /^holds numbers of type "<i8"; only float32 and float64/],
  ["object.npy", npy("'|O'", "(2, 2)", FOUR), /^holds Python objects;/],
  ["vector.npy", npy("'<f8'", "(4,)", FOUR), /^has the shape \(4\);/],
  ["four.npy", npy("'<f8'", "(1, 1, 2, 2)", FOUR), /^has the shape \(1, 1, 2, 2\);/],
  ["none.npy", npy("'<f8'", "(0, 2)", new Uint8Array()), "has the shape (0, 2) and so holds no numbers"],
  ["nan.npy", npy("'>f8'", "(2, 2)", new Uint8Array(32).fill(255)), /^client 0, coordinate 0: .* got NaN$/],
  ["u.txt", "1,2\n3,4\n", "its name ends in none of .npy, .csv, .json"],
  ["folder.csv/", "", "is a directory, not a file"],
  ["missing.npy", "", "no such file"],
])(
  "the updates %s are refused in one line that names them, status 65, and nothing is written",
  async (row) => {
    const [name, content, problem] = row;
    const file = join(folder, name);
    if (name.endsWith("/")) await mkdir(file);
    else if (!name.startsWith("missing")) await writeFile(file, content);
    const { status, stdout, stderr } = await audit(["--updates", file.replace(/\/$/, "")]);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^cqsa: [^\n]+\n$/);
    const prefix = `cqsa: ${file.replace(/\/$/, "")}: `;
    expect(stderr.slice(0, prefix.length)).toBe(prefix);
    const said = stderr.slice(prefix.length, -1);
    if (typeof problem === "string") expect(said).toBe(problem);
    else expect(said).toMatch(problem);
    expect(status).toBe(65);
    // The folder may be there, since it is tried before long work; nothing is in it.
    await mkdir(join(folder, "out"), { recursive: true });
    expect(await filesIn(join(folder, "out"))).toEqual([]);
  },
);

test.for(["(2, 2)", "(1, 2, 2)"])(
  "the .npy shape %s, big-endian or in Fortran order, is taken",
  async (shape) => {
    const file = join(folder, "good.npy");
    await writeFile(file, npy("'>f8'", shape, FOUR.slice().reverse(), "True"));
    expect((await audit(["--updates", file, ...CLAIM])).status).toBe(0);
    expect((await readReport()).updates).toMatchObject({ source: "good.npy", clients: 2, coordinates: 2 });
  },
);

test("a data set that is not good is named, and more clients than samples are wrong usage", async () => {
  const dataset = join(folder, "d.csv");
  await writeFile(dataset, "1,2,a\n3,4\n");
  expect(await audit(["--dataset", dataset])).toEqual({
    status: 65,
    stdout: "",
    stderr: `cqsa: ${dataset}: line 2 has 2 fields, line 1 has 3\n`,
  });
  expect(await audit(["--dataset", join(folder, "no.csv")])).toMatchObject({
    status: 65,
    stderr: `cqsa: ${join(folder, "no.csv")}: no such file\n`,
  });
  const { status, stdout, stderr } = await audit(["--clients", "99999"]);
  expect([status, stdout]).toEqual([64, ""]);
  expect(stderr).toMatch(/^cqsa: --clients expected an integer from 1 to \d+, got 99999\n$/);
});

test("clients that fill no clusters are blamed on --clients where they train, and on the file where it has them", async () => {
  const rejecting = ["--remainder", "reject", "--cluster-size", "3"];
  expect(await audit([...rejecting, "--clients", "7"])).toEqual({
    status: 64,
    stdout: "",
    stderr: "cqsa: --remainder reject: --clients expected a multiple of the cluster size 3, got 7\n",
  });
  expect(await audit([...rejecting, "--updates", updates])).toMatchObject({
    status: 64,
    stderr: 'cqsa: --remainder reject: "clients" expected a multiple of the cluster size 3, got 4\n',
  });
});

test("of a training the first, the middle and the last round are measured, each once, and the others named", async () => {
  const dataset = join(folder, "d.csv");
  await writeFile(dataset, Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 11},${i % 2}`).join("\n"));
  const argv = ["--dataset", dataset, "--clients", "4", "--rounds", "6", ...CLAIM];
  const { status, stdout, stderr } = await audit(argv);
  expect(status).toBe(0);
  expect(stderr).toContain("rounds: 3 of 3\n");
  expect(stdout.replaceAll(/\s+/g, " ")).toContain("coordinates, rounds 1, 3 and 6 of 6, test accuracy");
  const report = await readReport();
  expect(report.rounds.map(({ round }) => round)).toEqual([1, 3, 6]);
  expect(report.notTested).toContain("rounds 2, 4 to 5 of the updates");
});

test("a result that could not be written is refused before the work, and nothing is touched", async () => {
  const ran = vi.fn<() => "held">(() => "held");
  laws.push(law("watched", ran));
  await mkdir(join(folder, "taken/audit.md"), { recursive: true });
  await writeFile(join(folder, "taken/audit.json"), "old");
  await mkdir(join(folder, "linked"));
  await symlink("/dev/null", join(folder, "linked/audit.json"));
  for (const [out, problem] of [
    ["u.csv", "u.csv: is not a directory"],
    ["u.csv/x", "u.csv/x: a part of the path is not a directory"],
    ["taken", "taken/audit.md: is not a regular file"],
    ["linked", "linked/audit.json: is not a regular file"],
  ] as const) {
    const host = memoryHost();
    expect(await main(["audit", "--updates", updates, "--out", join(folder, out)], host)).toBe(65);
    expect(host.written).toEqual({ stdout: "", stderr: `cqsa: ${join(folder, problem)}\n` });
  }
  expect(ran).not.toHaveBeenCalled();
  expect(await readFile(join(folder, "taken/audit.json"), "utf8")).toBe("old");
  expect(await filesIn(join(folder, "taken"))).toEqual(["audit.json", "audit.md"]);
});

test("a result that can no longer be written leaves the old one whole and no temporary file", async () => {
  await audit(["--updates", updates, ...CLAIM]);
  const out = join(folder, "out");
  const before = await readFile(join(out, "audit.json"));
  // While the laws run, a folder takes the name of the second file.
  laws.push(
    deterministicLaw({
      id: "spoiler",
      sentence: "",
      clauses: ["CQSA-ENC-3"],
      needs: [],
      cases: () => fc.constant(1),
      check: async () => {
        await rm(join(out, "audit.md"), { recursive: true, force: true });
        await mkdir(join(out, "audit.md"));
        return "held";
      },
    }),
  );
  const { status, stdout, stderr } = await audit(["--updates", updates, ...CLAIM, "--seed", "2"]);
  expect([status, stdout]).toEqual([65, ""]);
  expect(stderr.split("\n").at(-2)).toBe(`cqsa: ${out}/audit.md: is not a regular file`);
  expect(await readFile(join(out, "audit.json"))).toEqual(before);
  expect(await filesIn(out)).toEqual(["audit.json", "audit.md"]);
});

test("a full disk behind standard output is told, after the files were written", async () => {
  const outputError = Object.assign(new Error("ENOSPC: write"), { code: "ENOSPC" });
  const { status, stderr } = await audit(["--updates", updates, ...CLAIM], { outputError });
  expect(status).toBe(65);
  expect(stderr.split("\n").at(-2)).toBe("cqsa: standard output: no space left on the device");
  expect(await filesIn(join(folder, "out"))).toEqual(["audit.json", "audit.md"]);
});

test("a reader that has gone changes neither the files nor the status", async () => {
  laws.push(law("vacuous", () => "vacuous"));
  const outputError = Object.assign(new Error("EPIPE: write"), { code: "EPIPE" });
  const { status, stderr } = await audit(["--updates", updates, ...CLAIM], { outputError });
  expect(status).toBe(2);
  expect(stderr).toContain("written: ");
  expect(stderr).not.toContain("EPIPE");
});

test("on a terminal the report is coloured and as wide as it, and the bars are gone", async () => {
  const { status, stdout, stderr } = await audit(["--updates", updates, ...CLAIM], { columns: 70 });
  expect(status).toBe(0);
  expect(stdout).toContain("\u001B[1mPH-6");
  const verdict = stdout.slice(stdout.indexOf("Claims"), stdout.indexOf("Not tested"));
  // eslint-disable-next-line no-control-regex -- colours take no room
  const widths = verdict.split("\n").map((line) => line.replaceAll(/\u001B\[\d+m/g, "").length);
  expect(widths.length).toBeGreaterThan(4);
  expect(Math.max(...widths)).toBeLessThanOrEqual(70);
  const [bars, last] = stderr.split("written: ");
  expect(bars).toContain("laws ");
  expect(bars!.endsWith("\u001B[2K")).toBe(true);
  expect(last).toMatch(/audit\.md\n$/);
});

test("equal options give equal reports", async () => {
  const argv = ["--updates", updates, ...CLAIM, "--format", "json"];
  const texts = [await audit(argv), await audit(argv), await audit([...argv, "--seed", "2"])];
  const rounds = texts.map(({ stdout }) => (JSON.parse(stdout) as AuditReport).rounds);
  expect(texts[1]!.stdout).toBe(texts[0]!.stdout);
  expect(rounds[0]).toHaveLength(1);
  expect(rounds[2]).not.toEqual(rounds[0]);
});
