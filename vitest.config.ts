import { readdirSync, readFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"

const report = process.env.SITUS_TEST_REPORT

const TESTS = "test/**/*.test.ts"
const BROWSER = "test/browser/*.test.ts"
/** Files that put something else in a module's place, or spy on what all share: each of them loads modules anew. The others load them once a process. */
const APART = readdirSync("test", { encoding: "utf8", recursive: true })
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => `test/${file.replaceAll("\\", "/")}`)
  .filter((file) => /\bvi\.(mock|doMock|hoisted|spyOn|stub\w+)\(/.test(readFileSync(file, "utf8")))

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: "shared", include: [TESTS], exclude: [...APART, BROWSER], isolate: false } },
      { extends: true, test: { name: "apart", include: APART } },
      { extends: true, test: { name: "browser", include: [BROWSER], globalSetup: "test/browser/missing.ts" } }
    ],
    // A browser takes seconds: the tests of printing name it themselves.
    env: { SITUS_CHROMIUM: "" },
    // vitest leaves a core free; here nothing else has to run beside the tests.
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // No `.only` gets past the gate.
    allowOnly: false,
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
    coverage: { provider: "v8", include: ["src/**/*.ts"], reporter: ["text-summary", "html"] }
  }
})
