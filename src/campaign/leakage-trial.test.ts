import { expect, test } from "vitest";
import { completeOptions } from "../../adversaries/adversary.ts";
import { findPartyAdversary } from "../../adversaries/index.ts";
import { randomStream } from "../base/random.ts";
import { completeHardening } from "../protocol/hardening/hardening.ts";
import { leakageFigures } from "./leakage-figures.ts";
import type { LeakageFigure } from "./leakage-figures.ts";
import { givenUpdates, normalUpdates } from "./leakage-setting.ts";
import type { LeakageSetting, NormalModel } from "./leakage-setting.ts";
import { runLeakageTrial } from "./leakage-trial.ts";

type Changes = Partial<Omit<LeakageSetting, "updates">> & { readonly model?: Partial<NormalModel> };

const MODEL: NormalModel = { clients: 20, coordinates: 24, ratio: 0, loudness: 1, spread: 0 };
/** Of each comparison with a closed form; seeds are fixed. */
const LEVEL = 1e-3;

const QUIET = { channel: "none", layout: "chain", probability: 0 } as const;

function settingOf({ model, ...changes }: Changes = {}): LeakageSetting {
  return {
    updates: normalUpdates({ ...MODEL, ...model }),
    clusterSize: 5,
    shots: 500,
    noise: QUIET,
    rounds: 1,
    partition: "reshuffled",
    ...changes,
  };
}

/** Figures that were measured before: some have two closed forms. */
const measured = new Map<string, Map<string, LeakageFigure>>();

function figuresOf(
  id: string,
  changes: Changes = {},
  given: Readonly<Record<string, unknown>> = {},
  trials = 8,
): Map<string, LeakageFigure> {
  // JSON has no Infinity, which one test alone asks for.
  const key = JSON.stringify([id, changes, given, trials, changes.model?.ratio === Infinity]);
  const before = measured.get(key);
  if (before !== undefined) return before;
  const adversary = findPartyAdversary(id)!;
  const options = completeOptions(adversary, given);
  const setting = settingOf(changes);
  const all = Array.from({ length: trials }, (_, trial) =>
    runLeakageTrial(adversary, options, setting, randomStream(id).fork(`trial/${trial}`)),
  );
  const figures = new Map(leakageFigures(all, 0.95, LEVEL).map((figure) => [figure.figure, figure]));
  measured.set(key, figures);
  return figures;
}

const UPDATE = "R² of a client's update";
const LASTING = "R² of what lasts of a client's updates";
const FLIPS = { channel: "bit-flip", layout: "chain", probability: 0.08 } as const;

/** Each with the figure that has a closed form. */
const FORMS: readonly (readonly [string, Changes, Readonly<Record<string, unknown>>, string])[] = [
  ["curious-round", {}, {}, UPDATE],
  ["curious-round", { shots: null, clusterSize: 3 }, {}, UPDATE],
  ["curious-round", { shots: null, model: { clients: 60 }, clusterSize: 10 }, {}, UPDATE],
  ["curious-round", { model: { loudness: 4 } }, {}, "R² of the loud client's update"],
  ["curious-bounds", { model: { spread: 0.4 } }, {}, "R² of the logarithm of a client's spread"],
  ["known-candidate", { model: { coordinates: 12 } }, {}, "AUC of membership"],
  ["known-candidate", { model: { coordinates: 12 } }, { against: "another" }, "AUC of membership"],
  ["known-candidate", { model: { coordinates: 12 } }, {}, "TPR of membership at 1 % FPR"],
  ["many-rounds", { shots: null, rounds: 6, model: { ratio: 2 } }, { prior: 2 }, LASTING],
  ["many-rounds", { shots: null, rounds: 6, model: { ratio: 2 }, partition: "fixed" }, { prior: 2 }, LASTING],
  ["residues", { noise: FLIPS, shots: 5000, model: { coordinates: 15 } }, {}, UPDATE],
  ["residues", { noise: { ...FLIPS, channel: "depolarizing2" }, model: { coordinates: 15 } }, {}, UPDATE],
  ["server/colluders", {}, { colluders: 6 }, UPDATE],
  ["server/colluders", {}, { colluders: 12 }, "honest clients alone among colluders"],
  ["partition-steering", {}, {}, UPDATE],
  ["partition-steering", {}, { mode: "alone" }, UPDATE],
  ["partition-steering", {}, { colluders: 2 }, UPDATE],
  ["product-states", {}, {}, UPDATE],
  ["signed-ghz", {}, {}, UPDATE],
  ["signed-ghz", { clusterSize: 2, noise: { ...FLIPS, channel: "depolarizing2" } }, {}, UPDATE],
  ["cluster-mates", {}, { bits: 4 }, "AUC of pairs of one cluster"],
  ["cluster-mates", {}, { bits: 4 }, "pairs of different clusters with the same bits"],
  ["passive-listener", {}, {}, UPDATE],
  ["intercept-resend", {}, { axis: "z" }, "V² of a client's cluster"],
  ["intercept-resend", {}, { axis: "x" }, "V² of a client's cluster"],
  ["intercept-resend", {}, { axis: "y", link: "returning", share: 0.5 }, "V² of a client's cluster"],
  ["intercept-resend", {}, { axis: "x", link: "returning" }, "shots with residues"],
  ["substitution", {}, {}, "error of the client's phase, radians"],
  ["substitution", {}, {}, UPDATE],
  ["passive-listener", {}, {}, "error of the cluster's sum, radians"],
  ["pad-reuse", { rounds: 2 }, {}, "differences of two updates read exactly"],
  ["tamperer", {}, {}, "entries of the sum moved by Δ, unnoticed"],
  ["all-but-one", {}, {}, "entries of the client's update read exactly"],
  ["key-starvation", { rounds: 4 }, { rate: 0.6 }, "rounds that had their keys in time"],
  ["dropout", {}, {}, "entries of the sum in the lower half of the modulus"],
];

test.for(FORMS)(
  "%s in %j with %j: the closed form of “%s” is in its interval",
  ([id, changes, given, figure]) => {
    const found = figuresOf(id, changes, given).get(figure);
    expect(found).toBeDefined();
    expect(found!.expected).not.toBeNull();
    expect(found!.agrees).toBe(true);
  },
);

test("A substitution reads the phase to .04 radians, and V² of a coordinate shows it a point or two above chance", () => {
  const found = figuresOf("substitution", { model: { coordinates: 120 } }, {}, 6);
  expect(found.get("error of the client's phase, radians")!.value).toBeCloseTo(0.043, 2);
  expect(found.get("V² of a client's cluster")!.value).toBeGreaterThan(0.98);
  // The forwarded turns are right but for their own error, about √2 shots' worth beside that of the reading.
  expect(found.get("error of the cluster's sum, radians")!.value).toBeLessThan(0.1);
  // At 5 % of honest coordinates: 5 to 7 % are in the interval, a tell-tale rate is not.
  const { lower, upper } = found.get("coordinates flagged by V²")!;
  expect(lower).toBeLessThan(0.05);
  expect(upper).toBeGreaterThan(0.05);
  expect(upper).toBeLessThan(0.12);
});

test("Static updates are all read from exact sums after six rounds of 60 clients in clusters of five [PR-5]", () => {
  const model = { clients: 60, coordinates: 4, ratio: Infinity };
  const at = (rounds: number): number =>
    figuresOf("many-rounds", { shots: null, rounds, model }, {}, 2).get(LASTING)!.value;
  expect(at(6)).toBeGreaterThan(1 - 1e-6);
  expect(at(5)).toBeLessThan(0.99);
});

test.for([
  ["signed-ghz", "verification-rounds"],
  ["product-states", "verification-rounds"],
  ["partition-steering", "commit-reveal"],
])("%s learns nothing where the profile has %s", ([id, measure]) => {
  const hardening = completeHardening({ [measure!]: true });
  const found = figuresOf(id!, { hardening }, {}, 2);
  expect(found.get("trials that a measure ended")!.value).toBe(1);
  expect(found.get(UPDATE)!.value).toBe(0);
});

test("A substituted client finds its test states wrong and does not encode", () => {
  const hardening = completeHardening({ "verification-rounds": true });
  const found = figuresOf("substitution", { hardening }, {}, 3);
  expect(found.get("rounds in which a measure flagged the client's cluster")!.value).toBe(1);
  expect(found.get(UPDATE)!.value).toBe(0);
});

test("Given updates are taken in their order, as many rounds as are asked for", () => {
  const drawn = normalUpdates(MODEL).draw(5, randomStream("given"));
  const source = givenUpdates(drawn.rounds);
  const { rounds, model } = source.draw(3, randomStream("start"));
  const start = drawn.rounds.indexOf(rounds[0]!);
  expect(rounds).toEqual(drawn.rounds.slice(start, start + 3));
  expect(model).toBeNull();
  expect(() => source.draw(6, randomStream("start"))).toThrow('"rounds" expected at most the 5');
});

test.for([
  ["server/colluders", {}, { colluders: 20 }, '"colluders" expected fewer than the 20 clients, got 20'],
  ["cluster-mates", {}, { colluders: 21 }, '"colluders" expected at most the 20 clients, got 21'],
  ["residues", { shots: null }, {}, '"shots" expected a number'],
  ["substitution", { shots: null }, {}, '"shots" expected a number'],
  ["pad-reuse", {}, {}, '"rounds" expected at least 2'],
  ["dropout", {}, { missing: 20 }, '"missing" expected fewer than the 20 clients'],
  ["curious-round", { rounds: 0 }, {}, '"rounds" expected an integer of at least 1, got 0'],
  ["curious-round", { clusterSize: 21 }, {}, '"clusterSize" expected an integer from 1 to 20'],
] as const)("%s in %j with %j is refused", ([id, changes, given, message]) => {
  expect(() => figuresOf(id, changes, given, 1)).toThrow(message);
});
