import { Command } from "commander";
import { isDataError } from "../base/data-error.ts";
import { fileError } from "../io/read-bytes.ts";
import { DEFAULT_REMAINDER, REMAINDER_POLICIES } from "../protocol/partition.ts";
import type { RemainderPolicy } from "../protocol/partition.ts";
import { EXIT } from "./exit-status.ts";
import type { CommandContext, Host } from "./host.ts";
import { choiceOption } from "./options.ts";
import { tell } from "./output.ts";

/** A stream that breaks is the caller's matter, such as a folder as standard input or a full disk behind it. */
function streamError(error: unknown): unknown {
  const { syscall } = error as NodeJS.ErrnoException;
  if (isDataError(error) || syscall === undefined) return error;
  return fileError(syscall === "read" ? "standard input" : "standard output", error);
}

async function serveReference(remainder: RemainderPolicy, { stdin, stdout }: Host): Promise<void> {
  const { createReference } = await import("../implementation/reference.ts");
  const { serve } = await import("../implementation/server.ts");
  try {
    await serve(createReference({ remainder }), stdin, stdout);
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
    .addHelpText(
      "after",
      `
Examples:
  $ cqsa serve < requests.jsonl > responses.jsonl
  $ echo '{"jsonrpc":"2.0","id":1,"method":"decode","params":{"phaseSum":[0.3],"clusterSize":4,"weightBound":1}}' | cqsa serve`,
    )
    .action(async ({ remainder }: { remainder: RemainderPolicy }) => {
      if (host.stdin.isTTY === true) {
        tell(host, "cqsa: reading requests from the terminal, one JSON object a line; Ctrl-D ends");
      }
      await serveReference(remainder, host);
      finish(EXIT.ok);
    });
}
