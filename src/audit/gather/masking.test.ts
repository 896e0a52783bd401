import { describe, expect, test } from "vitest";
import { binomialProbabilities } from "../../../properties/oracles/binomial.ts";
import { matrixFromRows } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import type { RandomStream } from "../../base/random.ts";
import { measureRound } from "../context.ts";
import type { AuditContext, AuditSettings } from "../context.ts";
import { gatherCollusion, stripped } from "./collusion.ts";
import { centred, lengthened, maskRound, plainSum, sumOf } from "./masked-round.ts";
import { gatherMissingClient } from "./missing-client.ts";
import { gatherPadUse } from "./pad-use.ts";
import { gatherQuantization, ratioInterval } from "./quantization.ts";
import { gatherQuantizedSize } from "./quantized-size.ts";

/* What is masked and summed: recomputed from the updates with integers alone. */

const settings: AuditSettings = {
  clusterSize: 3,
  remainder: "short",
  shots: 10,
  noise: { channel: "none", layout: "chain", probability: 0 },
};

function contextOf(rows: readonly (readonly number[])[], trials = 60, samples = 100_000): AuditContext {
  const rng = randomStream("masking");
  return {
    settings,
    effort: { lawRuns: 1, rounds: 1, samples, trials },
    rounds: [measureRound(matrixFromRows("updates", rows), settings, rng.fork("round/0"))],
    rng: rng.fork("claim"),
  };
}

function waves(clients: number, coordinates: number): number[][] {
  return Array.from({ length: clients }, (_, i) =>
    Array.from({ length: coordinates }, (_, c) => Math.sin(1 + i * 1.7 + c * 0.9)),
  );
}

/** A source whose pads are all zeros. */
function flat(stream: RandomStream): RandomStream {
  return { ...stream, fork: (name) => flat(stream.fork(name)), word: () => 0 };
}

function withFlatPads(context: AuditContext): AuditContext {
  return { ...context, rng: flat(context.rng) };
}

/** The integers of 8 bits. */
function integersOf(rows: readonly (readonly number[])[]): number[][] {
  const bound = Math.max(...rows.flat().map((weight) => Math.abs(weight)));
  return rows.map((row) => row.map((weight) => Math.round((weight * 127) / bound)));
}

describe("QN-2", () => {
  test("sums beyond −128…127 wrap in 8 bits and in no wider modulus; two clients at 64 are the smallest", () => {
    const rows = waves(9, 30);
    const evidence = gatherQuantizedSize(contextOf(rows));
    const integers = integersOf(rows);
    const sums = rows[0]!.map((_, c) => integers.reduce((sum, row) => sum + row[c]!, 0));
    const beyond = sums.filter((sum) => sum < -128 || sum > 127).length;
    expect(beyond).toBeGreaterThan(5);
    expect(evidence).toMatchObject({
      clients: 9,
      sums: 30,
      wrappedSums: beyond,
      wrongInSufficientModulus: 0,
      // 9·254 + 1 = 2287 sums.
      sufficientModulusBits: 12,
      paperSufficientBits: 16,
      paperSavedShare: 0.5,
      savedShare: 0.75,
      smallest: { clients: 2, integer: 64, trueSum: 128, read: -128 },
    });
    expect(evidence.sufficientSavedShare).toBeCloseTo(1 - 12 / 32, 12);
  });

  test("of very many clients and coordinates a part is masked", () => {
    const { clients, sums } = gatherQuantizedSize(contextOf(waves(70, 100)));
    expect([clients, sums]).toEqual([60, 64]);
  });
});

describe("QN-3", () => {
  test("coalitions of all others read everything, smaller ones nothing, and what they hold is uniform", () => {
    const evidence = gatherCollusion(contextOf(waves(6, 20)));
    // 2 to 6 clients, 0 to N − 1 members.
    expect(evidence).toMatchObject({
      coalitions: 2 + 3 + 4 + 5 + 6,
      partial: 1 + 2 + 3 + 4 + 5,
      partialExposed: 0,
      complete: 5,
      completeExposed: 5,
      smallestPeer: { clients: 2, members: 1 },
      smallestCoalition: { clients: 3, members: 2 },
    });
    for (const found of [evidence.smallestPeer!, evidence.smallestCoalition!]) {
      expect(found.read).toBe(found.integer);
      expect(Math.abs(found.integer)).toBeGreaterThan(0);
    }
    expect(evidence.uniformPValue).toBeGreaterThan(evidence.uniformLevel);
    expect(evidence.residues).toBe(40 * 256);
  });

  test("pads of zeros give everybody away, and the residues show it", () => {
    const evidence = gatherCollusion(withFlatPads(contextOf(waves(6, 20))));
    expect(evidence.partialExposed).toBe(evidence.partial);
    expect(evidence.uniformPValue).toBeLessThan(evidence.uniformLevel);
  });

  test("what is stripped keeps just the pads of those outside", () => {
    const integers = [5, -3, 100].map((value) => Float64Array.of(value));
    const run = maskRound(integers, 8, randomStream("strip"));
    expect(Array.from(stripped(run, 1, [0, 2]))).toEqual([-3]);
    const [pad] = run.pads.pads.data.subarray(2, 3);
    // Client 1 adds the pad that it shares with client 2, the third of the list.
    expect(Array.from(stripped(run, 1, [0]))).toEqual([centred(-3 + pad!, 8)]);
    expect(Array.from(stripped(run, 2, [0]))).toEqual([centred(100 - pad!, 8)]);
  });
});

describe("QN-5", () => {
  test("a round is lost just when somebody is missing, as often as the binomial distribution has it", () => {
    const trials = 300;
    const evidence = gatherMissingClient(contextOf(waves(5, 3), trials));
    expect(evidence).toMatchObject({
      rounds: trials,
      clients: 5,
      coordinates: 16,
      incompleteRight: 0,
      completeWrong: 0,
      smallest: { clients: 2, trueSum: 1 },
    });
    expect(evidence.incomplete + evidence.complete).toBe(trials);
    expect(evidence.lost).toBe(evidence.incomplete);
    const expected = 1 - 0.9 ** 5;
    expect(evidence.expectedLoss).toBeCloseTo(expected, 12);
    expect(Math.abs(evidence.lost - trials * expected)).toBeLessThan(
      5 * Math.sqrt(trials * expected * (1 - expected)),
    );
    expect(evidence.paperLoss).toBeCloseTo(1 - 0.9 ** 200, 12);
    // Clopper–Pearson: at either end the other tail has (1 − confidence)/2.
    const above = binomialProbabilities(trials, evidence.loss.lower).slice(evidence.lost);
    const below = binomialProbabilities(trials, evidence.loss.upper).slice(0, evidence.lost + 1);
    for (const side of [above, below]) {
      expect(side.reduce((a, b) => a + b, 0) / ((1 - evidence.confidence) / 2)).toBeCloseTo(1, 6);
    }
  });

  test("pads of zeros stay nowhere: the sums of those who are left come out right", () => {
    const evidence = gatherMissingClient(withFlatPads(contextOf(waves(5, 3), 100)));
    expect(evidence.incomplete).toBeGreaterThan(10);
    expect(evidence.incompleteRight).toBe(evidence.incomplete);
    expect(evidence.smallest).toBeNull();
  });
});

describe("QN-6", () => {
  test("one pad twice gives every difference away, new ones what chance gives; a change moves the sum by itself", () => {
    const evidence = gatherPadUse(contextOf(waves(6, 20)));
    expect(evidence).toMatchObject({
      pairs: 50,
      reused: 800,
      reusedRevealed: 800,
      renewed: 800,
      tampered: 50,
      refused: 0,
      shifted: 50,
    });
    // Two clients at 8 bits take a modulus of 2^9.
    expect(evidence.chance).toBe(1 / 512);
    const expected = 800 / 512;
    expect(Math.abs(evidence.renewedRevealed - expected)).toBeLessThan(6 * Math.sqrt(expected));
    const { first, second, difference } = evidence.firstReuse!;
    expect(difference).toBe(first - second);
    expect(difference).not.toBe(0);
    const { added, trueSum, read } = evidence.firstShift!;
    expect(centred(read - trueSum, 9)).toBe(added);
    expect(added).toBeGreaterThan(0);
    expect(evidence.uniformPValue).toBeGreaterThan(evidence.uniformLevel);
  });

  test("pads of zeros are no pads: differences show and residues are not uniform", () => {
    const evidence = gatherPadUse(withFlatPads(contextOf(waves(6, 20))));
    expect(evidence.renewedRevealed).toBe(evidence.renewed);
    expect(evidence.uniformPValue).toBeLessThan(evidence.uniformLevel);
  });
});

describe("QN-7", () => {
  test("largest error and ratio of the run, with integers alone", () => {
    const rows = waves(6, 50);
    const evidence = gatherQuantization(contextOf(rows));
    expect(evidence).toMatchObject({ values: 300, clients: 6, means: 50, beyondBoundRefused: true });
    const bound = Math.max(...rows.flat().map((weight) => Math.abs(weight)));
    for (const { bits, ratio } of evidence.byBits) {
      const levels = 2 ** (bits - 1) - 1;
      const errors = rows.map((row) =>
        row.map((weight) => {
          const level = (weight * levels) / bound;
          return Math.round(level) - level;
        }),
      );
      expect(Math.max(...errors.flat().map((error) => Math.abs(error)))).toBeLessThanOrEqual(
        evidence.largestError + 1e-6,
      );
      const means = rows[0]!.map((_, c) => errors.reduce((sum, row) => sum + row[c]!, 0) / 6);
      const rms = Math.sqrt(means.reduce((sum, mean) => sum + mean ** 2, 0) / 50);
      expect(ratio).toBeCloseTo(rms * Math.sqrt(12 * 6), 5);
    }
    expect(evidence.byBits.map(({ bits, ofPaper }) => [bits, ofPaper])).toEqual([
      [4, false],
      [8, true],
      [16, true],
      [32, true],
    ]);
    expect(evidence.largestError).toBeLessThanOrEqual(0.5 + evidence.roundingAllowance);
    expect(evidence.roundingAllowance).toBeLessThan(1e-6);
    expect(evidence.drawnRatio).toBeGreaterThan(evidence.drawnInterval.lower);
    expect(evidence.drawnRatio).toBeLessThan(evidence.drawnInterval.upper);
  });

  test("equal clients err alike: their mean is √N times as far off, and out of the interval", () => {
    const row = waves(1, 400)[0]!;
    const { byBits, ownInterval } = gatherQuantization(contextOf(Array.from({ length: 16 }, () => row)));
    for (const { ratio } of byBits) {
      expect(ratio).toBeGreaterThan(ownInterval.upper);
      expect(Math.abs(ratio / 4 - 1)).toBeLessThan(0.2);
    }
  });

  test("zeros are never off, and very many weights are taken in part", () => {
    const zeros = gatherQuantization(
      contextOf([
        [0, 0],
        [0, 0],
      ]),
    );
    expect(zeros.largestError).toBe(0);
    expect(zeros.byBits.map(({ ratio }) => ratio)).toEqual([0, 0, 0, 0]);
    expect(gatherQuantization(contextOf(waves(20, 40), 1, 100))).toMatchObject({ clients: 20, means: 5 });
    expect(gatherQuantization(contextOf(waves(201, 2), 1, 1))).toMatchObject({ clients: 200, means: 1 });
  });

  test("the interval holds a mean of squares of N uniform errors as often as it says, by their fourth moment", () => {
    // Of one uniform error on ±½: E e² = 1/12, E e⁴ = 1/80, so the squares vary by 144/80 − 1 = 0.8.
    const { lower, upper } = ratioInterval(1000, 1);
    const deviation = Math.sqrt(0.8 / 1000);
    const z = (upper ** 2 - 1) / deviation;
    expect((1 - lower ** 2) / deviation).toBeCloseTo(z, 9);
    // 4.8916 standard deviations leave one in a million outside.
    expect(z).toBeCloseTo(4.8916, 4);
    const wider = ratioInterval(1000, 1, 1.05);
    expect([wider.lower, wider.upper]).toEqual([lower / 1.05, upper * 1.05]);
    expect(ratioInterval(1, 2).lower).toBe(0);
  });
});

test("masked vectors of all clients sum to the integers; short vectors are repeated to a length", () => {
  const integers = lengthened([Float64Array.of(1, -2), Float64Array.of(3, 4)], 5);
  expect(integers.map((row) => Array.from(row))).toEqual([
    [1, -2, 1, -2, 1],
    [3, 4, 3, 4, 3],
  ]);
  const { masked } = maskRound(integers, 8, randomStream("sum"));
  expect(Array.from(sumOf(masked, 8))).toEqual([4, 2, 4, 2, 4]);
  expect(Array.from(plainSum(integers))).toEqual([4, 2, 4, 2, 4]);
  expect([127, 128, -128, -129, 256].map((integer) => centred(integer, 8))).toEqual([
    127, -128, -128, 127, 0,
  ]);
});
