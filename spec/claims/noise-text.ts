import type { NoiseSetting } from "../../src/audit/evidence.ts";
import { figure } from "../../src/base/figure.ts";

/** "depolarizing2 p = 0.005". */
export function noiseText({ channel, probability }: NoiseSetting): string {
  return `${channel} p = ${figure(probability)}`;
}

/** The noise that a claim is tested under, said to be the paper's and whether it is also the run's. */
export function paperSettingText(paper: NoiseSetting, own: NoiseSetting | null): string {
  const same = own?.channel === paper.channel && own.probability === paper.probability;
  return `the paper's setting, ${noiseText(paper)}${same ? " (this run's too)" : ""}`;
}

/** What differs under the run's own noise, where there is any and it is not the paper's. */
export function ownNoiseText(paper: NoiseSetting, own: NoiseSetting | null, text: string): string {
  if (own === null || (own.channel === paper.channel && own.probability === paper.probability)) return "";
  return `; under this run's own noise, ${noiseText(own)}, ${text}`;
}
