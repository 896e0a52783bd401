import { randomStream } from "../../base/random.ts";
import type { RandomStream } from "../../base/random.ts";
import { rowOf } from "../../base/matrix.ts";
import { largestMagnitude } from "../../protocol/encode.ts";
import { ghzQuality } from "../../quantum/ghz.ts";
import type { GhzQuality } from "../../quantum/ghz.ts";
import { composed } from "./composed.ts";
import type { Faulty } from "./faulty.ts";
import { stepsWith } from "./steps.ts";
import type { Measured } from "./steps.ts";

/** A fault that draws from another seed than the one that it was given. */
function seedFault(
  name: string,
  mistake: string,
  change: (seed: string) => string,
  clauses: readonly string[] = ["CQSA-DET-2"],
): Faulty {
  const make: Faulty["make"] = () => composed({ stream: (seed) => randomStream(change(seed)) });
  return { id: `determinism/${name}`, mistake, clauses, make };
}

/** Forks that are kept by their label and go on drawing where they stopped. */
function keepingForks(): (seed: string) => RandomStream {
  const kept = new Map<string, RandomStream>();
  const keep = (stream: RandomStream): RandomStream => {
    const known = kept.get(stream.label);
    if (known !== undefined) return known;
    const keeping: RandomStream = { ...stream, fork: (name) => keep(stream.fork(name)) };
    kept.set(stream.label, keeping);
    return keeping;
  };
  return (seed) => keep(randomStream(seed));
}

/** Mistakes by which an answer depends on more than its request, or a seed says less than it should. */
export const determinismFaults: readonly Faulty[] = [
  seedFault("seed-ignored", "The same constant seeds every draw.", () => "42", ["CQSA-DET-2", "CQSA-PAR-4"]),
  seedFault("seed-truncated", "Only the first eight characters of a seed are used.", (seed) =>
    seed.slice(0, 8),
  ),
  seedFault("seed-lower-cased", "Upper and lower case of a seed are the same.", (seed) => seed.toLowerCase()),
  seedFault("seed-trimmed", "Spaces at the ends of a seed are lost.", (seed) => seed.trim()),
  seedFault("seed-as-number", "A seed is read as a number, and is 0 where it is none.", (seed) =>
    String(Number.parseInt(seed, 10) || 0),
  ),
  seedFault("seed-in-ascii", "Characters beyond ASCII are replaced by a question mark.", (seed) =>
    seed.replaceAll(/[^ -~]/gu, "?"),
  ),
  seedFault("seed-hashed-by-sum", "A seed is hashed to the sum of its characters.", (seed) =>
    String(Array.from(seed).reduce((sum, character) => sum + character.codePointAt(0)!, 0)),
  ),
  seedFault(
    "seed-hashed-to-a-byte",
    "A seed is hashed to one of 256 numbers.",
    (seed) => String(randomStream(seed).word() & 255),
    ["CQSA-DET-2", "CQSA-PAR-4"],
  ),
  {
    id: "determinism/counter-in-the-seed",
    mistake: "The number of the request goes into the seed, so that equal requests get different draws.",
    clauses: ["CQSA-DET-1", "WIRE-DET-1"],
    make: () => {
      let requests = 0;
      return composed({ stream: (seed) => randomStream(`${seed}#${requests++}`) });
    },
  },
  {
    id: "determinism/generator-goes-on",
    mistake: "The generators of a seed are kept, and go on when the seed comes back.",
    clauses: ["CQSA-DET-1", "WIRE-DET-1"],
    make: () => composed({ stream: keepingForks() }),
  },
  {
    id: "determinism/first-seed-kept",
    mistake: "The generator is seeded by the first request alone.",
    clauses: ["CQSA-DET-1", "CQSA-DET-2", "WIRE-DET-1"],
    make: () => {
      let first: string | undefined;
      return composed({ stream: (seed) => randomStream((first ??= seed)) });
    },
  },
  {
    id: "determinism/measurements-cached-by-seed",
    mistake: "Measurements are cached by seed and shape, so that other phases get the answer of the first.",
    clauses: ["CQSA-DET-1", "CQSA-AGG-1", "WIRE-DET-1"],
    make: () => {
      const cache = new Map<string, Measured>();
      const { measure } = stepsWith({});
      return composed({
        measure: (phases, shots, noise, rng) => {
          const key = `${rng.label} ${phases.rows} ${phases.columns}`;
          const measured = cache.get(key) ?? measure(phases, shots, noise, rng);
          cache.set(key, measured);
          return measured;
        },
      });
    },
  },
  {
    id: "determinism/quality-cached-by-size",
    mistake: "The quality of a state is cached by its number of qubits, whatever the noise is.",
    clauses: ["CQSA-DET-1", "CQSA-GHZ-1", "WIRE-DET-1"],
    make: () => {
      const cache = new Map<number, GhzQuality>();
      return composed({
        quality: (qubits, noise) => {
          const quality = cache.get(qubits) ?? ghzQuality(qubits, noise);
          cache.set(qubits, quality);
          return quality;
        },
      });
    },
  },
  {
    id: "determinism/largest-bound-remembered",
    mistake: "The bound is the largest of all rounds so far.",
    clauses: ["CQSA-DET-1", "CQSA-BND-1", "WIRE-DET-1"],
    make: () => {
      let largest = 0;
      return composed({ bound: ({ data }) => (largest = Math.max(largest, largestMagnitude(data))) });
    },
  },
  {
    id: "determinism/first-measurement-noiseless",
    mistake: "The noise is loaded by the first measurement, which itself goes without.",
    clauses: ["CQSA-DET-1", "WIRE-DET-1", "WIRE-NOISE-1"],
    make: () => {
      let loaded = false;
      return composed({
        visibility: (members, noise) => {
          const visibility = loaded ? ghzQuality(members, noise).visibility : 1;
          loaded = true;
          return visibility;
        },
      });
    },
  },
  {
    id: "determinism/sum-not-reset",
    mistake: "The sum of unmasking is kept from one call to the next of the same length.",
    clauses: ["CQSA-DET-1", "QNF-MSK-2", "WIRE-DET-1"],
    make: () => {
      const { unmask } = stepsWith({});
      let total: Float64Array = new Float64Array(0);
      return composed({
        unmask: (masked, modulusBits) => {
          const sum = unmask(masked, modulusBits);
          total = total.length === sum.length ? total.map((value, c) => value + sum[c]!) : sum;
          return total;
        },
      });
    },
  },
  {
    id: "determinism/clipping-starts-from-the-last-answer",
    mistake: "Centered clipping starts from its last answer of the same length where no reference is given.",
    clauses: ["CQSA-DET-1", "CQSA-SCR-6", "WIRE-DET-1"],
    make: () => {
      const { screen } = stepsWith({});
      let last: Float64Array = new Float64Array(0);
      return composed({
        screen: (request) => {
          if (request.rule !== "centered-clipping") return screen(request);
          const known = request.reference === undefined && last.length === request.aggregates.columns;
          const result = screen(known ? { ...request, reference: last } : request);
          last = result.aggregate;
          return result;
        },
      });
    },
  },
  {
    id: "determinism/foolsgold-keeps-history",
    mistake: "FoolsGold adds up the inputs of its calls, and takes their sums where no history is given.",
    clauses: ["CQSA-DET-1", "CQSA-SCR-10", "WIRE-DET-1"],
    make: () => {
      const { screen } = stepsWith({});
      const sums = new Map<string, Float64Array>();
      return composed({
        screen: (request) => {
          const { rule, options, aggregates } = request;
          const { rows, columns, data } = aggregates;
          if (rule !== "foolsgold" || options?.["history"] !== undefined) return screen(request);
          const shape = `${rows} ${columns}`;
          const sum = data.map((value, i) => value + (sums.get(shape)?.[i] ?? 0));
          const history = Array.from({ length: rows }, (_, row) => [
            ...sum.subarray(row * columns, (row + 1) * columns),
          ]);
          const result = screen({ ...request, options: { ...options, history } });
          sums.set(shape, sum);
          return result;
        },
      });
    },
  },
  {
    id: "determinism/momentum",
    mistake: "A tenth of the update before goes into an update of the same length.",
    clauses: ["CQSA-DET-1", "CQSA-RND-2", "WIRE-DET-1"],
    make: () => {
      const { screenClusters } = stepsWith({});
      let before = new Float64Array(0);
      return composed({
        screenClusters: (...given) => {
          const { update, accepted } = screenClusters(...given);
          const moved = before.length === update.length ? update.map((u, c) => u + before[c]! / 10) : update;
          before = Float64Array.from(moved);
          return { update: moved, accepted };
        },
      });
    },
  },
  {
    id: "determinism/rejected-clients-remembered",
    mistake: "The update of the client that was last lost is taken as zeros in the rounds that follow.",
    clauses: ["CQSA-DET-1", "WIRE-DET-1"],
    make: () => {
      let remembered = new Set<number>();
      const { bound } = stepsWith({});
      return composed({
        bound: (updates, lost) => {
          for (const client of remembered) if (client < updates.rows) rowOf(updates, client).fill(0);
          remembered = new Set(lost);
          return bound(updates, lost);
        },
      });
    },
  },
];
