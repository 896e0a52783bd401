import { Command, Option } from "commander";
import { REMAINDER_POLICIES } from "../protocol/partition.ts";
import type { RemainderPolicy } from "../protocol/partition.ts";
import { EXIT } from "./exit-status.ts";
import type { ExitStatus } from "./exit-status.ts";

/** `cqsa serve`. */
export function serveCommand(finish: (status: ExitStatus) => void): Command {
  return new Command("serve")
    .summary("the reference on the wire protocol: JSON-RPC requests on stdin, one a line")
    .description(
      "Serves the reference implementation: one JSON-RPC 2.0 request a line on standard input, one response a line " +
        "on standard output, until the input ends. The protocol is described in spec/wire.md.",
    )
    .addOption(
      new Option("--remainder <policy>", "when k does not divide N")
        .choices([...REMAINDER_POLICIES])
        .default("short"),
    )
    .addHelpText(
      "after",
      `
Example:
  $ echo '{"jsonrpc":"2.0","id":1,"method":"fidelity","params":{"qubits":4,"noise":{"channel":"depolarizing2","layout":"chain","probability":0.005}}}' | cqsa serve`,
    )
    .action(async ({ remainder }: { remainder: RemainderPolicy }) => {
      const { createReference } = await import("../implementation/reference.ts");
      const { serve } = await import("../implementation/server.ts");
      await serve(createReference({ remainder }), process.stdin, process.stdout);
      finish(EXIT.ok);
    });
}
