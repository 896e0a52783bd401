import { figure } from "../base/figure.ts";
import { HARDENING_PARAMETERS } from "../protocol/hardening/hardening.ts";
import type { Hardening } from "../protocol/hardening/hardening.ts";
import { localEpsilon } from "../protocol/hardening/local-noise.ts";

/** Where weights are clipped if nobody says where. */
const DEFAULT_BOUND = Number(HARDENING_PARAMETERS["clip-bound"]["bound"]?.default);

/** What a clip bound means for whoever switches it on. */
export const CLIP_TEXT: string =
  `clip-bound clips weights at ±${DEFAULT_BOUND} if no other bound is given, whatever the updates are: far above the largest ` +
  "weight that costs shots, below it accuracy";

/** The least ratio, to a part in a thousand, at which noise on d weights has no more than this ε. */
function ratioFor(epsilon: number, delta: number, coordinates: number): number {
  let [low, high] = [1e-6, 1];
  while (localEpsilon(high, delta, coordinates) > epsilon) high *= 2;
  while (high > 1.001 * low) {
    const middle = Math.sqrt(low * high);
    if (localEpsilon(middle, delta, coordinates) > epsilon) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * What the bound and the noise of a profile come to, a sentence each: where weights are clipped, and the (ε, δ) of the noise.
 * Rounds in a row are one normal mechanism on as many times the coordinates.
 *
 * @param coordinates d
 * @param rounds T of who looks at several
 */
export function profileNotes(
  { "clip-bound": clip, "local-noise": noise }: Hardening,
  coordinates: number,
  rounds: number,
): string[] {
  if (clip === undefined) return [];
  const clipped = `Here weights are clipped at ±${figure(clip.bound, 3)}; ${CLIP_TEXT}.`;
  if (noise === undefined) return [clipped];
  const { ratio, delta } = noise;
  const epsilon = (columns: number): string => figure(localEpsilon(ratio, delta, columns), 3);
  const all = rounds === 1 ? "" : `, ${epsilon(coordinates * rounds)} in ${rounds} rounds`;
  return [
    clipped,
    `Local noise with a deviation of ${figure(ratio, 3)} bounds gives a client, at δ = ${delta}, ε = ${epsilon(coordinates)} in ` +
      `a round of ${coordinates} coordinates${all}, and ${epsilon(1)} for a single weight in a single round. An observer's odds ` +
      `between two updates may change e^ε-fold; for ε = 1 a round the deviation would have to be ` +
      `${figure(ratioFor(1, delta, coordinates), 2)} bounds. What so much noise does to an adversary is measured, not guaranteed.`,
  ];
}
