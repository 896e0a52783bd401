import type { ComparedAdversary, HardeningRow } from "../campaign/hardening/compare.ts";
import type { Effect } from "../campaign/hardening/effect.ts";
import { completeProfile } from "../campaign/hardening/measures.ts";
import type { HardeningReport } from "../campaign/hardening/report.ts";
import { shortName } from "./attack-names.ts";
import { PLAIN } from "./audit-paint.ts";
import type { Paint } from "./audit-paint.ts";
import {
  adversaryText,
  byFigure,
  COST_HEADINGS,
  costInterval,
  costText,
  curves,
  effectsText,
  effectText,
  extentText,
  formsText,
  intervalText,
  leftText,
  markText,
  missingText,
  sceneText,
  short,
  stayText,
  switchesText,
} from "./hardening-names.ts";
import { profileNotes } from "./profile-notes.ts";
import { labelled, wrap } from "./wrap.ts";

/** How the comparison is shown. */
export interface HardeningTextOptions {
  readonly width: number;
  readonly paint?: Paint;
}

const STYLES: Readonly<Record<Effect, Parameters<Paint>[0]>> = {
  defeated: "green",
  weakened: "yellow",
  unchanged: "red",
  helped: "red",
  harmless: "dim",
};

/** Where labels of a measure end. */
const INDENT = 13;

/** Rows as columns two spaces apart, numbers at the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
}

function adversaryLines(compared: ComparedAdversary, width: number): string[] {
  const { figure, plain, hardened } = compared;
  const text = `${adversaryText(compared)}, ${figure}: ${intervalText(plain)} → ${intervalText(hardened)}${leftText(compared)}`;
  return labelled(`  ${compared.effect}`, text, INDENT, width);
}

/** What a measure by itself adds, does and costs. */
function measureText(
  row: HardeningRow,
  { coordinates, rounds }: HardeningReport["scene"],
  width: number,
  paint: Paint,
): string[] {
  const { adds, against, adversaries, costs, switches } = row;
  const notes = profileNotes(completeProfile(switches).round, coordinates, rounds);
  const dear = costs.filter(({ isWorse }) => isWorse);
  const cheap = costs.filter(({ isBetter }) => isBetter);
  const none = dear.length + cheap.length === 0;
  const lines = (label: string, text: string): string[] => labelled(`  ${label}`, text, INDENT, width);
  return [
    paint("bold", switchesText(row)),
    ...lines("adds", adds),
    ...lines("against", against.join(", ")),
    ...adversaries.flatMap((compared) => adversaryLines(compared, width)),
    ...dear.flatMap((cost) => lines("costs", `${cost.what}: ${costInterval(cost)}`)),
    ...cheap.flatMap((cost) => lines("saves", `${cost.what}: ${costInterval(cost)}`)),
    ...(none ? lines("costs", "nothing that was seen") : []),
    // What holds for the bound stands where that is the measure.
    ...notes.slice(-1).flatMap((note) => lines("note", note)),
    "",
  ];
}

/** Costs of all measures as differences to the plain profile. */
function costTable({ rows }: HardeningReport): string[] {
  const first = rows[0]!.costs;
  return aligned([
    ["measure", ...first.map(({ cost }) => COST_HEADINGS[cost])],
    ["  plain", ...first.map(({ plain }) => short(plain.value))],
    ...rows.map(({ measure, costs }) => [
      `  ${measure}`,
      ...first.map(({ cost }) => costText(costs.find((other) => other.cost === cost))),
    ]),
  ]);
}

function everyoneTable(
  { adversaries, switches }: HardeningRow,
  { coordinates, rounds }: HardeningReport["scene"],
  width: number,
  paint: Paint,
): string[] {
  const notes = profileNotes(completeProfile(switches).round, coordinates, rounds);
  const shown = adversaries.map((compared) => ({
    compared,
    plain: intervalText(compared.plain),
    hardened: intervalText(compared.hardened),
  }));
  const most = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length));
  const widths = [
    most(shown.map(({ plain }) => plain)),
    most(["hardened", ...shown.map(({ hardened }) => hardened)]),
    most(shown.map(({ compared }) => effectText(compared))),
  ] as const;
  const name = Math.max(12, width - widths[0] - widths[1] - widths[2] - 6);
  const lineOf = (cells: readonly [string, string, string], style?: Parameters<Paint>[0]): string => {
    const [plain, hardened, effect] = cells;
    const text = style === undefined ? effect : paint(style, effect);
    return `  ${plain.padStart(widths[0])}  ${hardened.padStart(widths[1])}  ${text}`.trimEnd();
  };
  return [
    paint("bold", `${"Every adversary".padEnd(name)}${lineOf(["plain", "hardened", ""])}`),
    ...[...byFigure(adversaries)].flatMap(([figure, group]) => [
      ...wrap(figure, width),
      ...group.flatMap((compared) => {
        const { plain, hardened } = shown.find((entry) => entry.compared === compared)!;
        const [first, ...rest] = wrap(
          adversaryText({ ...compared, adversary: shortName(compared.adversary) }),
          name - 2,
        );
        const cells = [plain, hardened, effectText(compared)] as const;
        return [
          `  ${first!.padEnd(name - 2)}${lineOf(cells, STYLES[compared.effect])}`,
          ...rest.map((line) => `    ${line}`),
        ];
      }),
    ]),
    "",
    ...wrap([`Hardened: ${Object.keys(switches).join(", ")}.`, ...notes].join(" "), width),
    "",
  ];
}

/** Columns of a curve: its heading stands over both. */
const CURVE = { first: 5, suspects: 10, r2: 8 } as const;

function tradeOffText(report: HardeningReport, width: number, paint: Paint): string[] {
  const { stays, rows } = curves(report);
  if (rows.length === 0) return [];
  const pair = (suspects: string, r2: string): string =>
    suspects.padStart(CURVE.suspects) + r2.padStart(CURVE.r2);
  const line = (first: string, cells: readonly string[]): string =>
    first.padStart(CURVE.first) + cells.join("");
  return [
    paint("bold", "Who attacks, and what honest clients sent: one mechanism"),
    line(
      "",
      stays.map((stay) => stayText(stay, report).padStart(CURVE.suspects + CURVE.r2)),
    ),
    line(
      "round",
      stays.map(() => pair("suspects", "R²")),
    ),
    ...rows.map((points) =>
      line(
        String(points[0]!.after),
        points.map(({ falseSuspects, r2 }) => pair(falseSuspects.value.toFixed(1), r2.value.toFixed(3))),
      ),
    ),
    "",
    ...wrap(
      "suspects: honest clients who were in a cluster with an attacker each time, if every such cluster is detected; " +
        `R²: of honest clients' updates, should they last, from the exact sums of all rounds. ${formsText(report)}`,
      width,
    ),
    "",
  ];
}

/** The report of `cqsa attack --preset hardening` for people. */
export function hardeningText(report: HardeningReport, options: HardeningTextOptions): string {
  const { width, paint = PLAIN } = options;
  const { made, rows, scene } = report;
  const single = rows.filter(({ measure }) => measure !== "all");
  const all = rows.find(({ measure }) => measure === "all");
  return [
    ...wrap(`cqsa attack, preset hardening, on the reference, seed ${made.seed}`, width),
    ...wrap(`${sceneText(report)}.`, width),
    ...wrap(`${extentText(report)}.`, width),
    "",
    ...single.flatMap((row) => measureText(row, scene, width, paint)),
    ...(all === undefined ? [] : everyoneTable(all, scene, width, paint)),
    ...(rows.length === 0
      ? []
      : [
          ...wrap(effectsText(report), width),
          "",
          paint("bold", "What it costs, beside plain"),
          ...costTable(report),
          "",
          ...wrap(
            `${rows[0]!.costs.map(({ cost, what }) => `${COST_HEADINGS[cost]}: ${what}`).join("; ")}; *: ${markText(report)}.`,
            width,
          ),
          "",
        ]),
    ...tradeOffText(report, width, paint),
    ...missingText(report).flatMap((text) => wrap(text, width)),
    "",
  ]
    .join("\n")
    .replace(/\n+$/u, "\n");
}
