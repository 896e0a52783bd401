import { outcomeDistribution } from "../../quantum/contract.ts";
import { BASES, honestRecord } from "../../quantum/record.ts";
import type { CircuitRecord, Source } from "../../quantum/record.ts";
import { clusterSums } from "../context.ts";
import type { AuditContext } from "../context.ts";
import type { NoiseSetting } from "../evidence.ts";
import type { LockedEvidence, LockedPoint, PreparedState } from "../state-evidence.ts";

/** A circuit of so many qubits has twice as many outcomes with each more. */
const MOST_MEMBERS = 8;
const MOST_CIRCUITS = 8;
const STRENGTH = 0.05;

const SOURCES: Readonly<Record<PreparedState, Source>> = {
  GHZ: { kind: "ghz", flips: [] },
  "signed GHZ": { kind: "ghz", flips: [1] },
  product: { kind: "product" },
};

/** Other phases with the same sum, up to a whole turn: all alike, exchanged, and moved on by 2π altogether. */
function others(phases: Float64Array): Float64Array[] {
  const sum = phases.reduce((a, b) => a + b, 0);
  return [
    phases.map(() => sum / phases.length),
    phases.toReversed(),
    phases.map((phase) => phase + (2 * Math.PI) / phases.length),
  ];
}

/**
 * Trace distance of the states that two records leave in the decoded qubits, of what readings in x and y show: with
 * the residues r, ½ Σ_r |Δ⟨X⟩_r + iΔ⟨Y⟩_r|. Of flips and signs that is all there is, as no phase moves ⟨Z⟩.
 */
function distance(one: CircuitRecord, other: CircuitRecord): number {
  const [x, y] = BASES.map((basis) => {
    const [p, q] = [outcomeDistribution(one, basis), outcomeDistribution(other, basis)];
    return Float64Array.from({ length: p.length / 2 }, (_, r) => {
      return p[2 * r]! - p[2 * r + 1]! - (q[2 * r]! - q[2 * r + 1]!);
    });
  });
  return x!.reduce((sum, real, r) => sum + Math.hypot(real, y![r]!), 0) / 2;
}

function pointOf(
  circuits: readonly Float64Array[],
  prepared: PreparedState,
  noise: NoiseSetting,
  { settings }: AuditContext,
): LockedPoint {
  const source = SOURCES[prepared];
  const preparation = { ...noise, layout: settings.noise.layout };
  let largest = 0;
  for (const phases of circuits) {
    if (prepared === "signed GHZ" && phases.length === 1) continue;
    const record = (own: Float64Array): CircuitRecord => ({ ...honestRecord(own, { preparation }), source });
    for (const other of others(phases)) {
      largest = Math.max(largest, distance(record(phases), record(other)));
    }
  }
  return { prepared, ...noise, distance: largest };
}

/** PR-1: clusters of this run, beside others whose phases have the same sum, under each channel and preparation. */
export function gatherLocked(context: AuditContext): LockedEvidence {
  const { settings } = context;
  const circuits = [...clusterSums(context, MOST_CIRCUITS)].map(({ phases }) =>
    phases.slice(0, MOST_MEMBERS),
  );
  const { channel, probability, layout } = settings.noise;
  const quiet: NoiseSetting = { channel: "none", probability: 0 };
  const channels = ["depolarizing2", "depolarizing1x2", "dephasing", "bit-flip", "over-rotation"] as const;
  const noises: NoiseSetting[] = [
    quiet,
    ...channels.map((name) => ({ channel: name, probability: STRENGTH })),
  ];
  const isOwn = channel !== "none" && probability > 0 && probability !== STRENGTH;
  return {
    clusterSize: settings.clusterSize,
    circuits: circuits.length,
    members: circuits.reduce((most, { length }) => Math.max(most, length), 0),
    layout,
    points: [
      ...[...noises, ...(isOwn ? [{ channel, probability }] : [])].map((noise) =>
        pointOf(circuits, "GHZ", noise, context),
      ),
      pointOf(circuits, "signed GHZ", quiet, context),
      pointOf(circuits, "product", quiet, context),
    ],
  };
}
