import fc from "fast-check";
import { sampleBinomial } from "../../quantum/counts.ts";
import { arccosEstimate } from "../../quantum/estimate.ts";
import { honestQuadratures, honestVisibility, quadratures } from "../../quantum/evaluate.ts";
import { ghzQuality } from "../../quantum/ghz.ts";
import { NO_READOUT_ERROR } from "../../quantum/noise.ts";
import { honestRecord } from "../../quantum/record.ts";
import { decode, encode } from "../../protocol/encode.ts";
import { angleBetween, clusterExtremes, clusterSums, quiet } from "../context.ts";
import type { AuditContext, AuditSettings } from "../context.ts";
import type { InversionEvidence } from "../evidence.ts";
import { predictedVariance } from "../prediction.ts";

/** The expectation of an ideal or noisy x quadrature as arccos reads it. */
function inverted(expectation: number): number {
  return Math.acos(Math.max(-1, Math.min(1, expectation)));
}

/** What one client's weight (in tenths of a bound of 1) comes back as, by arccos, from exact expectations. */
function readBack(tenths: number): number {
  const [phase] = encode(Float64Array.of(tenths / 10), 1, 1);
  return decode(Float64Array.of(inverted(quadratures(honestRecord([phase!])).x)), 1, 1)[0]!;
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

/** The exact expectation in x, by the closed form or, under a channel without one, of the circuit itself. */
function expectationInX(phases: Float64Array, trueSum: number, settings: AuditSettings): number {
  const visibility = honestVisibility(phases.length, settings.noise, quiet(settings));
  if (visibility === undefined) return quadratures(honestRecord(phases, { preparation: settings.noise })).x;
  return honestQuadratures(visibility, trueSum, NO_READOUT_ERROR).x;
}

/** PH-3: both estimators on the run's own cluster sums, with the same number of shots in all. */
export function gatherInversion(context: AuditContext): InversionEvidence {
  const { settings, rng, effort } = context;
  const total = 2 * settings.shots;
  let coordinates = 0;
  let negative = 0;
  const squares = { arccos: 0, quadrature: 0 };
  let predicted: number | null = 0;
  for (const sum of clusterSums(context, effort.samples)) {
    const zeros = sampleBinomial(rng, total, (1 + expectationInX(sum.phases, sum.trueSum, settings)) / 2);
    coordinates++;
    if (sum.trueSum < 0) negative++;
    squares.arccos += angleBetween(arccosEstimate(zeros, total), sum.trueSum) ** 2;
    squares.quadrature += angleBetween(sum.estimate, sum.trueSum) ** 2;
    const variance = predictedVariance(sum, settings);
    predicted = predicted === null || variance === null ? null : predicted + variance;
  }
  const rms = (sum: number): number => Math.sqrt(sum / Math.max(1, coordinates));
  const { largest: members } = clusterExtremes(context);
  return {
    coordinates,
    negativeShare: negative / Math.max(1, coordinates),
    arccosError: rms(squares.arccos),
    quadratureError: rms(squares.quadrature),
    predictedError: predicted === null ? null : rms(predicted),
    shots: settings.shots,
    members,
    visibility: ghzQuality(members, settings.noise).visibility,
    biasAtZero: inverted(expectationInX(new Float64Array(members), 0, settings)),
    smallest: smallestUnread(),
  };
}
