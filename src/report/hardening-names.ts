import { figure } from "../base/figure.ts";
import type { ComparedAdversary, ComparedCost, HardeningRow } from "../campaign/hardening/compare.ts";
import type { CostName } from "../campaign/hardening/costs.ts";
import type { Estimate } from "../campaign/hardening/estimate.ts";
import type { HardeningReport } from "../campaign/hardening/report.ts";
import type { TradeOffPoint } from "../campaign/hardening/trade-off.ts";
import { NOTHING, withOptions } from "./attack-names.ts";

/** A number with three decimals, or three digits where it is large. */
export function short(value: number): string {
  const size = Math.abs(value);
  const text = Number.isInteger(value) ? String(size) : size < 10 ? size.toFixed(3) : figure(size, 3);
  return value < 0 ? `−${text}` : text;
}

/** "0.198 [0.193, 0.203]"; a number without an interval where there is none to speak of. */
export function intervalText({ value, lower, upper }: Estimate): string {
  return lower === upper ? short(value) : `${short(value)} [${short(lower)}, ${short(upper)}]`;
}

/** A number beside plain: with its sign. */
function signed(value: number): string {
  if (value === 0) return "0";
  const digits = Math.abs(value) < 0.1 ? figure(Math.abs(value), 2) : short(Math.abs(value));
  return `${value < 0 ? "−" : "+"}${digits}`;
}

/** An adversary by its place in the catalogue, and with which options. */
export function adversaryText({
  adversary,
  options,
}: Pick<ComparedAdversary, "adversary" | "options">): string {
  const values = Object.values(options);
  return values.length === 0 ? adversary : `${adversary} (${values.join(", ")})`;
}

/** The switches of one measure, those that it needs among them. */
export function switchesText({ switches }: Pick<HardeningRow, "switches">): string {
  return Object.entries(switches)
    .map(([name, given]) =>
      typeof given === "object" && given !== null ? withOptions(name, { ...given }) : name,
    )
    .join(",");
}

/** A cost beside that of the plain profile: the difference, marked where its interval leaves out 0. */
export function costText(cost: ComparedCost | undefined): string {
  if (cost === undefined) return NOTHING;
  const { plain, hardened, difference, isBetter, isWorse } = cost;
  return `${signed(difference?.value ?? hardened.value - plain.value)}${isBetter || isWorse ? " *" : ""}`;
}

/** A cost with its interval, beside the plain one. */
export function costInterval({ difference, plain, hardened }: ComparedCost): string {
  if (difference === null) return `${intervalText(plain)} → ${intervalText(hardened)}`;
  const { value, lower, upper } = difference;
  const interval = lower === upper ? "" : ` [${signed(lower)}, ${signed(upper)}]`;
  return `${signed(value)}${interval} on ${short(plain.value)}`;
}

/** Headings of a column of costs. */
export const COST_HEADINGS: Readonly<Record<CostName, string>> = {
  variance: "error²",
  clusters: "lost",
  states: "states",
  keys: "key bits",
  accuracy: "wrong",
  rounds: "rounds",
};

/** Where measures were compared, as a sentence without its end. */
export function sceneText({ scene }: HardeningReport): string {
  const { clients, clusterSize, coordinates, shots, noise, rounds, byzantine } = scene;
  const isQuiet = noise.channel === "none" || noise.probability === 0;
  return [
    `${clients} clients in clusters of ${clusterSize}`,
    `${coordinates} coordinates, standard normal`,
    `${shots} shots a basis`,
    isQuiet ? "no noise" : `${noise.channel} ${noise.probability} (${noise.layout})`,
    `${rounds} rounds where an adversary sees many`,
    `${byzantine} Byzantine where clients attack`,
  ].join(", ");
}

/** How often, as a sentence without its end. */
export function extentText({ trials, trainings, confidence }: HardeningReport): string {
  const trained = trainings === 0 ? "no trainings" : `${trainings} trainings`;
  return `${trials} trials of each figure, ${trained} of each profile, ${figure(50 * (1 + confidence))} % intervals of gains and ${figure(100 * confidence)} % of costs`;
}

/** Whole percent between which a share lies, rounded outwards. */
function percentOf({ value, lower, upper }: Estimate): { whole: string; interval: string; most: string } {
  const most = Math.ceil(100 * upper - 1e-9);
  const whole = Math.round(100 * value);
  return {
    whole: `${whole} %`,
    interval: `${whole} % [${Math.floor(100 * lower + 1e-9)}, ${most}]`,
    most: `${most} %`,
  };
}

/** An effect in a column: "defeated ≤ 7 %", "weakened 12 % [5, 21]"; the share is what is left of the gain. */
export function effectText({ effect, left }: Pick<ComparedAdversary, "effect" | "left">): string {
  if (effect === "unchanged") return "no effect seen";
  if (left === null) return effect;
  const { interval, most } = percentOf(left);
  if (effect === "defeated") return `defeated ≤ ${most}`;
  return effect === "weakened" ? `weakened ${interval}` : effect;
}

/** What is left of a gain, as the end of a sentence; empty where that says nothing. */
export function leftText({ effect, left }: Pick<ComparedAdversary, "effect" | "left">): string {
  if (left === null) return "";
  const { interval, most } = percentOf(left);
  if (effect === "defeated") return `; at most ${most} of the gain is left`;
  return effect === "weakened" ? `; ${interval} of the gain is left` : "";
}

/** What the effects of measures are called. */
export function effectsText({ confidence, rows }: Pick<HardeningReport, "confidence" | "rows">): string {
  const percent = figure(100 * confidence);
  const count = rows.reduce((sum, { adversaries }) => sum + adversaries.length, 0);
  const wrong = figure((1 - confidence) * count, 2);
  return (
    "defeated: it gains less than in plain rounds, and no more that could be told from chance; the share is the most that " +
    "may be left of its gain, and the fewer the trials, the more that is. weakened: it gains less, and still something: the " +
    "share that is left. no effect seen: intervals meet. helped: it gains more. harmless: its gain in plain rounds could not " +
    `be told from chance either. Each is said at an error level of ${figure(100 * (1 - confidence))} %, from two ` +
    `${figure(50 * (1 + confidence))} % intervals: of ${count} comparisons up to ${wrong} may be off by chance; a share's interval ` +
    `has ${percent} %. No rule screens clusters: what is defeated, measures defeat.`
  );
}

/** Adversaries by figure, as tables show them. */
export function byFigure(
  adversaries: readonly ComparedAdversary[],
): ReadonlyMap<string, readonly ComparedAdversary[]> {
  const groups = new Map<string, ComparedAdversary[]>();
  for (const compared of adversaries) {
    groups.set(compared.figure, [...(groups.get(compared.figure) ?? []), compared]);
  }
  return groups;
}

/** The curves of the trade-off: points by T, for each E in order. */
export function curves({ tradeOff }: HardeningReport): {
  readonly stays: readonly number[];
  readonly rows: readonly (readonly TradeOffPoint[])[];
} {
  const stays = [...new Set(tradeOff.map(({ rounds }) => rounds))];
  const afters = [...new Set(tradeOff.map(({ after }) => after))];
  return { stays, rows: afters.map((T) => tradeOff.filter(({ after }) => after === T)) };
}

/** What a curve is of. */
export function stayText(stay: number, { scene }: HardeningReport): string {
  if (stay === 1) return "new each round";
  return stay >= scene.rounds ? "kept for good" : `kept ${stay} rounds`;
}

/** Whether closed forms were right, as a sentence. */
export function formsText({ tradeOff }: HardeningReport): string {
  const off = tradeOff.filter(({ agrees }) => !agrees).length;
  return off === 0
    ? `Closed forms agree at all ${tradeOff.length} points.`
    : `Closed forms DIFFER at ${off} of ${tradeOff.length} points.`;
}

/** What a mark on a cost means: no more than its interval, and there are many. */
export function markText({ confidence }: HardeningReport): string {
  const percent = 100 * confidence;
  return `the ${percent} % interval of the difference leaves out 0, as ${figure(100 - percent)} of 100 do by chance`;
}

/** What is missing from the report, a sentence each. */
export function missingText({ leftOut, unfinished, trials }: HardeningReport): string[] {
  return [
    ...(leftOut.length === 0
      ? []
      : [
          `Left out, as they weakened nobody and cost nothing that ${trials} trials show: ${leftOut.join(", ")}.`,
        ]),
    ...(unfinished.length === 0 ? [] : [`Not measured to the end: ${unfinished.join(", ")}.`]),
  ];
}
