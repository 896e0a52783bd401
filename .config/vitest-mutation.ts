import { defineConfig, mergeConfig } from "vitest/config";
import type { ViteUserConfig } from "vitest/config";
import base from "../vitest.config.ts";

/** What mutants have to survive: the tests of the mutated folders and of what stands on them, and every law. */
const config: ViteUserConfig = mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({
    test: {
      include: [
        "src/{quantum,protocol,masking}/**/*.test.ts",
        "src/implementation/reference*.test.ts",
        "properties/oracles/*.test.ts",
        "properties/laws.test.ts",
      ],
    },
  }),
);

export default config;
