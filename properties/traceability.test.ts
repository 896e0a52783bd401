import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { laws } from "./index.ts";

/** The clauses of the specification with their levels. */
const clauses = new Map(
  ["protocol", "qunetqfl", "wire"].flatMap((name) => {
    const text = readFileSync(new URL(`../spec/${name}.md`, import.meta.url), "utf8");
    return [...text.matchAll(/^### ([A-Z]+-[A-Z]+-\d+) \((MUST|SHOULD|MAY)\)$/gm)].map(
      ([, id, level]) => [id!, level!] as const,
    );
  }),
);

/** Clauses that no call of an operation can break: what keeps them is not a law. */
const NOT_BY_CALLS: Readonly<Record<string, string>> = {
  "WIRE-MSG-1": "the stream: the client of adapters reads it line by line",
  "WIRE-MSG-2": "the stream: the client matches ids and waits for one answer a request",
  "WIRE-MSG-3": "the stream: lines that are no JSON are sent by the tests of servers",
  "WIRE-MSG-4": "the stream: the client closes it and waits for the end",
  "WIRE-NUM-1": "the text of numbers: the client parses it",
  "WIRE-NUM-3": "the text of integers: a harness that writes 3 cannot ask what 3.0 is",
  "WIRE-INIT-1": "the handshake: the client checks the declaration",
  "WIRE-INIT-2": "the handshake: this harness speaks one version",
  "WIRE-INIT-3": "a duty of the harness: the arbitraries keep to the limits",
  "WIRE-OUT-5": "the shape of results: there is no place for a verdict",
  "WIRE-OUT-6": "a duty of the harness: the client starts adapters anew",
};

const named = new Set(laws.flatMap((law) => law.clauses));

test("laws have ids of their own, which are the paths of their files", () => {
  expect(laws.length).toBeGreaterThanOrEqual(100);
  expect(new Set(laws.map(({ id }) => id)).size).toBe(laws.length);
  expect(laws.filter(({ id }) => !existsSync(new URL(`${id}.ts`, import.meta.url)))).toEqual([]);
});

test("every law names clauses, and every clause that is named is one of the specification", () => {
  expect(clauses.size).toBeGreaterThan(60);
  expect(laws.filter((law) => law.clauses.length === 0)).toEqual([]);
  expect([...named].filter((id) => !clauses.has(id))).toEqual([]);
});

test("every MUST has a law, but for those that no call can break", () => {
  const musts = [...clauses].filter(([, level]) => level === "MUST").map(([id]) => id);
  expect(musts.length).toBeGreaterThan(50);
  expect(musts.filter((id) => !named.has(id))).toEqual(Object.keys(NOT_BY_CALLS));
});
