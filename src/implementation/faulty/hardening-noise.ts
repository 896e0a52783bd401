import { randomStream } from "../../base/random.ts";
import type { RandomStream } from "../../base/random.ts";
import { isRefusal } from "../../base/refusal.ts";
import { fillNormal } from "../../learning/normal.ts";
import { completeHardening } from "../../protocol/hardening/hardening.ts";
import type { Hardening } from "../../protocol/hardening/hardening.ts";
import { isObject } from "../schemas/expect.ts";
import { amended, isNumber, isRows, isString } from "./edited.ts";
import type { RawParams } from "./edited.ts";
import type { Faulty } from "./faulty.ts";

/** What noise is made of, for one round. */
interface NoiseSetting {
  /** In weights, as specified. */
  readonly deviation: number;
  readonly ratio: number;
  readonly bound: number;
  /** k. */
  readonly clusterSize: number;
  readonly clients: number;
  readonly coordinates: number;
}

/** Draws noise, a row a client. */
type Draw = (setting: NoiseSetting, rng: RandomStream) => readonly Float64Array[];

function normals(rng: RandomStream, count: number, deviation: number): Float64Array {
  return fillNormal(rng, new Float64Array(count)).map((value) => deviation * value);
}

/** Normal noise of another deviation, or with its numbers changed. */
function drawing(
  deviationOf: (setting: NoiseSetting) => number,
  change: (value: number, setting: NoiseSetting) => number = (value) => value,
): Draw {
  return (setting, rng) =>
    Array.from({ length: setting.clients }, (_, client) =>
      normals(rng.fork(`client/${client}`), setting.coordinates, deviationOf(setting)).map((value) =>
        change(value, setting),
      ),
    );
}

const right = ({ deviation }: NoiseSetting): number => deviation;

function profileOf(hardening: unknown): Hardening | null {
  if (!isObject(hardening)) return null;
  try {
    return completeHardening(hardening);
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

/**
 * The reference with other noise: drawn here, and added to updates that then are clipped at the bound with its room.
 *
 * @param label what the noise follows from, the seed by default
 * @param roomOf the bound that is encoded for
 */
function noisy(
  draw: Draw,
  label: (seed: string) => string = (seed) => seed,
  roomOf: (bound: number, ratio: number) => number = (bound, ratio) => bound * (1 + 4 * ratio),
): ReturnType<typeof amended> {
  return amended((params, operation): RawParams => {
    const { updates, clusterSize, seed } = params;
    const profile = operation === "round" ? profileOf(params["hardening"]) : null;
    const [clip, noise] = [profile?.["clip-bound"], profile?.["local-noise"]];
    if (!clip || !noise || !isRows(updates) || !isNumber(clusterSize) || !isString(seed)) return params;
    const { bound } = clip;
    const { ratio } = noise;
    const setting: NoiseSetting = {
      deviation: ratio * bound,
      ratio,
      bound,
      clusterSize,
      clients: updates.length,
      coordinates: updates[0]?.length ?? 0,
    };
    const drawn = draw(setting, randomStream(label(seed)).fork("local-noise"));
    const { "local-noise": _, ...others } = params["hardening"] as RawParams;
    return {
      ...params,
      updates: updates.map((row, client) =>
        row.map((weight, i) => Math.max(-bound, Math.min(bound, weight)) + (drawn[client]![i] ?? 0)),
      ),
      hardening: { ...others, "clip-bound": { bound: roomOf(bound, ratio) } },
    };
  });
}

const clauses = ["WIRE-EXT-4"] as const;

/** Mistakes about the noise that clients add themselves. */
export const hardeningNoiseFaults: readonly Faulty[] = [
  {
    id: "hardening/noise-of-the-sum",
    mistake: "The sum of a cluster has the deviation that every client's noise should have.",
    clauses,
    make: () => noisy(drawing(({ deviation, clusterSize }) => deviation / Math.sqrt(clusterSize))),
  },
  {
    id: "hardening/noise-of-the-round",
    mistake: "The noise of all clients together has the deviation that each one's should have.",
    clauses,
    make: () => noisy(drawing(({ deviation, clients }) => deviation / Math.sqrt(clients))),
  },
  {
    id: "hardening/noise-same-for-clients",
    mistake: "All clients draw their noise from one stream, and so the same.",
    clauses,
    make: () =>
      noisy(({ clients, coordinates, deviation }, rng) => {
        const row = normals(rng, coordinates, deviation);
        return Array.from({ length: clients }, () => row);
      }),
  },
  {
    id: "hardening/noise-same-for-clusters",
    mistake: "Noise is drawn anew for two clients in turn, so that clusters have it in common.",
    clauses,
    make: () =>
      noisy(({ clients, coordinates, deviation }, rng) => {
        const rows = [0, 1].map((which) => normals(rng.fork(`${which}`), coordinates, deviation));
        return Array.from({ length: clients }, (_, client) => rows[client < clients / 2 ? 0 : 1]!);
      }),
  },
  {
    id: "hardening/noise-same-for-coordinates",
    mistake: "A client draws one number and adds it to all of its weights.",
    clauses,
    make: () =>
      noisy(({ clients, coordinates, deviation }, rng) =>
        Array.from({ length: clients }, (_, client) =>
          new Float64Array(coordinates).fill(normals(rng.fork(`${client}`), 1, deviation)[0]!),
        ),
      ),
  },
  {
    id: "hardening/noise-same-for-rounds",
    mistake: "Noise follows from a client's index alone, and is the same in every round.",
    clauses,
    make: () => noisy(drawing(right), () => "fixed"),
  },
  {
    id: "hardening/noise-upwards",
    mistake: "Noise is never below zero: what is drawn is taken for a length.",
    clauses,
    make: () => noisy(drawing(right, Math.abs)),
  },
  {
    id: "hardening/noise-off-centre",
    mistake: "Noise is rounded up to a grid of its deviation's halves, and so has a mean above zero.",
    clauses,
    make: () =>
      noisy(drawing(right, (value, { deviation }) => (Math.ceil((2 * value) / deviation) * deviation) / 2)),
  },
  {
    id: "hardening/noise-variance-for-deviation",
    mistake: "The deviation is squared on its way: its variance is taken for it.",
    clauses,
    make: () => noisy(drawing(({ deviation }) => deviation ** 2)),
  },
  {
    id: "hardening/noise-without-bound",
    mistake: "The ratio is taken for the deviation itself, whatever the clip bound.",
    clauses,
    make: () => noisy(drawing(({ ratio }) => ratio)),
  },
  {
    id: "hardening/noise-uniform",
    mistake: "Noise has the right deviation, and is spread evenly in place of normally.",
    clauses,
    make: () =>
      noisy(({ clients, coordinates, deviation }, rng) =>
        Array.from({ length: clients }, () =>
          new Float64Array(coordinates).map(() => deviation * Math.sqrt(12) * (rng.uniform() - 0.5)),
        ),
      ),
  },
  {
    id: "hardening/noise-without-room",
    mistake: "Weights are clipped at the same bound before and after the noise.",
    clauses,
    make: () =>
      noisy(
        drawing(right),
        (seed) => seed,
        (bound) => bound,
      ),
  },
];
