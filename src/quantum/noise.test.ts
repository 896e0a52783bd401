import { expect, test } from "vitest";
import { checkDecodingNoise, checkGateNoise, checkReadoutError, noiseless } from "./noise.ts";

test("A noiseless cascade has no error, in a chain unless said otherwise [CQSA-GHZ-1]", () => {
  expect(noiseless()).toEqual({ channel: "none", layout: "chain", probability: 0 });
  expect(noiseless("star").layout).toBe("star");
});

test("Noise with the ends of the range is accepted, beyond them refused by name [CQSA-AGG-6, CQSA-GHZ-3]", () => {
  for (const probability of [0, 1]) {
    expect(() => checkGateNoise("noise", { ...noiseless(), probability })).not.toThrow();
  }
  expect(() => checkGateNoise("noise", { ...noiseless(), probability: -0.1 })).toThrow(
    new RangeError('"noise.probability" expected a finite number from 0 to 1, got -0.1'),
  );
  expect(() => checkGateNoise("noise", { ...noiseless(), layout: 3 as unknown as "star" })).toThrow(
    new TypeError('"noise.layout" expected one of chain, star, got 3'),
  );
});

test("A decoding shares the layout of its preparation [CQSA-AGG-6, CQSA-GHZ-1, CQSA-GHZ-3]", () => {
  expect(() => checkDecodingNoise("decoding", noiseless("star"), noiseless("star"))).not.toThrow();
  expect(() => checkDecodingNoise("decoding", noiseless("star"), noiseless("chain"))).toThrow(
    new RangeError('"decoding.layout" expected chain, as in the preparation, got "star"'),
  );
  expect(() => checkDecodingNoise("decoding", { ...noiseless(), probability: 2 }, noiseless())).toThrow(
    new RangeError('"decoding.probability" expected a finite number from 0 to 1, got 2'),
  );
});

test("Errors of reading are probabilities [CQSA-AGG-6, CQSA-GHZ-1, CQSA-GHZ-3]", () => {
  expect(() => checkReadoutError("readout", { zeroToOne: 1, oneToZero: 0 })).not.toThrow();
  expect(() => checkReadoutError("readout", { zeroToOne: 0, oneToZero: 1.5 })).toThrow(
    new RangeError('"readout.oneToZero" expected a finite number from 0 to 1, got 1.5'),
  );
});
