import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "vitest"
import { bundle } from "../../bench/bundle.ts"

/** New space is 1 MiB: who makes a megabyte of garbage is collected once. */
const FLAGS = ["--trace-gc", "--min-semi-space-size=1", "--max-semi-space-size=1"]

interface Collections {
  minor: number
  major: number
}

/** Collections in each loop. */
function collections(): Map<string, Collections> {
  const folder = mkdtempSync(join(tmpdir(), "situs-garbage-"))
  try {
    const outfile = join(folder, "loops.mjs")
    // Bundled as the product is: the test runner's own module access would be measured otherwise.
    bundle("../test/kernel/garbage-loops.ts", outfile)
    const log = execFileSync(process.execPath, [...FLAGS, outfile], { encoding: "utf8" })
    const counts = new Map<string, Collections>()
    let count: Collections = { minor: 0, major: 0 }
    for (const line of log.split("\n")) {
      if (line.startsWith("loop ")) counts.set(line.slice(5), (count = { minor: 0, major: 0 }))
      if (line.includes("Scavenge")) count.minor++
      if (line.includes("Mark-Compact")) count.major++
    }
    return counts
  } finally {
    rmSync(folder, { recursive: true })
  }
}

it("five million turns of the kernel's loops leave under 1 byte of garbage each, after a warm-up", { timeout: 60_000 }, () => {
  const counts = collections()
  const litter = counts.get("litter")!.minor
  // Five million turns of 1 byte fill 1 MiB five times.
  for (const loop of ["hold", "draw", "cancel", "tabulate", "fingerprint"]) {
    const { minor, major } = counts.get(loop)!
    expect([loop, major]).toEqual([loop, 0])
    expect([loop, minor]).toEqual([loop, expect.toSatisfy((count: number) => count < 5 && count <= litter / 20)])
  }
  expect(litter).toBeGreaterThan(100)
})
