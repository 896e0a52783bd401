import { expect, test } from "vitest";
import type { Parameters } from "../../base/switches.ts";
import { ALL_HARDENING, completeHardening, HARDENING_PARAMETERS } from "./hardening.ts";
import type { Hardening } from "./hardening.ts";

const ALARM = { falseAlarm: 1e-3 };

/** The table of WIRE-EXT-2. */
const DEFAULTS: Readonly<Record<keyof Hardening, Readonly<Record<string, unknown>>>> = {
  "clip-bound": { bound: 1 },
  "guard-band": { factor: 1.25, ...ALARM },
  "balanced-clusters": { least: 3 },
  "stable-clusters": { rounds: 10, round: 0, seed: "clusters" },
  "reshuffle-budget": { partitions: 3, round: 0, seed: "clusters" },
  "commit-reveal": {},
  "verification-rounds": { states: 64, ...ALARM },
  "visibility-floor": ALARM,
  "residue-parity": ALARM,
  "local-noise": { ratio: 0.1, delta: 1e-5 },
};

const ALARMS = "a finite number from 1e-12 to 0.5";
const POSITIVE = "a finite number of at least 5e-324";

/** By measure and parameter: values out of range, and what is expected in their place. */
const REFUSED: readonly (readonly [keyof Hardening, string, readonly number[], string])[] = [
  ["clip-bound", "bound", [0, -1], POSITIVE],
  ["guard-band", "factor", [0.999, 1.1e6], "a finite number from 1 to 1000000"],
  ["guard-band", "falseAlarm", [0.9e-12, 0.51], ALARMS],
  ["balanced-clusters", "least", [0, 2.5], "an integer of at least 1"],
  ["stable-clusters", "rounds", [0, 2.5], "an integer of at least 1"],
  ["stable-clusters", "round", [-1, 0.5], "an integer of at least 0"],
  ["reshuffle-budget", "partitions", [0, 2.5], "an integer of at least 1"],
  ["reshuffle-budget", "round", [-1, 0.5], "an integer of at least 0"],
  ["verification-rounds", "states", [0, 2.5, 1_000_001], "an integer from 1 to 1000000"],
  ["verification-rounds", "falseAlarm", [0, 1], ALARMS],
  ["visibility-floor", "falseAlarm", [0, 1], ALARMS],
  ["residue-parity", "falseAlarm", [0, 1], ALARMS],
  ["local-noise", "ratio", [0, 1.1e6], "a finite number from 5e-324 to 1000000"],
  ["local-noise", "delta", [0, 0.51], "a finite number from 1e-300 to 0.5"],
];

test("Each measure has the parameters and defaults of the specification, and says what they mean [WIRE-EXT-2]", () => {
  const alone = (name: string): unknown =>
    completeHardening({ [name]: true, ...(name === "local-noise" && { "clip-bound": true }) });
  expect(Object.keys(HARDENING_PARAMETERS)).toEqual(Object.keys(DEFAULTS));
  for (const [name, defaults] of Object.entries(DEFAULTS)) {
    expect(alone(name)).toMatchObject({ [name]: defaults });
    const parameters: Parameters = HARDENING_PARAMETERS[name as keyof Hardening];
    expect(Object.keys(parameters).toSorted()).toEqual(Object.keys(defaults).toSorted());
    for (const { meaning } of Object.values(parameters)) expect(meaning).not.toBe("");
  }
  const { "reshuffle-budget": _, ...others } = DEFAULTS;
  expect(ALL_HARDENING).toEqual(others);
});

test("Parameters out of range are refused by name [WIRE-EXT-2]", () => {
  for (const [measure, key, values, expected] of REFUSED) {
    for (const value of values) {
      const message = `"hardening.${measure}.${key}" expected ${expected}, got ${value}`;
      expect(() => completeHardening({ [measure]: { [key]: value } })).toThrow(new RangeError(message));
    }
  }
});
