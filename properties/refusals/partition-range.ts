import type { Law } from "../law.ts";
import { countKinds } from "./range-kinds.ts";
import { rangeLaw } from "./refusal-law.ts";
import { instead, replaced } from "./spoil.ts";
import type { SpoilingKind } from "./spoil.ts";

/** Draws that are no draws of so many places. */
function drawKinds(clients: number, draws: readonly number[]): SpoilingKind[] {
  return [
    replaced("draws of another number", "draws", [
      [...draws, 0],
      [...draws, 0, 0],
      ...(draws.length > 0 ? [draws.slice(1), []] : []),
    ]),
    {
      what: "a draw out of range",
      edits: draws.flatMap((_, t) =>
        [clients - t, clients, -1].map((value) => ({ path: ["draws", t], value })),
      ),
    },
    replaced("a seed beside draws", "seed", ["x", ""]),
  ];
}

/** What the numbers of `partition` may not be, and that it takes a seed or draws, not both. */
export const partitionRange: Law = rangeLaw("partition", {
  sentence:
    "`partition` refuses counts that are none, draws of wrong number or range, and a seed beside draws",
  clauses: ["CQSA-PAR-5", "CQSA-PAR-2", "WIRE-REJ-4", "WIRE-REJ-12"],
  kinds: ({ clients, clusterSize, seed, draws }, { operations, remainder }) => [
    ...countKinds("clients", "clusterSize"),
    ...(draws === undefined ? [] : drawKinds(clients, draws)),
    ...(seed !== undefined && operations.includes("partition-draws")
      ? [replaced("draws beside a seed", "draws", [Array.from({ length: clients - 1 }, () => 0)])]
      : []),
    ...(remainder === "reject" && seed !== undefined
      ? [
          instead(
            "a remainder under the policy `reject`",
            { clients, clusterSize: clients + 1, seed },
            ...(clusterSize > 1 && clients > 1 ? [{ clients: clients - 1, clusterSize, seed }] : []),
          ),
        ]
      : []),
  ],
});
