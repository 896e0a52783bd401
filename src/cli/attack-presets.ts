import type { ChannelName } from "../quantum/noise.ts";

/** A grid that a preset stands for; each option that is given takes the place of the part's own. */
export interface PresetPart {
  readonly rule: string;
  readonly byzantine: string;
  readonly clusterSize: string;
  readonly shots: string;
  readonly channel: ChannelName;
}

/** What a preset stands for, where options do not say otherwise. */
export interface AttackPreset {
  /** All that can act where not given. */
  readonly adversary?: string;
  /** What is measured is the union of these. */
  readonly parts: readonly [PresetPart, ...PresetPart[]];
  readonly rounds: number;
  readonly trials: number;
  /** Rounds and trials of whole trainings. */
  readonly training: { readonly rounds: number; readonly trials: number };
  /** True: whole trainings, asked for or not. */
  readonly isTraining: boolean;
}

const MAIN_RULES = "mean,median,trimmed-mean,krum,multi-krum,geometric-median";
/** One of each kind: none, by coordinates, by distances. */
const KINDS_OF_RULES = "mean,median,multi-krum";
const OTHER_RULES = "bulyan,centered-clipping,meamed,cge,fltrust,foolsgold";

/** Rounds as the papers have them: finite shots, and the noise of CQSA's figures. */
const NOISY = { shots: "1000", channel: "depolarizing2" } as const;
/** What these rounds would give on perfect hardware. */
const EXACT = { shots: "exact", channel: "none" } as const;

const BASE: PresetPart = {
  rule: MAIN_RULES,
  byzantine: "0.05,0.1",
  clusterSize: "5",
  shots: "1000",
  channel: "none",
};

export type AttackPresetName = "quick" | "full" | "convergence";

export const ATTACK_PRESETS: Readonly<Record<AttackPresetName, AttackPreset>> = {
  /** A look, in a minute. */
  quick: {
    parts: [BASE],
    rounds: 1,
    trials: 20,
    training: { rounds: 10, trials: 2 },
    isTraining: false,
  },
  /** The reference campaign: around one setting, rules, shares of attackers, cluster sizes and shots are varied. */
  full: {
    parts: [
      { ...BASE, ...NOISY, byzantine: "0.05,0.1,0.2" },
      { ...BASE, ...NOISY, byzantine: "0.1", rule: OTHER_RULES },
      { ...BASE, ...NOISY, byzantine: "0.05,0.1,0.2", clusterSize: "3,10", rule: KINDS_OF_RULES },
      { ...BASE, ...EXACT, byzantine: "0.1", rule: KINDS_OF_RULES },
    ],
    rounds: 3,
    trials: 10,
    training: { rounds: 20, trials: 5 },
    isTraining: false,
  },
  /** Do models converge? Clusters, exact and noisy, beside plain federated learning: clusters of one, read exactly. */
  convergence: {
    adversary: "sign-flip,alie,min-max,label-flip,bound-inflater,bound-inflater:lambda=100",
    parts: [
      { ...BASE, ...EXACT, byzantine: "0.1", clusterSize: "1,5" },
      { ...BASE, ...NOISY, byzantine: "0.1" },
    ],
    rounds: 30,
    trials: 10,
    training: { rounds: 30, trials: 10 },
    isTraining: true,
  },
};
