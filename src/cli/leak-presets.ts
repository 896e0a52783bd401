import type { ChannelName } from "../quantum/noise.ts";

/** A grid that a leakage preset stands for; each option that is given takes the place of the part's own. */
export interface LeakPart {
  /** All that there are where not given. */
  readonly adversary?: string;
  readonly clients: string;
  readonly clusterSize: string;
  readonly shots: string;
  readonly channel: ChannelName;
  readonly noise?: string;
  readonly partition?: "fixed";
}

/** What a preset measures of parties other than clients. */
export interface LeakPreset {
  readonly parts: readonly [LeakPart, ...LeakPart[]];
  readonly trials: number;
}

const BASE: LeakPart = { clients: "60", clusterSize: "5", shots: "1000", channel: "none" };

/** Every size of the published closed forms. */
const GRID = { clients: "20,60,200", clusterSize: "3,5,10" } as const;

/** Updates that last, with exact sums: the closed form's own case. */
const EXACT = { shots: "exact", channel: "none" } as const;

export type LeakPresetName = "quick" | "full" | "leakage";

export const LEAK_PRESETS: Readonly<Record<LeakPresetName, LeakPreset>> = {
  /** One setting, in seconds. */
  quick: { parts: [BASE], trials: 8 },
  full: { parts: [BASE], trials: 40 },
  /** Every adversary at each N and k; each way in which one acts; and noise that residues tell of. */
  leakage: {
    parts: [
      { ...BASE, ...GRID },
      { ...BASE, ...GRID, ...EXACT, adversary: "many-rounds,many-rounds:prior=2" },
      { ...BASE, ...GRID, ...EXACT, adversary: "many-rounds:prior=2", partition: "fixed" },
      {
        ...BASE,
        adversary:
          "known-candidate:against=another,partition-steering:mode=alone,intercept-resend:axis=x," +
          "intercept-resend:axis=x,link=returning,intercept-resend:share=0.3",
      },
      { ...BASE, adversary: "residues", channel: "bit-flip", noise: "0.02,0.1" },
      { ...BASE, adversary: "residues,curious-round", channel: "depolarizing2", noise: "0.02,0.1" },
    ],
    trials: 8,
  },
};
