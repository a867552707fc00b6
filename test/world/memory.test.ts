import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import { bundle } from "../../bench/bundle.ts"

/** A small world has rows of situations to share among few people; `npm run bench:memory` has the bars for large ones. */
const PERSON_BYTES_MOST = 340
const MESSAGE_BYTES_MOST = 110

const folder = mkdtempSync(join(tmpdir(), "situs-memory-"))

beforeAll(() => bundle("memoryRun.ts", join(folder, "run.mjs")))
afterAll(() => rmSync(folder, { recursive: true }))

function held(...words: ReadonlyArray<string>): { readonly bytes: number; readonly live: number } {
  const { heap, arrays, live } = JSON.parse(execFileSync(process.execPath, ["--expose-gc", join(folder, "run.mjs"), ...words], { encoding: "utf8" })) as { heap: number; arrays: number; live: number }
  return { bytes: heap + arrays, live }
}

it("a person takes a few hundred bytes, all that there is of him and his mail", { timeout: 60_000 }, () => {
  const [few, many] = [held("people", "1000", "1", "1", "4"), held("people", "100000", "1", "1", "4")]
  expect((many.bytes - few.bytes) / 99_000).toBeLessThan(PERSON_BYTES_MOST)
})

it("a message in flight takes its row, its event and what the judge remembers; of one that has been delivered nothing is left", { timeout: 60_000 }, () => {
  const [waiting, delivered, none] = [held("flight", "100000", "suspended"), held("flight", "100000", "delivered"), held("flight", "20000", "delivered")]
  expect(waiting.live).toBeGreaterThan(95_000)
  expect((waiting.bytes - delivered.bytes) / waiting.live).toBeLessThan(MESSAGE_BYTES_MOST)
  expect((delivered.bytes - none.bytes) / waiting.live).toBeLessThan(5)
})
