#!/usr/bin/env node
import module from "node:module";
import { isSupportedNode } from "./node-version.ts";

// Checked before anything else is loaded: an older Node would fail on the first dependency with a stack trace.
if (isSupportedNode(process.versions.node)) {
  // What was compiled once is kept in the system's temporary folder: the next start takes half the time.
  module.enableCompileCache();
  const { main } = await import("./main.ts");
  const { processHost } = await import("./process-host.ts");
  process.exitCode = await main(process.argv.slice(2), processHost());
} else {
  process.stderr.write(`cqsa: needs Node 22.18, 24.11 or later; this is ${process.versions.node}\n`);
  process.exitCode = 70;
}
