import type { RandomStream } from "../src/base/random.ts";
import type { Description, OptionValues } from "./adversary.ts";
import type { Inference } from "./inference.ts";

/** Whether two colluders are in one cluster. */
export interface PairQuestion {
  /** How many of their bits, each of a shot of its own, are alike. */
  readonly alike: number;
  readonly bits: number;
}

/** Clients that pool what they hold and see nothing of the server. */
export interface ColludersAdversary extends Description {
  readonly role: "colluders";
  readonly make: (options: OptionValues) => {
    /** How many clients. */
    readonly colluders: number;
    /** How many shots of a round they measure along z, in one coordinate and basis. */
    readonly measuredShots: number;
    readonly observe: (questions: readonly PairQuestion[], rng: RandomStream) => Inference;
  };
}
