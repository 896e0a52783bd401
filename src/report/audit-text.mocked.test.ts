import { beforeAll, describe, expect, test, vi } from "vitest";
import type { AuditContext } from "../audit/context.ts";
import type { ConvergenceEvidence } from "../audit/convergence-evidence.ts";
import { register } from "../audit/register.ts";
import type { AuditReport } from "../audit/report.ts";
import { runAudit } from "../audit/run-audit.ts";
import { figure } from "../base/figure.ts";
import { matrixFromRows } from "../base/matrix.ts";
import { createReference } from "../implementation/reference.ts";
import { EVIDENCE_UNITS, evidenceRows } from "./audit-evidence.ts";
import { auditMarkdown } from "./audit-markdown.ts";
import { auditText } from "./audit-text.ts";

/* The reference declares little, so that few laws take their time. */
vi.mock(import("../implementation/reference.ts"), { spy: true });
vi.mocked(createReference).mockReturnValue(createReference({ operations: ["encode"] }));

/* Less of everything, and no training: what is tested is how it is told. */
vi.mock(import("../audit/presets.ts"), async (original) => {
  const { presets, PRESET_NAMES } = await original();
  return {
    PRESET_NAMES,
    presets: { ...presets, quick: { ...presets.quick, lawRuns: 20, samples: 4000, trials: 20 } },
  };
});
vi.mock(import("../audit/gather/convergence.ts"), () => ({
  gatherConvergence: ({ settings }: AuditContext): ConvergenceEvidence => {
    const loss = { value: 0.1, lower: -0.05, upper: 0.25 };
    const training = { rule: "mean", adversary: null, byzantine: 0, accuracy: 0.7, loss };
    return {
      ...settings,
      data: "none",
      clients: 10,
      trainSamples: 500,
      testSamples: 100,
      rounds: 15,
      seeds: 3,
      confidence: 0.95,
      plainAccuracy: 0.8,
      trainings: [training, { ...training, rule: "median" }, { ...training, rule: "krum" }],
    };
  },
}));

/** An audit of every claim, with a violated and an inconclusive law and texts that do their worst. */
let report: AuditReport;
beforeAll(async () => {
  const updates = [1, 2].map((t) =>
    matrixFromRows(
      "updates",
      Array.from({ length: 10 }, (_, i) => [Math.sin(t + i), Math.cos(2 * t * i), -1]),
    ),
  );
  const sound = await runAudit({
    updates,
    origin: { source: "a|b`c\nd.npy", clients: 10, coordinates: 3, rounds: 2, accuracies: [0.5, 0.75] },
    settings: {
      clusterSize: 5,
      remainder: "balanced",
      shots: 1000,
      noise: { channel: "depolarizing2", layout: "chain", probability: 0.005 },
    },
    preset: "quick",
    claims: register,
    made: {
      version: "0.1.0",
      commit: "f".repeat(40),
      node: "24",
      command: "cqsa audit --seed a`b",
      seed: "a`|b",
    },
  });
  const law = {
    sentence: "|θ| ≤ π/k for every weight",
    clauses: ["CQSA-ENC-2"],
    kind: "deterministic",
  } as const;
  report = {
    ...sound,
    laws: [
      ...sound.laws,
      {
        ...law,
        law: "encoding/broken",
        verdict: "violated",
        cases: 7,
        counterexample: {
          message: "phases[0] differs",
          expected: "0.1|0.2",
          received: `[${"0.123456789,".repeat(20)}0]`,
          example: { weights: Array.from({ length: 40 }, () => 0.123456789) },
          seed: "1/laws",
        },
      },
      {
        ...law,
        law: "encoding/rare",
        verdict: "inconclusive",
        cases: 1,
        reason: "only 1 of 100 cases reached it",
      },
    ],
    rounds: sound.rounds.map((round) => ({ ...round, expectedVisibility: null, relativeError: null })),
  };
}, 60_000);

describe("text", () => {
  test.each([60, 80, 100, 120])("no line is longer than %i columns", (width) => {
    const lines = auditText(report, width).split("\n");
    expect(lines.length).toBeGreaterThan(80);
    expect(lines.filter((line) => Array.from(line).length > width)).toEqual([]);
    expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
  });

  test("a width below 60 counts as 60", () => {
    expect(auditText(report, 10)).toBe(auditText(report, 60));
  });

  test("no word is lost at any width, but the rounds, which change from a table to sentences", () => {
    const [narrow, wide] = [60, 120].map((width) => auditText(report, width));
    expect(wide).toContain("phase error, rad (predicted)");
    const wordsOf = (text: string): string => text.slice(text.indexOf("\nLaws ")).replaceAll(/\s/g, "");
    expect(wordsOf(narrow!)).toBe(wordsOf(wide!));
    expect(wordsOf(wide!).length).toBeGreaterThan(5000);
    for (const { phaseError } of report.rounds) {
      expect(narrow!.replaceAll(/\s+/g, " ")).toContain(
        `phase error, rad (predicted) ${figure(phaseError, 3)} (`,
      );
    }
  });

  test("every claim is named once with its verdict and reasons, every violated law with its counterexample", () => {
    const text = auditText(report, 100);
    for (const { id, title, verdict } of report.claims) {
      const line = text.split("\n").filter((candidate) => candidate.startsWith(`${id} `));
      expect(line, id).toHaveLength(1);
      expect(line[0]).toContain(title);
      expect(line[0], id).toContain(verdict.verdict);
    }
    expect(text).toContain("violated encoding/broken: |θ| ≤ π/k for every weight");
    expect(text).toContain("phases[0] differs");
    expect(text).toContain("expected 0.1|0.2");
    expect(text).toMatch(/law encoding\/rare \(inconclusive\)|1 inconclusive/);
  });

  test("the counts of verdicts stand at the beginning and once more at the end", () => {
    const text = auditText(report, 120);
    expect(text).toMatch(/^Claims {3}\d+ holds, \d+ holds if, \d+ fails, \d+ undecided$/mu);
    expect(text).toMatch(/\n\nResult {3}claims: \d+ holds, [^\n]+, \d+ undecided; laws: \d+ pass, [^]+\n$/u);
  });

  test.each([60, 100])(
    "in detail, %i columns wide, every number of the evidence stands beside a label",
    (width) => {
      const text = auditText(report, width, undefined, "details");
      expect(text.split("\n").filter((line) => Array.from(line).length > width)).toEqual([]);
      expect(text.split("\n").filter((line) => line !== line.trimEnd())).toEqual([]);
      const words = text.replaceAll(/\s+/g, " ");
      for (const claim of report.claims) {
        const start = words.indexOf(` ${claim.id} ${claim.verdict.verdict} `);
        expect(start, claim.id).toBeGreaterThan(-1);
        const block = words.slice(start, words.indexOf(" laws ", words.indexOf(" evidence ", start)));
        expect(block).toContain(`tested ${claim.statement}`);
        expect(block).toContain(`clauses ${claim.clauses.join(", ")} evidence`);
        const rows = evidenceRows(claim.id, claim.evidence);
        expect(rows.length, claim.id).toBeGreaterThan(0);
        for (const { label, value, table = [] } of rows) {
          expect(block, claim.id).toContain(`${label} ${value}`.trim());
          // Beside its headings, or with one before each cell.
          for (const cell of table.flat()) expect(block, claim.id).toContain(cell);
        }
      }
      // Laws with their cases; a violated one with its message.
      const law = report.laws.find(({ verdict }) => verdict === "pass");
      expect(words).toContain(`${law!.law} pass, ${law!.verdict === "pass" ? law!.cases : 0} cases`);
      expect(words).toContain("encoding/broken violated in 7 cases: phases[0] differs");
      expect(words).toContain("encoding/rare inconclusive: only 1 of 100 cases reached it");
    },
  );

  test("every number of an evidence is told, and units are of places that there are", () => {
    const numbersIn = (value: unknown): number[] => {
      if (typeof value === "number") return [value];
      return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
    };
    const labels = new Set<string>();
    for (const { id, evidence } of report.claims) {
      const rows = evidenceRows(id, evidence);
      const found = (texts: readonly string[]): number[] =>
        texts.flatMap((text) => text.match(/-?\d+(\.\d+)?(e[+-]?\d+)?/g) ?? []).map(Number);
      const told = found(rows.map(({ value }) => value));
      // In tables, and where there is an interval, two digits or more.
      const rounded = found([
        ...rows.flatMap(({ table = [] }) => table.flat()),
        ...rows.map(({ value }) => value).filter((value) => value.includes("[")),
      ]);
      expect(told.length + rounded.length, id).toBeGreaterThanOrEqual(numbersIn(evidence).length);
      for (const { label } of rows) labels.add(`${id} ${label}`);
      for (const number of numbersIn(evidence)) {
        const isNear = (share: number) => (text: number) =>
          Math.abs(text - number) <= share * Math.abs(number);
        expect(told.some(isNear(1e-5)) || rounded.some(isNear(0.1)), `${id} ${number}`).toBe(true);
      }
    }
    // Where a run has no such case there is no label of it either.
    const absent = new Set(["PH-4.nearestAcross.*"]);
    for (const [place, unit] of Object.entries(EVIDENCE_UNITS)) {
      if (absent.has(place)) continue;
      const id = place.slice(0, place.indexOf("."));
      expect(
        [...labels].some((label) => label.startsWith(`${id} `) && label.endsWith(`, ${unit}`)),
        place,
      ).toBe(true);
    }
  });

  test("labels are words with their place and unit; lists of objects a line each, nothing a dash", () => {
    expect(
      evidenceRows("PH-1", {
        largestError: 0.123456789,
        worst: { phases: [1, 2.5], read: null },
        cases: [
          { n: 1, ok: true },
          { n: 2, ok: false },
        ],
        none: [],
        missing: null,
        name: "chain",
      }),
    ).toEqual([
      { label: "largest error, rad", value: "0.123457" },
      { label: "worst: phases, rad", value: "1, 2.5" },
      { label: "worst: read", value: "–" },
      { label: "cases", value: "n 1, ok yes" },
      { label: "", value: "n 2, ok no" },
      { label: "none", value: "none" },
      { label: "missing", value: "–" },
      { label: "name", value: "chain" },
    ]);
    expect(evidenceRows("XX-1", { count: 156_000_001 })).toEqual([{ label: "count", value: "156000001" }]);
  });

  test("colours add nothing but marks", () => {
    const paint = (style: string, text: string): string => `<${style}>${text}</${style}>`;
    const detailed = auditText(report, 100, paint, "details");
    expect(detailed.replaceAll(/<\/?(bold|dim|green|yellow|red|cyan)>/g, "")).toBe(
      auditText(report, 100, undefined, "details"),
    );
    const marked = auditText(report, 100, paint);
    expect(marked).toContain("<red>violated</red>");
    expect(marked).toContain("<red>fails     </red>");
    expect(marked).toContain("<green>holds     </green>");
    expect(marked.replaceAll(/<\/?(bold|dim|green|yellow|red|cyan)>/g, "")).toBe(auditText(report, 100));
  });

  test("figures carry their units: radians beside phases, an interval beside a rate, a cause for a dash", () => {
    const text = auditText(report, 120);
    expect(text).toContain("phase error, rad (predicted)");
    const reasonOf = (id: string): string =>
      Object.values(report.claims.find((c) => c.id === id)!.verdict).join(" ");
    for (const id of ["PH-1", "PH-2", "PH-3", "PH-4", "PH-5", "FI-2"])
      expect(reasonOf(id), id).toMatch(/\d rad/);
    expect(reasonOf("AV-1")).toMatch(
      /\d+ of \d+ clusters still had an aggregate .* 99\.9999 % interval [\d.]+…[\d.]+/,
    );
    expect(reasonOf("PR-8")).toMatch(/shuffles .* p = [\d.]+/);
    expect(text).toMatch(/\(–\)/);
  });
});

describe("markdown", () => {
  /** The cells of a table row: split at pipes that no backslash escapes. */
  function cellsOf(row: string): string[] {
    return row.slice(1, -1).split(/(?<!\\)\|/);
  }

  test("every table has a rule and rows of as many cells as its head", () => {
    const lines = auditMarkdown(report).split("\n");
    const tables: string[][] = [];
    for (const [i, line] of lines.entries()) {
      if (!line.startsWith("|")) continue;
      if (lines[i - 1]!.startsWith("|")) tables.at(-1)!.push(line);
      else tables.push([line]);
    }
    expect(tables.map(({ length }) => length)).toEqual([
      2 + report.claims.length,
      2 + report.rounds.length,
      2 + report.laws.length,
    ]);
    for (const [head, rule, ...rows] of tables) {
      expect(rule).toMatch(/^\|( --- \|)+$/);
      expect(rows.every((row) => row.endsWith(" |"))).toBe(true);
      expect(new Set([head!, rule!, ...rows].map((row) => cellsOf(row).length)).size).toBe(1);
    }
    expect(auditMarkdown(report)).toContain(String.raw`\|θ\| ≤ π/k`);
  });

  test("fences, details and code spans are closed, whatever the seed and the file are called", () => {
    const text = auditMarkdown(report);
    const { length } = report.claims;
    expect(text.match(/^```json$/gm)!.length).toBe(length + 1);
    expect(text.match(/^```$/gm)!.length).toBe(length + 1);
    expect(text.match(/<details>/g)!.length).toBe(length);
    expect(text.match(/<\/details>/g)!.length).toBe(length);
    expect(text).toContain("seed ``a`|b``");
    expect(text).toContain("- command: ``cqsa audit --seed a`b``");
    expect(text).toContain("- updates: a|b`c d.npy: 10 clients");
  });

  test("headings are unique, one a claim, and a violated law shows its case", () => {
    const headings = auditMarkdown(report)
      .split("\n")
      .filter((line) => /^#+ /.test(line));
    expect(new Set(headings).size).toBe(headings.length);
    for (const { id, verdict } of report.claims) {
      expect(
        headings.filter((line) => line.startsWith(`### ${id} `) && line.endsWith(`: ${verdict.verdict}`)),
      ).toHaveLength(1);
    }
    expect(headings).toContain("### Violated: encoding/broken");
    expect(auditMarkdown(report)).toContain("- expected: `0.1|0.2`");
  });

  test("the evidence in it is the report's, number for number", () => {
    const blocks = [...auditMarkdown(report).matchAll(/^```json\n([\s\S]*?)\n```$/gm)].map(
      ([, json]) => JSON.parse(json!) as unknown,
    );
    for (const { id, evidence } of report.claims) expect(blocks, id).toContainEqual(evidence);
  });
});
