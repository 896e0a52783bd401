import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { register } from "../../src/audit/register.ts";
import { laws } from "../../properties/index.ts";
import * as claims from "./index.ts";

const spec = new URL("../", import.meta.url);

/** The clauses of the specification, with their strength. */
const clauses = new Map(
  readdirSync(spec)
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => [
      ...readFileSync(new URL(name, spec), "utf8").matchAll(/^### ([A-Z]+-[A-Z]+-\d+) \((MUST|SHOULD)\)$/gm),
    ])
    .map(([, id, strength]) => [id!, strength!]),
);

test("every claim is a file that bears its id, and an entry of the register", () => {
  const ids = Object.values(claims).map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(39);
  expect(new Set(ids).size).toBe(ids.length);
  const files = readdirSync(new URL(".", import.meta.url)).filter((name) => /^[a-z]+-\d+\.ts$/.test(name));
  expect(files.toSorted()).toEqual(ids.map((id) => `${id.toLowerCase()}.ts`).toSorted());
  expect(register.map(({ claim }) => claim.id).toSorted()).toEqual(ids.toSorted());
});

test("every clause that a claim names is in the specification, and a claim rests on at least one MUST", () => {
  expect(clauses.size).toBeGreaterThan(30);
  for (const { id, clauses: named } of Object.values(claims)) {
    expect(
      named.filter((clause) => !clauses.has(clause)),
      id,
    ).toEqual([]);
    expect(
      named.filter((clause) => clauses.get(clause) === "MUST"),
      id,
    ).not.toEqual([]);
  }
});

test("every clause that a claim names has a law", () => {
  const demanded = new Set(laws.flatMap((law) => law.clauses));
  const named = Object.values(claims).flatMap((claim) => claim.clauses);
  expect(named.length).toBeGreaterThanOrEqual(39);
  expect(named.filter((clause) => !demanded.has(clause))).toEqual([]);
});

test("a claim says what it is: title, quote, source and statement are sentences of one line", () => {
  for (const { id, title, quote, source, statement } of Object.values(claims)) {
    for (const text of [title, quote, source, statement]) {
      expect(text.trim(), id).toBe(text);
      expect(text.length, id).toBeGreaterThan(5);
      expect(text, id).not.toMatch(/[\r\n]/);
    }
    expect(title.length, id).toBeLessThanOrEqual(60);
    expect(statement, id).toMatch(/\.$/);
  }
});

test("every claim of the papers has an entry, 39 of them, in the order of their areas", () => {
  const numbered = { PH: 7, PR: 8, SE: 2, BY: 6, CV: 1, FI: 5, AV: 2, CO: 1, QN: 7 };
  const ids = Object.entries(numbered).flatMap(([area, count]) =>
    Array.from({ length: count }, (_, i) => `${area}-${i + 1}`),
  );
  expect(ids).toHaveLength(39);
  expect(register.map(({ claim }) => claim.id)).toEqual(ids);
});
