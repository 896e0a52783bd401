import { expect, test } from "vitest";
import { parseNamedOptions } from "./named-options.ts";

test("names stand alone or have options, which end where the next name begins", () => {
  expect(
    parseNamedOptions("rule", "krum, multi-krum:m=3,iterative=true,mean,geometric-median:start=zero"),
  ).toEqual([
    { name: "krum", options: {} },
    { name: "multi-krum", options: { m: 3, iterative: true } },
    { name: "mean", options: {} },
    { name: "geometric-median", options: { start: "zero" } },
  ]);
  expect(parseNamedOptions("adversary", "client/ipm:tau=2,ipm:tau=.1")).toEqual([
    { name: "client/ipm", options: { tau: 2 } },
    { name: "ipm", options: { tau: ".1" } },
  ]);
});

test("JSON in brackets keeps its commas and quotes", () => {
  const text = String.raw`krum:preAggregators=[{"id":"bucketing","size":2},{"id":"nnm"}],neighbours=n-f-1,mean`;
  expect(parseNamedOptions("rule", text)).toEqual([
    {
      name: "krum",
      options: { preAggregators: [{ id: "bucketing", size: 2 }, { id: "nnm" }], neighbours: "n-f-1" },
    },
    { name: "mean", options: {} },
  ]);
});

test("a sign and a minus are words where they are no numbers", () => {
  expect(parseNamedOptions("adversary", "alie:sign=-,constant:value=-0.5")).toEqual([
    { name: "alie", options: { sign: "-" } },
    { name: "constant", options: { value: -0.5 } },
  ]);
});

test.for(["", "a,,b", "x=1", "a:", "a:x", "a:x=", "a,x=1,", "a:x=1,x=2", "a:x=[1", "a b"])(
  "%j is refused",
  (text) => {
    expect(() => parseNamedOptions("rule", text)).toThrow('"rule" expected');
  },
);
