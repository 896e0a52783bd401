import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { laws } from "../../properties/index.ts";
import { clauseOf, clauses } from "./clauses.ts";
import { parseClauses } from "./parse-clauses.ts";

test("spec/clauses.json holds what the specification says (else: npm run schemas)", () => {
  const spec = new URL("../../spec/", import.meta.url);
  const names = readdirSync(spec).filter((name) => name.endsWith(".md"));
  expect(names.length).toBeGreaterThanOrEqual(3);
  const texts = names.sort().map((name) => parseClauses(name, readFileSync(new URL(name, spec), "utf8")));
  expect(clauses).toEqual(texts.flat());
});

test("every clause that a law names is found, with a text", () => {
  const named = new Set(laws.flatMap(({ clauses }) => clauses));
  expect(named.size).toBeGreaterThan(30);
  expect([...named].filter((id) => (clauseOf(id)?.text ?? "") === "")).toEqual([]);
  expect(clauseOf("CQSA-ENC-1")).toMatchObject({ level: "MUST", file: "protocol.md" });
  expect(clauseOf("CQSA-ENC-1")!.text).toContain("θ = π·w/(k·w_max)");
  expect(clauseOf("CQSA-ENC-0")).toBe(undefined);
});

test("a clause ends at the next heading, and its paragraphs become lines", () => {
  const markdown = [
    "# Title",
    "not a clause",
    "### A-B-1 (MUST)",
    "",
    "One sentence",
    "on two lines.",
    "",
    "| a | b |",
    "| - | - |",
    "Another one.",
    "- an item",
    "  goes on",
    "- a second",
    "",
    "## Section",
    "not a clause either",
    "### A-B-2 (SHOULD)",
    "Short.",
  ].join("\n");
  expect(parseClauses("x.md", markdown)).toEqual([
    {
      id: "A-B-1",
      level: "MUST",
      file: "x.md",
      text: "One sentence on two lines.\n| a | b |\n| - | - |\nAnother one.\n- an item goes on\n- a second",
    },
    { id: "A-B-2", level: "SHOULD", file: "x.md", text: "Short." },
  ]);
});

test("a paragraph that begins with Code says where a clause is kept, and is no part of its text", () => {
  const section = "### A-B-1 (MUST)\n\nShort.\n\nCode: `src/a.ts#b`,\n`src/c/`.\n\nMore.\n";
  expect(parseClauses("x.md", section)).toEqual([
    { id: "A-B-1", level: "MUST", file: "x.md", text: "Short.\nMore.", code: ["src/a.ts#b", "src/c/"] },
  ]);
});
