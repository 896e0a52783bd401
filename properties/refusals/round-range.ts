import type { Capabilities, RoundParams } from "../../src/implementation/implementation.ts";
import { declaredSizes } from "../arbitraries/clusterings.ts";
import { mostTolerated } from "../arbitraries/valid-requests.ts";
import type { Law } from "../law.ts";
import { HUGE, lone, TINY } from "./encode-range.ts";
import {
  countKinds,
  noiseRangeKinds,
  optionKeyKinds,
  referenceKinds,
  ruleKinds,
  tolerateKinds,
} from "./range-kinds.ts";
import { rangeLaw } from "./refusal-law.ts";
import { replaced } from "./spoil.ts";
import type { SpoilingKind } from "./spoil.ts";

/** Dropouts that are no clients, are named twice, or leave nobody. */
function dropoutKinds(clients: number): SpoilingKind[] {
  const all = Array.from({ length: clients }, (_, client) => client);
  return [
    replaced("a dropout that is no client", "dropouts", [
      [clients],
      [-1],
      [clients + 5],
      [0.5],
      [0, clients],
    ]),
    replaced(
      "a dropout that is named twice",
      "dropouts",
      all.map((client) => [client, client]),
    ),
    replaced("every client lost", "dropouts", [all, all.toReversed()]),
  ];
}

/** Updates whose largest magnitude gives no finite scale. */
function scaleKinds({ updates, clusterSize }: RoundParams): SpoilingKind[] {
  const d = updates[0]!.length;
  const alone = (value: number): number[][][] =>
    lone(updates.length * d, value).map((flat) =>
      updates.map((_, client) => flat.slice(client * d, (client + 1) * d)),
    );
  return [
    replaced("a scale that is not finite", "updates", alone(TINY)),
    ...(clusterSize > 1 && updates.length >= clusterSize
      ? [replaced("k·bound beyond float64", "updates", alone(HUGE))]
      : []),
  ];
}

function clustersOf(capabilities: Capabilities, { updates, clusterSize }: RoundParams): number {
  return declaredSizes(capabilities, { clients: updates.length, clusterSize })!.length;
}

/** What the numbers and names of `round` may not be. */
export const roundRange: Law = rangeLaw("round", {
  sentence:
    "`round` refuses counts that are none, unknown names, an f beyond the rule, odd dropouts and scales",
  clauses: [
    "CQSA-RND-5",
    "WIRE-REJ-4",
    "WIRE-REJ-5",
    "WIRE-REJ-6",
    "WIRE-REJ-7",
    "WIRE-REJ-8",
    "WIRE-REJ-9",
    "WIRE-REJ-13",
    "WIRE-OUT-3",
  ],
  kinds: (params, capabilities) => {
    const { updates, rule } = params;
    return [
      ...countKinds("clusterSize", "shots"),
      ...noiseRangeKinds(capabilities),
      ...ruleKinds(),
      ...tolerateKinds(mostTolerated(capabilities, rule, clustersOf(capabilities, params))),
      ...optionKeyKinds(rule),
      ...referenceKinds(updates[0]!.length, capabilities.limits?.coordinates ?? Infinity),
      ...dropoutKinds(updates.length),
      ...scaleKinds(params),
      ...(capabilities.remainder === "reject"
        ? [replaced("a remainder under the policy `reject`", "clusterSize", [updates.length + 1])]
        : []),
    ];
  },
});
