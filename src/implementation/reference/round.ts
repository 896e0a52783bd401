import { randomStream } from "../../base/random.ts";
import type { RemainderPolicy } from "../../protocol/partition.ts";
import { completeHardening } from "../../protocol/hardening/hardening.ts";
import type { Hardening } from "../../protocol/hardening/hardening.ts";
import { round } from "../../protocol/round.ts";
import type { RoundParams, RoundResult, RoundView } from "../implementation.ts";
import { fromNumber, fromVector, fromVectors, toMatrix, toVector } from "../wire-numbers.ts";
import { gateNoise } from "./quantum.ts";

/** `round` on the library; what the server saw besides only when it is asked for. */
export function roundOperation(
  params: RoundParams,
  remainder: RemainderPolicy,
  usual: Hardening,
): RoundResult {
  const { updates, clusterSize, shots, noise, dropouts, rule, tolerate, options, reference, seed } = params;
  const hardening = params.hardening === undefined ? usual : completeHardening(params.hardening);
  const result = round(
    {
      updates: toMatrix(updates),
      clusterSize,
      remainder,
      shots,
      noise: gateNoise(noise),
      dropouts,
      rule,
      tolerate,
      ...(options && { options }),
      ...(reference && { reference: toVector(reference) }),
      hardening,
    },
    randomStream(seed).fork("round"),
  );
  const { reports, measurements } = result.transcript.server;
  const view = (): RoundView => ({
    ...(hardening["clip-bound"] === undefined && { reports: fromVector("view.reports", reports) }),
    visibility: fromVectors(
      "view.visibility",
      measurements.map((measured) => measured && measured.visibility),
    ),
  });
  return {
    weightBound: fromNumber("weightBound", result.weightBound),
    clusters: result.clusters.map((members) => [...members]),
    aggregates: fromVectors("aggregates", result.aggregates),
    accepted: [...result.accepted],
    update: fromVector("update", result.update),
    contributors: result.contributors,
    ...(params.view === true && { view: view() }),
  };
}
