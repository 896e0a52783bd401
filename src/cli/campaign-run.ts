import { Writable } from "node:stream";
import type { ExitStatus } from "./exit-status.ts";
import type { Host } from "./host.ts";
import { main } from "./main.ts";
import { memoryHost } from "./memory-host.ts";
import type { MemoryHost, MemoryHostOptions } from "./memory-host.ts";

/** What a test asks of a campaign. */
export interface CampaignRun {
  readonly host?: MemoryHostOptions | undefined;
  readonly interruption?: Host["interruption"] | undefined;
  /** Called whenever the number of trials that are done is told. */
  readonly onProgress?: (() => void) | undefined;
}

/** Runs `cqsa attack` with these words, DIR among them for a folder of the test. */
export async function runCampaign(
  folder: string,
  argv: string,
  { host: options, interruption, onProgress }: CampaignRun = {},
): Promise<{ readonly status: ExitStatus } & MemoryHost["written"]> {
  const host = memoryHost(options);
  const words = argv.split(" ").map((word) => word.replace("DIR", folder));
  const stderr = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (chunk.toString().startsWith("trials: ")) onProgress?.();
      host.stderr.write(chunk, done);
    },
  });
  const status = await main(["attack", ...words], { ...host, stderr, ...(interruption && { interruption }) });
  await new Promise((resolve) => stderr.end(resolve));
  return { status, ...host.written };
}
