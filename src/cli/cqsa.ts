#!/usr/bin/env node
// Checked before anything is loaded: an older Node would fail on the first dependency with a stack trace.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18) || (major === 24 && minor < 11)) {
  process.stderr.write(`cqsa: needs Node 22.18, 24.11 or later; this is ${process.versions.node}\n`);
  process.exitCode = 70;
} else {
  const { main } = await import("./main.ts");
  process.exitCode = await main(process.argv.slice(2));
}
