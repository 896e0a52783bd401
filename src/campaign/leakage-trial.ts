import type { PartyAdversary } from "../../adversaries/index.ts";
import type { OptionValues } from "../../adversaries/adversary.ts";
import type { RandomStream } from "../base/random.ts";
import { isRefusal } from "../base/refusal.ts";
import { checkLeakageSetting } from "./leakage-setting.ts";
import type { LeakageSetting } from "./leakage-setting.ts";
import { observeLink } from "./link-observations.ts";
import type { Observation } from "./observation.ts";
import { observeColluders, observeMasks } from "./other-observations.ts";
import { observeServer } from "./server-observations.ts";

/** How a round says that a measure left nothing of it: a partition that was not agreed on, or no cluster to go on with. */
const ENDED_BY = ["commit-reveal", "hardening"];

/** A guess that is the same for every entry, by both figures of a reading. */
const NOTHING_READ: readonly Observation[] = [
  { figure: "R² of a client's update", kind: "correlation", value: 0, expected: null },
  { figure: "1 − SSE/SST of a client's update", kind: "value", value: 0, expected: null },
];

/**
 * One trial of an adversary other than Byzantine clients: updates, partitions, noise and shots are drawn, the adversary
 * acts on the rounds as its role may, and what it concludes is held against the truth.
 *
 * @param options all of the adversary's
 * @throws TypeError, RangeError for a setting out of range, and one in which the adversary has no part: more colluders
 *   than clients, residues without shots, pads that are used twice in one round
 */
export function runLeakageTrial(
  adversary: PartyAdversary,
  options: OptionValues,
  setting: LeakageSetting,
  rng: RandomStream,
): Observation[] {
  checkLeakageSetting(setting);
  const drawn = setting.updates.draw(setting.rounds, rng.fork("updates"));
  const play = (): Observation[] => {
    switch (adversary.role) {
      case "server":
        return observeServer(adversary, options, setting, drawn, rng);
      case "external":
        return observeLink(adversary, options, setting, drawn, rng);
      case "colluders":
        return observeColluders(adversary, options, setting, rng);
      case "masking":
        return observeMasks(adversary, options, drawn, rng);
    }
  };
  if (setting.hardening === undefined) return play();
  const refused = (count: number): Observation => ({
    figure: "trials that a measure ended",
    kind: "rate",
    successes: count,
    cases: 1,
    expected: null,
  });
  try {
    // A closed form of the plain profile says nothing of another.
    return [...play().map((found): Observation => ({ ...found, expected: null })), refused(0)];
  } catch (error) {
    if (!isRefusal(error) || !ENDED_BY.some((measure) => error.message.startsWith(`"${measure}"`))) {
      throw error;
    }
    return [...NOTHING_READ, refused(1)];
  }
}
