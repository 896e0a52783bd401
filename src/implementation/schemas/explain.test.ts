import { expect, test } from "vitest";
import type { Parsed } from "./explain.ts";
import { parse } from "./explain.ts";
import { operationParams } from "./params.ts";

function messageOf(parsed: Parsed<unknown>): string {
  if (parsed.valid) throw new Error("expected a refusal");
  return parsed.message;
}

const aggregate = { phases: [[1, 2, 3, 4]], shots: null, noise: { channel: "none" }, seed: "s" };

test.each([
  [
    {
      ...aggregate,
      phases: [
        [0, 0],
        [0, "NaN"],
      ],
    },
    '"phases[1][1]" expected a finite number, got "NaN"',
  ],
  [
    {
      ...aggregate,
      phases: [
        [0, 0],
        [0, NaN],
      ],
    },
    '"phases[1][1]" expected a finite number, got NaN',
  ],
  [
    { ...aggregate, phases: [[0, 0], [0]] },
    '"phases[1]" expected 2 numbers like the other rows, got an array of 1',
  ],
  [{ ...aggregate, phases: [] }, '"phases" expected at least one row, got an array of 0'],
  [{ ...aggregate, phases: [[]] }, '"phases[0]" expected at least one number, got an array of 0'],
  [{ ...aggregate, phases: 1 }, '"phases" expected an array of rows, got 1'],
  [{ ...aggregate, shots: 1.5 }, '"shots" expected a positive integer or null, got 1.5'],
  [{ ...aggregate, shots: undefined }, '"shots" expected a positive integer or null, got nothing'],
  [
    { ...aggregate, noise: {} },
    '"noise.channel" expected one of none, depolarizing2, depolarizing1x2, got nothing',
  ],
  [{ ...aggregate, noise: 3 }, '"noise" expected an object, got 3'],
  [
    { ...aggregate, noise: { channel: "none", x: "" } },
    '"noise.x" expected no parameter of that name, got ""',
  ],
  [{ ...aggregate, "a\nb": 1 }, '"a\\nb" expected no parameter of that name, got 1'],
  [[aggregate], '"params" expected an object, got an array of 1'],
])("A refusal is one line that names the argument (%#) [WIRE-OUT-4]", (params, message) => {
  expect(messageOf(parse(operationParams.aggregate, params))).toBe(message);
});

test("A long name is cut in the message", () => {
  const message = messageOf(parse(operationParams.aggregate, { ...aggregate, ["x".repeat(1000)]: 1 }));
  expect(message.length).toBeLessThan(150);
});

test("A valid matrix is passed on as it is, not copied, so that a big one costs one pass", () => {
  const parsed = parse(operationParams.aggregate, aggregate);
  expect(parsed.valid && parsed.value.phases).toBe(aggregate.phases);
});

test("The first bad entry ends the search: a matrix of a million bad ones gives one short message", () => {
  const phases = Array.from({ length: 100 }, () => Array.from({ length: 10_000 }, () => "NaN"));
  expect(messageOf(parse(operationParams.aggregate, { ...aggregate, phases }))).toBe(
    '"phases[0][0]" expected a finite number, got "NaN"',
  );
});

test("Keys of pads are plain indices up to 2^53 − 1 [WIRE-MASK-1]", () => {
  const mask = { integers: [1], client: 1, modulusBits: 8 };
  const withPeer = (peer: string): Parsed<unknown> =>
    parse(operationParams.mask, { ...mask, pads: { [peer]: [1] } });
  expect(withPeer("9007199254740991").valid).toBe(true);
  expect(messageOf(withPeer("9007199254740992"))).toBe(
    '"pads" expected plain decimal indices as keys, got "9007199254740992"',
  );
});
