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
import { lastCall } from "./last-call.ts";
import type { KillSettings } from "./kill-matrix.ts";
import { powerRuns } from "./power-runs.ts";
import { isSound } from "./report.ts";
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

test("kills that a stream loses are told apart from those that it adds and those that cannot be sent", async () => {
  const [encode, decode, sign] = ["encode-definition", "decode-definition", "sign-symmetry"].map(
    (name) => `encoding/${name}`,
  ) as [string, string, string];
  const entry = (law: string, verdict: "pass" | "violated" | "not applicable", message = "") => ({
    law,
    seed: "kills",
    verdict,
    message,
  });
  const result = (...entries: ReturnType<typeof entry>[]) => ({ inferred: 0, entries });
  const rest = [entry(decode, "pass"), entry(sign, "not applicable")];
  const here = result(entry(encode, "violated", "a"), ...rest);
  const unsent = result(Object.assign(entry(encode, "violated", "a"), { unsendable: true }), ...rest);
  const lost = result(entry(encode, "pass"), ...rest);
  const more = result(
    entry(encode, "violated", "b"),
    entry(decode, "violated", "c"),
    entry(sign, "violated", "d"),
  );
  const unusable = { entries: [], inferred: 0, unusable: "it said nothing" };
  const faults = ["more", "silent", "lost", "unsent"].map((id) => ({ ...FAULTS[0]!, id }));
  const report = await killMatrix(
    settings({
      laws: [encode, decode, sign].map((id) => ENCODING.find((law) => law.id === id)!),
      faults,
      serve: (fault) => ({ command: ["node", fault], environment: {} }),
      runJobs: async (jobs) => {
        expect(jobs.slice(5).map(({ subject }) => subject)).toEqual(
          faults.map(({ id }) => ({
            kind: "fault",
            fault: id,
            served: { command: ["node", id], environment: {} },
          })),
        );
        return [lost, here, here, here, unsent, more, unusable, lost, lost];
      },
    }),
  );
  expect(report.stream).toEqual({
    unusable: [{ fault: "silent", reason: "it said nothing" }],
    more: [
      { fault: "more", law: decode, message: "c" },
      { fault: "more", law: sign, message: "d" },
    ],
    unsent: [{ fault: "unsent", law: encode, message: "a" }],
    differences: [{ fault: "lost", law: encode, inProcess: "violated: a", overStdio: "pass" }],
    unnoticed: ["lost", "unsent"],
  });
  expect(isSound(report)).toBe(false);
  const nothingLost = { ...report.stream!, differences: [], unnoticed: [] };
  expect(isSound({ ...report, stream: nothingLost })).toBe(true);
});

test("a call counts as one that can be sent where JSON has a form for each of its numbers", async () => {
  const { implementation, isSendable } = lastCall(createReference());
  expect(isSendable()).toBe(true);
  const ask = async (probability: unknown): Promise<boolean> => {
    const noise = { channel: "none", layout: "chain", probability };
    await implementation.callRaw("fidelity", { qubits: 2, noise }).catch(() => undefined);
    return isSendable();
  };
  expect([await ask(0), await ask(Infinity), await ask("0"), await ask(NaN), await ask(null)]).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
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
