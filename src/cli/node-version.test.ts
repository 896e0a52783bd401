import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isSupportedNode } from "./node-version.ts";

test("the versions of Node that the package's engines allow are supported, and no others", () => {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    engines: { node: string };
  };
  expect(manifest.engines.node).toBe("^22.18.0 || >=24.11.0");
  const supported = ["22.18.0", "22.30.1", "24.11.0", "24.21.0", "25.0.0", "26.1.0", "100.0.0"];
  const others = ["8.17.0", "20.20.2", "22.0.0", "22.17.9", "23.11.1", "24.0.0", "24.10.9"];
  expect(supported.filter((version) => !isSupportedNode(version))).toEqual([]);
  expect(others.filter(isSupportedNode)).toEqual([]);
});
