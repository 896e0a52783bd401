import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { laws } from "../../properties/index.ts";
import { matrixFromRows } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { Implementation } from "../implementation/implementation.ts";
import { typedCall } from "../implementation/outcome.ts";
import { createReference } from "../implementation/reference.ts";
import type { AuditContext, AuditSettings } from "./context.ts";
import type { ConvergenceEvidence } from "./convergence-evidence.ts";
import { register } from "./register.ts";
import type { Entry } from "./register.ts";
import type { AuditReport } from "./report.ts";
import { runAudit } from "./run-audit.ts";
import type { AuditProgress, AuditRequest } from "./run-audit.ts";

const settings: AuditSettings = {
  clusterSize: 3,
  remainder: "balanced",
  shots: 100,
  noise: { channel: "depolarizing2", layout: "chain", probability: 0.005 },
};

vi.mock(import("../implementation/reference.ts"), { spy: true });
/** Declares so little that hardly a law applies: what is audited here is the audit. */
const small = createReference({ operations: ["encode"] });
vi.mocked(createReference).mockReturnValue(small);

/* Less of everything: whoever measures says elsewhere what comes of it. */
vi.mock(import("./presets.ts"), async (original) => {
  const { presets, PRESET_NAMES } = await original();
  return {
    PRESET_NAMES,
    presets: { ...presets, quick: { ...presets.quick, lawRuns: 20, samples: 4000, trials: 40 } },
  };
});

/* Trainings take seconds, and have a test of their own. */
vi.mock(import("./gather/convergence.ts"), () => ({
  gatherConvergence: ({ settings, rng }: AuditContext): ConvergenceEvidence => ({
    ...settings,
    data: "none",
    clients: 9,
    trainSamples: 1,
    testSamples: 1,
    rounds: 1,
    seeds: 1,
    confidence: 0.95,
    plainAccuracy: rng.uniform(),
    trainings: [
      {
        rule: "mean",
        adversary: null,
        byzantine: 0,
        accuracy: 0.5,
        loss: { value: 0.1, lower: -0.1, upper: 0.3 },
      },
    ],
  }),
}));

const fourRounds: readonly Matrix[] = [0, 1, 2, 3].map((t) =>
  matrixFromRows(
    "updates",
    Array.from({ length: 9 }, (_, i) =>
      Array.from({ length: 7 }, (_, c) => Math.sin(1 + t + 1.3 * i + 0.7 * c)),
    ),
  ),
);

function requestOf(seed: string, claims: readonly Entry[] = register): AuditRequest {
  return {
    updates: fourRounds,
    origin: { source: "waves", clients: 9, coordinates: 7, rounds: 4, accuracies: [] },
    settings,
    preset: "quick",
    claims,
    made: { version: "0", commit: null, node: "0", command: "test", seed },
  };
}

function only(...ids: readonly string[]): readonly Entry[] {
  return register.filter(({ claim }) => ids.includes(claim.id));
}

function verdicts({ claims }: AuditReport): string[] {
  return claims.map(({ id, verdict }) => `${id} ${verdict.verdict}`);
}

describe("a whole audit", () => {
  const events: AuditProgress[] = [];
  let report: AuditReport;
  beforeAll(async () => {
    report = await runAudit(requestOf("one"), (progress) => events.push(progress));
  }, 60_000);

  test("decides every claim of the register, and each as it should be on sound updates", () => {
    expect(verdicts(report)).toEqual([
      "PH-1 holds",
      "PH-2 fails",
      "PH-3 fails",
      "PH-4 holds if",
      "PH-5 fails",
      "PH-6 holds",
      "PH-7 undecided",
      "PR-1 holds if",
      "PR-2 fails",
      "PR-3 undecided",
      "PR-4 holds if",
      "PR-5 fails",
      "PR-6 holds if",
      "PR-7 undecided",
      "PR-8 holds if",
      "SE-1 fails",
      "SE-2 holds",
      "BY-1 undecided",
      ...[2, 3, 4, 5].map((number) => `BY-${number} fails`),
      "BY-6 holds if",
      "CV-1 undecided",
      "FI-1 holds if",
      "FI-2 fails",
      "FI-3 fails",
      "FI-4 holds if",
      "FI-5 fails",
      "AV-1 holds",
      "AV-2 holds if",
      "CO-1 fails",
      "QN-1 holds",
      "QN-2 holds if",
      "QN-3 fails",
      "QN-4 holds if",
      "QN-5 fails",
      "QN-6 holds if",
      "QN-7 holds",
    ]);
  });

  test("takes rounds from the first to the last, as many as the preset asks for, and says which it left", () => {
    const bounds = report.rounds.map(({ round, weightBound }) => [round, weightBound]);
    // Which updates were measured shows in their largest weight.
    expect(bounds).toEqual(
      [1, 2, 4].map((round) => [
        round,
        Math.max(...fourRounds[round - 1]!.data.map((weight) => Math.abs(weight))),
      ]),
    );
    expect(report.notTested).toContain("round 3 of the updates");
  });

  test("runs every law once, and shows a claim those of its clauses", () => {
    expect(report.laws.map(({ law }) => law)).toEqual(laws.map(({ id }) => id));
    for (const { id, clauses, laws: own } of report.claims) {
      const expected = laws.filter((law) => law.clauses.some((clause) => clauses.includes(clause)));
      expect(
        own.map(({ law }) => law),
        id,
      ).toEqual(expected.map((law) => law.id));
      expect(own.length, id).toBeGreaterThan(0);
    }
  });

  test("a law that does not apply is named as not tested, with why; those with one reason together", () => {
    const skipped = report.laws.flatMap((law) => (law.verdict === "not applicable" ? [law] : []));
    expect(skipped.length).toBeGreaterThan(50);
    for (const { law, reason } of skipped) {
      const lines = report.notTested.filter((line) => line.endsWith(` (not applicable): ${reason}`));
      expect(lines).toHaveLength(1);
      const [named] = lines[0]!.split(" (");
      expect(named!.replace(/^laws? /u, "").split(", ")).toContain(law);
    }
    const stream = report.laws.filter(({ law }) => law.startsWith("stream/"));
    expect(stream.map(({ verdict }) => verdict)).toEqual(Array(5).fill("pass"));
  });

  test("reports progress of rounds, laws and claims in this order, each counted up without a gap", () => {
    const seen = events.map(({ stage, done, total, item }) => `${stage} ${done}/${total} ${item}`);
    expect(seen).toEqual([
      ...[1, 2, 4].map((round, i) => `rounds ${i + 1}/3 round ${round}`),
      ...laws.map(({ id }, i) => `laws ${i + 1}/${laws.length} ${id}`),
      ...register.map(({ claim }, i) => `claims ${i + 1}/${register.length} ${claim.id}`),
    ]);
  });

  test("the same seed gives the same report, byte by byte", async () => {
    const again = await runAudit(requestOf("one"));
    expect(JSON.stringify(again)).toBe(JSON.stringify(report));
  });

  test("another seed gives other measurements of whatever is drawn, and the same verdicts", async () => {
    const other = await runAudit(requestOf("two"));
    expect(verdicts(other)).toEqual(verdicts(report));
    const same = report.claims.filter(
      (claim, i) => JSON.stringify(claim.evidence) === JSON.stringify(other.claims[i]!.evidence),
    );
    // These have nothing to draw, or nothing that shows in whole counts.
    const fixed = new Set(["PH-2", "PH-5", "PH-6", "FI-1", "FI-3", "FI-4", "FI-5", "QN-1"]);
    for (const id of ["PR-2", "AV-2", "CO-1", "QN-2", "QN-4"]) fixed.add(id);
    // Exact distances that are 0 whatever the draws.
    fixed.add("SE-2");
    expect(same.map(({ id }) => id).filter((id) => !fixed.has(id))).toEqual([]);
    expect(other.rounds.map(({ phaseError }) => phaseError)).not.toEqual(
      report.rounds.map(({ phaseError }) => phaseError),
    );
  });

  test("a claim is decided alike alone and among others: its draws are its own", async () => {
    const alone = await runAudit(requestOf("one", only("PH-3", "AV-1")));
    for (const claim of alone.claims) {
      const among = report.claims.find(({ id }) => id === claim.id)!;
      expect(claim.evidence).toEqual(among.evidence);
      expect(claim.verdict).toEqual(among.verdict);
    }
    expect(alone.claims).toHaveLength(2);
  });
});

test("some claims: the laws of their clauses alone, and the others named as not tested", async () => {
  const report = await runAudit(requestOf("one", only("PH-6", "QN-1")));
  const clauses = new Set(["CQSA-ENC-3", "QNF-MSK-1", "QNF-MSK-2", "QNF-MSK-3"]);
  const expected = laws.filter((law) => law.clauses.some((clause) => clauses.has(clause)));
  expect(expected.length).toBeGreaterThan(3);
  expect(report.laws.map(({ law }) => law)).toEqual(expected.map(({ id }) => id));
  expect(report.claims.map(({ id }) => id)).toEqual(["PH-6", "QN-1"]);
  expect(report.notTested[0]).toBe(
    "claims that were not asked for: PH-1…5, PH-7, PR-1…8, SE-1…2, BY-1…6, CV-1, FI-1…5, AV-1…2, CO-1, QN-2…7, and laws of theirs alone",
  );
});

describe("a broken reference", () => {
  const reference = createReference({ operations: ["encode", "decode"] });
  /** Encodes a thousandth too far. */
  const callRaw: Implementation["callRaw"] = async (operation, params) => {
    const outcome = await reference.callRaw(operation, params);
    if (operation !== "encode" || outcome.outcome !== "ok") return outcome;
    const { phases } = outcome.result as { phases: number[] };
    return { ...outcome, result: { phases: phases.map((phase) => phase * 1.001) } };
  };
  const broken = { ...reference, callRaw, call: typedCall(callRaw) };
  afterEach(() => {
    vi.mocked(createReference).mockReturnValue(small);
  });

  test("is violated in the report, with its counterexample, and decides no claim that rests on it", async () => {
    const claims = only("PH-4", "PH-5", "PH-6", "QN-1");
    vi.mocked(createReference).mockReturnValue(broken);
    const report = await runAudit(requestOf("one", claims));
    const violated = report.laws.filter(({ verdict }) => verdict === "violated");
    expect(violated.map(({ law }) => law)).toContain("encoding/encode-definition");
    for (const law of violated) {
      expect(law).toMatchObject({
        counterexample: { expected: expect.any(String) as string, seed: "one/laws" },
      });
    }
    const byId = new Map(report.claims.map(({ id, verdict }) => [id, verdict]));
    const firm = violated.find((law) => law.clauses.includes("CQSA-ENC-1"));
    expect(byId.get("PH-5")).toMatchObject({
      verdict: "undecided",
      reason: expect.stringContaining(firm!.law) as string,
    });
    expect(byId.get("QN-1")).toMatchObject({ verdict: "holds" });
  });

  test("while a sound one decides them", async () => {
    vi.mocked(createReference).mockReturnValue(reference);
    const report = await runAudit(requestOf("one", only("PH-5")));
    expect(report.laws.filter(({ verdict }) => verdict === "violated")).toEqual([]);
    expect(report.claims[0]).toMatchObject({ verdict: { verdict: "fails" } });
  });
});

test("the laws run on the reference with the remainder policy of the audit", async () => {
  vi.mocked(createReference).mockClear();
  await runAudit(requestOf("one", only("PH-6")));
  expect(vi.mocked(createReference).mock.calls).toEqual([[{ remainder: "balanced" }]]);
});

test("settings that a round refuses are refused before any law runs", async () => {
  const events: AuditProgress[] = [];
  const request = requestOf("one", only("PH-6"));
  const refused = { ...request, settings: { ...settings, clusterSize: 4, remainder: "reject" as const } };
  await expect(runAudit(refused, (progress) => events.push(progress))).rejects.toThrow(
    /"clients" expected a multiple of the cluster size 4, got 9/,
  );
  expect(events).toEqual([]);
});
