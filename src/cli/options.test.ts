import type { Option } from "commander";
import { expect, test } from "vitest";
import { choiceOption, integerOption, numberOption, textOption } from "./options.ts";
import { isUsageError } from "./usage-error.ts";

function parse(option: Option, text: string): unknown {
  return option.parseArg!(text, undefined);
}

function refusalOf(option: Option, text: string): string {
  try {
    parse(option, text);
  } catch (error) {
    expect(isUsageError(error)).toBe(true);
    return (error as Error).message;
  }
  throw new Error(`${text} was accepted`);
}

const shots = integerOption("--shots <n>", "", { min: 1 });
const clients = integerOption("--clients <n>", "", { min: 2, max: 10 });

test("an integer may be written with an exponent", () => {
  expect(["1", "1000", "1e3", "25E4", "007"].map((text) => parse(shots, text))).toEqual([
    1, 1000, 1000, 250_000, 7,
  ]);
  expect(parse(shots, String(Number.MAX_SAFE_INTEGER))).toBe(Number.MAX_SAFE_INTEGER);
  expect(["2", "10", "1e1"].map((text) => parse(clients, text))).toEqual([2, 10, 10]);
});

test.for([
  "0",
  "-1",
  "+1",
  "1.5",
  "1.0",
  "1e-1",
  "1e+3",
  "0x10",
  "1_000",
  "nan",
  "Infinity",
  "",
  " 1",
  "ten",
])("%j is no positive integer", (text) => {
  expect(refusalOf(shots, text)).toBe(
    `--shots expected an integer of at least 1, got ${JSON.stringify(text)}`,
  );
});

test("an integer beyond its limit, or beyond what a number can hold, is refused", () => {
  expect(refusalOf(clients, "11")).toBe('--clients expected an integer from 2 to 10, got "11"');
  expect(refusalOf(clients, "1")).toBe('--clients expected an integer from 2 to 10, got "1"');
  for (const text of ["9007199254740992", "1e16", "1e999"]) {
    expect(refusalOf(shots, text)).toBe(`--shots expected an integer below 2^53, got "${text}"`);
  }
});

const probability = numberOption("--probability <p>", "", { from: 0, to: 1 });
const alpha = numberOption("--alpha <x>", "", { above: 0 });

test("a number is any decimal notation within its limits", () => {
  expect(["0", "1", ".5", "5e-3", "+0.25", "1.", "-0"].map((text) => parse(probability, text))).toEqual([
    0, 1, 0.5, 0.005, 0.25, 1, -0,
  ]);
  expect(["0.1", "1e300"].map((text) => parse(alpha, text))).toEqual([0.1, 1e300]);
});

test.for(["2", "-0.1", "1.0001", "nan", "NaN", "inf", "0x1", "0b1", "", " ", "1,5", "50%", "."])(
  "%j is no probability",
  (text) => {
    expect(refusalOf(probability, text)).toBe(
      `--probability expected a number from 0 to 1, got ${JSON.stringify(text)}`,
    );
  },
);

test.for(["0", "-1", "1e999", "1e-999"])("%j is no number above 0", (text) => {
  expect(refusalOf(alpha, text)).toBe(`--alpha expected a number above 0, got "${text}"`);
});

test("a choice is one of its words, written so", () => {
  const preset = choiceOption("--preset <name>", "", ["quick", "full"], "quick");
  expect(parse(preset, "full")).toBe("full");
  expect(preset.defaultValue).toBe("quick");
  for (const text of ["fast", "Full", "", "quick,full"]) {
    expect(refusalOf(preset, text)).toBe(`--preset expected one of quick, full, got "${text}"`);
  }
});

test("a text is not empty and not the next option", () => {
  const seed = textOption("--seed <text>", "");
  expect(["1", "two words", "-3", "-"].map((text) => parse(seed, text))).toEqual([
    "1",
    "two words",
    "-3",
    "-",
  ]);
  expect(refusalOf(seed, "")).toBe('--seed expected a text that is not empty, got ""');
  expect(refusalOf(seed, "--out")).toBe('--seed expected a value before the next option, got "--out"');
});
