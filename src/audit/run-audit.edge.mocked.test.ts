import { expect, test, vi } from "vitest";
import { matrixFromRows } from "../base/matrix.ts";
import { createReference } from "../implementation/reference.ts";
import { auditMarkdown } from "../report/audit-markdown.ts";
import { auditSchema } from "../report/audit-schema.ts";
import { auditText } from "../report/audit-text.ts";
import type { AuditSettings } from "./context.ts";
import { nonFinitePath } from "./non-finite.ts";
import { register } from "./register.ts";
import type { Entry } from "./register.ts";
import type { AuditReport } from "./report.ts";
import { runAudit } from "./run-audit.ts";

const sound: AuditSettings = {
  clusterSize: 3,
  remainder: "balanced",
  shots: 100,
  noise: { channel: "depolarizing2", layout: "chain", probability: 0.005 },
};

const none = { channel: "none", layout: "chain", probability: 0 } as const;

/* A fraction of the usual effort: what is asked here is whether numbers are sound. */
vi.mock(import("./presets.ts"), async (load) => {
  const { presets, ...rest } = await load();
  return { ...rest, presets: { ...presets, quick: { ...presets.quick, samples: 4000, trials: 60 } } };
});

/* The reference declares nothing, so that hardly a law applies: laws know nothing of updates and settings. */
vi.mock(import("../implementation/reference.ts"), { spy: true });
vi.mocked(createReference).mockReturnValue(createReference({ operations: [] }));

async function audited(
  rows: readonly (readonly number[])[],
  change: Partial<AuditSettings>,
  // Whatever knows neither updates nor settings, or plays many rounds, is decided elsewhere.
  claims: readonly Entry[] = register.filter(({ claim }) => Object.hasOwn(usual, claim.id)),
): Promise<AuditReport> {
  const updates = matrixFromRows("updates", rows);
  return runAudit({
    updates: [updates],
    origin: {
      source: "edge",
      clients: updates.rows,
      coordinates: updates.columns,
      rounds: 1,
      accuracies: [],
    },
    settings: { ...sound, ...change },
    preset: "quick",
    claims,
    made: { version: "0", commit: null, node: "0", command: "test", seed: "edge" },
  });
}

function waves(clients: number, coordinates: number): number[][] {
  return Array.from({ length: clients }, (_, i) =>
    Array.from({ length: coordinates }, (_, c) => Math.sin(1 + 1.7 * i + 0.9 * c)),
  );
}

/** What every claim says of sound updates under these settings; each case names what differs. */
const usual: Readonly<Record<string, string>> = {
  "PH-1": "holds",
  "PH-3": "fails",
  "PH-4": "holds if",
  "PH-5": "fails",
  "PH-6": "holds",
  "PR-8": "holds if",
  "FI-1": "holds if",
  "FI-2": "fails",
  "FI-5": "fails",
  "AV-1": "holds",
  "AV-2": "holds if",
  "CO-1": "fails",
  "QN-1": "holds",
  "QN-2": "holds if",
  "QN-3": "fails",
  "QN-4": "holds if",
  "QN-5": "fails",
  "QN-6": "holds if",
  "QN-7": "holds",
};

type Case = readonly [
  title: string,
  rows: readonly (readonly number[])[],
  change: Partial<AuditSettings>,
  different: Readonly<Record<string, string>>,
];

/** One cluster of all: nothing to compare it with. */
const oneCluster = { "AV-1": "undecided" };

const cases: readonly Case[] = [
  ["two clients with one coordinate", [[0.4], [-1]], {}, oneCluster],
  ["fewer clients than the cluster size", waves(3, 4), { clusterSize: 5 }, oneCluster],
  [
    "updates of zeros, with a bound of 0",
    waves(9, 3).map((row) => row.map(() => 0)),
    {},
    { "PH-6": "undecided" },
  ],
  [
    "one client alone that is not zero",
    [
      [0, 0],
      [0, 0],
      [0.1, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ],
    {},
    { "PH-6": "undecided" },
  ],
  // All clients round it alike: their errors do not average out.
  ["a constant column", waves(9, 3).map((row) => [...row, 0.25]), {}, { "QN-7": "holds if" }],
  ["an outlier of 1e200", [...waves(8, 3), [1e200, 0, 0]], {}, {}],
  ["updates of 1e-300", waves(9, 3).map((row) => row.map((weight) => weight * 1e-300)), {}, {}],
  [
    "every weight at the bound, read with shots",
    waves(6, 5).map((row) => row.map(() => 1)),
    {},
    { "PH-4": "fails" },
  ],
  ["seven clients, the remainder in a short cluster", waves(7, 4), { remainder: "short" }, {}],
  ["seven clients, the remainder merged", waves(7, 4), { remainder: "merge" }, {}],
  ["seven clients, balanced", waves(7, 4), { remainder: "balanced" }, {}],
  ["nine clients, no remainder to reject", waves(9, 4), { remainder: "reject" }, {}],
  ["one shot a basis", waves(9, 4), { shots: 1 }, {}],
  ["noise of p = 1", waves(9, 4), { noise: { ...sound.noise, probability: 1 } }, {}],
  ["a visibility below 0", waves(8, 4), { clusterSize: 2, noise: { ...sound.noise, probability: 1 } }, {}],
  [
    "no visibility at all",
    waves(9, 4),
    { noise: { channel: "dephasing", layout: "star", probability: 0.5 } },
    // Every state has lost its coherence: F = ½ whatever its size.
    { "FI-1": "fails" },
  ],
  ["no noise", waves(9, 4), { noise: none }, {}],
  ["bit flips", waves(9, 4), { noise: { channel: "bit-flip", layout: "chain", probability: 0.02 } }, {}],
  [
    "over-rotation",
    waves(9, 4),
    { noise: { channel: "over-rotation", layout: "star", probability: 0.02 } },
    {},
  ],
  [
    "clusters of one, where the largest weight sits at π itself",
    waves(5, 4),
    { clusterSize: 1 },
    { "PH-4": "fails", "PH-5": "undecided" },
  ],
  ["a cluster size beyond all use", waves(4, 2), { clusterSize: 1e9 }, oneCluster],
];

test.each(cases)(
  "%s: sound numbers and the verdicts that follow",
  async (_title, rows, change, different) => {
    const report = await audited(rows, change);
    expect(Object.fromEntries(report.claims.map(({ id, verdict }) => [id, verdict.verdict]))).toEqual({
      ...usual,
      ...different,
    });
    // Nothing that JSON would drop or turn into null.
    expect(nonFinitePath(report)).toBeUndefined();
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(() => auditSchema.parse(report)).not.toThrow();
    for (const text of [auditText(report, 80), auditMarkdown(report)]) {
      expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/);
    }
    expect(auditText(report, 80)).not.toMatch(/null/);
  },
);

test("a remainder under reject is refused, as in a round", async () => {
  await expect(audited(waves(7, 4), { remainder: "reject" })).rejects.toThrow(
    /"clients" expected a multiple/,
  );
});

test("a bound whose scale is not finite is refused", async () => {
  await expect(audited([[5e-324], [0]], {})).rejects.toThrow(/"weightBound" expected/);
});

test("what a closed form cannot say is left out, not made up", async () => {
  const noise = { channel: "bit-flip", layout: "chain", probability: 0.02 } as const;
  const { rounds } = await audited(waves(9, 4), { noise }, []);
  expect(rounds).toHaveLength(1);
  expect(rounds[0]).toMatchObject({ expectedVisibility: null, predictedPhaseError: null });
  const zeros = await audited([[0], [0], [0]], {}, []);
  expect(zeros.rounds[0]).toMatchObject({ weightBound: 0, relativeError: null });
});
