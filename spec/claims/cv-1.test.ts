import { expect, test } from "vitest";
import type { ConvergenceEvidence, TrainingEnd } from "../../src/audit/convergence-evidence.ts";
import { cv1 } from "./cv-1.ts";

function end(rule: string, adversary: string | null, mean: number, half: number): TrainingEnd {
  const loss = { value: mean, lower: mean - half, upper: mean + half };
  return { rule, adversary, byzantine: adversary === null ? 0 : 6, accuracy: 0.8 - mean, loss };
}

const CALM = end("mean", null, 0.002, 0.01);

function evidence(...trainings: readonly [TrainingEnd, ...TrainingEnd[]]): ConvergenceEvidence {
  return {
    data: "generated data",
    clients: 60,
    trainSamples: 500,
    testSamples: 1000,
    rounds: 15,
    seeds: 4,
    clusterSize: 5,
    shots: 1000,
    noise: { channel: "depolarizing2", layout: "chain", probability: 0.005 },
    confidence: 0.95,
    plainAccuracy: 0.8,
    trainings,
  };
}

test("a model that loses without an attack already is a counterexample", () => {
  const verdict = cv1.decide(evidence(end("mean", null, 0.2, 0.1), end("mean", "ipm", 0, 0.01)));
  expect(verdict).toMatchObject({ verdict: "fails" });
  expect(verdict).toMatchObject({
    counterexample: expect.stringContaining("a loss of 20 points (10…30)") as string,
  });
});

test("without noise there is none to name", () => {
  const quiet = { channel: "none", layout: "chain", probability: 0 } as const;
  expect(cv1.decide({ ...evidence(CALM), noise: quiet })).toMatchObject({
    region: expect.stringContaining("1000 shots a basis, no noise, 15 rounds") as string,
  });
});

test("an interval that holds the margin decides nothing", () => {
  for (const training of [end("mean", null, 0.05, 0.01), end("mean", null, 0, 0.06)]) {
    expect(cv1.decide(evidence(training))).toMatchObject({ verdict: "undecided" });
  }
});

test("it holds where one rule stands every attack", () => {
  const stands = cv1.decide(
    evidence(
      CALM,
      end("mean", "ipm", 0.3, 0.1),
      end("median", "ipm", 0.01, 0.02),
      end("mean", "alie", 0.01, 0.02),
      end("median", "alie", 0.01, 0.02),
    ),
  );
  expect(stands).toMatchObject({ verdict: "holds" });
  expect(stands).toMatchObject({
    because: expect.stringMatching(/^under the rule median, 60 clients/u) as string,
  });
});

test("without attackers it holds, if every attack is stood by another rule only", () => {
  const verdict = cv1.decide(
    evidence(
      CALM,
      end("mean", "ipm", 0.3, 0.1),
      end("median", "ipm", 0.01, 0.02),
      end("mean", "alie", 0.01, 0.02),
      end("median", "alie", 0.3, 0.02),
    ),
  );
  expect(verdict).toMatchObject({ verdict: "holds if", condition: "every client is honest" });
});

test("the condition names the attacks that no rule stands, and those that stay open", () => {
  const verdict = cv1.decide(
    evidence(
      CALM,
      end("mean", "ipm", 0.3, 0.1),
      end("median", "ipm", 0.2, 0.1),
      end("mean", "alie", 0.3, 0.4),
      end("median", "alie", 0.3, 0.1),
    ),
  );
  expect(verdict).toMatchObject({
    verdict: "holds if",
    condition:
      "every client is honest; no rule that was tried keeps the accuracy against 6 × ipm; undecided against 6 × alie",
  });
  expect(JSON.stringify(verdict)).toContain("a loss below 1 points would not be told from none");
  expect(JSON.stringify(verdict)).toContain("6 × ipm: mean 50 %, loses 30 points (20…40) and median 60 %");
});
