import fc from "fast-check";
import type {
  Capabilities,
  OperationParams,
  PartitionParams,
  RoundParams,
  ScreenParams,
} from "../../src/implementation/implementation.ts";
import type { OperationName } from "../../src/implementation/vocabulary.ts";
import { clusterings, declaredSizes } from "./clusterings.ts";
import { encodings } from "./encodings.ts";
import { modulusSizes, quantizerSizes, residues } from "./integers.ts";
import { noiseMissing, noises } from "./noise.ts";
import { maskRequests, rowsOf } from "./pads.ts";
import { phaseRows } from "./phases.ts";
import { quantizations } from "./quantizations.ts";
import { anyChoice, ruleChoices } from "./round-rules.ts";
import { measuredConditions, plainRound, roundCases, roundMissing } from "./rounds.ts";
import { atMost, bounds, evenFractions, seeds } from "./values.ts";

/** Small valid requests of one operation, to be spoiled. Optional parameters are left out. */
export interface ValidRequests<O extends OperationName> {
  /** Why none can be made within what is declared; undefined: they can. */
  readonly missing?: (capabilities: Capabilities) => string | undefined;
  readonly params: (capabilities: Capabilities) => fc.Arbitrary<OperationParams[O]>;
}

const MOST_INPUTS = 7;

function partitions(capabilities: Capabilities): fc.Arbitrary<PartitionParams> {
  const seeded = fc.record({ clustering: clusterings(capabilities, { mostClients: 12 }), seed: seeds });
  return fc
    .record({ request: seeded, explicit: fc.boolean() })
    .chain(({ request: { clustering, seed }, explicit }): fc.Arbitrary<PartitionParams> => {
      const { clients } = clustering;
      // Whether the empty draws of a single client are taken is left open.
      if (!explicit || clients === 1 || !capabilities.operations.includes("partition-draws")) {
        return fc.constant({ ...clustering, seed });
      }
      const draws = Array.from({ length: clients - 1 }, (_, t) => fc.nat({ max: clients - 1 - t }));
      return fc.tuple(...draws).map((draws) => ({ ...clustering, draws }));
    });
}

/** Numbers of inputs for which some declared rule takes at least f = 0. */
function inputCounts(capabilities: Capabilities): number[] {
  const most = atMost(capabilities, "clients", MOST_INPUTS);
  const counts = Array.from({ length: most }, (_, i) => i + 1);
  return counts.filter((inputs) => ruleChoices(capabilities, inputs).length > 0);
}

/** Why nothing can be screened; undefined: something can. */
export function screenMissing(capabilities: Capabilities): string | undefined {
  if (inputCounts(capabilities).length > 0) return undefined;
  return "no rule is declared that needs no more than its inputs";
}

function screens(capabilities: Capabilities): fc.Arbitrary<ScreenParams> {
  return fc
    .record({
      inputs: fc.constantFrom(...inputCounts(capabilities)),
      coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 3) }),
    })
    .chain(({ inputs, coordinates }) =>
      fc.record({
        aggregates: rowsOf(evenFractions, inputs, coordinates),
        choice: anyChoice(capabilities, inputs),
      }),
    )
    .map(({ aggregates, choice }) => ({ aggregates, ...choice }));
}

function rounds(capabilities: Capabilities): fc.Arbitrary<RoundParams> {
  return roundCases(capabilities, { mostClients: 8, mostClusterSize: 3, mostCoordinates: 2 }).chain(
    (round) => {
      const { updates, clusterSize } = round;
      const sizes = declaredSizes(capabilities, { clients: updates.length, clusterSize })!;
      return fc
        .record({
          conditions: fc.option(measuredConditions(capabilities), { nil: undefined }),
          choice: anyChoice(capabilities, sizes.length),
        })
        .map(({ conditions, choice }) => ({
          ...plainRound(capabilities, round),
          ...conditions,
          ...choice,
        }));
    },
  );
}

/** Valid requests of every operation. */
export const VALID_REQUESTS: { readonly [O in OperationName]: ValidRequests<O> } = {
  encode: { params: (capabilities) => encodings(capabilities) },
  decode: {
    params: (capabilities) =>
      fc
        .record({ encoding: encodings(capabilities), phase: evenFractions })
        .map(({ encoding: { weights, clusterSize, weightBound }, phase }) => ({
          phaseSum: weights.map((_, i) => phase / (i + 1)),
          clusterSize,
          weightBound,
        })),
  },
  partition: { params: partitions },
  aggregate: {
    missing: noiseMissing,
    params: (capabilities) =>
      fc.record({
        phases: phaseRows(capabilities, { mostMembers: 3, mostCoordinates: 3 }),
        shots: fc.option(fc.integer({ min: 1, max: atMost(capabilities, "shots", 50) })),
        noise: noises(capabilities),
        seed: seeds,
      }),
  },
  fidelity: {
    missing: noiseMissing,
    params: (capabilities) =>
      fc.record({
        qubits: fc.integer({ min: 1, max: atMost(capabilities, "clients", 12) }),
        noise: noises(capabilities),
      }),
  },
  screen: { missing: screenMissing, params: screens },
  quantize: { params: (capabilities) => quantizations(capabilities) },
  dequantize: {
    params: (capabilities) =>
      fc.record({
        integers: fc.array(fc.integer({ min: -1000, max: 1000 }), {
          minLength: 1,
          maxLength: atMost(capabilities, "coordinates", 5),
        }),
        bits: quantizerSizes,
        bound: bounds,
      }),
  },
  mask: { params: maskRequests },
  unmask: {
    params: (capabilities) =>
      fc
        .record({
          rows: fc.integer({ min: 1, max: atMost(capabilities, "clients", 4) }),
          coordinates: fc.integer({ min: 1, max: atMost(capabilities, "coordinates", 3) }),
          modulusBits: modulusSizes,
        })
        .chain(({ rows, coordinates, modulusBits }) =>
          rowsOf(residues(modulusBits), rows, coordinates).map((masked) => ({ masked, modulusBits })),
        ),
  },
  round: { missing: roundMissing, params: rounds },
};

/** The most that a declared rule withstands of so many inputs. */
export function mostTolerated(capabilities: Capabilities, rule: string, inputs: number): number {
  const choices = ruleChoices(capabilities, inputs).filter((choice) => choice.rule === rule);
  return Math.max(-1, ...choices.map(({ tolerate }) => tolerate));
}
