import { afterEach, expect, test, vi } from "vitest";
import { matrixFromRows } from "../../base/matrix.ts";
import { randomStream } from "../../base/random.ts";
import { round } from "../../protocol/round.ts";
import type { RoundResult } from "../../protocol/round.ts";
import { measureRound } from "../context.ts";
import type { AuditContext, AuditSettings } from "../context.ts";
import { gatherDropouts } from "./dropouts.ts";

/* The rounds are made to lose other clusters than those with a dropout: what the audit counts are their aggregates. */
vi.mock(import("../../protocol/round.ts"), { spy: true });
const { round: sound } = await vi.importActual<{ round: typeof round }>("../../protocol/round.ts");
afterEach(() => {
  vi.mocked(round).mockImplementation(sound);
});

const TRIALS = 50;

function contextOf(clients: number, clusterSize: number): AuditContext {
  const settings: AuditSettings = {
    clusterSize,
    remainder: "balanced",
    shots: 10,
    noise: { channel: "none", layout: "chain", probability: 0 },
  };
  const rng = randomStream("dropouts");
  const rows = Array.from({ length: clients }, (_, i) => [Math.sin(i + 1)]);
  return {
    settings,
    effort: { lawRuns: 1, rounds: 1, samples: 1, trials: TRIALS },
    rounds: [measureRound(matrixFromRows("updates", rows), settings, rng.fork("round/0"))],
    rng,
  };
}

/** The aggregates of rounds with a dropout, changed. */
function tampering(change: (aggregates: readonly (Float64Array | null)[]) => (Float64Array | null)[]): void {
  vi.mocked(round).mockImplementation((request, rng, edits): RoundResult => {
    const result = sound(request, rng, edits);
    return request.dropouts === undefined ? result : { ...result, aggregates: change(result.aggregates) };
  });
}

test("a round that gives up its first cluster loses just that: survivors are counted in the rounds", () => {
  const honest = gatherDropouts(contextOf(12, 3));
  expect(honest).toMatchObject({ clusters: 4 * TRIALS, misplaced: 0, changed: 0 });
  let given = 0;
  tampering(([first, ...rest]) => {
    if (first !== null) given++;
    return [null, ...rest];
  });
  const evidence = gatherDropouts(contextOf(12, 3));
  expect(given).toBeGreaterThan(TRIALS / 2);
  expect(evidence.survived).toBe(honest.survived - given);
  expect(evidence.misplaced).toBe(given);
  expect(evidence.wasted * 12 * TRIALS).toBeCloseTo(honest.wasted * 12 * TRIALS + 3 * given, 9);
});

test("a round that keeps every cluster survives everywhere, wrongly", () => {
  tampering((aggregates) => aggregates.map((aggregate) => aggregate ?? Float64Array.of(0)));
  const evidence = gatherDropouts(contextOf(12, 3));
  expect(evidence.survived).toBeGreaterThan(190);
  expect(evidence.misplaced).toBeGreaterThan(20);
});

test("a round that is refused because its only cluster is lost has no survivor, and nothing is misplaced", () => {
  const evidence = gatherDropouts(contextOf(6, 6));
  expect(evidence).toMatchObject({ clusters: TRIALS, misplaced: 0, compared: 0 });
  // 0.9⁶ = 0.53 of them.
  expect(evidence.survived).toBeGreaterThan(10);
  expect(evidence.survived).toBeLessThan(45);
});

test("any other refusal is no dropout's", () => {
  vi.mocked(round).mockImplementation(() => {
    throw new Error("out of order");
  });
  expect(() => gatherDropouts({ ...contextOfNothing(), rng: randomStream("x") })).toThrow("out of order");
});

/** Without a round measured first, which the tampered rounds could not run. */
function contextOfNothing(): AuditContext {
  vi.mocked(round).mockImplementationOnce(sound);
  return contextOf(6, 3);
}
