import { beforeAll, describe, expect, test, vi } from "vitest";
import { register } from "../audit/register.ts";
import type { AuditReport } from "../audit/report.ts";
import { runAudit } from "../audit/run-audit.ts";
import { figure } from "../base/figure.ts";
import { matrixFromRows } from "../base/matrix.ts";
import { createReference } from "../implementation/reference.ts";
import { auditMarkdown } from "./audit-markdown.ts";
import { auditText } from "./audit-text.ts";

/* The reference declares little, so that few laws take their time. */
vi.mock(import("../implementation/reference.ts"), { spy: true });
vi.mocked(createReference).mockReturnValue(createReference({ operations: ["encode"] }));

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
});

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
      expect(line[0]).toContain(verdict.verdict);
      expect(line[0]).toContain(title);
    }
    expect(text).toContain("violated encoding/broken: |θ| ≤ π/k for every weight");
    expect(text).toContain("phases[0] differs");
    expect(text).toContain("expected 0.1|0.2");
    expect(text).toMatch(/law encoding\/rare \(inconclusive\)|1 inconclusive/);
  });

  test("colours add nothing but marks", () => {
    const marked = auditText(report, 100, (style, text) => `<${style}>${text}</${style}>`);
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
    expect(text.match(/^```json$/gm)!.length).toBe(report.claims.length + 1);
    expect(text.match(/^```$/gm)!.length).toBe(report.claims.length + 1);
    expect(text.match(/<details>/g)!.length).toBe(report.claims.length);
    expect(text.match(/<\/details>/g)!.length).toBe(report.claims.length);
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
