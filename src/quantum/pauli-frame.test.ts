import gammainc from "@stdlib/math-base-special-gammainc";
import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import { isRefusal } from "../base/refusal.ts";
import { sparingStream } from "../base/sparing-stream.ts";
import type { GateNoise, Layout } from "./noise.ts";
import { residueHistogram, sampleFrames, tallyFrames } from "./pauli-frame.ts";

/** Below this p-value a fit is rejected. Seeds are fixed: a correct sampler passes for ever. */
const LEVEL = 1e-6;
/** A normal deviate exceeds this in size with probability 1e-6. */
const SIGMAS = 4.8917;

const LAYOUT_NAMES: readonly Layout[] = ["chain", "star"];

function chiSquareTail(statistic: number, freedom: number): number {
  return gammainc(statistic / 2, freedom / 2, true, true);
}

/**
 * p-value of counts against expectations, cells expecting less than 10 joined to one; 0 if something
 * impossible was seen, 1 if there is nothing to choose from.
 */
function fit(seen: Float64Array, expected: Float64Array): number {
  expect(seen).toHaveLength(expected.length);
  const cells: (readonly [count: number, mean: number])[] = [];
  const thin: [count: number, mean: number] = [0, 0];
  for (const [i, mean] of expected.entries()) {
    if (mean < 1e-6 && seen[i]! > 0) return 0;
    if (mean >= 10) cells.push([seen[i]!, mean]);
    else {
      thin[0] += seen[i]!;
      thin[1] += mean;
    }
  }
  if (thin[1] >= 1) cells.push(thin);
  else if (thin[0] >= 12) return 0;
  expect(cells.length).toBeGreaterThan(0);
  const statistic = cells.reduce((sum, [count, mean]) => sum + (count - mean) ** 2 / mean, 0);
  return cells.length > 1 ? chiSquareTail(statistic, cells.length - 1) : 1;
}

/** One shot's frame, unpacked bit by bit. */
interface Shot {
  readonly x: number;
  readonly z: number;
}

/** Every shot of sampleFrames, with the promises on its blocks checked. */
function unpack(rng: RandomStream, qubits: number, noise: GateNoise, shots: number): Shot[] {
  const all: Shot[] = [];
  let clean = true;
  let consistent = true;
  sampleFrames(rng, qubits, noise, shots, ({ firstShot, shots: inBlock, words, flips, phase }) => {
    consistent &&= firstShot === all.length && inBlock >= 1 && inBlock <= 32 * words;
    consistent &&= flips.length === qubits * words && phase.length === words;
    for (let s = 0; s < 32 * words; s++) {
      const bit = (row: Uint32Array, offset: number): number => (row[offset + (s >>> 5)]! >>> (s & 31)) & 1;
      let x = 0;
      for (let q = 0; q < qubits; q++) x |= bit(flips, q * words) << q;
      const z = bit(phase, 0);
      if (s < inBlock) all.push({ x, z });
      else clean &&= x === 0 && z === 0;
    }
  });
  expect(consistent).toBe(true);
  expect(clean).toBe(true);
  expect(all).toHaveLength(shots);
  return all;
}

/** The single-qubit Paulis as (x, z): I, X, Y, Z. */
const BITS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** The channels' definitions, written down again: probability of (control, target). */
function pauliLaw({ channel, probability: p }: GateNoise): (control: number, target: number) => number {
  const single = {
    none: [1, 0, 0, 0],
    depolarizing1x2: [1 - p, p / 3, p / 3, p / 3],
    "bit-flip": [1 - p, p, 0, 0],
    dephasing: [1 - p, 0, 0, p],
  } as const;
  if (channel === "depolarizing2") return (c, t) => (c + t === 0 ? 1 - p : p / 15);
  if (channel === "over-rotation") throw new Error("not a Pauli channel");
  return (c, t) => single[channel][c]! * single[channel][t]!;
}

/**
 * The exact law of (x, parity of z), index 2·x + parity, by going through every combination of Paulis and
 * carrying X and Z through each CNOT by the textbook rules (X from control to target, Z back).
 */
function enumerate(qubits: number, noise: GateNoise): Float64Array {
  const law = pauliLaw(noise);
  const result = new Float64Array(2 * 2 ** qubits);
  const visit = (gate: number, x: readonly number[], z: readonly number[], probability: number): void => {
    if (gate === qubits - 1) {
      const pattern = x.reduce((sum, bit, q) => sum + bit * 2 ** q, 0);
      const parity = z.reduce((sum, bit) => sum + bit, 0) % 2;
      result[2 * pattern + parity]! += probability;
      return;
    }
    const control = noise.layout === "chain" ? gate : 0;
    const target = gate + 1;
    for (const [c, [xc, zc]] of BITS.entries()) {
      for (const [t, [xt, zt]] of BITS.entries()) {
        const chance = law(c, t);
        if (chance === 0) continue;
        const nextX = [...x];
        const nextZ = [...z];
        nextX[target]! ^= nextX[control]!;
        nextZ[control]! ^= nextZ[target]!;
        nextX[control]! ^= xc;
        nextZ[control]! ^= zc;
        nextX[target]! ^= xt;
        nextZ[target]! ^= zt;
        visit(gate + 1, nextX, nextZ, probability * chance);
      }
    }
  };
  visit(0, Array<number>(qubits).fill(0), Array<number>(qubits).fill(0), 1);
  return result;
}

const CHANNELS = ["depolarizing2", "depolarizing1x2", "bit-flip", "dephasing"] as const;

const SMALL: readonly GateNoise[] = LAYOUT_NAMES.flatMap((layout) =>
  CHANNELS.flatMap((channel) => [0.03, 0.2, 0.7, 1].map((probability) => ({ channel, layout, probability }))),
);

test.each(SMALL)(
  "frames of three qubits under $channel at $probability in a $layout match an enumeration of all Paulis [CQSA-GHZ-1]",
  (noise) => {
    const shots = 50_001;
    const exact = enumerate(3, noise);
    expect(exact.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    const seen = new Float64Array(exact.length);
    for (const { x, z } of unpack(randomStream("enumeration"), 3, noise, shots)) seen[2 * x + z]! += 1;
    const means = exact.map((p) => p * shots);
    expect(fit(seen, means)).toBeGreaterThan(LEVEL);
  },
);

test.each(LAYOUT_NAMES)(
  "residues of four qubits in a %s match an enumeration of all Paulis [CQSA-GHZ-1]",
  (layout) => {
    for (const channel of CHANNELS) {
      const noise: GateNoise = { channel, layout, probability: 0.15 };
      const shots = 200_000;
      const { even, odd } = residueHistogram(randomStream(channel), 4, noise, shots);
      expect([even.length, odd.length]).toEqual([8, 8]);
      const expected = new Float64Array(16);
      for (const [i, p] of enumerate(4, noise).entries()) {
        const x = i >> 1;
        const y = x & 1 ? 15 - x : x;
        expected[2 * (y >> 1) + (i & 1)]! += p * shots;
      }
      const seen = Float64Array.from({ length: 16 }, (_, i) => (i & 1 ? odd : even)[i >> 1]!);
      expect(fit(seen, expected)).toBeGreaterThan(LEVEL);
    }
  },
);

/** P and V of the two depolarizing channels and of dephasing, m = n − 1 gates, in closed form. */
function closedForm(qubits: number, { channel, probability: p }: GateNoise): { P?: number; V: number } {
  const m = qubits - 1;
  if (channel === "depolarizing1x2") return { V: (1 - (4 * p) / 3) ** (2 * m) };
  if (channel === "dephasing") return { P: 1, V: (1 - 2 * p) ** (2 * m) };
  if (channel === "bit-flip") {
    // The moving qubit is flipped against the finished ones or not; each finished one must agree.
    const w = [1 - p, p] as const;
    let state = [w[0] ** 2 + w[1] ** 2, 2 * w[0] * w[1]] as const;
    for (let gate = 1; gate < m; gate++) {
      const [a, b] = [state[0] * w[0], state[1] * w[1]];
      state = [a * w[0] + b * w[1], a * w[1] + b * w[0]];
    }
    return { P: state[0], V: state[0] };
  }
  const q = (4 * p) / 15;
  const s = Math.sqrt((1 - 4 * q) ** 2 + 4 * q * q);
  const up = (1 - 2 * q + s) / 2;
  const down = (1 - 2 * q - s) / 2;
  const P = ((1 - 2 * q - down) * up ** m + (up - 1 + 2 * q) * down ** m) / s;
  return { P, V: (1 - (16 * p) / 15) ** m };
}

const LARGE = LAYOUT_NAMES.flatMap((layout) =>
  CHANNELS.flatMap((channel) =>
    [
      [2, 0.02],
      [3, 0.3],
      [7, 0.1],
      [20, 0.005],
      [60, 0.001],
      [60, 0.02],
    ].map(([qubits, probability]) => ({ channel, layout, probability: probability!, qubits: qubits! })),
  ),
);

test.each(LARGE)(
  "tallies of $qubits qubits under $channel at $probability in a $layout match the closed forms [CQSA-GHZ-1]",
  ({ qubits, ...noise }) => {
    // Fewer where errors are dense: 1e6 shots wherever a shot has less than three.
    const shots = qubits * noise.probability < 1 ? 1_000_003 : 100_003;
    const tally = tallyFrames(randomStream("closed form"), qubits, noise, shots);
    expect(tally.shots).toBe(shots);
    const { P, V } = closedForm(qubits, noise);
    const population = tally.populationHits / shots;
    // For depolarizing1x2 the register gives V alone.
    const expected = P ?? population;
    const bound = SIGMAS * Math.sqrt((expected * (1 - expected)) / shots);
    expect(Math.abs(population - expected)).toBeLessThanOrEqual(bound);
    // A shot contributes −1, 0 or 1: its square has the mean P.
    const variance = expected - V * V;
    expect(Math.abs(tally.coherenceSum / shots - V)).toBeLessThan(SIGMAS * Math.sqrt(variance / shots));
  },
);

test("errors in one of a million gates leave as many shots mixed as the closed form says [CQSA-GHZ-1]", () => {
  const noise: GateNoise = { channel: "depolarizing2", layout: "chain", probability: 1e-6 };
  const shots = 3e9;
  const { P } = closedForm(20, noise);
  const { populationHits } = tallyFrames(randomStream("rare"), 20, noise, shots);
  expect(Math.abs(populationHits - shots * P!)).toBeLessThan(SIGMAS * Math.sqrt(shots * P! * (1 - P!)));
});

test.each(LAYOUT_NAMES)(
  "tallies and residues count the very frames of an equal stream in a %s [CQSA-GHZ-1]",
  (layout) => {
    for (const [qubits, probability, shots] of [
      [1, 0.1, 70],
      [2, 0.4, 1],
      [2, 0.01, 31],
      [5, 0.02, 33],
      [3, 0.5, 20_000],
      [5, 0.3, 10_007],
      [16, 0.004, 30_000],
      [16, 1, 65],
      [9, 1e-5, 40_000],
      [9, 0, 40_000],
    ] as const) {
      const noise: GateNoise = { channel: "depolarizing1x2", layout, probability };
      const stream = (): RandomStream => randomStream(`equal ${qubits} ${probability}`);
      const even = new Float64Array(2 ** (qubits - 1));
      const odd = new Float64Array(even.length);
      for (const { x, z } of unpack(stream(), qubits, noise, shots)) {
        const y = x & 1 ? 2 ** qubits - 1 - x : x;
        (z === 1 ? odd : even)[y >> 1]! += 1;
      }
      expect(residueHistogram(stream(), qubits, noise, shots)).toEqual({ shots, even, odd });
      expect(tallyFrames(stream(), qubits, noise, shots)).toEqual({
        shots,
        populationHits: even[0]! + odd[0]!,
        coherenceSum: even[0]! - odd[0]!,
      });
    }
  },
);

test("the 32 lanes of a word, and lanes of neighbouring words, are uncorrelated and alike [CQSA-GHZ-1]", () => {
  const noise: GateNoise = { channel: "depolarizing2", layout: "star", probability: 0.08 };
  const words = 10_000;
  const shots = unpack(randomStream("lanes"), 4, noise, 32 * words);
  const mixed = Uint8Array.from(shots, ({ x }) => (x > 0 && x < 15 ? 1 : 0));
  const rate = mixed.reduce((sum, bit) => sum + bit, 0) / mixed.length;
  expect(rate).toBeGreaterThan(0.1);
  const hits = new Float64Array(32);
  const together = new Float64Array(64 * 32);
  for (let word = 0; word + 1 < words; word++) {
    const at = 32 * word;
    for (let first = 0; first < 32; first++) {
      if (mixed[at + first] === 0) continue;
      hits[first]! += 1;
      for (let second = first + 1; second < 64; second++) {
        together[64 * first + second]! += mixed[at + second]!;
      }
    }
  }
  const pairs = words - 1;
  let lanes = 0;
  for (const count of hits) lanes += (count - pairs * rate) ** 2 / (pairs * rate * (1 - rate));
  expect(chiSquareTail(lanes, 31)).toBeGreaterThan(LEVEL);
  // Covariances about the common mean, each with variance (rate·(1 − rate))² a pair, uncorrelated.
  let statistic = 0;
  let freedom = 0;
  for (let first = 0; first < 32; first++) {
    for (let second = first + 1; second < 64; second++) {
      const expected = pairs * rate * rate;
      const margin = rate * (hits[first]! + hits[second % 32]! - 2 * pairs * rate);
      const covariance = together[64 * first + second]! - expected - margin;
      statistic += covariance ** 2 / (pairs * (rate * (1 - rate)) ** 2);
      freedom++;
    }
  }
  expect(freedom).toBe(496 + 1024);
  expect(chiSquareTail(statistic, freedom)).toBeGreaterThan(LEVEL);
});

test("blocks hold 4096 words if their rows have 8 to 256, and no more than the shots need [CQSA-GHZ-1]", () => {
  const noise: GateNoise = { channel: "bit-flip", layout: "chain", probability: 0.001 };
  const blocks = (qubits: number, shots: number): (readonly number[])[] => {
    const found: (readonly number[])[] = [];
    sampleFrames(randomStream("blocks"), qubits, noise, shots, (block) => {
      found.push([block.words, block.firstShot, block.shots]);
    });
    return found;
  };
  expect(blocks(4, 10_000)).toEqual([
    [256, 0, 8192],
    [256, 8192, 1808],
  ]);
  expect(blocks(20, 6528)).toEqual([[204, 0, 6528]]);
  expect(blocks(1000, 300)).toEqual([
    [8, 0, 256],
    [8, 256, 44],
  ]);
  expect(blocks(4, 33)).toEqual([[2, 0, 33]]);
});

test("equal streams give equal tallies and others do not [CQSA-GHZ-1]", () => {
  const noise: GateNoise = { channel: "depolarizing2", layout: "chain", probability: 0.01 };
  const once = tallyFrames(randomStream("same"), 10, noise, 100_000);
  expect(tallyFrames(randomStream("same"), 10, noise, 100_000)).toEqual(once);
  expect(tallyFrames(randomStream("other"), 10, noise, 100_000)).not.toEqual(once);
});

test("certain errors and no errors leave nothing to chance [CQSA-GHZ-1]", () => {
  const rng = randomStream("certain");
  for (const layout of LAYOUT_NAMES) {
    const always = (channel: GateNoise["channel"], probability = 1): GateNoise => ({
      channel,
      layout,
      probability,
    });
    const all = { shots: 99, populationHits: 99, coherenceSum: 99 };
    expect(tallyFrames(rng, 5, always("none"), 99)).toEqual(all);
    expect(tallyFrames(rng, 5, always("depolarizing2", 0), 99)).toEqual(all);
    // Z on both qubits of every gate: an even number of phase flips.
    expect(tallyFrames(rng, 5, always("dephasing"), 99)).toEqual(all);
    // X on both flips both of two qubits; with a third qubit one of them is flipped twice.
    expect(tallyFrames(rng, 2, always("bit-flip"), 99)).toEqual(all);
    expect(tallyFrames(rng, 3, always("bit-flip"), 99)).toEqual({
      ...all,
      populationHits: 0,
      coherenceSum: 0,
    });
    expect(tallyFrames(rng, 1, always("depolarizing2"), 99)).toEqual(all);
  }
});

test("a coherent channel and sizes outside their range are refused [CQSA-GHZ-1]", () => {
  const rng = randomStream("refusals");
  const noise: GateNoise = { channel: "depolarizing2", layout: "chain", probability: 0.1 };
  const calls: readonly (() => unknown)[] = [
    () => tallyFrames(rng, 3, { ...noise, channel: "over-rotation" }, 10),
    () => tallyFrames(rng, 3, { ...noise, probability: 1.5 }, 10),
    () => tallyFrames(rng, 0, noise, 10),
    () => tallyFrames(rng, 8194, noise, 10),
    () => tallyFrames(rng, 3, noise, 0),
    () => sampleFrames(rng, 3, noise, 1.5, () => undefined),
    () => residueHistogram(rng, 17, noise, 10),
  ];
  const refused = calls.map((call) => {
    try {
      call();
    } catch (error) {
      if (isRefusal(error)) return error.message;
    }
    return "";
  });
  expect(refused).toEqual([
    '"channel" expected a mixture of Pauli errors, got "over-rotation"',
    '"noise.probability" expected a finite number from 0 to 1, got 1.5',
    '"qubits" expected an integer from 1 to 8193, got 0',
    '"qubits" expected an integer from 1 to 8193, got 8194',
    '"shots" expected an integer of at least 1, got 0',
    '"shots" expected an integer of at least 1, got 1.5',
    '"qubits" expected an integer from 1 to 16, got 17',
  ]);
  expect(tallyFrames(rng, 8193, noise, 1).shots).toBe(1);
});

test("a few hundred shots take a few batches of draws, and are as many [CQSA-GHZ-1]", () => {
  for (const layout of LAYOUT_NAMES) {
    const noise: GateNoise = { channel: "depolarizing2", layout, probability: 0.1 };
    const rng = (): RandomStream => sparingStream("few", 6000);
    for (const shots of [1, 40, 700]) {
      let seen = 0;
      let blocks = 0;
      sampleFrames(rng(), 3, noise, shots, ({ shots: inBlock }) => {
        seen += inBlock;
        if (++blocks > shots) throw new Error(`${blocks} blocks of ${shots} shots`);
      });
      expect(seen).toBe(shots);
      expect(tallyFrames(rng(), 3, noise, shots).populationHits).toBeLessThanOrEqual(shots);
      const { even, odd } = residueHistogram(rng(), 3, noise, shots);
      expect([...even, ...odd].reduce((a, b) => a + b, 0)).toBe(shots);
    }
  }
});
