import type { PresetName } from "../audit/presets.ts";
import type { RemainderPolicy } from "../protocol/partition.ts";
import type { ChannelName, Layout } from "../quantum/noise.ts";

/** What `cqsa audit` can print. */
export const FORMATS = ["text", "json", "markdown"] as const;

/** The options of `cqsa audit` as they are parsed. */
export interface AuditOptions {
  readonly updates?: string;
  readonly dataset?: string;
  readonly clients?: number;
  readonly alpha?: number;
  readonly rounds?: number;
  readonly preset: PresetName;
  readonly claim?: string;
  readonly seed: string;
  readonly clusterSize: number;
  readonly remainder: RemainderPolicy;
  readonly shots: number;
  readonly channel: ChannelName;
  readonly layout: Layout;
  readonly probability?: number;
  readonly out: string;
  readonly format: (typeof FORMATS)[number];
}

/** The training that yields the updates, where options do not say otherwise. */
export const TRAINING = { clients: 60, alpha: 0.5, rounds: 20, localSteps: 5, learningRate: 0.5 } as const;

/** Of the channel, where one is chosen: the paper's 0.5 %. */
export const DEFAULT_PROBABILITY = 0.005;
