import type { OptionValues } from "../../../adversaries/adversary.ts";
import { zeros } from "../../base/matrix.ts";
import type { Matrix } from "../../base/matrix.ts";
import type { RandomStream } from "../../base/random.ts";
import { fillNormal } from "../../learning/normal.ts";
import type { GateNoise } from "../../quantum/noise.ts";
import type { Outcome } from "./estimate.ts";
import type { Profile } from "./measures.ts";

/** The system in which measures are compared. Updates are standard normal in every coordinate. */
export interface Scene {
  /** N. */
  readonly clients: number;
  /** k, a divisor of N. */
  readonly clusterSize: number;
  /** d. */
  readonly coordinates: number;
  /** Shots in each of two bases. */
  readonly shots: number;
  readonly noise: GateNoise;
  /** T of who looks at many rounds. */
  readonly rounds: number;
  /** How many clients attack, where clients do. */
  readonly byzantine: number;
}

/** An adversary against a profile, by one figure that tells how well it succeeds. */
export interface Scenario {
  /** Its id in the catalogue. */
  readonly adversary: string;
  readonly options: OptionValues;
  /** What it gains: the more, the better for it. */
  readonly figure: string;
  /** Which of the two protocols it acts on: measures of the other one change nothing. */
  readonly protocol: keyof Profile;
  /** True: a trial is a whole training. */
  readonly isTraining?: boolean;
  /** One trial; what the profile ends gains nothing. */
  readonly play: (scene: Scene, profile: Profile, rng: RandomStream) => Outcome | Promise<Outcome>;
}

/** Standard normal updates. */
export function standardUpdates(clients: number, coordinates: number, rng: RandomStream): Matrix {
  const updates = zeros(clients, coordinates);
  fillNormal(rng, updates.data);
  return updates;
}
