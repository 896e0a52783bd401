import fc from "fast-check";
import type { Capabilities, Implementation } from "../../src/implementation/implementation.ts";
import { shotsMissing } from "../arbitraries/clusterings.ts";
import { noiseMissing, quietNoise } from "../arbitraries/noise.ts";
import { plainRound, roundMissing } from "../arbitraries/rounds.ts";
import { atMost, seeds } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";

interface Measured {
  readonly operation: "aggregate" | "round";
  /** Θ of every coordinate as a fraction of π. */
  readonly shares: readonly number[];
  readonly seed: string;
}

const SHOTS = 50;
const SEEDS = 24;

/** The operations with finite shots that can be asked. */
function measuring(capabilities: Capabilities): Measured["operation"][] {
  const can = { aggregate: noiseMissing(capabilities), round: roundMissing(capabilities) };
  return (["aggregate", "round"] as const).filter(
    (operation) => capabilities.operations.includes(operation) && can[operation] === undefined,
  );
}

async function estimates(
  implementation: Implementation,
  { operation, shares }: Measured,
  seed: string,
): Promise<unknown> {
  const { capabilities } = implementation;
  if (operation === "aggregate") {
    const phases = [shares.map((share) => Math.PI * share)];
    const noise = quietNoise(capabilities);
    return (await ask(implementation, "aggregate", { phases, shots: SHOTS, noise, seed })).phaseSum;
  }
  const plain = plainRound(capabilities, { updates: [shares], clusterSize: 1, seed });
  return (await ask(implementation, "round", { ...plain, shots: SHOTS })).aggregates;
}

/**
 * Up to 24 seeds do not all give one estimate. Two estimates of 50 shots a basis agree with a probability
 * below ⅕, one of the quadratures being spread over ten values at least; 24 of them, even of a single
 * coordinate, below 1e-16.
 */
export const seedsMatter: Law = deterministicLaw<Measured>({
  id: "determinism/seeds-matter",
  sentence: "different seeds give different draws at finite shots",
  clauses: ["CQSA-DET-2"],
  needs: [],
  inapplicable: (capabilities) =>
    measuring(capabilities).length > 0
      ? shotsMissing(capabilities, SHOTS)
      : "no operation with finite shots is declared",
  cases: (capabilities) =>
    fc.record({
      operation: fc.constantFrom(...measuring(capabilities)),
      shares: fc.array(
        fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100),
        { minLength: 1, maxLength: atMost(capabilities, "coordinates", 4) },
      ),
      seed: seeds,
    }),
  check: async (implementation, example) => {
    const first = JSON.stringify(await estimates(implementation, example, `${example.seed}/0`));
    for (let i = 1; i < SEEDS; i++) {
      const other = await estimates(implementation, example, `${example.seed}/${i}`);
      if (JSON.stringify(other) !== first) return "held";
    }
    throw violation(`${example.operation}: ${SEEDS} seeds give one estimate`, "different estimates", first);
  },
});
