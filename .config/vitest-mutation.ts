import { defineConfig, type ViteUserConfig } from "vitest/config";
import { common } from "../vitest.config.ts";

/** The unit tests that mutants face: those of the mutated folders, and of the reference, which stands on them. */
const config: ViteUserConfig = defineConfig({
  test: {
    ...common,
    include: [
      "src/{quantum,protocol,masking,rules,statistics}/**/*.test.ts",
      "src/implementation/reference*.test.ts",
    ],
  },
});

export default config;
