import { describe, expect, test } from "vitest";
import { randomStream } from "../../src/base/random.ts";
import type {
  AggregateParams,
  AggregateResult,
  Implementation,
} from "../../src/implementation/implementation.ts";
import { createReference } from "../../src/implementation/reference.ts";
import type { Law } from "../law.ts";
import { estimateMoments } from "../oracles/estimate-distribution.ts";
import { runLaw } from "../run-law.ts";
import { densityMatrix } from "./density-matrix.ts";
import { exactExpectation } from "./exact-expectation.ts";
import { phaseTotals, visibilityOf } from "./exact-sum.ts";
import { fullTurn } from "./full-turn.ts";
import { independentBases } from "./independent-bases.ts";
import { independentCoordinates } from "./independent-coordinates.ts";
import { independentSeeds } from "./independent-seeds.ts";
import { memberOrder } from "./member-order.ts";
import { noiseDistribution } from "./noise-distribution.ts";
import { noiseSize } from "./noise-size.ts";
import { range } from "./range.ts";
import { shotDistribution } from "./shot-distribution.ts";
import { singleClient } from "./single-client.ts";
import { sumOnly } from "./sum-only.ts";
import { unbiased } from "./unbiased.ts";
import { varianceClosedForm } from "./variance-closed-form.ts";
import { variance } from "./variance.ts";
import { visibilityDistribution } from "./visibility-distribution.ts";
import { visibilityExact } from "./visibility-exact.ts";
import { wholeCounts } from "./whole-counts.ts";
import { wrap } from "./wrap.ts";

const OPTIONS = { seed: "aggregation laws", runs: 100, level: 1e-9 };

const LAWS: readonly Law[] = [
  densityMatrix,
  exactExpectation,
  fullTurn,
  independentBases,
  independentCoordinates,
  independentSeeds,
  memberOrder,
  noiseDistribution,
  noiseSize,
  range,
  shotDistribution,
  singleClient,
  sumOnly,
  unbiased,
  varianceClosedForm,
  variance,
  visibilityDistribution,
  visibilityExact,
  wholeCounts,
  wrap,
];
const NAMED = LAWS.map((law) => ({ id: law.id, law }));

type Answer = (params: AggregateParams) => Promise<AggregateResult>;

/** The reference with another answer to `aggregate`, which may ask the reference itself. */
function withAnswer(answer: (ask: Answer) => Answer): Implementation {
  const reference = createReference();
  const ask: Answer = async (params) => {
    const outcome = await reference.call("aggregate", params);
    if (outcome.outcome !== "ok") throw new Error(outcome.message);
    return outcome.result;
  };
  return {
    ...reference,
    call: async (_operation, params) => ({
      outcome: "ok",
      result: (await answer(ask)(params as AggregateParams)) as never,
    }),
  };
}

function askedOtherwise(change: (params: AggregateParams) => AggregateParams): Implementation {
  return withAnswer((ask) => (params) => ask(change(params)));
}

function answeredOtherwise(
  change: (result: AggregateResult, params: AggregateParams) => AggregateResult,
): Implementation {
  return withAnswer((ask) => async (params) => change(await ask(params), params));
}

function onPhases(change: (phase: number) => number): Implementation {
  return answeredOtherwise(({ phaseSum, visibility }) => ({ phaseSum: phaseSum.map(change), visibility }));
}

function onNoise(change: (probability: number, gates: number) => number): Implementation {
  return askedOtherwise((params) => {
    const { noise, phases } = params;
    if (noise.channel === "none") return params;
    return { ...params, noise: { ...noise, probability: change(noise.probability, phases.length - 1) } };
  });
}

function onShots(change: (shots: number) => number): Implementation {
  return askedOtherwise((params) =>
    params.shots === null ? params : { ...params, shots: Math.max(1, change(params.shots)) },
  );
}

interface Draws {
  /** Which track of uniform numbers serves a basis of a coordinate; equal tracks are equal numbers. */
  readonly track: (coordinate: number, basis: "x" | "y") => number;
  /** Exchanges u and 1 − u in the y basis. */
  readonly antithetic?: boolean;
}

/** A plain simulation, shot by shot, whose bases and coordinates may share their uniform numbers. */
function simulated({ track, antithetic = false }: Draws): Implementation {
  return withAnswer(() => async ({ phases, shots, noise, seed }) => {
    const rng = randomStream(seed);
    const size = shots!;
    const uniforms = Float64Array.from({ length: 2 * (phases[0]!.length + 1) * size }, () => rng.uniform());
    const visibility = visibilityOf(phases.length, noise);
    const phaseSum = phaseTotals(phases).map((total, coordinate) => {
      const mean = (basis: "x" | "y"): number => {
        const expectation = visibility * (basis === "x" ? Math.cos(total) : Math.sin(total));
        const start = track(coordinate, basis) * size;
        let sum = 0;
        for (const uniform of uniforms.subarray(start, start + size)) {
          const used = antithetic && basis === "y" ? 1 - uniform : uniform;
          sum += used < (1 + expectation) / 2 ? 1 : -1;
        }
        return sum / size;
      };
      return Math.atan2(mean("y"), mean("x"));
    });
    return { phaseSum };
  });
}

interface Flaw {
  readonly law: Law;
  readonly flaw: string;
  readonly broken: Implementation;
}

const DETERMINISTIC: readonly Flaw[] = [
  { law: exactExpectation, flaw: "an estimate without its sign", broken: onPhases(Math.abs) },
  {
    law: exactExpectation,
    flaw: "a mean instead of a sum",
    broken: answeredOtherwise(({ phaseSum }, { phases }) => ({
      phaseSum: phaseSum.map((phase) => phase / phases.length),
    })),
  },
  {
    law: exactExpectation,
    flaw: "a negative visibility that does not turn the angle",
    broken: askedOtherwise((params) => ({ ...params, noise: { channel: "none" } })),
  },
  {
    law: densityMatrix,
    flaw: "a negative visibility that does not turn the angle",
    broken: askedOtherwise((params) => ({ ...params, noise: { channel: "none" } })),
  },
  { law: densityMatrix, flaw: "the conjugate angle", broken: onPhases((phase) => -phase) },
  {
    law: fullTurn,
    flaw: "phases that are cut at a half turn",
    broken: askedOtherwise((params) => ({
      ...params,
      phases: params.phases.map((row) => row.map((phase) => Math.max(-Math.PI, Math.min(Math.PI, phase)))),
    })),
  },
  {
    law: memberOrder,
    flaw: "a first member who counts a little more",
    broken: answeredOtherwise(({ phaseSum }, { phases }) => ({
      phaseSum: phaseSum.map((phase, i) => phase + 1e-6 * phases[0]![i]!),
    })),
  },
  {
    law: sumOnly,
    flaw: "phases that are cut at an eighth turn",
    broken: askedOtherwise((params) => ({
      ...params,
      phases: params.phases.map((row) =>
        row.map((phase) => Math.max(-Math.PI / 4, Math.min(Math.PI / 4, phase))),
      ),
    })),
  },
  {
    law: singleClient,
    flaw: "a lone member who is refused an answer",
    broken: answeredOtherwise(({ phaseSum }, { phases }) => ({
      phaseSum: phases.length === 1 ? phaseSum.map(() => 0) : phaseSum,
    })),
  },
  {
    law: wrap,
    flaw: "a sum that is cut at a half turn",
    broken: answeredOtherwise((_result, { phases }) => ({
      phaseSum: phaseTotals(phases).map((total) => Math.max(-Math.PI, Math.min(Math.PI, total))),
    })),
  },
  {
    law: range,
    flaw: "angles from 0 to a whole turn",
    broken: onPhases((phase) => (phase < 0 ? phase + 2 * Math.PI : phase)),
  },
  {
    law: range,
    flaw: "a coordinate too many",
    broken: answeredOtherwise(({ phaseSum }) => ({ phaseSum: [...phaseSum, 0] })),
  },
  {
    law: range,
    flaw: "no number where nothing was measured",
    broken: onPhases((phase) => (phase === 0 ? NaN : phase)),
  },
  { law: wholeCounts, flaw: "one shot more", broken: onShots((shots) => shots + 1) },
  {
    law: wholeCounts,
    flaw: "a visibility that is measured anew",
    broken: withAnswer((ask) => async (params) => {
      const { visibility } = await ask({ ...params, seed: `${params.seed}/anew` });
      return { ...(await ask(params)), visibility };
    }),
  },
  {
    law: visibilityExact,
    flaw: "the visibility's square",
    broken: answeredOtherwise(({ phaseSum, visibility }) => ({
      phaseSum,
      visibility: visibility!.map((value) => value ** 2),
    })),
  },
];

const perSquare = (probability: number): number => 1 - (1 - probability) ** 2;

const STATISTICAL: readonly Flaw[] = [
  {
    law: shotDistribution,
    flaw: "shots that are ignored",
    broken: askedOtherwise((params) => ({ ...params, shots: null })),
  },
  {
    law: shotDistribution,
    flaw: "shots that are halved",
    broken: onShots((shots) => Math.ceil(shots / 2)),
  },
  { law: shotDistribution, flaw: "twice the shots", broken: onShots((shots) => 2 * shots) },
  {
    law: shotDistribution,
    flaw: "exchanged bases",
    broken: onPhases((phase) => Math.atan2(Math.cos(phase), Math.sin(phase))),
  },
  {
    law: shotDistribution,
    flaw: "noise that was not asked for",
    broken: askedOtherwise((params) => ({
      ...params,
      noise: { channel: "depolarizing2", layout: "chain", probability: 0.05 },
    })),
  },
  {
    law: shotDistribution,
    flaw: "bases that share their draws",
    broken: simulated({ track: (coordinate) => coordinate }),
  },
  { law: noiseDistribution, flaw: "noise that is ignored", broken: onNoise(() => 0) },
  { law: noiseDistribution, flaw: "noise that acts twice", broken: onNoise(perSquare) },
  { law: noiseSize, flaw: "noise that is ignored", broken: onNoise(() => 0) },
  { law: noiseSize, flaw: "noise that acts twice", broken: onNoise(perSquare) },
  {
    law: noiseSize,
    flaw: "noise once a qubit instead of once a CNOT",
    broken: onNoise((probability, gates) => 1 - (1 - probability) ** (1 + 1 / gates)),
  },
  {
    law: noiseSize,
    flaw: "one channel taken for the other",
    broken: askedOtherwise((params) =>
      params.noise.channel === "depolarizing1x2"
        ? { ...params, noise: { ...params.noise, channel: "depolarizing2" } }
        : params,
    ),
  },
  {
    law: noiseSize,
    flaw: "an error probability divided over 16 Paulis, one of which is none",
    broken: onNoise((probability) => (probability * 15) / 16),
  },
  {
    law: visibilityDistribution,
    flaw: "a visibility that is not cut at 1",
    broken: answeredOtherwise(({ phaseSum, visibility }) => ({
      phaseSum,
      visibility: visibility!.map((value) => (value === 1 ? Math.SQRT2 : value)),
    })),
  },
  {
    law: visibilityDistribution,
    flaw: "the exact visibility in place of the measured one",
    broken: answeredOtherwise(({ phaseSum }, { phases, noise }) => ({
      phaseSum,
      visibility: phaseSum.map(() => visibilityOf(phases.length, noise)),
    })),
  },
  {
    law: visibilityDistribution,
    flaw: "the visibility of other draws with more noise",
    broken: onNoise(perSquare),
  },
  { law: unbiased, flaw: "a bias of 0.02 rad", broken: onPhases((phase) => phase + 0.02) },
  { law: unbiased, flaw: "an estimate that shrinks", broken: onPhases((phase) => 0.98 * phase) },
  { law: variance, flaw: "a fifth more shots", broken: onShots((shots) => Math.round(1.2 * shots)) },
  { law: variance, flaw: "noise that is ignored", broken: onNoise(() => 0) },
  {
    law: varianceClosedForm,
    flaw: "a third more shots",
    broken: onShots((shots) => Math.round(1.33 * shots)),
  },
  { law: varianceClosedForm, flaw: "noise that is ignored", broken: onNoise(() => 0) },
  {
    law: independentCoordinates,
    flaw: "one seed for every coordinate",
    broken: answeredOtherwise(({ phaseSum }) => ({ phaseSum: phaseSum.map(() => phaseSum[0]!) })),
  },
  {
    law: independentCoordinates,
    flaw: "draws that are used again after 100 coordinates",
    broken: answeredOtherwise(({ phaseSum }) => ({ phaseSum: phaseSum.map((_, i) => phaseSum[i % 100]!) })),
  },
  {
    law: independentCoordinates,
    flaw: "draws that are used again after 900 coordinates",
    broken: answeredOtherwise(({ phaseSum }) => ({ phaseSum: phaseSum.map((_, i) => phaseSum[i % 900]!) })),
  },
  {
    law: independentCoordinates,
    flaw: "draws that are used a second time backwards",
    broken: answeredOtherwise(({ phaseSum }) => ({
      phaseSum: phaseSum.map((_, i) => phaseSum[Math.min(i, phaseSum.length - 1 - i)]!),
    })),
  },
  {
    law: independentCoordinates,
    flaw: "one basis drawn once for all coordinates",
    broken: simulated({ track: (coordinate, basis) => (basis === "x" ? 0 : coordinate + 1) }),
  },
  {
    law: independentCoordinates,
    flaw: "draws that serve the next coordinate's other basis",
    broken: simulated({ track: (coordinate, basis) => (basis === "x" ? coordinate : coordinate + 1) }),
  },
  {
    law: independentSeeds,
    flaw: "a seed that is ignored",
    broken: askedOtherwise((params) => ({ ...params, seed: "" })),
  },
  {
    law: independentSeeds,
    flaw: "seeds that are cut to their beginning",
    broken: askedOtherwise((params) => ({ ...params, seed: params.seed.slice(0, 32) })),
  },
  {
    law: independentSeeds,
    flaw: "seeds that are cut to their end",
    broken: askedOtherwise((params) => ({ ...params, seed: params.seed.slice(-32) })),
  },
  {
    law: independentBases,
    flaw: "bases that share their draws",
    broken: simulated({ track: (coordinate) => coordinate }),
  },
  {
    law: independentBases,
    flaw: "bases with opposite draws",
    broken: simulated({ track: (coordinate) => coordinate, antithetic: true }),
  },
];

const titled = (flaws: readonly Flaw[]) => flaws.map((flaw) => ({ id: flaw.law.id, ...flaw }));

test.each(NAMED)("the reference obeys $id", async ({ law }) => {
  const found = await runLaw(law, createReference(), OPTIONS);
  expect(found.verdict).toBe("pass");
  if (found.verdict !== "pass") return;
  expect(found.cases).toBeGreaterThanOrEqual(law.kind === "statistical" ? law.size : 75);
  expect(found.smallestEffect ?? "0").toMatch(/\d/);
});

test.each(titled(DETERMINISTIC))("$id sees $flaw", async ({ law, broken }) => {
  const found = await runLaw(law, broken, OPTIONS);
  expect(found.verdict).toBe("violated");
  if (found.verdict !== "violated") return;
  expect(found.counterexample.message).not.toBe("");
  expect(found.counterexample.example).toBeTypeOf("object");
});

test.each(titled(STATISTICAL))("$id sees $flaw", async ({ law, broken }) => {
  const found = await runLaw(law, broken, OPTIONS);
  expect(found.verdict).toBe("violated");
  if (found.verdict !== "violated") return;
  expect(found.counterexample.message).not.toBe("");
  expect(found.counterexample.received).not.toBe("");
});

describe("within what an implementation declares", () => {
  test.each(NAMED)("$id keeps to small limits, one channel and one layout", async ({ law }) => {
    const small = createReference({
      channels: ["depolarizing1x2"],
      layouts: ["star"],
      limits: { clients: 3, coordinates: 64, shots: 4 },
    });
    const found = await runLaw(law, small, OPTIONS);
    expect(found.verdict).toBe(law === varianceClosedForm ? "not applicable" : "pass");
  });

  test.each(NAMED)("$id keeps to lone members, single shots and no noise", async ({ law }) => {
    const least = createReference({
      channels: ["none"],
      layouts: [],
      limits: { clients: 1, coordinates: 40, shots: 1 },
    });
    const none = [memberOrder, noiseDistribution, noiseSize, sumOnly, varianceClosedForm, wrap];
    const found = await runLaw(law, least, { ...OPTIONS, runs: 20 });
    expect(found.verdict).toBe(none.includes(law) ? "not applicable" : "pass");
  });

  test.each(NAMED)("$id does not apply where no noise can be named", async ({ law }) => {
    const found = await runLaw(law, createReference({ channels: [], layouts: ["chain"] }), OPTIONS);
    expect(found.verdict).toBe("not applicable");
  });

  test.each(NAMED)("$id does not blame an implementation that reports no visibility", async ({ law }) => {
    const silent = answeredOtherwise(({ phaseSum }) => ({ phaseSum }));
    const about = [visibilityDistribution, visibilityExact, wholeCounts].includes(law);
    expect((await runLaw(law, silent, OPTIONS)).verdict).toBe(about ? "not applicable" : "pass");
  });
});

test("a law about several coordinates does not apply where calls have one", async () => {
  const lone = createReference({ limits: { coordinates: 1 } });
  expect((await runLaw(independentCoordinates, lone, OPTIONS)).verdict).toBe("not applicable");
});

test("a plain simulation with draws of its own obeys the statistical laws", async () => {
  const honest = simulated({ track: (coordinate, basis) => 2 * coordinate + (basis === "x" ? 0 : 1) });
  for (const law of [shotDistribution, noiseDistribution, independentBases, independentCoordinates]) {
    expect((await runLaw(law, honest, OPTIONS)).verdict).toBe("pass");
  }
});

test("at 200 shots the exact variance is within 1.25 % of the first order, so at 500 within half a per cent", () => {
  for (const [total, visibility] of [
    [0.3, 1],
    [-2.2, 1],
    [1.1, 0.8],
  ] as const) {
    const shots = 200;
    const exact = estimateMoments(shots, visibility * Math.cos(total), visibility * Math.sin(total), total);
    const squared = exact.variance + exact.bias ** 2;
    const firstOrder = (1 / (shots * visibility ** 2)) * (1 - (visibility * Math.sin(2 * total)) ** 2 / 2);
    expect(Math.abs(squared / firstOrder - 1)).toBeLessThan(0.0125);
    // A normal error has three times the variance's square.
    expect(Math.abs(exact.fourth / exact.variance ** 2 / 3 - 1)).toBeLessThan(0.05);
  }
});
