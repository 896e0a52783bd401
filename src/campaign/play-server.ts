import type { Inference } from "../../adversaries/inference.ts";
import type {
  OutcomeCounts,
  Preparation,
  PublicSetting,
  ReadingsView,
  ServerAdversary,
} from "../../adversaries/server-adversary.ts";
import type { OptionValues } from "../../adversaries/adversary.ts";
import { rowOf, zeros } from "../base/matrix.ts";
import type { Matrix } from "../base/matrix.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { aggregate } from "../protocol/aggregate.ts";
import type { ClusterMeasurement } from "../protocol/aggregate.ts";
import { encode } from "../protocol/encode.ts";
import type { RoundResult } from "../protocol/round.ts";
import type { ServerView } from "../protocol/transcript.ts";
import { sampleMultinomial } from "../quantum/counts.ts";
import { quadratureEstimate } from "../quantum/estimate.ts";
import type { Basis, Source } from "../quantum/record.ts";
import { patternDistribution, residuePatterns } from "../quantum/residue-patterns.ts";
import type { DrawnUpdates, LeakageSetting } from "./leakage-setting.ts";
import { playRounds, publicSetting, sentUpdates } from "./play-rounds.ts";
import { drawMembers } from "./trial.ts";

/** What a server concluded, and what is needed to judge it. */
export interface ServerPlay {
  readonly inference: Inference;
  /** The rounds that it served. */
  readonly views: readonly ServerView[];
  readonly colluders: readonly number[];
  /** The true answer to each question of a membership inference. */
  readonly answers: readonly boolean[];
}

/** The phases that the members of a cluster apply, m × d. */
function phasesOf(members: readonly number[], updates: Matrix, size: number, bound: number): Matrix {
  const phases = zeros(members.length, updates.columns);
  for (const [row, client] of members.entries()) {
    rowOf(phases, row).set(encode(rowOf(updates, client), size, bound));
  }
  return phases;
}

function eachCluster<T>(
  view: ServerView,
  updates: Matrix,
  { clusterSize, guard }: PublicSetting,
  of: (phases: Matrix, cluster: number) => T,
): (T | null)[] {
  return view.clusters.map((members, cluster) => {
    if (view.measurements[cluster] === null) return null;
    const size = Math.max(clusterSize, members.length);
    return of(phasesOf(members, updates, size, guard * view.weightBound), cluster);
  });
}

/** All decoded qubits of a cluster, in place of the read one alone. */
function countOutcomes(phases: Matrix, { shots, noise }: PublicSetting, rng: RandomStream): OutcomeCounts {
  const patterns = residuePatterns(phases.rows, noise);
  const own = new Float64Array(phases.rows);
  const counted = (basis: Basis): Matrix => {
    const counts = zeros(phases.columns, 2 ** phases.rows);
    const stream = rng.fork(basis);
    for (let c = 0; c < phases.columns; c++) {
      for (let j = 0; j < own.length; j++) own[j] = phases.data[j * phases.columns + c]!;
      rowOf(counts, c).set(sampleMultinomial(stream, shots!, patternDistribution(patterns, own, basis)));
    }
    return counts;
  };
  return { x: counted("x"), y: counted("y") };
}

/** What the counts show of the read qubit. */
function measurementOf({ x, y }: OutcomeCounts, shots: number): ClusterMeasurement {
  const means = (counts: Matrix): Float64Array =>
    Float64Array.from({ length: counts.rows }, (_, c) => {
      const row = rowOf(counts, c);
      return row.reduce((sum, count, o) => sum + ((o & 1) === 0 ? count : -count), 0) / shots;
    });
  const read = { x: means(x), y: means(y) };
  const estimates = [...read.x].map((value, c) => quadratureEstimate(value, read.y[c]!));
  return {
    ...read,
    phaseSum: Float64Array.from(estimates, ({ phase }) => phase),
    visibility: Float64Array.from(estimates, ({ visibility }) => visibility),
  };
}

/** One of the preparations, by their shares. */
function drawnSource(preparations: readonly Preparation[], rng: RandomStream): Source {
  let left = rng.uniform();
  for (const { source, share } of preparations) {
    left -= share;
    if (left < 0) return source;
  }
  return preparations.at(-1)!.source;
}

/** What comes back of a preparation: the phase of the cluster, or of each member of product states. */
function read(
  { source, share }: Preparation,
  phases: Matrix,
  { shots, noise }: PublicSetting,
  rng: RandomStream,
): Matrix {
  const conditions = { shots: shots === null ? null : Math.max(1, Math.round(share * shots)), noise };
  if (source.kind === "ghz") {
    const { phaseSum } = aggregate(phases, conditions, rng, (record) => ({ ...record, source }));
    return { rows: 1, columns: phases.columns, data: phaseSum };
  }
  const each = zeros(phases.rows, phases.columns);
  for (let j = 0; j < phases.rows; j++) {
    // |+⟩ that is read by itself is the GHZ state of a cluster of one.
    const own = { rows: 1, columns: phases.columns, data: rowOf(phases, j) };
    rowOf(each, j).set(aggregate(own, conditions, rng.fork(`qubit/${j}`)).phaseSum);
  }
  return each;
}

/** A view of rounds in which a server handed out other states: it has readings, and no sum of GHZ states. */
function readings(
  results: readonly RoundResult[],
  sent: readonly Matrix[],
  setting: PublicSetting,
  prepares: (size: number) => readonly Preparation[],
  rng: RandomStream,
): ReadingsView {
  const served = results.map(({ transcript }) => transcript.server);
  return {
    setting,
    rounds: served.map((view) => ({ ...view, measurements: view.clusters.map(() => null) })),
    readings: served.map((view, t) =>
      eachCluster(view, sent[t]!, setting, (phases, cluster) =>
        prepares(phases.rows).map((preparation, at) =>
          read(preparation, phases, setting, rng.fork(`readings/${t}/${cluster}/${at}`)),
        ),
      ),
    ),
  };
}

/** Plays rounds with and without candidates, and asks of each whether it is in. */
function candidates(
  setting: LeakageSetting,
  drawn: DrawnUpdates,
  against: "absent" | "another",
  rng: RandomStream,
): {
  readonly views: readonly ServerView[];
  readonly questions: readonly { candidate: Float64Array; round: number; cluster: number }[];
  readonly answers: readonly boolean[];
} {
  const one = { ...drawn, rounds: drawn.rounds.slice(-1) };
  const [updates] = one.rounds;
  const [present] = playRounds(setting, one, rng);
  const { clusters } = present!;
  // In each cluster one member's update is what the server holds; who it is, the partition has drawn.
  const chosen = new Set(clusters.map(([first]) => first!));
  const inside = clusters.map(([client], cluster) => ({
    candidate: rowOf(updates!, client!),
    round: 0,
    cluster,
  }));
  if (against === "another") {
    const outside = inside.map((question, c) => ({ ...question, cluster: (c + 1) % clusters.length }));
    return {
      views: [present!.transcript.server],
      questions: [...inside, ...outside],
      answers: [...inside.map(() => true), ...outside.map(() => false)],
    };
  }
  const [absent] = playRounds(setting, one, rng, () => ({
    phases: ({ client, update }) => (chosen.has(client) ? new Float64Array(update.length) : undefined),
  }));
  return {
    views: [present!, absent!].map(({ transcript }) => transcript.server),
    questions: [...inside, ...inside.map((question) => ({ ...question, round: 1 }))],
    answers: [...inside.map(() => true), ...inside.map(() => false)],
  };
}

/**
 * Lets a server serve the rounds of a setting, and conclude. It is shown what its kind of sight allows.
 *
 * @throws RangeError for more colluders than all clients but one, and for residues or candidates of a setting that has none
 */
export function playServer(
  adversary: ServerAdversary,
  options: OptionValues,
  setting: LeakageSetting,
  drawn: DrawnUpdates,
  rng: RandomStream,
): ServerPlay {
  const known = publicSetting(setting);
  const draws = rng.fork("adversary");
  const sent = drawn.rounds.map((_, t) => sentUpdates(setting, drawn, t, rng));
  const transcripts = (results: readonly RoundResult[]): readonly ServerView[] =>
    results.map(({ transcript }) => transcript.server);
  const honest = { colluders: [], answers: [] };
  switch (adversary.sees) {
    case "transcript": {
      const views = transcripts(playRounds(setting, drawn, rng));
      const inference = adversary.make(options).observe({ setting: known, rounds: views }, draws);
      return { ...honest, inference, views };
    }
    case "candidates": {
      if (known.clients < 2 * setting.clusterSize && options["against"] === "another") {
        throw rangeRefusal("clients", "two clusters, for a sum without the candidate", known.clients);
      }
      const against = options["against"] === "another" ? "another" : "absent";
      const { views, questions, answers } = candidates(setting, drawn, against, rng);
      const inference = adversary.make(options).observe({ setting: known, rounds: views, questions }, draws);
      return { ...honest, inference, views, answers };
    }
    case "residues": {
      if (known.shots === null) throw rangeRefusal("shots", "a number, for residues to be counted", null);
      const served = transcripts(playRounds(setting, drawn, rng));
      const outcomes = served.map((view, t) =>
        eachCluster(view, sent[t]!, known, (phases, cluster) =>
          countOutcomes(phases, known, rng.fork(`outcomes/${t}/${cluster}`)),
        ),
      );
      const views = served.map((view, t) => ({
        ...view,
        measurements: outcomes[t]!.map((counts) => counts && measurementOf(counts, known.shots!)),
      }));
      const inference = adversary.make(options).observe({ setting: known, rounds: views, outcomes }, draws);
      return { ...honest, inference, views };
    }
    case "readings": {
      const acts = adversary.make(options);
      const prepares = acts.prepares!;
      // Of a state that clients test, or of one shot: any of its preparations, by their shares.
      const results = playRounds(setting, drawn, rng, (t) => {
        const streams = rng.fork(`preparations/${t}`);
        return {
          record: (record) => ({ ...record, source: drawnSource(prepares(record.qubits), streams) }),
        };
      });
      const view = readings(results, sent, known, prepares, rng);
      return { ...honest, inference: acts.observe(view, draws), views: view.rounds };
    }
    case "colluders": {
      const acts = adversary.make(options);
      const count = acts.colluders ?? 0;
      if (count >= known.clients) {
        throw rangeRefusal("colluders", `fewer than the ${known.clients} clients`, count);
      }
      const colluders = drawMembers(known.clients, count, rng.fork("members"));
      const { groups } = acts;
      const views = transcripts(
        playRounds(setting, drawn, rng, () =>
          groups ? { clusters: (partition) => groups(partition, colluders) } : {},
        ),
      );
      const updates = sent.map((all) => {
        const own = zeros(count, all.columns);
        for (const [row, client] of colluders.entries()) rowOf(own, row).set(rowOf(all, client));
        return own;
      });
      const inference = acts.observe({ setting: known, rounds: views, colluders, updates }, draws);
      return { inference, views, colluders, answers: [] };
    }
  }
}
