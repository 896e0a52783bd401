import fc from "fast-check";
import type { Capabilities, MaskParams } from "../../src/implementation/implementation.ts";
import { modulusSizes, residues, safeIntegers } from "./integers.ts";
import { atMost } from "./values.ts";

/** Clients with a pad for every two of them. */
export interface Cohort {
  /** A row of d integers for each of n clients. */
  readonly integers: readonly (readonly number[])[];
  /** A row of d numbers in [0, 2^b) for each pair of clients: (0, 1), (0, 2), …, (1, 2), …. */
  readonly pairPads: readonly (readonly number[])[];
  readonly modulusBits: number;
}

/** Which cohorts a law wants. */
export interface CohortRange {
  readonly fewestClients?: number;
  readonly mostClients?: number;
}

/** Rows of d entries each. */
export function rowsOf(
  entry: fc.Arbitrary<number>,
  rows: number,
  coordinates: number,
): fc.Arbitrary<number[][]> {
  return fc.array(fc.array(entry, { minLength: coordinates, maxLength: coordinates }), {
    minLength: rows,
    maxLength: rows,
  });
}

/** Pads for every pair of so many clients. */
export function pairPads(
  clients: number,
  coordinates: number,
  modulusBits: number,
): fc.Arbitrary<number[][]> {
  return rowsOf(residues(modulusBits), (clients * (clients - 1)) / 2, coordinates);
}

/** Cohorts of up to 6 clients, with integers and pads of any size. */
export function cohorts(
  capabilities: Capabilities,
  { fewestClients = 1, mostClients = 6 }: CohortRange = {},
): fc.Arbitrary<Cohort> {
  return fc
    .record({
      clients: fc.integer({ min: fewestClients, max: atMost(capabilities, "clients", mostClients) }),
      coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 4) }),
      modulusBits: modulusSizes,
    })
    .chain(({ clients, coordinates, modulusBits }) =>
      fc.record({
        integers: rowsOf(safeIntegers, clients, coordinates),
        pairPads: pairPads(clients, coordinates, modulusBits),
        modulusBits: fc.constant(modulusBits),
      }),
    );
}

/** The pad that two different clients share. */
export function padOf({ integers, pairPads }: Cohort, one: number, other: number): readonly number[] {
  const clients = integers.length;
  const [low, high] = one < other ? [one, other] : [other, one];
  // Pairs whose lower member lies below `low` come first: (n − 1) + (n − 2) + … of them.
  return pairPads[low * clients - (low * (low + 1)) / 2 + high - low - 1]!;
}

/** What one client of a cohort sends to `mask`. */
export function maskParamsOf(cohort: Cohort, client: number): MaskParams {
  const peers = cohort.integers.map((_, peer) => peer).filter((peer) => peer !== client);
  return {
    integers: cohort.integers[client]!,
    client,
    pads: Object.fromEntries(peers.map((peer) => [String(peer), padOf(cohort, client, peer)])),
    modulusBits: cohort.modulusBits,
  };
}

/** Any request to `mask`: any client, with pads of any peers. */
export function maskRequests(capabilities: Capabilities): fc.Arbitrary<MaskParams> {
  // Two-digit indices sort differently as text: "10" before "9".
  const indices = fc.oneof(
    fc.integer({ min: 0, max: atMost(capabilities, "clients", 13) - 1 }),
    fc.integer({ min: 0, max: atMost(capabilities, "clients", 100_000) - 1 }),
  );
  return fc
    .record({
      client: indices,
      peers: fc.uniqueArray(indices, { maxLength: 5 }),
      coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 4) }),
      modulusBits: modulusSizes,
    })
    .chain(({ client, peers, coordinates, modulusBits }) => {
      const others = peers.filter((peer) => peer !== client);
      return fc
        .tuple(
          fc.array(safeIntegers, { minLength: coordinates, maxLength: coordinates }),
          rowsOf(residues(modulusBits), others.length, coordinates),
        )
        .map(([integers, pads]) => ({
          integers,
          client,
          pads: Object.fromEntries(others.map((peer, p) => [String(peer), pads[p]!])),
          modulusBits,
        }));
    });
}
