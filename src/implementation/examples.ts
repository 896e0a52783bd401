import type { OperationParams } from "./implementation.ts";

/** One small valid request for each operation: to see whether an adapter is alive, and to build others from. */
export const EXAMPLE_PARAMS: OperationParams = {
  encode: { weights: [0.5, -1], clusterSize: 2, weightBound: 1 },
  decode: { phaseSum: [Math.PI / 4, -Math.PI], clusterSize: 2, weightBound: 1 },
  partition: { clients: 5, clusterSize: 2, seed: "example" },
  aggregate: {
    phases: [
      [0.1, 0.2],
      [0.3, -0.5],
    ],
    shots: null,
    noise: { channel: "depolarizing2", layout: "chain", probability: 0.01 },
    seed: "example",
  },
  fidelity: { qubits: 4, noise: { channel: "depolarizing2", layout: "chain", probability: 0.005 } },
  screen: { aggregates: [[1], [2], [9]], rule: "median", tolerate: 1 },
  quantize: { values: [0.5, -1, 0.1], bits: 8, bound: 1 },
  dequantize: { integers: [127, -254], bits: 8, bound: 0.5 },
  mask: { integers: [1, -1], client: 1, pads: { "0": [10, 3], "2": [250, 4] }, modulusBits: 8 },
  unmask: {
    masked: [
      [1, 200],
      [2, 100],
    ],
    modulusBits: 8,
  },
  round: {
    updates: [
      [1, -1],
      [0.5, 0.25],
      [0, 0.75],
    ],
    clusterSize: 3,
    shots: null,
    noise: { channel: "none" },
    dropouts: [],
    rule: "mean",
    tolerate: 0,
    seed: "example",
  },
};
