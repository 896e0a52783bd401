import { rangeRefusal } from "../../base/refusal.ts";
import { quadratureEstimate } from "../../quantum/estimate.ts";
import { reducePhase } from "../../quantum/evaluate.ts";
import { composed } from "./composed.ts";
import type { Faulty } from "./faulty.ts";
import { stepsWith } from "./steps.ts";
import type { Steps } from "./steps.ts";

/** Another phase from the same quadratures. */
function phaseBy(phase: (x: number, y: number) => number): Partial<Steps> {
  return { estimate: (x, y) => ({ ...quadratureEstimate(x, y), phase: phase(x, y) }) };
}

/** Another visibility from the same quadratures. */
function visibilityBy(visibility: (x: number, y: number, shots: number | null) => number): Partial<Steps> {
  return {
    estimate: (x, y, shots) => ({ ...quadratureEstimate(x, y), visibility: visibility(x, y, shots) }),
  };
}

/** Another sum of the phases of one coordinate. */
function sumOf(choose: (phases: Float64Array) => Float64Array): Partial<Steps> {
  return { phaseSum: (phases) => choose(phases).reduce((sum, phase) => sum + reducePhase(phase), 0) };
}

/** Mistakes in what is read from the quadratures. */
export const estimationFaults: readonly Faulty[] = [
  {
    id: "aggregation/arccos",
    mistake: "The phase is the arccosine of one quadrature, which loses its sign.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1"],
    make: () => composed(phaseBy((x) => Math.acos(Math.max(-1, Math.min(1, x))))),
  },
  {
    id: "aggregation/arctan",
    mistake: "The phase is arctan(y/x), which loses the half of the circle.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1"],
    make: () => composed(phaseBy((x, y) => (x === 0 && y === 0 ? 0 : Math.atan(y / x)))),
  },
  {
    id: "aggregation/arctan-arguments-exchanged",
    mistake: "atan2 gets its arguments in the wrong order.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1"],
    make: () => composed(phaseBy((x, y) => Math.atan2(x, y))),
  },
  {
    id: "aggregation/range-from-zero",
    mistake: "The phase sum is reported in [0, 2π), and negative sums are decoded as large ones.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1"],
    make: () =>
      composed(
        phaseBy((x, y) => {
          const { phase } = quadratureEstimate(x, y);
          return phase < 0 ? phase + 2 * Math.PI : phase;
        }),
      ),
  },
  {
    id: "aggregation/conjugated",
    mistake: "The second basis is read with S in the place of S†, which turns the sign of every phase.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1"],
    make: () => composed(phaseBy((x, y) => quadratureEstimate(x, -y).phase)),
  },
  {
    id: "aggregation/ones-counted-for-zeros",
    mistake: "The frequency of the outcome 1 is taken for that of 0, which turns every sum by π.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1"],
    make: () => composed(phaseBy((x, y) => quadratureEstimate(-x, -y).phase)),
  },
  {
    id: "aggregation/outcomes-not-centred",
    mistake: "Outcomes are averaged as 0 and 1 in the place of ±1.",
    clauses: ["CQSA-AGG-1", "CQSA-AGG-2", "WIRE-AGG-1"],
    make: () => composed({ estimate: (x, y) => quadratureEstimate((1 + x) / 2, (1 + y) / 2) }),
  },
  {
    id: "aggregation/mean-of-phases",
    mistake: "The mean of the phases is measured, not their sum.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1"],
    make: () => composed(sumOf((phases) => phases.map((phase) => reducePhase(phase) / phases.length))),
  },
  {
    id: "aggregation/first-member-left-out",
    mistake: "The qubit that the server reads gets no phase: the first member does not count.",
    clauses: ["CQSA-AGG-1", "CQSA-AGG-4", "WIRE-AGG-1"],
    make: () => composed(sumOf((phases) => phases.subarray(1))),
  },
  {
    id: "aggregation/large-phases-clipped",
    mistake: "Phases beyond ±π are clipped to ±π rather than taken as angles.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1"],
    make: () =>
      composed({
        phaseSum: (phases) =>
          phases.reduce((sum, phase) => sum + Math.max(-Math.PI, Math.min(Math.PI, phase)), 0),
      }),
  },
  {
    id: "aggregation/large-phases-refused",
    mistake: "Phases beyond ±π are refused, although a phase may be any angle.",
    clauses: ["CQSA-AGG-1", "WIRE-AGG-1"],
    make: () =>
      composed({
        phaseSum: (phases) => {
          const large = phases.find((phase) => Math.abs(phase) > Math.PI);
          if (large !== undefined) throw rangeRefusal("phases", "phases in [−π, π]", large);
          return phases.reduce((sum, phase) => sum + phase, 0);
        },
      }),
  },
  {
    id: "aggregation/visibility-over-one",
    mistake: "The visibility is not limited to 1.",
    clauses: ["CQSA-AGG-5", "WIRE-AGG-2"],
    make: () => composed(visibilityBy((x, y) => Math.hypot(x, y))),
  },
  {
    id: "aggregation/visibility-squared",
    mistake: "The visibility is x² + y², without the root.",
    clauses: ["CQSA-AGG-5", "WIRE-AGG-2"],
    make: () => composed(visibilityBy((x, y) => Math.min(1, x ** 2 + y ** 2))),
  },
  {
    id: "aggregation/visibility-nan",
    mistake:
      "The visibility is corrected for the variance of the shots, and NaN where the radicand is negative.",
    clauses: ["CQSA-AGG-5", "WIRE-AGG-2", "WIRE-NUM-2"],
    make: () =>
      composed(
        visibilityBy((x, y, shots) => {
          const square = x ** 2 + y ** 2;
          return Math.min(1, Math.sqrt(shots === null ? square : square - (2 - square) / (shots - 1)));
        }),
      ),
  },
  {
    id: "aggregation/visibility-of-the-model",
    mistake: "The visibility that the noise predicts is reported in the place of the measured one.",
    clauses: ["CQSA-AGG-5", "WIRE-AGG-2"],
    make: () => {
      const { measure, visibility } = stepsWith({});
      return composed({
        measure: (phases, shots, noise, rng) => ({
          phaseSum: measure(phases, shots, noise, rng).phaseSum,
          visibility: new Float64Array(phases.columns).fill(Math.abs(visibility(phases.rows, noise))),
        }),
      });
    },
  },
];
