import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { buildSync } from "esbuild"
import { expect, it } from "vitest"

/**
 * New space is 1 MiB, and there is room to inline: a double handed over in a call that V8 does not inline is boxed, and which
 * calls of a large caller it inlines by default hangs on when each was compiled. What is counted here is the kernel's own.
 */
const FLAGS = ["--trace-gc", "--min-semi-space-size=1", "--max-semi-space-size=1", "--max-inlined-bytecode-size=1000", "--max-inlined-bytecode-size-cumulative=10000"]

/** Collections in each loop. */
function collections(): Map<string, number> {
  const folder = mkdtempSync(join(tmpdir(), "situs-garbage-"))
  try {
    const outfile = join(folder, "loops.mjs")
    // Bundled, as in the product: the test runner's own module access would be measured otherwise.
    buildSync({ entryPoints: [fileURLToPath(new URL("garbage-loops.ts", import.meta.url))], bundle: true, platform: "node", format: "esm", outfile, logLevel: "error" })
    const log = execFileSync(process.execPath, [...FLAGS, outfile], { encoding: "utf8" })
    const counts = new Map<string, number>()
    let loop = "warm-up"
    for (const line of log.split("\n")) {
      if (line.startsWith("loop ")) loop = line.slice(5)
      counts.set(loop, (counts.get(loop) ?? 0) + (/Scavenge|Mark-Compact/.test(line) ? 1 : 0))
    }
    return counts
  } finally {
    rmSync(folder, { recursive: true })
  }
}

it("the kernel's loops leave under 1 byte of garbage a turn, after a warm-up", { timeout: 60_000 }, () => {
  const counts = collections()
  // Two million turns of 1 byte fill 1 MiB twice.
  for (const loop of ["hold", "cancel", "tabulate", "fingerprint"]) expect([loop, counts.get(loop)]).toEqual([loop, expect.toSatisfy((count: number) => count <= 2)])
  expect(counts.get("litter")).toBeGreaterThan(40)
})
