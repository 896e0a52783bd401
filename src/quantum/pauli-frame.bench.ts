import { randomStream } from "../base/random.ts";
import type { RandomStream } from "../base/random.ts";
import type { GateNoise } from "./noise.ts";
import { sampleFrames, tallyFrames } from "./pauli-frame.ts";

/** How fast one way to sample ran. */
export interface FrameBenchmark {
  readonly name: string;
  readonly shotsPerSecond: number;
  readonly shots: number;
  readonly seconds: number;
}

const QUBITS = 20;
const NOISE: GateNoise = { channel: "depolarizing2", layout: "chain", probability: 0.005 };
const WARM_UP_SHOTS = 2e7;
const SHOTS_A_CALL = 5e7;
const SECONDS = 1;

function measure(name: string, run: (rng: RandomStream, shots: number) => void): FrameBenchmark {
  const rng = randomStream(name);
  run(rng, WARM_UP_SHOTS);
  let shots = 0;
  let seconds = 0;
  const start = performance.now();
  while (seconds < SECONDS) {
    run(rng, SHOTS_A_CALL);
    shots += SHOTS_A_CALL;
    seconds = (performance.now() - start) / 1000;
  }
  return { name, shotsPerSecond: shots / seconds, shots, seconds };
}

/** Shots a second at n = 20, p = 0.5 %, a depolarizing chain: tallies alone, and whole frames. */
export function benchPauliFrame(): readonly FrameBenchmark[] {
  return [
    measure("tallyFrames", (rng, shots) => {
      tallyFrames(rng, QUBITS, NOISE, shots);
    }),
    measure("sampleFrames", (rng, shots) => {
      let seen = 0;
      sampleFrames(rng, QUBITS, NOISE, shots, (block) => {
        seen += block.shots;
      });
      if (seen !== shots) throw new Error(`sampled ${seen} of ${shots} shots`);
    }),
  ];
}
