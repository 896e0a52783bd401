import { cellwiseBinomialTest } from "../../src/statistics/cellwise-binomial-test.ts";
import { detectableProbabilityShift } from "../../src/statistics/power.ts";
import { clientsMissing } from "../arbitraries/clusterings.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { STATED_POWER } from "../stated-power.ts";
import { ask } from "../violation.ts";
import { mustPartition } from "./must-partition.ts";
import { redrawn } from "./redrawn.ts";

const CLIENTS = 4;
const PERMUTATIONS = 24;

const shiftOf = (size: number, level: number): number =>
  detectableProbabilityShift(size, 1 / PERMUTATIONS, level / PERMUTATIONS, STATED_POWER);

/**
 * Clusters of one show the whole permutation: of four clients each of the 24 orders must occur equally often.
 * One call a seed makes the observations independent; every cell is judged by its exact binomial
 * test, the smallest p-value times 24.
 */
export const uniformPermutation: Law = statisticalLaw({
  id: "partition/uniform-permutation",
  sentence: "over seeds every permutation of the clients is equally likely",
  clauses: ["CQSA-PAR-4", "WIRE-PART-1"],
  needs: ["partition"],
  inapplicable: (capabilities) => clientsMissing(capabilities, CLIENTS),
  size: 8000,
  measure: async (implementation, seed, size) => {
    const counts = new Map<string, number>();
    for (let i = 0; i < size; i++) {
      const { clusters } = await ask(implementation, "partition", {
        clients: CLIENTS,
        clusterSize: 1,
        seed: `${seed}/${i}`,
      });
      mustPartition(CLIENTS, clusters);
      const order = clusters.flat().join(" ");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const found = [...counts];
    // An order that never occurred is a cell as well.
    const cells = [...found.map(([, count]) => count), ...Array.from({ length: PERMUTATIONS }, () => 0)];
    const observed = cells.slice(0, PERMUTATIONS);
    const { cell, pValue } = cellwiseBinomialTest(
      observed,
      observed.map(() => 1 / PERMUTATIONS),
    );
    return {
      pValue,
      observations: size,
      expected: `each of the 24 orders in about ${Math.round(size / PERMUTATIONS)} of ${size} partitions`,
      received: `the order ${found[cell]?.[0] ?? "that never came"} in ${observed[cell]}`,
    };
  },
  smallestEffect: (size, level) =>
    `an order whose probability is off by ${shiftOf(size, level).toFixed(4)} from 1/24`,
  plant: (honest, size, level) => {
    const share = shiftOf(size, level) / (1 - 1 / PERMUTATIONS);
    return redrawn(honest, "partition", share, ({ clusters }) => clusters.flat().every((c, i) => c === i));
  },
});
