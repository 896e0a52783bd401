import fc from "fast-check";
import { expect, test } from "vitest";
import { laws } from "../../../properties/index.ts";
import { deterministicLaw } from "../../../properties/law.ts";
import { spoiled } from "../../../properties/rounds/spoiled.ts";
import { violation } from "../../../properties/violation.ts";
import type { Faulty } from "../../implementation/faulty/faulty.ts";
import { createReference } from "../../implementation/reference.ts";
import { cleanRuns } from "./clean-runs.ts";
import { runJob } from "./job.ts";
import { killMatrix } from "./kill-matrix.ts";
import type { KillSettings } from "./kill-matrix.ts";
import { powerRuns } from "./power-runs.ts";
import type { RunJobs } from "./run-jobs.ts";

const made = { version: "0.1.0", commit: null, node: "24", command: "cqsa mutants", seed: "kills" };
const ENCODING = laws.filter(({ id }) =>
  /^encoding\/(?:encode-definition|decode-definition|sign-symmetry)$/.test(id),
);

const FAULTS: readonly Faulty[] = [
  {
    id: "encoding/twice",
    mistake: "the phase is twice too large",
    clauses: ["CQSA-ENC-1"],
    make: () =>
      spoiled(createReference(), "encode", async (params, ask) => ({
        phases: (await ask(params)).phases.map((phase) => 2 * phase),
      })),
  },
  {
    id: "encoding/elsewhere",
    mistake: "the same, but said to break another clause",
    clauses: ["CQSA-SCR-1"],
    make: () => FAULTS[0]!.make(),
  },
  { id: "encoding/none", mistake: "there is none", clauses: ["CQSA-ENC-1"], make: () => createReference() },
];

function withFaults(catalogue: typeof laws, faults: readonly Faulty[]): RunJobs {
  return (jobs) => Promise.all(jobs.map((job) => runJob(job, { laws: catalogue, faults })));
}

function settings(changes: Partial<KillSettings> = {}): KillSettings {
  return {
    laws: ENCODING,
    faults: FAULTS,
    runs: 20,
    made,
    patterns: { laws: null, faults: null },
    runJobs: withFaults(laws, FAULTS),
    ...changes,
  };
}

test("a fault is killed by laws of its clause, by others alone, or by none", async () => {
  expect(ENCODING).toHaveLength(3);
  const report = await killMatrix(settings());
  expect(report.faults.map(({ verdict }) => verdict)).toEqual(["killed", "killed by others", "survives"]);
  const [killed, other] = report.faults;
  expect(killed!.killedBy.find(({ law }) => law === "encoding/encode-definition")).toMatchObject({
    own: true,
  });
  expect(killed!.killedBy.map(({ law }) => law)).not.toContain("encoding/decode-definition");
  expect(other!.killedBy.map(({ law, own }) => ({ law, own }))).toEqual(
    killed!.killedBy.map(({ law }) => ({ law, own: false })),
  );
  const kills = Object.fromEntries(report.laws.map(({ law, kills }) => [law, kills]));
  expect(kills).toMatchObject({ "encoding/encode-definition": 2, "encoding/decode-definition": 0 });
  expect([report.falseAlarms, report.harnessFaults, report.stream]).toEqual([[], [], null]);
});

test("a law that the reference violates is a false alarm, and one that throws a fault of the harness", async () => {
  const always = deterministicLaw<number>({
    id: "encoding/throws",
    sentence: "",
    clauses: ["CQSA-ENC-1"],
    needs: [],
    cases: () => fc.nat(),
    check: () => Promise.reject(new TypeError("no such thing")),
  });
  const wrong = deterministicLaw<number>({
    id: "encoding/wrong",
    sentence: "",
    clauses: ["CQSA-SCR-1"],
    needs: [],
    cases: () => fc.nat(),
    check: (_implementation, example) => Promise.reject(violation("it is wrong", 0, example)),
  });
  const catalogue = [always, wrong];
  const report = await killMatrix(
    settings({ laws: catalogue, faults: [FAULTS[2]!], runJobs: withFaults(catalogue, FAULTS) }),
  );
  expect(report.harnessFaults).toEqual([
    { subject: "reference", law: "encoding/throws", message: "TypeError: no such thing" },
    { subject: "encoding/none", law: "encoding/throws", message: "TypeError: no such thing" },
  ]);
  expect(report.falseAlarms).toEqual([{ law: "encoding/wrong", message: "it is wrong" }]);
  expect(report.faults[0]!.killedBy.map(({ law }) => law)).toEqual(["encoding/wrong"]);
  const beside = [wrong, ...ENCODING];
  const mixed = await killMatrix(settings({ laws: beside, runJobs: withFaults(beside, FAULTS) }));
  expect(mixed.faults[0]!.killedBy).toContainEqual({
    law: "encoding/wrong",
    own: false,
    message: "it is wrong",
  });
  expect(mixed.faults.map(({ verdict }) => verdict)).toEqual(["killed", "killed", "killed by others"]);
});

test("what a stream changes is a difference, but for laws that ask for a stream", async () => {
  const [encode, decode, sign] = ["encode-definition", "decode-definition", "sign-symmetry"].map(
    (name) => `encoding/${name}`,
  );
  const entry = (law: string, verdict: "pass" | "violated" | "not applicable", message = "") => ({
    law,
    seed: "kills",
    verdict,
    message,
  });
  const chosen = [encode!, decode!, sign!].map((id) => ENCODING.find((law) => law.id === id)!);
  const report = await killMatrix(
    settings({
      laws: chosen,
      faults: FAULTS.slice(0, 2),
      serve: (fault) => ({ command: ["node", fault], environment: {} }),
      runJobs: async (jobs) => {
        expect(jobs.slice(3).map(({ subject }) => subject)).toEqual(
          FAULTS.slice(0, 2).map(({ id }) => ({
            kind: "fault",
            fault: id,
            served: { command: ["node", id], environment: {} },
          })),
        );
        const here = {
          inferred: 0,
          entries: [entry(encode!, "violated", "a"), entry(decode!, "pass"), entry(sign!, "not applicable")],
        };
        const there = {
          inferred: 0,
          entries: [
            entry(encode!, "violated", "b"),
            entry(decode!, "violated", "c"),
            entry(sign!, "violated", "d"),
          ],
        };
        return [here, here, here, there, { entries: [], inferred: 0, unusable: "it said nothing" }];
      },
    }),
  );
  const fault = "encoding/twice";
  expect(report.stream).toEqual({
    unusable: [{ fault: "encoding/elsewhere", reason: "it said nothing" }],
    more: [{ fault, law: sign, message: "d" }],
    differences: [{ fault, law: decode, inProcess: "pass", overStdio: "violated: c" }],
  });
});

test("clean runs find nothing and tell the smallest p-value of each statistical law", async () => {
  const chosen = laws.filter(({ id }) =>
    ["aggregation/independent-bases", "encoding/sign-symmetry"].includes(id),
  );
  const plan = { catalogue: laws, laws: chosen, patterns: null, runs: 10, seeds: 3, made };
  const report = await cleanRuns({ ...plan, runJobs: withFaults(laws, []) });
  expect([report.violations, report.inconclusive, report.harnessFaults]).toEqual([[], [], []]);
  expect(report.pValues).toHaveLength(1);
  expect(report.pValues[0]).toMatchObject({ law: "aggregation/independent-bases", runs: 3 });
  expect(report.pValues[0]!.smallest).toBeGreaterThan(1e-4);
});

test("the effect that a law states is found, and a law that plants none is told", async () => {
  const bases = laws.find(({ id }) => id === "aggregation/independent-bases")!;
  const { plant: _none, ...silent } = { ...bases, id: "aggregation/silent", plant: undefined };
  const catalogue = [...laws, silent as typeof bases];
  const plan = {
    catalogue,
    laws: [bases, silent as typeof bases, ENCODING[0]!],
    patterns: null,
    trials: 12,
    made,
  };
  const report = await powerRuns({ ...plan, runJobs: withFaults(catalogue, []) });
  expect(report.laws.map(({ law }) => law)).toEqual(["aggregation/independent-bases", "aggregation/silent"]);
  expect(report.wanted).toBe(11);
  expect(report.laws[0]!.effect).toMatch(/\d/);
  expect(report.laws[0]!.found).toBeGreaterThanOrEqual(11);
  expect(report.laws[1]).toEqual({ law: "aggregation/silent", effect: null, found: 0 });
});
