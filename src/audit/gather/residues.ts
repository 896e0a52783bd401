import { curiousRound } from "../../../adversaries/server/curious-round.ts";
import { residues } from "../../../adversaries/server/residues.ts";
import type { ServerAdversary } from "../../../adversaries/server-adversary.ts";
import { leakageFigures } from "../../campaign/leakage-figures.ts";
import { normalUpdates } from "../../campaign/leakage-setting.ts";
import { runLeakageTrial } from "../../campaign/leakage-trial.ts";
import type { Bounded } from "../../leakage/reconstruction.ts";
import { residuePatterns } from "../../quantum/residue-patterns.ts";
import type { AuditContext } from "../context.ts";
import type { NoiseSetting } from "../evidence.ts";
import type { ResidueEvidence, ResiduePoint } from "../state-evidence.ts";

const CONFIDENCE = 0.99;
const COORDINATES = 12;
const CLUSTERS = 4;
/** Every outcome of a cluster is counted: 2^k of them. */
const MOST_MEMBERS = 6;
const SHOTS = 1000;
const LEAST_TRIALS = 4;

const UPDATE = "R² of a client's update";

const NOISES: readonly NoiseSetting[] = [
  { channel: "none", probability: 0 },
  { channel: "depolarizing2", probability: 0.02 },
  { channel: "depolarizing2", probability: 0.2 },
  { channel: "depolarizing1x2", probability: 0.1 },
  { channel: "dephasing", probability: 0.1 },
  { channel: "bit-flip", probability: 0.005 },
  { channel: "bit-flip", probability: 0.02 },
  { channel: "bit-flip", probability: 0.2 },
  { channel: "over-rotation", probability: 0.02 },
];

/** PR-4: normal updates under each channel, read by a server from sums alone and with the residues of decoding. */
export function gatherResidues({ settings, effort, rng }: AuditContext): ResidueEvidence {
  const clusterSize = Math.min(settings.clusterSize, MOST_MEMBERS);
  const clients = CLUSTERS * clusterSize;
  const trials = Math.max(LEAST_TRIALS, Math.round(effort.trials / 25));
  const updates = normalUpdates({ clients, coordinates: COORDINATES, ratio: 0, loudness: 1, spread: 0 });
  const points = NOISES.map(({ channel, probability }): ResiduePoint => {
    const noise = { channel, probability, layout: settings.noise.layout };
    const setting = {
      updates,
      clusterSize,
      shots: SHOTS,
      noise,
      rounds: 1,
      partition: "reshuffled",
    } as const;
    const read = (adversary: ServerAdversary): Bounded => {
      const all = Array.from({ length: trials }, (_, trial) =>
        runLeakageTrial(adversary, {}, setting, rng.fork(`${channel}/${probability}/${trial}`)),
      );
      const found = leakageFigures(all, CONFIDENCE).find(({ figure }) => figure === UPDATE)!;
      return { value: found.value, lower: found.lower, upper: found.upper };
    };
    const [, ...flipped] = residuePatterns(clusterSize, noise).coherence;
    return {
      channel,
      probability,
      sum: read(curiousRound),
      residues: read(residues),
      coherence: flipped.reduce((most, left) => Math.max(most, Math.abs(left)), 0),
    };
  });
  return {
    clients,
    clusterSize,
    coordinates: COORDINATES,
    trials,
    shots: SHOTS,
    confidence: CONFIDENCE,
    points,
  };
}
