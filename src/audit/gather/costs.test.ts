import { describe, expect, test } from "vitest";
import { expectedSizes } from "../../../properties/oracles/fisher-yates.ts";
import { matrixFromRows } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import { measureRound } from "../context.ts";
import type { AuditContext, AuditSettings } from "../context.ts";
import { gatherCommunication } from "./communication.ts";
import { depthOf, gatherDepth, makesGhz, programGates, treeGates } from "./depth.ts";
import type { Gate } from "./depth.ts";
import { gatherKeys } from "./keys.ts";

const settings: AuditSettings = {
  clusterSize: 3,
  remainder: "short",
  shots: 50,
  noise: { channel: "depolarizing2", layout: "star", probability: 0.01 },
};

function contextOf(clients: number, coordinates: number, change: Partial<AuditSettings> = {}): AuditContext {
  const rng = randomStream("costs");
  const rows = Array.from({ length: clients }, (_, i) =>
    Array.from({ length: coordinates }, (_, c) => Math.sin(1 + i * 1.7 + c * 0.9)),
  );
  const own = { ...settings, ...change };
  return {
    settings: own,
    effort: { lawRuns: 1, rounds: 1, samples: 1000, trials: 10 },
    rounds: [measureRound(matrixFromRows("updates", rows), own, rng.fork("round/0"))],
    rng: rng.fork("claim"),
  };
}

describe("AV-2", () => {
  test("gates on different qubits share a step, gates on one qubit do not", () => {
    expect(depthOf([])).toBe(0);
    expect(depthOf([[0], [1], [2]])).toBe(1);
    expect(depthOf([[0], [0], [0]])).toBe(3);
    expect(
      depthOf([
        [0, 1],
        [2, 3],
        [1, 2],
      ]),
    ).toBe(2);
  });

  test("a chain, a star and a tree leave all qubits flipped together; a gap or a second Hadamard does not", () => {
    for (let qubits = 1; qubits <= 20; qubits++) {
      for (const list of [programGates(qubits, "chain"), programGates(qubits, "star"), treeGates(qubits)]) {
        expect(list.preparation).toHaveLength(qubits);
        // Every qubit is encoded, the cascade undone, the first qubit turned for the measurement.
        expect(list.rest).toHaveLength(2 * qubits);
        expect(makesGhz(list, qubits)).toBe(true);
      }
    }
    const gap: Gate[] = [[0], [0, 1], [1, 3]];
    expect(makesGhz({ preparation: gap, rest: [] }, 4)).toBe(false);
    expect(makesGhz({ preparation: [[0], [0, 1], [0]], rest: [] }, 2)).toBe(false);
    expect(makesGhz({ preparation: [], rest: [] }, 1)).toBe(false);
    expect(
      makesGhz(
        {
          preparation: [
            [0, 1],
            [0, 2],
          ],
          rest: [],
        },
        3,
      ),
    ).toBe(false);
  });

  test("depths are n for chain and star and 1 + ⌈log₂ n⌉ for a tree; 4 qubits are the first exception", () => {
    const evidence = gatherDepth(contextOf(7, 2));
    expect(evidence.largestQubits).toBe(64);
    expect(evidence.layouts).toEqual([
      { layout: "chain", wrong: 0, preparation: 64, proportional: true },
      { layout: "star", wrong: 0, preparation: 64, proportional: true },
      { layout: "tree", wrong: 0, preparation: 1 + Math.log2(64), proportional: false },
    ]);
    for (let qubits = 1; qubits <= 64; qubits++) {
      expect(depthOf(treeGates(qubits).preparation)).toBe(1 + Math.ceil(Math.log2(qubits)));
      expect(depthOf(programGates(qubits, "chain").preparation)).toBe(qubits);
    }
    expect(evidence.smallest).toEqual({ layout: "tree", qubits: 4, steps: 3, proportional: 4 });
  });

  test("the run's own circuits: 2n + 1 steps in a chain, clusters in turn added up", () => {
    const { own } = gatherDepth(contextOf(7, 2));
    const sizes = expectedSizes(7, 3, "short")!;
    expect(own).toMatchObject({ clients: 7, clusters: sizes.length, clusterSize: 3 });
    const chain = own!.steps.find(({ layout }) => layout === "chain")!;
    // Of one qubit: H, phase, H; every further one adds a CNOT on either side.
    const steps = (n: number): number => 3 + 2 * (n - 1);
    expect(chain).toEqual({
      layout: "chain",
      global: steps(7),
      cluster: steps(3),
      inTurn: sizes.reduce((sum, size) => sum + steps(size), 0),
    });
    expect(gatherDepth(contextOf(4, 1, { clusterSize: 9 })).own).toBeNull();
    expect(gatherDepth(contextOf(2001, 1)).own).toBeNull();
  });
});

describe("CO-1", () => {
  test("states and qubits of the run, counted by hand, and circuits counted one by one", () => {
    const evidence = gatherCommunication(contextOf(7, 5));
    const clusters = expectedSizes(7, 3, "short")!.length;
    // Two bases of 50 shots; every client's qubit travels there and back.
    expect(evidence).toMatchObject({
      clients: 7,
      clusters,
      coordinates: 5,
      shots: 100,
      states: 5 * clusters * 100,
      qubitTrips: 2 * 5 * 7 * 100,
    });
    expect([evidence.expectedStates, evidence.expectedTrips]).toEqual([evidence.states, evidence.qubitTrips]);
    const parts = expectedSizes(7, 3, "balanced")!.length;
    expect(evidence.byCoordinates).toEqual(
      [1, 2, 4].map((d) => ({ coordinates: d, states: d * parts * 100, qubitTrips: 2 * d * 7 * 100 })),
    );
    expect(evidence.smallest).toEqual({ clients: 1, coordinates: 2, qubitTrips: 8, qubitTripsOfOne: 4 });
  });

  test("a run of many clients in one cluster is counted on a part of it", () => {
    const { byCoordinates, qubitTrips } = gatherCommunication(contextOf(40, 1, { clusterSize: 40 }));
    expect(qubitTrips).toBe(2 * 40 * 100);
    expect(byCoordinates).toEqual([{ coordinates: 1, states: 2 * 100, qubitTrips: 2 * 12 * 100 }]);
  });
});

test("QN-4: 15.1 s and 83 h at 8 bits, 30.1 s and 166 h at 16, and the run's own, bit by bit", () => {
  const evidence = gatherKeys(contextOf(7, 5));
  const { paper, paperHoldingSum, own, bitsPerSecond } = evidence;
  expect([paper.modulusBits, paperHoldingSum.modulusBits]).toEqual([8, 16]);
  expect(paper.secondsAtOnce.toFixed(1)).toBe("15.1");
  expect((paper.secondsInTurn / 3600).toFixed(0)).toBe("83");
  expect(paperHoldingSum.secondsAtOnce.toFixed(1)).toBe("30.1");
  expect((paperHoldingSum.secondsInTurn / 3600).toFixed(0)).toBe("166");
  // 7·254 + 1 sums need 11 bits.
  expect(own).toMatchObject({ clients: 7, coordinates: 5, modulusBits: 11, bits: 21 * 5 * 11 });
  expect(own.secondsInTurn).toBeCloseTo((21 * 55) / bitsPerSecond, 12);
  expect(evidence).toMatchObject({ drawn: 6, miscounted: 0 });
});
