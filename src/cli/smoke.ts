import { smoke } from "../conformance/smoke.ts";
import type { SmokeCheck } from "../conformance/smoke.ts";
import { connectStdio } from "../implementation/stdio/connect.ts";
import { smokeText } from "../report/smoke-text.ts";
import { MOST_LINE_BYTES } from "./adapter-limits.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { Host } from "./host.ts";
import { paintFor, print, widthOf } from "./output.ts";

/** Whether it ended by itself, at the end of its input, is known only now. */
function endingOf(endsWithInput: boolean | null): SmokeCheck {
  return {
    layer: "adapter",
    name: "ends with its input",
    verdict: endsWithInput === true ? "pass" : "fail",
    detail:
      endsWithInput === true ? "exit status 0" : "at the end of standard input it has to exit with status 0",
  };
}

function statusOf(checks: readonly SmokeCheck[]): ExitStatus {
  const failed = checks.filter(({ verdict }) => verdict === "fail");
  if (failed.some(({ layer }) => layer === "adapter")) return EXIT.adapter;
  return failed.length > 0 ? EXIT.violated : EXIT.ok;
}

/**
 * Runs `cqsa smoke`: prints what was looked at, and returns the exit status.
 *
 * @param callLimit seconds
 */
export async function smokeTest(
  command: readonly [string, ...string[]],
  callLimit: number,
  host: Host,
): Promise<ExitStatus> {
  const adapter = await connectStdio({
    command,
    callTimeLimit: 1000 * callLimit,
    maxLineBytes: MOST_LINE_BYTES,
    startTimeLimit: 1000 * Math.max(callLimit, 20),
  });
  let checks: SmokeCheck[];
  try {
    checks = await smoke(adapter, "smoke", () => performance.now());
  } finally {
    await adapter.close();
  }
  checks = [...checks, endingOf(adapter.observed().endsWithInput)];
  const { name, version, language } = adapter.capabilities.implementation;
  const paint = paintFor(host.stdout, host);
  const title = `${name} ${version} (${language})`;
  await print(
    host,
    smokeText(title, checks, { width: widthOf(host.stdout) ?? 100, ...(paint && { paint }) }),
  );
  return statusOf(checks);
}
