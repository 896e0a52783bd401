import { completeOptions } from "../../../adversaries/adversary.ts";
import type { OptionValues } from "../../../adversaries/adversary.ts";
import { findPartyAdversary } from "../../../adversaries/index.ts";
import type { RandomStream } from "../../base/random.ts";
import { rangeRefusal } from "../../base/refusal.ts";
import type { Hardening, MeasureName } from "../../protocol/hardening/hardening.ts";
import { clopperPearson } from "../../statistics/clopper-pearson.ts";
import { leakageFigures } from "../leakage-figures.ts";
import { normalUpdates } from "../leakage-setting.ts";
import type { LeakageSetting, NormalModel } from "../leakage-setting.ts";
import { runLeakageTrial } from "../leakage-trial.ts";
import type { Observation } from "../observation.ts";
import type { Estimate } from "./estimate.ts";
import type { Profile } from "./measures.ts";
import type { Scene } from "./scene.ts";

/** A party other than clients, by the figure that tells how much it learns. */
export interface PartyScenario {
  readonly adversary: string;
  readonly options: OptionValues;
  readonly figure: string;
  /** What the figure is of one who learns nothing. */
  readonly nothing: number;
  readonly model?: Partial<NormalModel>;
  /** True: it looks at all rounds of the scene, else at one. */
  readonly isPatient?: boolean;
  readonly noise?: Scene["noise"];
  /** A measure that has no meaning under that noise. */
  readonly without?: MeasureName;
}

/** The figure of one that wants to stay unseen, in place of what it learns. */
const UNSEEN = "rounds in which it was not flagged";
const FLAGGED = "rounds in which a measure flagged the client's cluster";
const ENDED = "trials that a measure ended";

/** Reads a figure's estimate of a party under a profile, and how many trials a measure ended. */
export function measureParty(
  scenario: PartyScenario,
  scene: Scene,
  profile: Profile,
  trials: number,
  confidence: number,
  rng: RandomStream,
): Estimate {
  const adversary = findPartyAdversary(scenario.adversary);
  if (adversary === undefined) {
    throw rangeRefusal("adversary", "an adversary of the catalogue", scenario.adversary);
  }
  const { clients, coordinates, clusterSize, shots } = scene;
  const round = Object.fromEntries(
    Object.entries(profile.round).filter(([measure]) => measure !== scenario.without),
  ) as Hardening;
  const setting: LeakageSetting = {
    updates: normalUpdates({ clients, coordinates, ratio: 1, loudness: 1, spread: 0, ...scenario.model }),
    clusterSize,
    shots,
    noise: scenario.noise ?? scene.noise,
    rounds: scenario.isPatient === true ? scene.rounds : 1,
    partition: "reshuffled",
    ...(Object.keys(round).length > 0 && { hardening: round }),
  };
  const options = completeOptions(adversary, scenario.options);
  const observed: Observation[][] = [];
  for (let trial = 0; trial < trials; trial++) {
    observed.push(runLeakageTrial(adversary, options, setting, rng.fork(`trial/${trial}`)));
  }
  const all = leakageFigures(observed, confidence);
  if (scenario.figure === UNSEEN) {
    const flagged = all.find(({ figure }) => figure === FLAGGED);
    if (flagged !== undefined) {
      return { value: 1 - flagged.value, lower: 1 - flagged.upper, upper: 1 - flagged.lower };
    }
    // The plain profile flags nobody.
    const rounds = trials * setting.rounds;
    return { value: 1, ...clopperPearson(rounds, rounds, confidence) };
  }
  const found = all.find(({ figure }) => figure === scenario.figure);
  const { nothing } = scenario;
  if (found === undefined) return { value: nothing, lower: nothing, upper: nothing };
  // Trials that were all cut short are alike: of those that might not be, no more is known than that a figure is at most 1.
  const caught = all
    .filter(({ figure }) => figure === ENDED || figure === FLAGGED)
    .reduce((most, { lower }) => Math.max(most, lower), 0);
  const isBlind = caught > 0 && found.lower === found.upper;
  const upper = isBlind ? Math.max(found.upper, nothing + (1 - caught) * (1 - nothing)) : found.upper;
  return { value: found.value, lower: found.lower, upper };
}

const UPDATE = { figure: "R² of a client's update", nothing: 0 };

/** Servers, outsiders and colluders. */
export const partyScenarios: Readonly<
  Record<
    | "bounds"
    | "oneRound"
    | "candidate"
    | "manyRounds"
    | "residues"
    | "productStates"
    | "signedGhz"
    | "steering"
    | "colluders"
    | "listener"
    | "interceptZ"
    | "interceptX"
    | "substitution"
    | "unseenSubstitution"
    | "clusterMates",
    PartyScenario
  >
> = {
  bounds: {
    adversary: "server/curious-bounds",
    options: {},
    figure: "R² of the logarithm of a client's spread",
    nothing: 0,
    model: { spread: 0.5 },
  },
  oneRound: { adversary: "server/curious-round", options: {}, ...UPDATE },
  candidate: {
    adversary: "server/known-candidate",
    options: {},
    figure: "AUC of membership",
    nothing: 0.5,
  },
  manyRounds: {
    adversary: "server/many-rounds",
    options: {},
    figure: "R² of what lasts of a client's updates",
    nothing: 0,
    model: { ratio: Infinity },
    isPatient: true,
  },
  residues: {
    adversary: "server/residues",
    options: {},
    ...UPDATE,
    noise: { channel: "bit-flip", layout: "star", probability: 0.1 },
    without: "visibility-floor",
  },
  productStates: { adversary: "server/product-states", options: {}, ...UPDATE },
  signedGhz: { adversary: "server/signed-ghz", options: {}, ...UPDATE },
  steering: { adversary: "server/partition-steering", options: { mode: "alone" }, ...UPDATE },
  colluders: { adversary: "server/colluders", options: { colluders: 6 }, ...UPDATE },
  listener: { adversary: "external/passive-listener", options: {}, ...UPDATE },
  interceptZ: {
    adversary: "external/intercept-resend",
    options: { axis: "z", link: "outbound" },
    figure: UNSEEN,
    nothing: 0,
  },
  interceptX: {
    adversary: "external/intercept-resend",
    options: { axis: "x", link: "returning" },
    figure: UNSEEN,
    nothing: 0,
  },
  substitution: { adversary: "external/substitution", options: {}, ...UPDATE },
  unseenSubstitution: { adversary: "external/substitution", options: {}, figure: UNSEEN, nothing: 0 },
  clusterMates: {
    adversary: "colluders/cluster-mates",
    options: { colluders: 6 },
    figure: "AUC of pairs of one cluster",
    nothing: 0.5,
  },
};
