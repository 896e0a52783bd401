import type { OptionValues } from "../../adversaries/adversary.ts";
import type { ColludersAdversary, PairQuestion } from "../../adversaries/colluders-adversary.ts";
import type { Inference } from "../../adversaries/inference.ts";
import type { RandomStream } from "../base/random.ts";
import { rangeRefusal } from "../base/refusal.ts";
import { partition } from "../protocol/partition.ts";
import { sampleMultinomial } from "../quantum/counts.ts";
import { residuePatterns } from "../quantum/residue-patterns.ts";
import type { LeakageSetting } from "./leakage-setting.ts";
import { drawMembers, REMAINDER } from "./trial.ts";

/** What colluders concluded of each pair of theirs, and the truth. */
export interface ColludersPlay {
  readonly inference: Inference;
  readonly questions: readonly PairQuestion[];
  readonly answers: readonly boolean[];
  /** The share of the shots of one coordinate that they spent. */
  readonly spent: number | null;
}

/** The bits that members of a cluster find along z, shot by shot: a pattern of flips, and all of them turned or not. */
function bitsOf(
  size: number,
  shots: number,
  noise: LeakageSetting["noise"],
  rng: RandomStream,
): Uint8Array[] {
  const { weight, signs } = residuePatterns(size, noise);
  const found = Array.from({ length: size }, () => new Uint8Array(shots));
  for (let shot = 0; shot < shots; shot++) {
    const pattern = sampleMultinomial(rng, 1, weight).indexOf(1);
    const turned = rng.integer(2);
    for (const [j, sign] of signs[pattern]!.entries()) {
      found[j]![shot] = (sign < 0 ? 1 : 0) ^ turned;
    }
  }
  return found;
}

/**
 * Lets colluding clients measure the same shots of a round and compare bits.
 *
 * @throws RangeError for more colluders than clients, or more measured shots than there are
 */
export function playColluders(
  adversary: ColludersAdversary,
  options: OptionValues,
  setting: LeakageSetting,
  rng: RandomStream,
): ColludersPlay {
  const { colluders: count, measuredShots, observe } = adversary.make(options);
  const { updates, clusterSize, noise, shots } = setting;
  const { clients } = updates;
  if (count > clients) throw rangeRefusal("colluders", `at most the ${clients} clients`, count);
  if (shots !== null && measuredShots > 2 * shots) {
    throw rangeRefusal("bits", `at most the ${2 * shots} shots`, measuredShots);
  }
  const request = { clients, clusterSize, remainder: REMAINDER } as const;
  const clusters = partition(request, rng.fork("partition"));
  const colluders = drawMembers(clients, count, rng.fork("members"));
  const bits = new Map<number, { readonly cluster: number; readonly found: Uint8Array }>();
  for (const [cluster, members] of clusters.entries()) {
    const found = bitsOf(members.length, measuredShots, noise, rng.fork(`bits/${cluster}`));
    for (const [j, client] of members.entries()) bits.set(client, { cluster, found: found[j]! });
  }
  const questions: PairQuestion[] = [];
  const answers: boolean[] = [];
  for (const [at, first] of colluders.entries()) {
    for (const second of colluders.slice(at + 1)) {
      const [one, other] = [bits.get(first)!, bits.get(second)!];
      let alike = 0;
      for (const [shot, bit] of one.found.entries()) if (bit === other.found[shot]) alike++;
      questions.push({ alike, bits: measuredShots });
      answers.push(one.cluster === other.cluster);
    }
  }
  return {
    inference: observe(questions, rng.fork("adversary")),
    questions,
    answers,
    spent: shots === null ? null : measuredShots / (2 * shots),
  };
}
