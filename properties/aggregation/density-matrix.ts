import fc from "fast-check";
import type { NoiseParams } from "../../src/implementation/implementation.ts";
import { noiseKinds, noiseMissing, quietNoise, withProbability } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import type { OracleOperation } from "../oracles/circuit-shape.ts";
import { densityMatrixOutcomes } from "../oracles/density-matrix.ts";
import { closeAngles, mustAgree } from "../violation.ts";
import { askExact, SMALLEST_JUDGED_VISIBILITY } from "./exact-sum.ts";

interface SmallCluster {
  readonly members: number;
  readonly noise: NoiseParams;
}

interface Quadratures {
  readonly x: number;
  readonly y: number;
}

/** Odd angles of either sign, past a quarter turn too; the first m are the phases of m members. */
const PHASES = [0.7, -1.9, 2.6, 1.3] as const;

const known = new Map<string, Quadratures>();

function measured({ members, noise }: SmallCluster): Quadratures {
  const phases = PHASES.slice(0, members);
  const { channel, layout = "chain", probability = 0 } = noise;
  const nothing = phases.map((): OracleOperation[] => []);
  const record = {
    qubits: members,
    source: { kind: "ghz", flips: [] },
    preparation: { channel, layout, probability },
    outbound: nothing,
    clients: phases.map((angle): OracleOperation[] => [{ kind: "phase", angle }]),
    returning: nothing,
    decoding: { channel: "none", layout, probability: 0 },
    readout: { zeroToOne: 0, oneToZero: 0 },
  } as const;
  const mean = (basis: "x" | "y"): number =>
    densityMatrixOutcomes(record, basis).reduce(
      (sum, chance, outcome) => sum + (outcome % 2 === 0 ? chance : -chance),
      0,
    );
  return { x: mean("x"), y: mean("y") };
}

/** A density matrix takes milliseconds, so each of the few cases is worked out once. */
function oracle(cluster: SmallCluster): Quadratures {
  const key = JSON.stringify([cluster.members, cluster.noise]);
  const found = known.get(key) ?? measured(cluster);
  known.set(key, found);
  return found;
}

/** The exact result against a dense density matrix: prepared, turned by every member, decoded, read in two bases. */
export const densityMatrix: Law = deterministicLaw<SmallCluster>({
  id: "aggregation/density-matrix",
  sentence: "the exact result is the angle of the two quadratures that the circuit's density matrix gives",
  clauses: ["CQSA-AGG-1"],
  needs: ["aggregate"],
  inapplicable: noiseMissing,
  cases: (capabilities) => {
    const noisy = noiseKinds(capabilities).flatMap((kind) =>
      [0.1, 1].map((probability): NoiseParams => withProbability(kind, probability)),
    );
    return fc.record({
      members: fc.integer({ min: 1, max: atMost(capabilities, "clients", PHASES.length) }),
      noise: fc.constantFrom(quietNoise(capabilities), ...noisy),
    });
  },
  check: async (implementation, cluster) => {
    const { x, y } = oracle(cluster);
    const rows = PHASES.slice(0, cluster.members).map((angle) => [angle]);
    const { phaseSum } = await askExact(implementation, rows, cluster.noise);
    if (Math.hypot(x, y) < SMALLEST_JUDGED_VISIBILITY) return "vacuous";
    mustAgree("phaseSum", [Math.atan2(y, x)], phaseSum, closeAngles);
    return "held";
  },
});
