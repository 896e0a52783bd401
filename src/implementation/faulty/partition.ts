import { composed } from "./composed.ts";
import type { Faulty } from "./faulty.ts";
import { exchange } from "./steps.ts";

function identity(clients: number): number[] {
  return Array.from({ length: clients }, (_, client) => client);
}

/** Mistakes in the shuffle: of its law with a seed, or of what draws mean. */
export const shuffleFaults: readonly Faulty[] = [
  {
    id: "partition/naive-swap",
    mistake: "With a seed every place is exchanged with any place, rather than with one that is left.",
    clauses: ["CQSA-PAR-4", "WIRE-PART-1"],
    make: () =>
      composed({
        order: (clients, rng) => {
          const order = identity(clients);
          for (let place = 0; place < clients; place++) exchange(order, place, rng.integer(clients));
          return order;
        },
      }),
  },
  {
    id: "partition/sattolo",
    mistake: "The draw leaves out the place itself, so that only cyclic permutations occur.",
    clauses: ["CQSA-PAR-4", "WIRE-PART-1"],
    make: () =>
      composed({
        order: (clients, rng) => {
          const order = identity(clients);
          for (let place = clients - 1; place > 0; place--) exchange(order, place, rng.integer(place));
          return order;
        },
      }),
  },
  {
    id: "partition/not-shuffled",
    mistake: "Clusters are consecutive clients, whatever the seed is.",
    clauses: ["CQSA-PAR-4", "CQSA-DET-2", "WIRE-PART-1"],
    make: () => composed({ order: identity }),
  },
  {
    id: "partition/sorted-by-random-comparison",
    mistake: "It sorts with a comparison that is drawn anew each time.",
    clauses: ["CQSA-PAR-4", "WIRE-PART-1"],
    make: () => composed({ order: (clients, rng) => identity(clients).sort(() => rng.uniform() - 0.5) }),
  },
  {
    id: "partition/rotated-only",
    mistake: "Only the client to begin with is drawn; the others follow in their order.",
    clauses: ["CQSA-PAR-4", "WIRE-PART-1"],
    make: () =>
      composed({
        order: (clients, rng) => {
          const start = rng.integer(clients);
          return identity(clients).map((client) => (client + start) % clients);
        },
      }),
  },
  {
    id: "partition/last-draw-left-out",
    mistake: "The loop ends one place early: the first two places are never exchanged.",
    clauses: ["CQSA-PAR-3", "CQSA-PAR-4", "WIRE-PART-1"],
    make: () =>
      composed({
        shuffle: (clients, draw) => {
          const order = identity(clients);
          for (let place = clients - 1; place > 1; place--) exchange(order, place, draw(place));
          return order;
        },
      }),
  },
  {
    id: "partition/first-place-never-drawn",
    mistake: "Draws begin at 1 rather than 0, so that the client 0 never moves.",
    clauses: ["CQSA-PAR-4", "WIRE-PART-1"],
    make: () =>
      composed({
        order: (clients, rng) => {
          const order = identity(clients);
          for (let place = clients - 1; place > 0; place--) exchange(order, place, 1 + rng.integer(place));
          return order;
        },
      }),
  },
  {
    id: "partition/remainder-of-a-nibble",
    mistake: "Draws are four random bits modulo the number of places, which prefers the low ones.",
    clauses: ["CQSA-PAR-4", "WIRE-PART-1"],
    make: () =>
      composed({
        order: (clients, rng) => {
          const order = identity(clients);
          for (let place = clients - 1; place > 0; place--) {
            exchange(order, place, (rng.word() >>> 28) % (place + 1));
          }
          return order;
        },
      }),
  },
  {
    id: "partition/drawn-with-replacement",
    mistake: "Every member is drawn from all clients, so that some occur twice and others never.",
    clauses: ["CQSA-PAR-1", "CQSA-PAR-4", "WIRE-PART-1"],
    make: () =>
      composed({
        order: (clients, rng) => Array.from({ length: clients }, () => rng.integer(clients)),
      }),
  },
  {
    id: "partition/draws-from-the-front",
    mistake: "Draw t exchanges the entries at t and draws[t]: the shuffle runs from the wrong end.",
    clauses: ["CQSA-PAR-3", "WIRE-PART-1"],
    make: () =>
      composed({
        shuffle: (clients, draw) => {
          const order = identity(clients);
          for (let place = clients - 1; place > 0; place--) exchange(order, clients - 1 - place, draw(place));
          return order;
        },
      }),
  },
  {
    id: "partition/draws-backwards",
    mistake: "The draws are used in the wrong order, the last one first.",
    clauses: ["CQSA-PAR-3", "WIRE-PART-1"],
    make: () =>
      composed({
        shuffle: (clients, draw) => {
          const order = identity(clients);
          const draws = identity(clients - 1).map((t) => draw(clients - 1 - t));
          for (const [t, other] of draws.reverse().entries()) exchange(order, clients - 1 - t, other);
          return order;
        },
      }),
  },
  {
    id: "partition/taken-out-instead-of-exchanged",
    mistake: "Draw t takes an entry out of the list and moves up the rest, where it should exchange two.",
    clauses: ["CQSA-PAR-3", "WIRE-PART-1"],
    make: () =>
      composed({
        shuffle: (clients, draw) => {
          const left = identity(clients);
          const order: number[] = [];
          for (let place = clients - 1; place > 0; place--) order.unshift(...left.splice(draw(place), 1));
          return [...left, ...order];
        },
      }),
  },
];
