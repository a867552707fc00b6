import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "vitest"
import { bundle } from "../../bench/bundle.ts"
import { REASONS } from "../../src/world/reasons.ts"
import { Kind } from "../../src/world/world.ts"

/**
 * New space is 1 MiB: who makes a megabyte of garbage is collected once. Code is made fast where it is found to be slow and not a while later, when
 * another thread is done: how long that takes hangs on what else the machine does, and slow code boxes every double.
 */
const FLAGS = ["--expose-gc", "--trace-gc", "--min-semi-space-size=1", "--max-semi-space-size=1", "--no-concurrent-recompilation"]

/** What a slow point or a queue makes of a message is no refusal. */
const NEVER_REFUSES = new Set<string>(["throttled", "waited-too-long"])

interface Loop {
  turns: number
  /** Collections of new space, and of everything. */
  minor: number
  major: number
  /** Bytes allocated in it. */
  bytes: number
}

/** Reads the log of collections: what is on the heap before one, less what was on it after the last, has come to be between. */
function loopsOf(log: string): ReadonlyMap<string, Loop> {
  const loops = new Map<string, Loop>()
  let loop: Loop | undefined
  let heapBytes = 0
  for (const line of log.split("\n")) {
    const mark = /^(begin|end) (\w+) (\d+)(?: (\d+))?$/.exec(line)
    const collection = /(Scavenge|Mark-Compact).*? ([\d.]+) \([\d.]+\) -> ([\d.]+) \(/.exec(line)
    if (mark?.[1] === "begin") {
      loop = { turns: 0, minor: 0, major: 0, bytes: 0 }
      loops.set(mark[2], loop)
      heapBytes = Number(mark[3])
    } else if (mark !== null && loop !== undefined) {
      loop.bytes += Number(mark[3]) - heapBytes
      loop.turns = Number(mark[4])
      loop = undefined
    } else if (collection !== null && loop !== undefined) {
      if (collection[1] === "Scavenge") loop.minor++
      else loop.major++
      loop.bytes += Number(collection[2]) * 2 ** 20 - heapBytes
      heapBytes = Number(collection[3]) * 2 ** 20
    }
  }
  return loops
}

function logged(): string {
  const folder = mkdtempSync(join(tmpdir(), "situs-garbage-"))
  try {
    const outfile = join(folder, "world.mjs")
    bundle("../test/world/garbage-world.ts", outfile)
    return execFileSync(process.execPath, [...FLAGS, outfile], { encoding: "utf8", maxBuffer: 2 ** 26 })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

it("five million events of every kind leave under a byte of garbage each, once each kind, reason and order has been met", { timeout: 180_000 }, () => {
  const log = logged()
  const told = (word: string): unknown => JSON.parse(new RegExp(`^${word} (.*)$`, "m").exec(log)![1])
  expect(Object.entries(told("kinds") as Record<string, number>).filter(([, count]) => count > 0).map(([kind]) => kind)).toEqual(Object.keys(Kind))
  expect(told("reasons")).toEqual([...REASONS].filter((reason) => !NEVER_REFUSES.has(reason)).sort())
  const loops = loopsOf(log)
  const [dispatch, litter] = [loops.get("dispatch")!, loops.get("litter")!]
  expect(dispatch.turns).toBe(5_000_000)
  expect(dispatch.major).toBe(0)
  expect(dispatch.bytes / dispatch.turns).toBeLessThan(1)
  expect(litter.turns).toBe(dispatch.turns)
  expect(dispatch.minor).toBeLessThanOrEqual(litter.minor / 20)
})
