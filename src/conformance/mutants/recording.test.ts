import { expect, test } from "vitest";
import { laws } from "../../../properties/index.ts";
import { faults } from "../../implementation/faulty/index.ts";
import type { Faulty } from "../../implementation/faulty/faulty.ts";
import type { Implementation } from "../../implementation/implementation.ts";
import { createReference } from "../../implementation/reference.ts";
import { typedCall } from "../../implementation/outcome.ts";
import { runJob } from "./job.ts";
import type { JobResult } from "./job.ts";
import { keptRecordings } from "./recording.ts";

const recordings = keptRecordings();

/** What laws make of a faulty version: by recordings where they decide, and by running everything. */
async function both(fault: Faulty, ids: readonly string[]): Promise<readonly [JobResult, JobResult]> {
  const job = {
    subject: { kind: "fault", fault: fault.id },
    laws: ids,
    seeds: ["recorded", "again"],
    runs: 10,
  } as const;
  const catalogue = { laws, faults: [fault] };
  return [await runJob(job, { ...catalogue, recordings }), await runJob(job, catalogue)];
}

const IDS = [
  "encoding/encode-definition",
  "partition/explicit-draws",
  "ghz/closed-form",
  "aggregation/exact-expectation",
  "masking/unmask-definition",
  "screening/median-definition",
  "rounds/contributors",
  "refusals/encode-form",
  "refusals/undeclared-operation",
  "determinism/across-restart",
];

test.each([
  "encoding/factor-k-forgotten",
  "partition/naive-swap",
  "screening/median-upper-for-lower",
  "refusals/boolean-as-number",
  "refusals/missing-parameters-defaulted",
  "outcomes/refusal-is-a-fault",
  "rounds/noise-not-passed-on",
  "determinism/sum-not-reset",
  "determinism/first-measurement-noiseless",
])("what recordings say of %s is what running every law finds", async (id) => {
  expect(laws.filter((law) => IDS.includes(law.id))).toHaveLength(IDS.length);
  const [recorded, run] = await both(
    faults.find((fault) => fault.id === id)!,
    IDS,
  );
  expect(recorded.entries).toEqual(run.entries);
  expect(recorded.entries).toHaveLength(2 * IDS.length);
  expect(run.inferred).toBe(0);
  expect(recorded.inferred).toBeGreaterThan(0);
  expect(recorded.inferred).toBeLessThan(2 * IDS.length);
});

/** The reference, but for the answer to its last call of those that a law makes. */
function otherwiseAt(last: number): Faulty {
  const make = (): Implementation => {
    const { capabilities, callRaw } = createReference();
    let calls = 0;
    const wrong: Implementation["callRaw"] = async (operation, params) => {
      calls++;
      if (calls === last) return { outcome: "fault", message: "tired" };
      return callRaw(operation, params);
    };
    return { capabilities, call: typedCall(wrong), callRaw: wrong };
  };
  return { id: "late", mistake: "it is tired", clauses: [], make };
}

test("a single other answer, however late, has its law really run", async () => {
  const ids = ["encoding/encode-definition"];
  const [inTime] = await both(otherwiseAt(10), ids);
  expect([inTime.inferred, ...inTime.entries.map(({ verdict }) => verdict)]).toEqual([
    0,
    "violated",
    "violated",
  ]);
  const [late] = await both(otherwiseAt(11), ids);
  expect([late.inferred, ...late.entries.map(({ verdict }) => verdict)]).toEqual([2, "pass", "pass"]);
});

test("what declares something else is compared with no recording", async () => {
  const part: Faulty = {
    id: "part",
    mistake: "it declares encoding alone",
    clauses: [],
    make: () => createReference({ operations: ["encode"] }),
  };
  const [recorded, run] = await both(part, IDS);
  expect(recorded.inferred).toBe(0);
  expect(recorded.entries).toEqual(run.entries);
});
