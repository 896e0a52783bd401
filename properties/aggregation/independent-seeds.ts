import { randomStream } from "../../src/base/random.ts";
import type { Capabilities } from "../../src/implementation/implementation.ts";
import { noiseMissing, quietNoise } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { statisticalLaw } from "../law.ts";
import type { Law } from "../law.ts";
import { spoiled } from "../rounds/spoiled.ts";
import { agreementEffect, agreementShift, equalShare, errsUpwards, testAgreement } from "./agreement.ts";
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

function settingFor(capabilities: Capabilities): Setting {
  return {
    members: atMost(capabilities, "clients", 3),
    total: 0.7,
    shots: oddShots(capabilities, FEW_SHOTS),
    noise: quietNoise(capabilities),
  };
}

const shiftOf = (size: number, level: number): number =>
  agreementShift(size, TWINS.length * SHIFTS.length, level);

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
    const setting = settingFor(capabilities);
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
  smallestEffect: (size, level) => agreementEffect(shiftOf(size, level)),
  plant: (honest, size, level) => {
    const share = equalShare(settingFor(honest.capabilities), shiftOf(size, level));
    return spoiled(honest, "aggregate", async (params, ask) => {
      // What comes of a seed without its end is the same for both of two that differ there.
      const shared = { ...params, seed: params.seed.slice(0, -1) };
      const rng = randomStream(shared.seed).fork("planted");
      const [own, common] = [await ask(params), await ask(shared)];
      const phaseSum = own.phaseSum.map((phase, i) => (rng.uniform() < share ? common.phaseSum[i]! : phase));
      return { ...own, phaseSum };
    });
  },
});
