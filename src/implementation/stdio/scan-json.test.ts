import { assert, json, property } from "fast-check";
import { expect, test } from "vitest";
import { bareToken, excessOf } from "./scan-json.ts";

test("Bare numbers that JSON lacks are found in any spelling, but not in strings and words", () => {
  const bare = (text: string): string | null => bareToken(Buffer.from(text));
  for (const token of ["NaN", "nan", "Infinity", "-Infinity", "inf", "-inf"]) {
    expect(bare(`{"a":[1,${token}]}`)).toBe(token);
    expect(bare(`{"${token}":"x\\"${token}","b":true}`)).toBeNull();
  }
  expect(bare('{"a":None,"b":nanny,"c":1e5}')).toBeNull();
  expect(bare('{"a":"open NaN')).toBeNull();
});

test("JSON of ordinary size has nothing too much and no bare token, whatever is in its strings", () => {
  assert(
    property(json({ maxDepth: 20 }), (text) => {
      expect(excessOf(Buffer.from(text))).toBeNull();
      expect(bareToken(Buffer.from(text))).toBeNull();
    }),
  );
});

test("What would take a multiple of its size in memory is found before it is parsed", () => {
  const excess = (text: string): string | null => excessOf(Buffer.from(text));
  expect(excess("[".repeat(32))).toBeNull();
  expect(excess("[".repeat(33))).toBe("arrays or objects nested 33 deep");
  expect(excess('["[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\"[["]')).toBeNull();
  expect(excess(`[${"{},".repeat(1_200_000)}]`)).toBe("1200001 arrays and objects");
  expect(excess(`[${'"",'.repeat(200_001)}]`)).toBe("200001 strings");
  expect(excess(`[${"0,".repeat(8_000_001)}]`)).toBe("more than 8000001 values");
});
