import type { Matrix } from "../../base/matrix.ts";
import { rangeRefusal } from "../../base/refusal.ts";
import type { RandomStream } from "../../base/random.ts";
import { honestVisibility } from "../../quantum/evaluate.ts";
import { NO_READOUT_ERROR, noiseless } from "../../quantum/noise.ts";
import { honestRecord } from "../../quantum/record.ts";
import type { CircuitRecord } from "../../quantum/record.ts";
import { aggregate } from "../aggregate.ts";
import type { ClusterMeasurement, Conditions, RecordEdit } from "../aggregate.ts";
import { honestReach, isInBand } from "./guard-band.ts";
import type { Hardening, MeasureName } from "./hardening.ts";
import { honestResidues, residuesByCoordinate, residuesStandOut } from "./residue-parity.ts";
import { failsVerification, passedTests } from "./verification-rounds.ts";
import { isBelowFloor, visibilityFloor } from "./visibility-floor.ts";

/** A cluster and what is public of it. */
export interface CheckedCluster {
  readonly hardening: Hardening;
  readonly conditions: Conditions;
  readonly members: number;
  readonly coordinates: number;
}

/** The visibility that an honest cluster shows; undefined where that has no closed form. */
function knownVisibility({ conditions, members }: CheckedCluster): number | undefined {
  const { noise, decoding = noiseless(noise.layout), readout = NO_READOUT_ERROR } = conditions;
  // Readings that are wrong more often one way than the other move the quadratures, too.
  if (readout.zeroToOne !== readout.oneToZero) return undefined;
  const visibility = honestVisibility(members, noise, decoding);
  return visibility === undefined ? undefined : visibility * (1 - 2 * readout.zeroToOne);
}

/** Where a cluster's draws come from, each from a stream of its own. */
export interface ClusterStreams {
  readonly tests: RandomStream;
  readonly shots: RandomStream;
  readonly residues: RandomStream;
}

/** What is known of a cluster once its turn has come. */
export interface CheckedMeasurement {
  /** Null: it was lost, or its members did not encode. */
  readonly measurement: ClusterMeasurement | null;
  readonly flags: readonly MeasureName[];
}

/** Whether the members of a cluster find, by measuring test states, that theirs are no GHZ states: then none encodes. */
function distrustsStates(
  { hardening, conditions, members, coordinates }: CheckedCluster,
  edit: RecordEdit | undefined,
  rng: RandomStream,
): boolean {
  const measure = hardening["verification-rounds"];
  if (measure === undefined) return false;
  const { states, falseAlarm } = measure;
  const circuit = (phases: Float64Array, coordinate: number): CircuitRecord => {
    const honest = honestRecord(phases, { preparation: conditions.noise });
    // Of what others do, nothing after the test: and members answer as they measure.
    return edit === undefined ? honest : { ...edit(honest, coordinate), clients: honest.clients };
  };
  const passed = passedTests(members, coordinates, states, circuit, rng);
  return failsVerification(passed, states, members, conditions.noise, falseAlarm);
}

/**
 * The measures that flag a cluster for what was measured of it.
 *
 * @param changed by coordinate: the circuits that were not the honest ones
 */
function flagsOf(
  cluster: CheckedCluster,
  measured: ClusterMeasurement,
  changed: ReadonlyMap<number, CircuitRecord>,
  rng: RandomStream,
): MeasureName[] {
  const { hardening, conditions, members, coordinates } = cluster;
  const { shots, noise, decoding = noiseless(noise.layout), readout = NO_READOUT_ERROR } = conditions;
  const flags: MeasureName[] = [];
  const band = hardening["guard-band"];
  if (band) {
    const visibility = knownVisibility(cluster);
    const reach = honestReach(band.factor, visibility, coordinates, shots, band.falseAlarm);
    if (isInBand(measured, reach)) flags.push("guard-band");
  }
  const floor = hardening["visibility-floor"];
  if (floor) {
    const visibility = knownVisibility(cluster);
    if (visibility === undefined) {
      const expected = "noise under which an honest cluster's visibility is known, as visibility-floor asks";
      throw rangeRefusal("noise.channel", expected, noise.channel);
    }
    const threshold = visibilityFloor(visibility, coordinates, shots, floor.falseAlarm);
    if (isBelowFloor(measured, threshold)) flags.push("visibility-floor");
  }
  const parity = hardening["residue-parity"];
  if (parity) {
    const honest = honestResidues(members, noise, decoding, readout);
    const chances = residuesByCoordinate(coordinates, honest, changed);
    if (residuesStandOut(chances, honest, shots, parity.falseAlarm, rng)) flags.push("residue-parity");
  }
  return flags;
}

/**
 * Measures a cluster, unless its members distrust their states, and checks it as the profile says.
 *
 * @param encoded the phases of the members, asked for only if they encode
 * @throws RangeError for the visibility floor under noise for which no honest visibility is known, and whatever the
 *   measurement refuses
 */
export function measureChecked(
  cluster: CheckedCluster,
  encoded: () => Matrix,
  edit: RecordEdit | undefined,
  streams: ClusterStreams,
): CheckedMeasurement {
  if (distrustsStates(cluster, edit, streams.tests)) {
    return { measurement: null, flags: ["verification-rounds"] };
  }
  const changed = new Map<number, CircuitRecord>();
  // Thousands of records a cluster: kept for the only measure that looks at them.
  const isKept = cluster.hardening["residue-parity"] !== undefined;
  const watched: RecordEdit | undefined =
    edit &&
    ((honest, coordinate) => {
      const record = edit(honest, coordinate);
      if (isKept && record !== honest) changed.set(coordinate, record);
      return record;
    });
  const measurement = aggregate(encoded(), cluster.conditions, streams.shots, watched);
  return { measurement, flags: flagsOf(cluster, measurement, changed, streams.residues) };
}
