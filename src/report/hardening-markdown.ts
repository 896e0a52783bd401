import type { HardeningReport } from "../campaign/hardening/report.ts";
import { completeProfile } from "../campaign/hardening/measures.ts";
import { table } from "./attack-markdown.ts";
import {
  adversaryText,
  COST_HEADINGS,
  costInterval,
  curves,
  effectsText,
  effectText,
  extentText,
  formsText,
  intervalText,
  markText,
  missingText,
  sceneText,
  stayText,
  switchesText,
} from "./hardening-names.ts";
import { profileNotes } from "./profile-notes.ts";

/** The report of `cqsa attack --preset hardening` as Markdown. */
export function hardeningMarkdown(report: HardeningReport): string {
  const { made, rows, scene } = report;
  const single = rows.filter(({ measure }) => measure !== "all");
  const all = rows.find(({ measure }) => measure === "all");
  const { stays, rows: points } = curves(report);
  const heads = rows[0]?.costs ?? [];
  return [
    "# The hardened profile",
    "",
    `On the reference: ${sceneText(report)}; ${extentText(report)}. Made by cqsa-harness ${made.version}${made.commit === null ? "" : ` (${made.commit})`} on Node ${made.node} with \`${made.command}\`, seed ${JSON.stringify(made.seed)}.`,
    "",
    effectsText(report),
    "",
    "## Each measure by itself",
    "",
    ...table(
      ["measure", "adds", "against", "adversary", "figure", "plain", "hardened", "effect"],
      single.flatMap((row) =>
        row.adversaries.map((compared, at) => [
          ...(at === 0 ? [switchesText(row), row.adds, row.against.join(", ")] : ["", "", ""]),
          adversaryText(compared),
          compared.figure,
          intervalText(compared.plain),
          intervalText(compared.hardened),
          effectText(compared),
        ]),
      ),
    ),
    ...(all === undefined
      ? []
      : [
          "## Every adversary against all together",
          "",
          [
            `Measures: \`${switchesText(all)}\`.`,
            ...profileNotes(completeProfile(all.switches).round, scene.coordinates, scene.rounds),
          ].join(" "),
          "",
          ...table(
            ["adversary", "figure", "plain", "hardened", "effect"],
            all.adversaries.map((compared) => [
              adversaryText(compared),
              compared.figure,
              intervalText(compared.plain),
              intervalText(compared.hardened),
              effectText(compared),
            ]),
          ),
        ]),
    "## Costs beside the plain profile",
    "",
    `${heads.map(({ cost, what }) => `${COST_HEADINGS[cost]}: ${what}`).join("; ")}. Bold: ${markText(report)}.`,
    "",
    ...table(
      ["measure", ...heads.map(({ cost }) => COST_HEADINGS[cost])],
      rows.map(({ measure, costs }) => [
        measure,
        ...costs.map((cost) =>
          cost.isBetter || cost.isWorse ? `**${costInterval(cost)}**` : costInterval(cost),
        ),
      ]),
    ),
    "## Identifying attackers against reading honest clients",
    "",
    `Suspects: honest clients who were in a cluster with one of ${scene.byzantine} attackers each time, if every such cluster is detected. R²: of honest clients' updates, should they last, from the exact sums of all rounds. In parentheses the closed forms. ${formsText(report)}`,
    "",
    ...table(
      [
        "round",
        ...stays.flatMap((stay) => [`suspects, ${stayText(stay, report)}`, `R², ${stayText(stay, report)}`]),
      ],
      points.map((row) => [
        String(row[0]!.after),
        ...row.flatMap(({ falseSuspects, expectedSuspects, r2, expectedR2 }) => [
          `${intervalText(falseSuspects)} (${expectedSuspects.toFixed(2)})`,
          `${intervalText(r2)} (${expectedR2.toFixed(3)})`,
        ]),
      ]),
    ),
    ...missingText(report).flatMap((text) => [text, ""]),
  ].join("\n");
}
