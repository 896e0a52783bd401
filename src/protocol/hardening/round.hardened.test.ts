import { expect, test } from "vitest";
import { zeros } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import { round } from "../round.ts";
import type { RoundEdits, RoundRequest, RoundResult } from "../round.ts";
import { ALL_HARDENING, completeHardening } from "./hardening.ts";
import type { Hardening } from "./hardening.ts";
import { localEpsilon } from "./local-noise.ts";

const CLIENTS = 12;
const COORDINATES = 25;

function requestWith(hardening: Hardening, shots: number | null = 1000): RoundRequest {
  const updates = zeros(CLIENTS, COORDINATES);
  const rng = randomStream("updates");
  for (let i = 0; i < updates.data.length; i++) updates.data[i] = 2 * rng.uniform() - 1;
  return {
    updates,
    clusterSize: 4,
    remainder: "balanced",
    shots,
    noise: { channel: "depolarizing2", layout: "chain", probability: 0.005 },
    rule: "mean",
    tolerate: 0,
    hardening,
  };
}

function play(given: Readonly<Record<string, unknown>>, edits: RoundEdits = {}): RoundResult {
  return round(requestWith(completeHardening(given)), randomStream("hardened"), edits);
}

/** Client 5 flips its qubit, or measures it in all shots. */
function acting(kind: "flip" | "measure"): RoundEdits {
  return {
    record: (honest, { members }) => {
      const seat = members.indexOf(5);
      if (seat === -1) return honest;
      const act = kind === "flip" ? ({ kind } as const) : ({ kind, axis: "z", fraction: 1 } as const);
      return { ...honest, clients: honest.clients.map((own, j) => (j === seat ? [...own, act] : own)) };
    },
  };
}

function flagsByAttack({ clusters, flags, accepted }: RoundResult): readonly string[][] {
  expect(clusters).toHaveLength(3);
  const attacked = clusters.findIndex((members) => members.includes(5));
  expect(flags.filter((_, c) => c !== attacked)).toEqual([[], []]);
  expect(accepted).toEqual(clusters.map((_, c) => c !== attacked || flags[c]!.length === 0));
  return [[...flags[attacked]!]];
}

test("All measures together accept an honest round, and its update is near the mean [WIRE-EXT-2]", () => {
  const result = round(requestWith(ALL_HARDENING), randomStream("all"));
  expect(result.accepted).toEqual([true, true, true]);
  expect(result.transcript.server.reports).toHaveLength(0);
  expect(result.transcript.clients.map(({ report }) => report)).toEqual(Array(CLIENTS).fill(null));
  expect(result.transcript.links[0]).toMatchObject({ testQubits: 64 });
  const { updates } = requestWith({});
  for (let c = 0; c < COORDINATES; c++) {
    let mean = 0;
    for (let i = 0; i < CLIENTS; i++) mean += updates.data[i * COORDINATES + c]! / CLIENTS;
    // Local noise of .1 on each of 12, and shots: some .05 altogether.
    expect(Math.abs(result.update[c]! - mean)).toBeLessThan(0.25);
  }
});

test("Each check flags the cluster of who does what it is against, and no other [WIRE-EXT-7]", () => {
  const checks = { "visibility-floor": true, "residue-parity": true, "verification-rounds": true };
  // A flip of the qubit that is read only turns the sum's sign: the residues alone show it.
  expect(flagsByAttack(play(checks, acting("flip")))).toEqual([["residue-parity"]]);
  expect(flagsByAttack(play(checks, acting("measure")))).toEqual([["visibility-floor"]]);
  const turned: RoundEdits = {
    phases: ({ client, update }) => (client === 5 ? update.map(() => 2.9) : undefined),
  };
  expect(flagsByAttack(play({ "guard-band": { factor: 3 } }, turned))).toEqual([["guard-band"]]);
  expect(flagsByAttack(play({}, turned))).toEqual([[]]);
});

test("Clients do not encode on states that are no GHZ states: nothing is measured of their cluster [WIRE-EXT-7]", () => {
  const signed: RoundEdits = {
    record: (honest, { members }) =>
      members.includes(5) ? { ...honest, source: { kind: "ghz", flips: [1] } } : honest,
  };
  const result = play({ "verification-rounds": true }, signed);
  expect(flagsByAttack(result)).toEqual([["verification-rounds"]]);
  const attacked = result.clusters.findIndex((members) => members.includes(5));
  expect(result.aggregates[attacked]).toBeNull();
  expect(result.transcript.server.measurements[attacked]).toBeNull();
  expect(result.contributors).toBe(8);
});

test("One who keeps a qubit and hands over another is seen by test states, and by nothing that comes back [WIRE-EXT-7]", () => {
  const keeping: RoundEdits = {
    record: (honest, { members }) => {
      const at = (seat: number): boolean => members[seat] === 5;
      const turn = members.includes(5) ? honest.clients[members.indexOf(5)]! : [];
      return {
        ...honest,
        outbound: honest.outbound.map((own, j) => (at(j) ? [...own, { kind: "swap" } as const] : own)),
        // It turns the kept qubit as the client turned the other: it has guessed well.
        returning: honest.returning.map((own, j) =>
          at(j) ? [...own, { kind: "swap" } as const, ...turn] : own,
        ),
      };
    },
  };
  const checks = { "visibility-floor": true, "residue-parity": true };
  expect(flagsByAttack(play(checks, keeping))).toEqual([[]]);
  expect(flagsByAttack(play({ ...checks, "verification-rounds": true }, keeping))).toEqual([
    ["verification-rounds"],
  ]);
});

test("What checks draw for one cluster, they draw for no other [WIRE-EXT-7] [CQSA-AGG-3]", () => {
  const often = { falseAlarm: 0.5 };
  for (const [measure, parameters] of [
    ["residue-parity", often],
    ["verification-rounds", { ...often, states: 20 }],
  ] as const) {
    const noise = { channel: "depolarizing2", layout: "chain", probability: 0.1 } as const;
    const request = { ...requestWith(completeHardening({ [measure]: parameters })), noise };
    // With the same draws all clusters of a round would be flagged together, or none.
    let apart = 0;
    for (let trial = 0; trial < 20; trial++) {
      try {
        const { flags } = round(request, randomStream(`apart/${trial}`));
        if (flags.some((own) => own.length > 0)) apart++;
      } catch (error) {
        expect(String(error)).toContain("a cluster that no measure flags");
      }
    }
    expect(apart).toBeGreaterThan(3);
  }
});

test("A round of which every cluster is flagged has no result [WIRE-EXT-7]", () => {
  const product: RoundEdits = { record: (honest) => ({ ...honest, source: { kind: "product" } }) };
  expect(() => play({ "verification-rounds": true }, product)).toThrow(
    '"hardening" expected a cluster that no measure flags, got "verification-rounds"',
  );
});

test("Who departs from a joint draw is named: the server with its clusters, anyone with its opening [WIRE-EXT-6, WIRE-EXT-7]", () => {
  const steering: RoundEdits = { clusters: (drawn) => [...drawn].reverse() };
  expect(() => play({ "commit-reveal": true }, steering)).toThrow("others, announced by the server");
  expect(play({}, steering).accepted).toHaveLength(3);
  for (const party of [3, "server"] as const) {
    const named = party === "server" ? "the server" : "client 3";
    const lying: RoundEdits = {
      opening: (who, committed) =>
        who === party ? { ...committed, value: committed.value.map((byte) => byte ^ 1) } : committed,
    };
    expect(() => play({ "commit-reveal": true }, lying)).toThrow(`another opening of ${named}`);
    const silent: RoundEdits = { opening: (who, committed) => (who === party ? null : committed) };
    expect(() => play({ "commit-reveal": true }, silent)).toThrow(`another opening of ${named}`);
  }
});

test("A single party's value changes the joint draw [WIRE-EXT-6, WIRE-EXT-7]", () => {
  const drawn = new Set<string>();
  for (let trial = 0; trial < 20; trial++) {
    const request = requestWith(completeHardening({ "commit-reveal": true }), null);
    drawn.add(String(round(request, randomStream(`draw/${trial}`)).clusters));
  }
  expect(drawn.size).toBe(20);
});

test("The ε of local noise is where the mass beyond e^ε, integrated by steps, comes to δ [WIRE-EXT-4]", () => {
  for (const [ratio, coordinates] of [
    [1, 1],
    [2, 9],
    [0.5, 4],
  ] as const) {
    const delta = 1e-4;
    const distance = (2 * Math.sqrt(coordinates)) / ratio;
    const epsilon = localEpsilon(ratio, delta, coordinates);
    let mass = 0;
    const step = 1e-3;
    const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    for (let x = -12; x < 12 + distance; x += step) {
      mass += step * Math.max(0, density(x - distance) - Math.exp(epsilon) * density(x));
    }
    expect(mass).toBeCloseTo(delta, 7);
  }
  expect(localEpsilon(1e5, 1e-3, 1)).toBe(0);
  expect(() => localEpsilon(0, 0.1, 1)).toThrow('"ratio"');
});
