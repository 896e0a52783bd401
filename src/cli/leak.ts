import { runLeakage } from "../campaign/leakage/run.ts";
import type { LeakageHeader } from "../campaign/leakage/results.ts";
import type { LeakageReport } from "../campaign/leakage/report.ts";
import { summarizeLeakage } from "../campaign/leakage/summarize.ts";
import { leakageMarkdown } from "../report/leakage-markdown.ts";
import { leakageText } from "../report/leakage-text.ts";
import { campaignCommand, openSubject, untilStopped } from "./campaign-command.ts";
import type { CampaignSubject } from "./campaign-command.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { Host } from "./host.ts";
import { planLeakage, withoutView } from "./leak-plan.ts";
import type { LeakOptions, LeakPlan } from "./leak-plan.ts";
import { usageError } from "./usage-error.ts";

/** What of a plan an adapter can be asked, and what is said of the rest. @throws if a measure is asked for in vain */
function planFor(
  { header, notes }: LeakPlan,
  subject: CampaignSubject | undefined,
  { adversary }: LeakOptions,
): { readonly header: LeakageHeader; readonly notes: readonly string[] } {
  if (subject === undefined) return { header: { ...header, subject: null }, notes };
  const { extensions = [] } = subject.adapter.capabilities;
  const cells = extensions.includes("view")
    ? header.cells
    : withoutView(header.cells, adversary !== undefined);
  const missing = cells.find(({ hardening }) => hardening !== null);
  if (missing !== undefined && !extensions.includes("hardening")) {
    throw usageError("--hardening needs the extension hardening, which is not declared");
  }
  const lost = new Set(header.cells.filter((cell) => !cells.includes(cell)).map((cell) => cell.adversary));
  const text = `Left out: ${[...lost].join(", ")}: the extension view is not declared.`;
  return {
    header: { ...header, cells, subject: subject.name },
    notes: lost.size === 0 ? notes : [...notes, text],
  };
}

/** Runs `cqsa attack` for whoever looks at rounds: prints the report, writes it, and returns the exit status. */
export async function leak(
  options: LeakOptions,
  command: readonly [string, ...string[]] | undefined,
  argv: readonly string[],
  host: Host,
): Promise<ExitStatus> {
  const plan = await planLeakage(options, command !== undefined);
  return campaignCommand<LeakageReport>(options, argv, host, {
    name: "leakage",
    unit: "trials",
    width: { plain: 100, most: 120 },
    run: async ({ path, made, stop, onProgress }) => {
      const subject = command && (await openSubject(command, options, stop));
      try {
        const { header, notes } = planFor(plan, subject, options);
        stop.started();
        await untilStopped(stop, () =>
          runLeakage(header, {
            path,
            resume: options.resume === true,
            workers: options.workers,
            implementation: subject?.adapter,
            signal: stop.signal,
            onProgress,
          }),
        );
        return await summarizeLeakage(path, header, made, notes);
      } finally {
        await subject?.adapter.close();
      }
    },
    text: leakageText,
    markdown: leakageMarkdown,
    agrees: ({ cells }) => cells.every(({ figures }) => figures.every(({ agrees }) => agrees !== false)),
    done: ({ done }) => [done.trials, done.planned],
  });
}
