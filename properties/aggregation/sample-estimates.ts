import type { Capabilities, Implementation, NoiseParams } from "../../src/implementation/implementation.ts";
import type { NoisyChannel } from "../arbitraries/noise.ts";
import { atMost } from "../arbitraries/values.ts";
import { ask, violation } from "../violation.ts";
import { visibilityOf } from "./exact-sum.ts";

/** One measurement that is repeated: the same phase sum in every coordinate. */
export interface Setting {
  readonly members: number;
  /** Θ, radians. */
  readonly total: number;
  /** Shots a basis. */
  readonly shots: number;
  readonly noise: NoiseParams;
}

/** Independent repetitions of one setting. */
export interface Estimates {
  readonly phases: readonly number[];
  /** Undefined if the implementation does not report it. */
  readonly visibility: readonly number[] | undefined;
}

/** Coordinates of a call: enough for few calls, few enough for short lines. */
const USUAL_COORDINATES = 1000;

/** The most coordinates that one call of a statistical law asks for. */
export function coordinatesPerCall(capabilities: Capabilities): number {
  return atMost(capabilities, "coordinates", USUAL_COORDINATES);
}

/** The largest odd number of shots up to `usual`: an odd number never leaves both quadratures at zero. */
export function oddShots(capabilities: Capabilities, usual: number): number {
  const shots = atMost(capabilities, "shots", usual);
  return shots % 2 === 1 ? shots : shots - 1;
}

/** The probability at which the prepared state of so many members has visibility `visibility` > 0. */
export function probabilityOf(channel: NoisyChannel, members: number, visibility: number): number {
  const gates = members - 1;
  return channel === "depolarizing2"
    ? (15 / 16) * (1 - visibility ** (1 / gates))
    : (3 / 4) * (1 - visibility ** (1 / (2 * gates)));
}

/** Expectations V·cos Θ and V·sin Θ of a setting's two quadratures. */
export function quadraturesOf({ members, total, noise }: Setting): {
  readonly x: number;
  readonly y: number;
} {
  const visibility = visibilityOf(members, noise);
  return { x: visibility * Math.cos(total), y: visibility * Math.sin(total) };
}

/** Unequal shares of Θ, so that no member's phase can stand for another's. */
function shares({ members, total }: Setting): number[] {
  return Array.from({ length: members }, (_, j) => (total * 2 * (j + 1)) / (members * (members + 1)));
}

/**
 * One call with `count` coordinates of one setting.
 *
 * @throws a violation if the call fails or does not answer with `count` finite estimates
 */
export async function callSetting(
  implementation: Implementation,
  setting: Setting,
  seed: string,
  count: number,
): Promise<Estimates> {
  const phases = shares(setting).map((share) => Array.from({ length: count }, () => share));
  const { shots, noise } = setting;
  const { phaseSum, visibility } = await ask(implementation, "aggregate", { phases, shots, noise, seed });
  for (const [what, values] of [["phaseSum", phaseSum] as const, ["visibility", visibility] as const]) {
    if (values === undefined) continue;
    if (values.length !== count) throw violation(`${what} has another length`, count, values.length);
    const odd = values.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0) throw violation(`${what}[${odd}] is no number`, "a finite number", values[odd]);
  }
  return { phases: phaseSum, visibility };
}

/**
 * `count` repetitions of one setting: the coordinates of as many calls as the limits ask for, each with a
 * seed of its own. They are independent as CQSA-AGG-3 has it.
 */
export async function sampleEstimates(
  implementation: Implementation,
  setting: Setting,
  seed: string,
  count: number,
): Promise<Estimates> {
  const most = coordinatesPerCall(implementation.capabilities);
  const phases: number[] = [];
  const visibility: number[] = [];
  let reported = true;
  for (let call = 0; phases.length < count; call++) {
    const coordinates = Math.min(most, count - phases.length);
    const answer = await callSetting(implementation, setting, `${seed}/${call}`, coordinates);
    phases.push(...answer.phases);
    if (answer.visibility === undefined) reported = false;
    else visibility.push(...answer.visibility);
  }
  return { phases, visibility: reported ? visibility : undefined };
}

/** A setting with its repetitions. */
export interface Sample {
  readonly setting: Setting;
  readonly estimates: Estimates;
}

/** About `size` repetitions in all, divided evenly over the settings. */
export async function sampleSettings(
  implementation: Implementation,
  settings: readonly Setting[],
  seed: string,
  size: number,
): Promise<Sample[]> {
  const count = Math.ceil(size / settings.length);
  const samples: Sample[] = [];
  for (const [i, setting] of settings.entries()) {
    const estimates = await sampleEstimates(implementation, setting, `${seed}/${i}`, count);
    samples.push({ setting, estimates });
  }
  return samples;
}
