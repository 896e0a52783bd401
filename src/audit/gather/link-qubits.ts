import { bareExpectation } from "../../quantum/link-state.ts";
import { CHANNEL_NAMES, LAYOUTS } from "../../quantum/noise.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import { AXES, honestRecord } from "../../quantum/record.ts";
import type { CircuitRecord } from "../../quantum/record.ts";
import { clusterExtremes, clusterSums } from "../context.ts";
import type { AuditContext } from "../context.ts";
import type { LinkQubitEvidence } from "../state-evidence.ts";

const MOST_CIRCUITS = 7;
/** The cost of a circuit grows with its members; those beyond are all in the same place. */
const MOST_MEMBERS = 8;
const STRENGTH = 0.1;
const LINKS = ["outbound", "returning"] as const;

type Link = (typeof LINKS)[number];

/** Length of the Bloch vector of one qubit by itself. */
function length(record: CircuitRecord, qubit: number, link: Link): number {
  return Math.hypot(...AXES.map((axis) => bareExpectation(record, qubit, link, axis)));
}

function noises(own: GateNoise): GateNoise[] {
  return LAYOUTS.flatMap((layout) => [
    { ...own, layout },
    ...CHANNEL_NAMES.map((channel) => ({ channel, layout, probability: channel === "none" ? 0 : STRENGTH })),
  ]);
}

/** SE-2: the first and the last qubit of clusters of this run, on both links, under every channel and layout. */
export function gatherLinkQubits(context: AuditContext): LinkQubitEvidence {
  const circuits = [...clusterSums(context, MOST_CIRCUITS)].map(({ phases }) =>
    phases.slice(0, MOST_MEMBERS),
  );
  let qubits = 0;
  let found: LinkQubitEvidence["worst"] & { readonly size: number } = {
    channel: "none",
    probability: 0,
    layout: "chain",
    link: "outbound",
    members: circuits[0]?.length ?? 1,
    size: 0,
  };
  for (const phases of circuits) {
    for (const preparation of noises(context.settings.noise)) {
      const record = honestRecord(phases, { preparation });
      for (const qubit of new Set([0, phases.length - 1])) {
        for (const link of LINKS) {
          qubits++;
          const size = length(record, qubit, link);
          if (size > found.size) found = { ...preparation, link, members: phases.length, size };
        }
      }
    }
  }
  const { size: largest, ...worst } = found;
  return {
    circuits: circuits.length,
    qubits,
    smallestCluster: clusterExtremes(context).smallest,
    largest,
    worst,
    alone: length(honestRecord([0.5]), 0, "returning"),
  };
}
