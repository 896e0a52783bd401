import { randomStream } from "../../src/base/random.ts";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { binomialTest } from "../../src/statistics/binomial-test.ts";
import { detectableProbabilityShift } from "../../src/statistics/power.ts";
import { noiseKinds, noiseMissing, quietNoise, withProbability } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { spoiled } from "../rounds/spoiled.ts";
import { STATED_POWER } from "../stated-power.ts";
import { violation } from "../violation.ts";
import { measures } from "./planted.ts";
import { probabilityOf, quadraturesOf, sampleEstimates } from "./sample-estimates.ts";
import type { Setting } from "./sample-estimates.ts";

/** Noise makes the outcomes less certain, and so shows sooner what they share. */
const VISIBILITY = 0.5;

/** The chance that the two outcomes agree, with chances ½(1 + x) and ½(1 + y) of +1. */
function agreementOf(x: number, y: number): number {
  return (1 + x * y) / 2;
}

const shiftOf = (size: number, level: number): number => {
  const quadrature = VISIBILITY * Math.SQRT1_2;
  const probability = agreementOf(quadrature, quadrature);
  return detectableProbabilityShift(Math.max(1, Math.floor(size)), probability, level, STATED_POWER);
};

function settingFor(capabilities: Capabilities): Setting {
  const members = atMost(capabilities, "clients", 3);
  const kind = noiseKinds(capabilities)[0];
  const noise =
    kind === undefined || members < 2
      ? quietNoise(capabilities)
      : withProbability(kind, probabilityOf(kind.channel, members, VISIBILITY));
  return { members, total: Math.PI / 4, shots: 1, noise };
}

/** Whether the two outcomes of a single shot a basis were equal: the estimate lies on the diagonal. */
function outcomesAgree(phase: number): boolean {
  const eighths = (phase / Math.PI) * 4;
  const odd = Math.round(eighths);
  if (Math.abs(eighths - odd) > 1e-8 || Math.abs(odd % 2) !== 1) {
    throw violation("a single shot a basis gave another angle", "±π/4 or ±3π/4", phase);
  }
  return odd === 1 || odd === -3;
}

/**
 * With one shot a basis the estimate is one of four angles and tells both outcomes, so that their
 * agreement can be counted: with chances a and b of +1 it has probability ab + (1 − a)(1 − b).
 */
export const independentBases: Law = statisticalLaw({
  id: "aggregation/independent-bases",
  sentence: "the two bases of a coordinate are drawn independently",
  clauses: ["CQSA-AGG-3", "CQSA-AGG-2", "WIRE-AGG-1"],
  needs: ["aggregate"],
  inapplicable: noiseMissing,
  size: 4000,
  measure: async (implementation, seed, size) => {
    const setting = settingFor(implementation.capabilities);
    const { phases } = await sampleEstimates(implementation, setting, seed, size);
    const { x, y } = quadraturesOf(setting);
    const probability = agreementOf(x, y);
    const agreed = phases.filter(outcomesAgree).length;
    return {
      pValue: binomialTest(agreed, phases.length, probability),
      observations: phases.length,
      expected: `about ${(phases.length * probability).toFixed(1)} of ${phases.length} pairs of outcomes agree`,
      received: `${agreed} do`,
    };
  },
  smallestEffect: (size, level) =>
    `outcomes that agree with a probability off by ${shiftOf(size, level).toFixed(3)}`,
  plant: (honest, size, level) => {
    const setting = settingFor(honest.capabilities);
    const { x, y } = quadraturesOf(setting);
    const share = shiftOf(size, level) / (1 - agreementOf(x, y));
    return spoiled(honest, "aggregate", async (params, ask) => {
      const result = await ask(params);
      if (!measures(params, setting)) return result;
      const rng = randomStream(params.seed).fork("planted");
      // To turn the sign of an angle is to turn the outcome of the y basis.
      const phaseSum = result.phaseSum.map((phase) =>
        rng.uniform() < share && !outcomesAgree(phase) ? -phase : phase,
      );
      return { ...result, phaseSum };
    });
  },
});
