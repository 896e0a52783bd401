import { Command } from "commander";
import { isDataError } from "../base/data-error.ts";
import { describe } from "../base/refusal.ts";
import type { Implementation } from "../implementation/implementation.ts";
import type { StreamServer } from "../implementation/over-stream.ts";
import { fileError } from "../io/read-bytes.ts";
import { DEFAULT_REMAINDER, REMAINDER_POLICIES } from "../protocol/partition.ts";
import type { RemainderPolicy } from "../protocol/partition.ts";
import { EXIT } from "./exit-status.ts";
import { hardeningOption } from "./hardening-option.ts";
import type { CommandContext, Host } from "./host.ts";
import { choiceOption, textOption } from "./options.ts";
import { tell } from "./output.ts";
import { usageError } from "./usage-error.ts";

/** A stream that breaks is the caller's matter, such as a folder as standard input or a full disk behind it. */
function streamError(error: unknown): unknown {
  const { syscall } = error as NodeJS.ErrnoException;
  if (isDataError(error) || syscall === undefined) return error;
  return fileError(syscall === "read" ? "standard input" : "standard output", error);
}

interface ServeOptions {
  readonly remainder: RemainderPolicy;
  readonly faulty?: string;
  readonly hardening: string;
}

/** What is served, and what serves it if that is not what serves everything else. */
interface Served {
  readonly implementation: Implementation;
  readonly server?: StreamServer | undefined;
}

/** A faulty version by its id. @throws a usage error that names those most like it */
async function faultyVersion(id: string): Promise<Served> {
  const { faults } = await import("../implementation/faulty/index.ts");
  const found = faults.find((fault) => fault.id === id);
  if (found !== undefined) {
    const { renewed } = await import("../implementation/faulty/renewed.ts");
    return { implementation: renewed(found.make), server: found.server };
  }
  const { nearest } = await import("../conformance/nearest.ts");
  const ids = faults.map((fault) => fault.id);
  throw usageError(
    `--faulty expected the id of a faulty version, like ${nearest(id, ids).join(", ")}; got ${describe(id)}`,
  );
}

async function serveReference(
  { remainder, faulty, hardening }: ServeOptions,
  { stdin, stdout }: Host,
): Promise<void> {
  const { createReference } = await import("../implementation/reference.ts");
  const { serve } = await import("../implementation/server.ts");
  const { hardeningOf } = await import("./read-hardening.ts");
  const measures = hardeningOf(hardening);
  const { implementation, server = serve }: Served =
    faulty === undefined
      ? { implementation: createReference({ remainder, ...(measures && { hardening: measures }) }) }
      : await faultyVersion(faulty);
  try {
    await server(implementation, stdin, stdout);
  } catch (error) {
    throw streamError(error);
  }
}

/** `cqsa serve`. */
export function serveCommand({ host, finish }: CommandContext): Command {
  return new Command("serve")
    .summary("offer the reference on the wire protocol, over stdin and stdout")
    .description(
      "Serves the reference implementation: one JSON-RPC 2.0 request a line on standard input, one response a line " +
        "on standard output, until the input ends. The protocol is described in spec/wire.md.",
    )
    .addOption(
      choiceOption("--remainder <policy>", "when k does not divide N", REMAINDER_POLICIES, DEFAULT_REMAINDER),
    )
    .addOption(hardeningOption())
    .addOption(
      textOption("--faulty <id>", "serve a faulty version, to try a harness on").conflicts([
        "remainder",
        "hardening",
      ]),
    )
    .addHelpText(
      "after",
      `
Examples:
  $ cqsa serve < requests.jsonl > responses.jsonl
  $ cqsa verify -- cqsa serve --faulty encoding/factor-k-forgotten
  $ echo '{"jsonrpc":"2.0","id":1,"method":"decode","params":{"phaseSum":[0.3],"clusterSize":4,"weightBound":1}}' | cqsa serve`,
    )
    .action(async (options: ServeOptions) => {
      if (host.stdin.isTTY === true) {
        tell(host, "cqsa: reading requests from the terminal, one JSON object a line; Ctrl-D ends");
      }
      await serveReference(options, host);
      finish(EXIT.ok);
    });
}
