import { defineConfig, type ViteUserConfig } from "vitest/config";
import { common } from "../vitest.config.ts";

/** What mutants have to survive: the tests of the mutated folders and of what stands on them, and every law. */
const config: ViteUserConfig = defineConfig({
  test: {
    ...common,
    include: [
      "src/{quantum,protocol,masking}/**/*.test.ts",
      "src/implementation/reference*.test.ts",
      "properties/oracles/*.test.ts",
      "properties/laws.test.ts",
    ],
  },
});

export default config;
