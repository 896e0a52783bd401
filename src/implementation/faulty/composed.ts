import { checkInteger } from "../../base/check.ts";
import { rowOf, zeros } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import { rangeRefusal, typeRefusal } from "../../base/refusal.ts";
import { checkDropouts } from "../../protocol/round-input.ts";
import { undeclared } from "../declared.ts";
import type {
  Implementation,
  OperationParams,
  OperationResults,
  Outcome,
  PartitionParams,
  RoundParams,
  RoundResult,
} from "../implementation.ts";
import { ok, outcomeOfError, reject, typedCall } from "../outcome.ts";
import { gateNoise } from "../reference/quantum.ts";
import { createReference } from "../reference.ts";
import { isObject } from "../schemas/expect.ts";
import { parse } from "../schemas/explain.ts";
import { operationParams } from "../schemas/params.ts";
import { isOperation } from "../vocabulary.ts";
import type { OperationName } from "../vocabulary.ts";
import { fromNumber, fromVector, fromVectors, toMatrix, toVector } from "../wire-numbers.ts";
import type { FaultyImplementation } from "./faulty.ts";
import { stepsWith, tellSteps } from "./steps.ts";
import type { Measured, StepName, Steps } from "./steps.ts";

function checkSums({ columns, data }: Matrix): void {
  for (let c = 0; c < columns; c++) {
    let sum = 0;
    for (let at = c; at < data.length; at += columns) sum += data[at]!;
    if (!Number.isFinite(sum)) throw rangeRefusal("phases", `a finite sum in column ${c}`, sum);
  }
}

function partitionOf(steps: Steps, { clients, clusterSize, seed, draws }: PartitionParams): number[][] {
  const sizes = steps.sizes(clients, clusterSize);
  if (draws === undefined) {
    if (seed === undefined) throw typeRefusal("seed", "a string, or draws in its place", seed);
    return steps.slice(steps.order(clients, steps.stream(seed).fork("partition")), sizes);
  }
  if (draws.length !== clients - 1) throw rangeRefusal("draws", `${clients - 1} integers`, draws);
  for (const [t, draw] of draws.entries()) {
    checkInteger(`draws[${t}]`, draw, { min: 0, max: clients - 1 - t });
  }
  return steps.slice(
    steps.shuffle(clients, (place) => draws[clients - 1 - place]!),
    sizes,
  );
}

/** A round made of steps; see `src/protocol/round.ts`. */
function roundOf(steps: Steps, params: RoundParams): RoundResult {
  const { clusterSize, shots } = params;
  const noise = gateNoise(params.noise);
  const updates = toMatrix(params.updates);
  const lost = checkDropouts(params.dropouts, updates.rows);
  const rng = steps.stream(params.seed).fork("round");
  const weightBound = steps.bound(updates, lost);
  const clusters = steps.clusters(updates.rows, clusterSize, rng.fork("partition"), lost);
  const present = clusters.map((members, cluster) => steps.present(members, lost, cluster, clusterSize));

  const measured = present.map((members, cluster): Measured | null => {
    if (members === null) return null;
    const size = steps.encodingSize(clusterSize, clusters[cluster]!.length);
    const phases = zeros(members.length, updates.columns);
    for (const [row, client] of members.entries()) {
      phases.data.set(steps.encode(rowOf(updates, client), size, weightBound), row * updates.columns);
    }
    const live = present.slice(0, cluster).filter((before) => before !== null).length;
    return steps.measure(phases, shots, noise, steps.clusterStream(rng, cluster, live));
  });

  const means = measured.map((measurement, cluster) => {
    if (measurement === null) return null;
    const size = steps.decodingSize(clusterSize, clusters[cluster]!.length);
    const sum = steps.decode(measurement.phaseSum, size, weightBound);
    return steps.clusterMean(sum, present[cluster]!.length, clusterSize);
  });
  const { update, accepted } = steps.screenClusters(means, clusters, params, rng.fork("screen"));
  const view = {
    reports: params.updates.map((row) => Math.max(...row.map(Math.abs))),
    visibility: fromVectors(
      "view.visibility",
      measured.map((measurement) => measurement && measurement.visibility),
    ),
  };
  return {
    weightBound: fromNumber("weightBound", weightBound),
    clusters,
    aggregates: fromVectors("aggregates", means),
    accepted: [...accepted],
    update: fromVector("update", update),
    contributors: steps.contributors(clusters, accepted, means),
    ...(params.view === true && { view }),
  };
}

function isHardened(params: unknown): boolean {
  return isObject(params) && isObject(params["hardening"]) && Object.keys(params["hardening"]).length > 0;
}

type Handlers = { readonly [O in OperationName]: (params: OperationParams[O]) => OperationResults[O] };

function handlersOf(steps: Steps): Handlers {
  return {
    encode: ({ weights, clusterSize, weightBound }) => ({
      phases: fromVector("phases", steps.encode(toVector(weights), clusterSize, weightBound)),
    }),
    decode: ({ phaseSum, clusterSize, weightBound }) => ({
      weightSum: fromVector("weightSum", steps.decode(toVector(phaseSum), clusterSize, weightBound)),
    }),
    partition: (params) => ({ clusters: partitionOf(steps, params) }),
    aggregate: ({ phases, shots, noise, seed }) => {
      const matrix = toMatrix(phases);
      checkSums(matrix);
      const measured = steps.measure(matrix, shots, gateNoise(noise), steps.stream(seed).fork("aggregate"));
      return {
        phaseSum: fromVector("phaseSum", measured.phaseSum),
        // Not refused when it is not finite, as nobody checks what is no part of the sum.
        visibility: [...measured.visibility],
      };
    },
    fidelity: ({ qubits, noise }) => ({ ...steps.quality(qubits, gateNoise(noise)) }),
    screen: ({ aggregates, rule, tolerate, options, reference, seed }) => {
      const { aggregate, accepted, weights } = steps.screen({
        aggregates: toMatrix(aggregates),
        rule,
        tolerate,
        ...(options && { options }),
        ...(reference && { reference: toVector(reference) }),
        ...(seed !== undefined && { rng: steps.stream(seed).fork("screen") }),
      });
      return {
        aggregate: fromVector("aggregate", aggregate),
        accepted: [...accepted],
        ...(weights && { weights: fromVector("weights", weights) }),
      };
    },
    quantize: ({ values, bits, bound }) => ({
      integers: fromVector("integers", steps.quantize(toVector(values), bits, bound)),
    }),
    dequantize: ({ integers, bits, bound }) => ({
      values: fromVector("values", steps.dequantize(toVector(integers), bits, bound)),
    }),
    mask: ({ integers, client, pads, modulusBits }) => {
      const byPeer = new Map(Object.entries(pads).map(([peer, pad]) => [Number(peer), pad]));
      return { masked: fromVector("masked", steps.mask(integers, client, byPeer, modulusBits)) };
    },
    unmask: ({ masked, modulusBits }) => ({
      sum: fromVector("sum", steps.unmask(toMatrix(masked), modulusBits)),
    }),
    round: (params) => roundOf(steps, params),
  };
}

/**
 * An implementation that is put together from steps; without a change it answers as the reference does, to
 * the last bit.
 *
 * @param onStep told of each step that a call takes, before the call ends
 */
export function composed(
  changes: Partial<Steps> = {},
  onStep?: (name: StepName) => void,
): FaultyImplementation & { readonly changed: ReadonlySet<StepName> } {
  const reference = createReference();
  const steps = stepsWith(changes);
  const handlers = handlersOf(onStep === undefined ? steps : tellSteps(steps, onStep));

  function run<O extends OperationName>(operation: O, params: unknown): Outcome<OperationResults[O]> {
    const parsed = parse<OperationParams[O]>(operationParams[operation], params);
    if (!parsed.valid) return reject(parsed.message);
    return (
      undeclared(reference.capabilities, operation, parsed.value) ?? ok(handlers[operation](parsed.value))
    );
  }

  const callRaw: Implementation["callRaw"] = async (operation, params) => {
    // The steps are those of the plain profile.
    if (!isOperation(operation) || isHardened(params)) return reference.callRaw(operation, params);
    try {
      return run(operation, params);
    } catch (error) {
      return outcomeOfError(error);
    }
  };
  const changed = new Set(Object.keys(changes) as StepName[]);
  return { capabilities: reference.capabilities, call: typedCall(callRaw), callRaw, changed };
}
