import fc from "fast-check";
import type { Capabilities, Implementation } from "../../src/implementation/implementation.ts";
import { shotsMissing } from "../arbitraries/clusterings.ts";
import { noiseMissing, quietNoise } from "../arbitraries/noise.ts";
import { plainRound, roundMissing } from "../arbitraries/rounds.ts";
import { stems, TWIN_KINDS } from "../arbitraries/twin-seeds.ts";
import { atMost } from "../arbitraries/values.ts";
import { deterministicLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { ask, violation } from "../violation.ts";

interface Measured {
  readonly operation: "aggregate" | "round";
  /** Θ of every coordinate as a fraction of π. */
  readonly shares: readonly number[];
  readonly stem: number;
}

const SHOTS = 50;
const PAIRS = 24;

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
 * Of up to 24 pairs of seeds that are alike in one way, not all give one estimate a pair. Two estimates of 50 shots a
 * basis agree with a probability below ⅕, one of the quadratures being spread over ten values at
 * least; 24 pairs of them, even of a single coordinate, below 1e-16.
 */
export const seedsMatter: Law = deterministicLaw<Measured>({
  id: "determinism/seeds-matter",
  sentence: "different seeds give different draws at finite shots, however alike they look",
  clauses: ["CQSA-DET-2"],
  needs: [],
  // Each case tries every kind of twins.
  mostRuns: 20,
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
      stem: stems,
    }),
  check: async (implementation, example) => {
    const { operation, stem } = example;
    for (const { what, seeds } of TWIN_KINDS) {
      let agreeing = 0;
      let first = "";
      while (agreeing < PAIRS) {
        const [one, other] = seeds(stem + agreeing);
        first = JSON.stringify(await estimates(implementation, example, one));
        if (first !== JSON.stringify(await estimates(implementation, example, other))) break;
        agreeing++;
      }
      if (agreeing < PAIRS) continue;
      const pair = seeds(stem).map((seed) => JSON.stringify(seed));
      const message = `${operation}: seeds that differ ${what} give one estimate, ${pair.join(" and ")} for instance`;
      throw violation(message, "different estimates", first);
    }
    return "held";
  },
});
