import { foreignPlayer } from "../campaign/foreign-player.ts";
import type { AttackReport } from "../campaign/report.ts";
import type { ResultsHeader } from "../campaign/results-file.ts";
import { runCampaign } from "../campaign/run-campaign.ts";
import { summarize } from "../campaign/summarize.ts";
import { attackMarkdown } from "../report/attack-markdown.ts";
import { attackText } from "../report/attack-text.ts";
import type { AttackOptions } from "./attack-options.ts";
import { planAttack } from "./attack-plan.ts";
import { campaignCommand, openSubject, untilStopped } from "./campaign-command.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { Host } from "./host.ts";

/** Runs `cqsa attack`: prints the report, writes it, and returns the exit status. */
export async function attack(
  options: AttackOptions,
  command: readonly [string, ...string[]] | undefined,
  argv: readonly string[],
  host: Host,
): Promise<ExitStatus> {
  const { header: planned, notes } = await planAttack(options, command !== undefined);
  return campaignCommand<AttackReport>(options, argv, host, {
    name: "attack",
    unit: "trials",
    width: { plain: 110, most: 130 },
    run: async ({ path, made, stop, onProgress }) => {
      const subject = command && (await openSubject(command, options, stop));
      stop.started();
      const header: ResultsHeader = { ...planned, subject: subject?.name ?? null };
      await untilStopped(stop, () =>
        runCampaign(header, {
          path,
          resume: options.resume === true,
          workers: options.workers,
          player: subject && foreignPlayer(subject.adapter),
          signal: stop.signal,
          onProgress,
        }),
      ).finally(() => subject?.adapter.close());
      return summarize(path, header, made, notes);
    },
    text: attackText,
    markdown: attackMarkdown,
    agrees: ({ cells }) => cells.every(({ closedForms }) => closedForms.every(({ agrees }) => agrees)),
    done: ({ done }) => [done.trials, done.planned],
  });
}
