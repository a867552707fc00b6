import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import { bundle } from "../../bench/bundle.ts"

/** A small world has rows of situations to share among few people; `npm run bench:memory` has the bars for large ones. */
const PERSON_BYTES_MOST = 270
/** 88 of them are its row and its event, 13 the judges' books; the rest is room to grow, and what a heap of JavaScript happens to hold. */
const MESSAGE_BYTES_MOST = 110

const folder = mkdtempSync(join(tmpdir(), "situs-memory-"))

beforeAll(() => bundle("memoryRun.ts", join(folder, "run.mjs")))
afterAll(() => rmSync(folder, { recursive: true }))

interface Held {
  readonly heap: number
  readonly arrays: number
}

/** What a measured world holds more than one of few, and its messages in flight. */
function held(...words: ReadonlyArray<string>): { readonly bytes: number; readonly live: number } {
  const { heap, arrays, live, few } = JSON.parse(execFileSync(process.execPath, ["--expose-gc", join(folder, "run.mjs"), ...words], { encoding: "utf8" })) as Held & { live: number; few: Held }
  return { bytes: heap + arrays - few.heap - few.arrays, live }
}

/** Of three runs the one that holds least: what code compiled meanwhile takes of the heap hangs on what else the machine does. */
function leastHeld(...words: ReadonlyArray<string>) {
  return [0, 1, 2].map(() => held(...words)).reduce((least, one) => (one.bytes < least.bytes ? one : least))
}

it("a person takes a few hundred bytes, all that there is of him and his mail", { timeout: 60_000 }, () => {
  expect(held("people", "100000", "1", "1", "4").bytes / 99_000).toBeLessThan(PERSON_BYTES_MOST)
})

it("a message in flight takes its row, its event and what the judge remembers; of one that has been delivered nothing is left", { timeout: 60_000 }, () => {
  const [waiting, delivered] = [leastHeld("flight", "100000", "suspended"), leastHeld("flight", "100000", "delivered")]
  expect(waiting.live).toBeGreaterThan(95_000)
  expect((waiting.bytes - delivered.bytes) / waiting.live).toBeLessThan(MESSAGE_BYTES_MOST)
  expect(delivered.bytes / waiting.live).toBeLessThan(5)
})
