import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { packageVersion, provenance } from "./provenance.ts";

test("a report says which version, Node, command and seed made it", () => {
  const made = provenance(["audit", "--claim", "FI,PH-3", "--probability=.01"], "two words");
  expect({ ...made, commit: null }).toEqual({
    version: packageVersion(),
    commit: null,
    node: process.versions.node,
    command: "cqsa audit --claim FI,PH-3 --probability=.01",
    seed: "two words",
  });
  expect(made.commit ?? "0".repeat(40)).toMatch(/^[0-9a-f]{40}$/);
});

test("arguments are quoted so that the command can be given to a shell again", () => {
  const { command } = provenance(["audit", "--seed", "it's 5 o'clock", "--out", "$HOME", ""], "");
  expect(command).toBe(String.raw`cqsa audit --seed 'it'\''s 5 o'\''clock' --out '$HOME' ''`);
});

test("the version is that of the package.json", () => {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  expect(packageVersion()).toBe(manifest.version);
});
