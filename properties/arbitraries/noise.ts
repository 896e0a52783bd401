import fc from "fast-check";
import type { Capabilities, NoiseParams } from "../../src/implementation/implementation.ts";
import { evenly } from "./evenly.ts";

/** The channels of the wire that disturb anything. */
export type NoisyChannel = "depolarizing2" | "depolarizing1x2";

/** A channel and a layout that are declared together; the probability is open. */
export interface NoiseKind {
  readonly channel: NoisyChannel;
  readonly layout: "chain" | "star";
}

const CHANNELS: readonly NoisyChannel[] = ["depolarizing2", "depolarizing1x2"];
const LAYOUTS = ["chain", "star"] as const;

/** A channel and a layout with their probability. */
export interface Disturbance extends NoiseKind {
  readonly probability: number;
}

/** Completes a pair of channel and layout. */
export function withProbability({ channel, layout }: NoiseKind, probability: number): Disturbance {
  return { channel, layout, probability };
}

/** Every declared pair of a noisy channel and a layout. */
export function noiseKinds({ noise }: Capabilities): NoiseKind[] {
  const layouts = LAYOUTS.filter((layout) => noise?.layouts.includes(layout));
  return CHANNELS.filter((channel) => noise?.channels.includes(channel)).flatMap((channel) =>
    layouts.map((layout) => ({ channel, layout })),
  );
}

function offersNone({ noise }: Capabilities): boolean {
  return noise === undefined || noise.channels.includes("none");
}

/** Why nothing can be asked that takes noise: neither `none` nor a channel with a layout is declared. */
export function noiseMissing(capabilities: Capabilities): string | undefined {
  if (offersNone(capabilities) || noiseKinds(capabilities).length > 0) return undefined;
  return "no channel with a layout is declared";
}

/** Why nothing can be asked about noise that disturbs; undefined: it can. */
export function disturbanceMissing(capabilities: Capabilities): string | undefined {
  return noiseKinds(capabilities).length > 0 ? undefined : "no noisy channel with a layout is declared";
}

/** A preparation without errors: `none`, or where that is not declared, a channel of probability 0. */
export function quietNoise(capabilities: Capabilities): NoiseParams {
  return offersNone(capabilities) ? { channel: "none" } : withProbability(noiseKinds(capabilities)[0]!, 0);
}

/** Probabilities of an error: everyday ones, the whole range, and where a channel erases everything. */
export const probabilities: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, 1),
  fc.constantFrom(0.005, 0.75, 0.9375),
  // Beyond 15/16 the visibility of depolarizing2 is negative.
  evenly(0.9375, 1),
  evenly(0, 0.05),
  evenly(0, 1),
);

/** Preparations without errors in every way that the protocol has to say so. */
export function quietNoises(capabilities: Capabilities): fc.Arbitrary<NoiseParams> {
  const kinds = noiseKinds(capabilities);
  const forms: fc.Arbitrary<NoiseParams>[] = [fc.constant(quietNoise(capabilities))];
  if (kinds.length > 0) {
    forms.push(fc.constantFrom(...kinds.map((kind): NoiseParams => withProbability(kind, 0))));
    if (offersNone(capabilities)) {
      const layouts = [...new Set(kinds.map(({ layout }) => layout))];
      // Without noise both are idle, but where given they must be valid.
      forms.push(
        fc.record({
          channel: fc.constant("none" as const),
          layout: fc.constantFrom(...layouts),
          probability: probabilities,
        }),
      );
    }
  }
  return fc.oneof(...forms);
}

/** Preparations under a declared channel and layout, of any probability; there must be a declared pair. */
export function disturbances(capabilities: Capabilities): fc.Arbitrary<Disturbance> {
  return fc
    .tuple(fc.constantFrom(...noiseKinds(capabilities)), probabilities)
    .map(([kind, probability]) => withProbability(kind, probability));
}

/** Any declared noise: quiet in a third of the cases. */
export function noises(capabilities: Capabilities): fc.Arbitrary<NoiseParams> {
  const quiet = quietNoises(capabilities);
  if (noiseKinds(capabilities).length === 0) return quiet;
  return fc.oneof({ arbitrary: quiet, weight: 1 }, { arbitrary: disturbances(capabilities), weight: 2 });
}
