import type { Effort } from "./context.ts";

export const PRESET_NAMES = ["quick", "full"] as const;

export type PresetName = (typeof PRESET_NAMES)[number];

/** How much each preset measures: `quick` for every commit, `full` for a report. */
export const presets: Readonly<Record<PresetName, Effort>> = {
  quick: { lawRuns: 100, rounds: 3, samples: 20_000, trials: 200 },
  full: { lawRuns: 1000, rounds: 20, samples: 500_000, trials: 5000 },
};
