import { expect, test } from "vitest";
import { test as collect, takeCollected } from "./collected-tests.ts";
import { inOwnOrder } from "./own-tests.ts";

test("tests are collected with the rows of their tables, and run when they are told to", async () => {
  const seen: unknown[] = [];
  collect("plain", () => seen.push("plain"));
  collect.each([["a", 1, { deep: true }] as const, ["b", 2, {}] as const])("%s and %i", (...args) =>
    seen.push(args),
  );
  collect.for([{ title: "named" }])("row $title", (row) => seen.push(row));
  collect("fails", () => Promise.reject(new Error("no")));
  const tests = takeCollected();
  expect(tests.map(({ title }) => title)).toEqual(["plain", "a and 1", "b and 2", "row named", "fails"]);
  expect(takeCollected()).toEqual([]);
  expect(seen).toEqual([]);
  for (const { run } of tests.slice(0, 4)) run();
  expect(seen).toEqual(["plain", ["a", 1, { deep: true }], ["b", 2, {}], { title: "named" }]);
  await expect(tests[4]!.run()).rejects.toThrow("no");
});

test("laws of the owners come first, and the rest keeps its order", () => {
  const clauses = { a: ["X-A-1"], b: ["X-B-1"], c: ["X-A-1", "X-C-1"] };
  expect(inOwnOrder(["a", "b", "c"], ["X-B-1", "X-C-1"], clauses)).toEqual(["b", "c", "a"]);
});
