import type { HardeningReport } from "../campaign/hardening/report.ts";
import { runComparison } from "../campaign/hardening/run-comparison.ts";
import { hardeningMarkdown } from "../report/hardening-markdown.ts";
import { hardeningText } from "../report/hardening-text.ts";
import { campaignCommand } from "./campaign-command.ts";
import type { ExitStatus } from "./exit-status.ts";
import { planHardening } from "./hardening-plan.ts";
import type { HardeningRunOptions } from "./hardening-plan.ts";
import type { Host } from "./host.ts";

/** Runs `cqsa attack --preset hardening`: prints the report, writes it, and returns the exit status. */
export function compareHardening(
  options: HardeningRunOptions,
  command: readonly string[] | undefined,
  argv: readonly string[],
  host: Host,
): Promise<ExitStatus> {
  const plan = planHardening(options, command !== undefined);
  return campaignCommand<HardeningReport>(options, argv, host, {
    name: "hardening",
    unit: "parts",
    width: { plain: 100, most: 110 },
    run: async ({ path, made, stop, onProgress }) => {
      stop.started();
      const { comparison, done, total } = await runComparison(plan, {
        workers: options.workers,
        signal: stop.signal,
        kept: { path, resume: options.resume === true, version: made.version },
        onProgress,
      });
      return {
        kind: "cqsa-hardening",
        format: 1,
        made,
        done: { parts: done, planned: total },
        ...comparison,
      };
    },
    text: hardeningText,
    markdown: hardeningMarkdown,
    agrees: ({ tradeOff }) => tradeOff.every(({ agrees }) => agrees),
    done: ({ done }) => [done.parts, done.planned],
  });
}
