import { expect, test } from "vitest";
import { test as collect, takeCollected } from "./collected-tests.ts";

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
