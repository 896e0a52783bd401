import { expect, test } from "vitest";
import { gaussianInformation, gaussianR2 } from "./gaussian-information.ts";

/** I(w; S) by entropies: h(S) − h(S | w) of Gaussians with these variances, in bits. */
function byEntropies(own: number, others: number): number {
  const entropy = (variance: number): number => 0.5 * Math.log2(2 * Math.PI * Math.E * variance);
  return entropy(own + others) - entropy(others);
}

test("a cluster of five tells 0.161 bits a coordinate of each member, R² = 1/5", () => {
  expect(gaussianInformation({ members: 5 })).toBeCloseTo(0.161, 3);
  expect(gaussianInformation({ members: 5 })).toBeCloseTo(0.160_964_047_443_681_18, 15);
  expect(gaussianR2({ members: 5 })).toBeCloseTo(0.2, 15);
});

test.for([2, 3, 5, 10, 1000])("k = %i members: ½·log₂(k/(k − 1)) and 1/k", (members) => {
  expect(gaussianInformation({ members })).toBeCloseTo(0.5 * Math.log2(members / (members - 1)), 12);
  expect(gaussianR2({ members })).toBeCloseTo(1 / members, 12);
});

test("loud clients, colluders and noise agree with entropies of the sum", () => {
  let cases = 0;
  for (const members of [2, 5, 9]) {
    for (const loudness of [0.1, 1, 7]) {
      for (const colluders of [0, 1, members - 2]) {
        for (const noise of [0, 0.3]) {
          const expected = byEntropies(loudness ** 2, members - 1 - colluders + noise);
          const setting = { members, loudness, colluders, noise };
          expect(gaussianInformation(setting)).toBeCloseTo(expected, 10);
          cases++;
        }
      }
    }
  }
  expect(cases).toBe(54);
});

test("all others together, or a cluster of one, know the update: R² = 1 and no finite number of bits", () => {
  for (const setting of [{ members: 1 }, { members: 5, colluders: 4 }]) {
    expect(gaussianR2(setting)).toBe(1);
    expect(gaussianInformation(setting)).toBe(Infinity);
    expect(gaussianInformation({ ...setting, noise: 1 })).toBeCloseTo(0.5, 12);
  }
});

test.for([
  [{ members: 0 }, "members"],
  [{ members: 3, colluders: 3 }, "colluders"],
  [{ members: 3, loudness: 0 }, "loudness"],
  [{ members: 3, noise: -1 }, "noise"],
] as const)("%j is refused", ([setting, named]) => {
  expect(() => gaussianInformation(setting)).toThrow(`"${named}" expected`);
});
