import { randomStream } from "../../src/base/random.ts";
import type { AggregateParams, Implementation } from "../../src/implementation/implementation.ts";
import { spoiled } from "../rounds/spoiled.ts";
import { circularError } from "./error-moments.ts";
import { commonestValue } from "./estimate-cells.ts";
import type { Looked } from "./estimate-cells.ts";
import { phaseTotals } from "./exact-sum.ts";
import type { Setting } from "./sample-estimates.ts";

/** Departures of a stated size in what `aggregate` answers, in one setting alone: what the laws about it must find. */

/** True for a call that measures the setting. */
export function measures({ phases, shots, noise }: AggregateParams, setting: Setting): boolean {
  const { channel, layout, probability } = setting.noise;
  return (
    phases.length === setting.members &&
    shots === setting.shots &&
    noise.channel === channel &&
    noise.layout === layout &&
    noise.probability === probability &&
    Math.abs(phaseTotals(phases)[0]! - setting.total) < 1e-9
  );
}

/** The setting's commonest value is commoner by `shift`. */
export function plantValue(
  honest: Implementation,
  setting: Setting,
  looked: Looked,
  shift: number,
): Implementation {
  const { value, probability } = commonestValue(setting, looked);
  return spoiled(honest, "aggregate", async (params, ask) => {
    const result = await ask(params);
    if (!measures(params, setting)) return result;
    const rng = randomStream(params.seed).fork("planted");
    const replaced = (values: readonly number[]): number[] =>
      values.map((other) => (rng.uniform() < shift / (1 - probability) ? value : other));
    return looked === "phase"
      ? { ...result, phaseSum: replaced(result.phaseSum) }
      : { ...result, visibility: replaced(result.visibility!) };
  });
}

/** Another request is measured in the setting's place. */
export function plantRequest(
  honest: Implementation,
  setting: Setting,
  change: (params: AggregateParams) => AggregateParams,
): Implementation {
  return spoiled(honest, "aggregate", (params, ask) =>
    ask(measures(params, setting) ? change(params) : params),
  );
}

/** The setting's errors are `factor` times as large. */
export function plantScatter(honest: Implementation, setting: Setting, factor: number): Implementation {
  return spoiled(honest, "aggregate", async (params, ask) => {
    const result = await ask(params);
    if (!measures(params, setting)) return result;
    const { total } = setting;
    return {
      ...result,
      phaseSum: result.phaseSum.map((phase) => total + factor * circularError(phase, total)),
    };
  });
}
