import type { OptionValues } from "../../adversaries/adversary.ts";
import type { ExternalAdversary, LinkActs, LinkOutcomes } from "../../adversaries/external-adversary.ts";
import type { Inference } from "../../adversaries/inference.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import type { CircuitPlace } from "../protocol/round.ts";
import type { ServerView } from "../protocol/transcript.ts";
import { sampleBinomial } from "../quantum/counts.ts";
import { bareExpectation } from "../quantum/link-state.ts";
import { sampleOutcomes } from "../quantum/sample-outcomes.ts";
import type { Axis, CircuitRecord, QubitOperation } from "../quantum/record.ts";
import type { DrawnUpdates, LeakageSetting } from "./leakage-setting.ts";
import { playRounds, publicSetting } from "./play-rounds.ts";
import { substitute } from "./substitute.ts";

/** What someone on a client's links concluded, and what was left in the cluster for a server to see. */
export interface LinkPlay {
  readonly inference: Inference;
  readonly acts: LinkActs;
  readonly client: number;
  /** By round: which cluster the client was in, and its place there. */
  readonly places: readonly { readonly cluster: number; readonly seat: number }[];
  /** The rounds, and the same without anyone on the links: other shots, the same partitions. */
  readonly views: readonly ServerView[];
  readonly honest: readonly ServerView[];
  /** By round: the measures that the client's cluster was flagged by. */
  readonly flags: readonly (readonly string[])[];
  /** By round: shots of the cluster whose decoded qubits but the read one were not all 0, of how many. */
  readonly residues: readonly { readonly count: number; readonly shots: number }[];
}

function mean(expectation: number, shots: number | null, rng: RandomStream): number {
  if (shots === null) return expectation;
  const bounded = Math.max(-1, Math.min(1, expectation));
  return (2 * sampleBinomial(rng, shots, (1 + bounded) / 2)) / shots - 1;
}

function edited(
  record: CircuitRecord,
  stage: "outbound" | "clients" | "returning",
  seat: number,
  operations: readonly QubitOperation[],
): CircuitRecord {
  return { ...record, [stage]: record[stage].map((own, j) => (j === seat ? operations : own)) };
}

/** Acts on one coordinate's circuit, and says what the own measurements showed. */
function act(
  acts: LinkActs,
  record: CircuitRecord,
  seat: number,
  shots: number | null,
  reach: number,
  rng: RandomStream,
): { readonly record: CircuitRecord; readonly seen: Partial<Record<Axis, number>> } {
  switch (acts.kind) {
    case "listen": {
      const of = (axis: Axis): number =>
        mean(bareExpectation(record, seat, "returning", axis), shots, rng.fork(axis));
      return { record, seen: { x: of("x"), y: of("y"), z: of("z") } };
    }
    case "intercept": {
      const { operation, link } = acts;
      const { axis, fraction } = operation;
      const measured = shots === null ? null : Math.round(2 * shots * fraction);
      const seen = bareExpectation(record, seat, link, axis);
      return {
        record: edited(record, link, seat, [...record[link][seat]!, operation]),
        seen: measured === 0 ? {} : { [axis]: mean(seen, measured, rng) },
      };
    }
    case "substitute": {
      const client = record.clients[seat]!;
      const { x, y, operations } = substitute(client, 2 * shots!, reach, acts.forwards, rng);
      const handed = edited(record, "outbound", seat, [...record.outbound[seat]!, { kind: "swap" }]);
      const back: QubitOperation[] = [...record.returning[seat]!, { kind: "swap" }, ...operations];
      return { record: edited(handed, "returning", seat, back), seen: { x, y } };
    }
  }
}

/** How many shots of a circuit leave residues, over both bases. */
function residuesOf(record: CircuitRecord, shots: number, rng: RandomStream): number {
  let count = 0;
  for (const basis of ["x", "y"] as const) {
    const counts = sampleOutcomes(rng.fork(basis), record, basis, shots);
    count += shots - counts[0]! - counts[1]!;
  }
  return count;
}

/**
 * Puts someone on the links of a client drawn at random, in all rounds of a setting.
 *
 * @param coordinatesRead residues are counted in so many coordinates of each round; they cost 2^m each
 * @throws RangeError for a substitution without a number of shots: it learns from shot to shot
 */
export function playLink(
  adversary: ExternalAdversary,
  options: OptionValues,
  setting: LeakageSetting,
  drawn: DrawnUpdates,
  rng: RandomStream,
  coordinatesRead = 8,
): LinkPlay {
  const acts = adversary.make(options);
  const { shots } = setting;
  if (acts.kind === "substitute" && shots === null) {
    throw rangeRefusal("shots", "a number, for who learns from shot to shot", null);
  }
  const known = publicSetting(setting);
  const client = rng.fork("client").integer(known.clients);
  const streams = rng.fork("links");
  const places: { cluster: number; seat: number }[] = [];
  // By round and coordinate: a circuit may be asked for more than once, for a test state too.
  const residues: Map<number, number>[] = [];
  const means: Partial<Record<Axis, Float64Array>>[] = [];
  const results = playRounds(setting, drawn, rng, (t) => {
    const own: Partial<Record<Axis, Float64Array>> = {};
    means[t] = own;
    residues[t] = new Map();
    return {
      record: (record: CircuitRecord, { members, cluster, coordinate }: CircuitPlace) => {
        const seat = members.indexOf(client);
        if (seat === -1) return record;
        places[t] = { cluster, seat };
        const reach = Math.PI / Math.max(setting.clusterSize, members.length);
        const draws = streams.fork(`${t}/${coordinate}`);
        const acted = act(acts, record, seat, shots, reach, draws);
        for (const [axis, value] of Object.entries(acted.seen) as [Axis, number][]) {
          own[axis] ??= new Float64Array(known.coordinates);
          own[axis][coordinate] = value;
        }
        if (shots !== null && coordinate < coordinatesRead) {
          residues[t]!.set(coordinate, residuesOf(acted.record, shots, draws.fork("residues")));
        }
        return acted.record;
      },
    };
  });
  const views = results.map(({ transcript }) => transcript.server);
  for (const [t, { measurements }] of views.entries()) {
    // A client that did not encode sent nothing back.
    if (measurements[places[t]!.cluster] === null) {
      means[t] = {};
      residues[t] = new Map();
    }
  }
  const { clusters, weightBound } = views.at(-1)!;
  const last: LinkOutcomes = {
    setting: known,
    client,
    weightBound,
    scaleSize: Math.max(setting.clusterSize, clusters[places.at(-1)!.cluster]!.length),
    means: means.at(-1)!,
  };
  const { hardening: _, ...plain } = setting;
  const undisturbed = playRounds(plain, drawn, rng.fork("undisturbed"), (t) => ({
    clusters: () => views[t]!.clusters,
  }));
  return {
    inference: acts.observe(last, rng.fork("adversary")),
    acts,
    client,
    places,
    views,
    honest: undisturbed.map(({ transcript }) => transcript.server),
    flags: results.map((result, t) => result.flags[places[t]!.cluster]!),
    residues: residues.map((counts) => ({
      count: [...counts.values()].reduce((sum, count) => sum + count, 0),
      shots: 2 * (shots ?? 0) * counts.size,
    })),
  };
}
