import { defineConfig } from "vitest/config"

const report = process.env.SITUS_TEST_REPORT

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // No `.only` gets past the gate.
    allowOnly: false,
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
    coverage: { provider: "v8", include: ["src/**/*.ts"], reporter: ["text-summary", "html"] }
  }
})
