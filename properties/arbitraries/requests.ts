import fc from "fast-check";
import type { Capabilities, OperationParams } from "../../src/implementation/implementation.ts";
import type { OperationName } from "../../src/implementation/vocabulary.ts";
import { clusterings } from "./clusterings.ts";
import { encodings } from "./encodings.ts";
import { noiseMissing, noises } from "./noise.ts";
import { phaseRows } from "./phases.ts";
import { plainRule } from "./round-rules.ts";
import { lossyRounds, measuredConditions, plainRound, roundMissing } from "./rounds.ts";
import { atMost, evenFractions, seeds } from "./values.ts";

/** One call of an operation. */
export type Request = {
  [O in OperationName]: { readonly operation: O; readonly params: OperationParams[O] };
}[OperationName];

function partitions(capabilities: Capabilities): fc.Arbitrary<Request> {
  return fc
    .record({ clustering: clusterings(capabilities), seed: seeds })
    .map(({ clustering, seed }) => ({ operation: "partition", params: { ...clustering, seed } }));
}

function aggregates(capabilities: Capabilities): fc.Arbitrary<Request> {
  const params = fc.record({
    phases: phaseRows(capabilities, { mostMembers: 4 }),
    shots: fc.integer({ min: 1, max: atMost(capabilities, "shots", 300) }),
    noise: noises(capabilities),
    seed: seeds,
  });
  return params.map((params) => ({ operation: "aggregate", params }));
}

function rounds(capabilities: Capabilities): fc.Arbitrary<Request> {
  return fc
    .record({
      // Who was lost may be remembered, too.
      lossy: lossyRounds(capabilities, { mostClients: 10, mostClusterSize: 3, mostDropouts: 2 }),
      conditions: measuredConditions(capabilities),
    })
    .map(({ lossy: { round, dropouts }, conditions }) => ({
      operation: "round",
      params: { ...plainRound(capabilities, round), ...conditions, dropouts },
    }));
}

function rows(capabilities: Capabilities): fc.Arbitrary<number[][]> {
  const coordinates = atMost(capabilities, "coordinates", 2);
  const inputs = atMost(capabilities, "clients", 8);
  return fc.array(fc.array(evenFractions, { minLength: coordinates, maxLength: coordinates }), {
    minLength: inputs,
    maxLength: inputs,
  });
}

function seededScreens(capabilities: Capabilities): fc.Arbitrary<Request> {
  return fc.record({ aggregates: rows(capabilities), seed: seeds }).map(({ aggregates, seed }) => ({
    operation: "screen",
    params: {
      aggregates,
      rule: "dnc",
      tolerate: aggregates.length < 8 ? 0 : 1,
      options: { subsample: 1 },
      seed,
    },
  }));
}

function takesSeededScreen({ operations, rules }: Capabilities): boolean {
  return operations.includes("screen") && (rules?.["dnc"]?.includes("subsample") ?? false);
}

/** Requests whose answer draws on their seed, one arbitrary for each operation that is declared. */
export function seededRequests(capabilities: Capabilities): fc.Arbitrary<Request>[] {
  const { operations } = capabilities;
  const quantum = noiseMissing(capabilities) === undefined;
  return [
    ...(operations.includes("partition") ? [partitions(capabilities)] : []),
    ...(operations.includes("aggregate") && quantum ? [aggregates(capabilities)] : []),
    ...(operations.includes("round") && roundMissing(capabilities) === undefined
      ? [rounds(capabilities)]
      : []),
    ...(takesSeededScreen(capabilities) ? [seededScreens(capabilities)] : []),
  ];
}

/** Requests that draw nothing, one arbitrary for each operation that is declared. */
export function drawlessRequests(capabilities: Capabilities): fc.Arbitrary<Request>[] {
  const rule = plainRule(capabilities);
  const integers = fc.array(fc.integer({ min: -100, max: 100 }), {
    minLength: 1,
    maxLength: atMost(capabilities, "coordinates", 3),
  });
  const requests: { [O in OperationName]?: fc.Arbitrary<Request> } = {
    encode: encodings(capabilities).map((params) => ({ operation: "encode", params })),
    decode: encodings(capabilities).map(({ weights, clusterSize, weightBound }) => ({
      operation: "decode",
      params: { phaseSum: weights.map((weight) => weight / weightBound), clusterSize, weightBound },
    })),
    quantize: integers.map((values) => ({ operation: "quantize", params: { values, bits: 8, bound: 100 } })),
    dequantize: integers.map((integers) => ({
      operation: "dequantize",
      params: { integers, bits: 8, bound: 1 },
    })),
    mask: integers.map((integers) => ({
      operation: "mask",
      params: { integers, client: 1, pads: { 0: integers.map(Math.abs) }, modulusBits: 16 },
    })),
    unmask: integers.map((row) => ({
      operation: "unmask",
      params: { masked: [row.map(Math.abs)], modulusBits: 16 },
    })),
    ...(noiseMissing(capabilities) === undefined && {
      fidelity: fc
        .record({
          qubits: fc.integer({ min: 1, max: atMost(capabilities, "clients", 8) }),
          noise: noises(capabilities),
        })
        .map((params) => ({ operation: "fidelity", params })),
    }),
    ...(rule !== undefined && {
      screen: rows(capabilities).map((aggregates) => ({
        operation: "screen",
        params: { aggregates, rule, tolerate: 0 },
      })),
    }),
  };
  return capabilities.operations.flatMap((name) => {
    const arbitrary = name === "partition-draws" ? undefined : requests[name];
    return arbitrary === undefined ? [] : [arbitrary];
  });
}
