import { expect, test } from "vitest";
import { randomStream } from "../base/random.ts";
import { outcomeDistribution } from "./contract.ts";
import { CHANNEL_NAMES, LAYOUTS } from "./noise.ts";
import { honestRecord } from "./record.ts";
import { patternDistribution, residuePatterns } from "./residue-patterns.ts";

test("Under every channel and layout the patterns give the joint distribution of the contraction [THR-SRV-3]", () => {
  const rng = randomStream("patterns");
  for (const channel of CHANNEL_NAMES) {
    for (const layout of LAYOUTS) {
      for (const qubits of [1, 2, 4, 5]) {
        const noise = { channel, layout, probability: 0.3 * rng.uniform() };
        const phases = Array.from({ length: qubits }, () => 6 * (rng.uniform() - 0.5));
        const patterns = residuePatterns(qubits, noise);
        for (const basis of ["x", "y"] as const) {
          const exact = outcomeDistribution(honestRecord(phases, { preparation: noise }), basis);
          const found = patternDistribution(patterns, phases, basis);
          expect(found).toHaveLength(exact.length);
          for (const [o, probability] of found.entries()) expect(probability).toBeCloseTo(exact[o]!, 12);
        }
      }
    }
  }
});

test("Depolarized residues carry no interference, those of bit flips all of theirs [THR-SRV-3]", () => {
  const of = (channel: "bit-flip" | "depolarizing2"): ReturnType<typeof residuePatterns> =>
    residuePatterns(4, { channel, layout: "chain", probability: 0.1 });
  const [flipped, depolarized] = [of("bit-flip"), of("depolarizing2")];
  expect(flipped.weight).toHaveLength(8);
  for (let r = 0; r < 8; r++) {
    expect(flipped.weight[r]).toBeGreaterThan(0.001);
    expect(flipped.coherence[r]).toBeCloseTo(flipped.weight[r]!, 12);
    if (r > 0) expect(depolarized.coherence[r]).toBeCloseTo(0, 12);
  }
});
