import { expect, test } from "vitest";
import { densityMatrixOutcomes } from "../../properties/oracles/density-matrix.ts";
import { randomStream } from "../base/random.ts";
import { cellwiseBinomialTest } from "../statistics/cellwise-binomial-test.ts";
import { honestRecord } from "./record.ts";
import type { CircuitRecord } from "./record.ts";
import { sampleOutcomes } from "./sample-outcomes.ts";

const preparation = { channel: "depolarizing2", layout: "chain", probability: 0.1 } as const;
const honest = honestRecord([0.4, -1.1, 0.9, 0.2], { preparation });

/** The second client measures its qubit in half of the shots, the third flips its own. */
const attacked: CircuitRecord = {
  ...honest,
  clients: [
    honest.clients[0]!,
    [...honest.clients[1]!, { kind: "measure", axis: "x", fraction: 0.5 }],
    [...honest.clients[2]!, { kind: "flip" }],
    honest.clients[3]!,
  ],
};

test.each([
  ["an honest", honest, "x"],
  ["an attacked", attacked, "y"],
] as const)(
  "the outcomes of %s record fall as its density matrix says [CQSA-AGG-2]",
  (_name, record, basis) => {
    const shots = 100_000;
    const counts = sampleOutcomes(randomStream("outcomes"), record, basis, shots);
    expect(counts).toHaveLength(16);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(shots);
    const { pValue } = cellwiseBinomialTest(counts, densityMatrixOutcomes(record, basis));
    expect(pValue).toBeGreaterThan(1e-6);
  },
);

test("without noise and attack every residue is 0 [CQSA-AGG-2]", () => {
  const counts = sampleOutcomes(randomStream("clean"), honestRecord([0.3, 0.5, -0.2]), "x", 1000);
  expect(counts[0]! + counts[1]!).toBe(1000);
});

test("no shots show nothing [CQSA-AGG-2]", () => {
  expect(sampleOutcomes(randomStream("none"), honest, "x", 0)).toEqual(new Float64Array(16));
});
