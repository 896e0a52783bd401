import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";

/** A test that replaces a module is named so: what it loads is its own. */
const MOCKED = "**/*.mocked.test.ts";
/** What every run of tests shares, the mutants' too. */
export const common = {
  setupFiles: ".config/vitest-setup.ts",
  environment: "node",
  pool: "threads",
  testTimeout: 60_000,
} as const;

/** What tests start as processes and threads of their own shares what it compiles. */
const env = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL("node_modules/.cache/compile", import.meta.url)),
};

const config: ViteUserConfig = defineConfig({
  test: {
    // One more than two cores: some tests wait for child processes and their limits.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...common,
          env,
          name: "plain",
          // Modules are loaded once for all files: a third of the time.
          isolate: false,
          include: ["{src,properties,adversaries,spec}/**/*.test.ts"],
          exclude: [MOCKED],
        },
      },
      {
        test: {
          ...common,
          env,
          name: "mocked",
          include: [MOCKED],
          exclude: ["node_modules/**", "reports/**"],
        },
      },
    ],
  },
});

export default config;
