import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["src/**/*.test.ts", "properties/**/*.test.ts", "adversaries/**/*.test.ts", "spec/**/*.test.ts"],
    setupFiles: [".config/vitest-setup.ts"],
    environment: "node",
    pool: "threads",
    testTimeout: 60_000,
  },
});

export default config;
