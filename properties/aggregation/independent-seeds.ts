import { noiseMissing, quietNoise } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { agreementEffect, errsUpwards, testAgreement } from "./agreement.ts";
import { FEW_SHOTS } from "./few-shots.ts";
import { callSetting, coordinatesPerCall, oddShots } from "./sample-estimates.ts";
import type { Setting } from "./sample-estimates.ts";

/** Pairs of seeds that differ in one character: at the end, where long seeds are cut, and at the start. */
const TWINS = [
  {
    pairs: "pairs of calls whose seeds differ at the end",
    seeds: (stem: string) => [`${stem}a`, `${stem}b`],
  },
  {
    pairs: "pairs of calls whose seeds differ at the start",
    seeds: (stem: string) => [`a${stem}`, `b${stem}`],
  },
] as const;

/** Where a seed and a coordinate's number are added up, the next seed's draws are those of the next coordinate. */
const SHIFTS = [0, 1, -1] as const;

/** Two seeds give two sets of draws, however alike they look: a seed is opaque text, used in full. */
export const independentSeeds: Law = statisticalLaw({
  id: "aggregation/independent-seeds",
  sentence: "calls with different seeds err independently of each other",
  clauses: ["CQSA-DET-2", "CQSA-AGG-3"],
  needs: ["aggregate"],
  inapplicable: noiseMissing,
  size: 3000,
  measure: async (implementation, seed, size) => {
    const { capabilities } = implementation;
    const setting: Setting = {
      members: atMost(capabilities, "clients", 3),
      total: 0.7,
      shots: oddShots(capabilities, FEW_SHOTS),
      noise: quietNoise(capabilities),
    };
    const coordinates = Math.min(size, coordinatesPerCall(capabilities));
    const upwards = async (callSeed: string): Promise<boolean[]> => {
      const { phases } = await callSetting(implementation, setting, callSeed, coordinates);
      return phases.map((phase) => errsUpwards(phase, setting.total));
    };
    const lists = [];
    for (const { pairs, seeds } of TWINS) {
      const shifted = SHIFTS.map((shift) => ({
        pairs: shift === 0 ? pairs : `${pairs}, ${shift} coordinates on`,
        agreed: 0,
        count: 0,
      }));
      for (let call = 0; shifted[0]!.count < size; call++) {
        const [one, other] = seeds(`/${seed}/${call}/`);
        const first = await upwards(one!);
        const second = await upwards(other!);
        for (const [s, list] of shifted.entries()) {
          const partners = first.map((_, i) => second[i + SHIFTS[s]!]);
          list.count += partners.filter((partner) => partner !== undefined).length;
          list.agreed += first.filter((value, i) => value === partners[i]).length;
        }
      }
      lists.push(...shifted);
    }
    return testAgreement(setting, lists);
  },
  smallestEffect: (size, level) => agreementEffect(size, TWINS.length * SHIFTS.length, level),
});
