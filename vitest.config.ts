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

const config: ViteUserConfig = defineConfig({
  test: {
    // One more than two cores: some tests wait for child processes and their limits.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...common,
          name: "plain",
          // Modules are loaded once for all files: a third of the time.
          isolate: false,
          include: ["{src,properties,adversaries,spec}/**/*.test.ts"],
          exclude: [MOCKED],
        },
      },
      { test: { ...common, name: "mocked", include: [MOCKED], exclude: ["node_modules/**", "reports/**"] } },
    ],
  },
});

export default config;
