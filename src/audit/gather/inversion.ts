import fc from "fast-check";
import { sampleBinomial } from "../../quantum/counts.ts";
import { arccosEstimate, quadratureVariance } from "../../quantum/estimate.ts";
import { honestVisibility, quadratures } from "../../quantum/evaluate.ts";
import { honestRecord } from "../../quantum/record.ts";
import { decode, encode } from "../../protocol/encode.ts";
import { angleBetween, clusterSums, quiet } from "../context.ts";
import type { AuditContext } from "../context.ts";
import type { InversionEvidence } from "../evidence.ts";

/** What one client's weight (in tenths of a bound of 1) comes back as, by arccos, from exact expectations. */
function readBack(tenths: number): number {
  const [phase] = encode(Float64Array.of(tenths / 10), 1, 1);
  const { x } = quadratures(honestRecord([phase!]));
  return decode(Float64Array.of(Math.acos(Math.max(-1, Math.min(1, x)))), 1, 1)[0]!;
}

function smallestUnread(): InversionEvidence["smallest"] {
  const found = fc.check(
    fc.property(
      fc.integer({ min: -10, max: 10 }),
      (tenths) => Math.abs(readBack(tenths) - tenths / 10) < 1e-6,
    ),
    { seed: 1, numRuns: 100 },
  );
  const tenths = found.counterexample?.[0];
  return tenths === undefined ? null : { weight: tenths / 10, read: readBack(tenths) };
}

/** PH-3: both estimators on the run's own cluster sums, with the same number of shots in all. */
export function gatherInversion(context: AuditContext): InversionEvidence {
  const { settings, rng, effort } = context;
  const total = 2 * settings.shots;
  let coordinates = 0;
  let negative = 0;
  const squares = { arccos: 0, quadrature: 0, predicted: 0 };
  let visibility = 1;
  for (const { trueSum, estimate, members } of clusterSums(context, effort.samples)) {
    visibility = honestVisibility(members, settings.noise, quiet(settings)) ?? 1;
    const zeros = sampleBinomial(rng, total, (1 + visibility * Math.cos(trueSum)) / 2);
    coordinates++;
    if (trueSum < 0) negative++;
    squares.arccos += angleBetween(arccosEstimate(zeros, total), trueSum) ** 2;
    squares.quadrature += angleBetween(estimate, trueSum) ** 2;
    squares.predicted += visibility > 0 ? quadratureVariance(total, visibility, trueSum) : Math.PI ** 2 / 3;
  }
  const rms = (sum: number): number => Math.sqrt(sum / Math.max(1, coordinates));
  return {
    coordinates,
    negativeShare: negative / Math.max(1, coordinates),
    arccosError: rms(squares.arccos),
    quadratureError: rms(squares.quadrature),
    predictedError: rms(squares.predicted),
    shots: settings.shots,
    visibility,
    biasAtZero: Math.acos(visibility),
    smallest: smallestUnread(),
  };
}
