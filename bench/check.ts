/**
 * `npm run bench:check`: generated worlds a second on one core, drawn, played with and without their orders, judged by all promises, and looked
 * at by all probes. Five rounds of 4,000 worlds after 4,000 that are not measured. `npm run bench:check -- probes 10000` prints in how many of
 * so many worlds each probe was reached. Both write out/bench/check.json.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { PROBES } from "../src/check/probes.ts"
import { bundle } from "./bundle.ts"

interface Result {
  readonly worlds: number
  readonly perSecond: number
  readonly medianMs: number
  readonly p95Ms: number
  readonly drawMedianMs: number
  readonly messages: number
  readonly events: number
  readonly probes: Readonly<Record<string, number>>
  readonly broken: Readonly<Record<string, number>>
}

const ROUNDS = 5
const WORLDS = 4000
const root = join(import.meta.dirname, "..")
const folder = mkdtempSync(join(tmpdir(), "situs-check-"))

function main(): void {
  const program = join(folder, "run.mjs")
  bundle("checkRun.ts", program)
  const run = (worlds: number, warm: number): Result => JSON.parse(execFileSync(process.execPath, [program, String(worlds), String(warm)], { encoding: "utf8" }))
  const [what, count] = process.argv.slice(2)
  const results = what === "probes" ? [run(Number(count ?? 10_000), 0)] : Array.from({ length: ROUNDS }, () => run(WORLDS, WORLDS))
  if (what === "probes") table(results[0])
  else {
    const bySpeed = [...results].sort((a, b) => a.perSecond - b.perSecond)
    const { perSecond, medianMs, p95Ms, drawMedianMs, messages, events } = bySpeed[ROUNDS >> 1]
    console.log(`${perSecond.toFixed(0)} worlds/s of processor time (${bySpeed.map((r) => r.perSecond.toFixed(0)).join(", ")}); by the clock a world takes ${medianMs.toFixed(2)} ms at the median, ${p95Ms.toFixed(2)} ms at the 95th percentile, ${drawMedianMs.toFixed(2)} ms of it to draw; ${messages.toFixed(0)} messages and ${events.toFixed(0)} events`)
  }
  mkdirSync(join(root, "out/bench"), { recursive: true })
  writeFileSync(join(root, "out/bench/check.json"), `${JSON.stringify(results, undefined, 2)}\n`)
}

/** From the rarest on. */
function table({ worlds, probes, broken }: Result): void {
  for (const [probe, says] of Object.entries(PROBES).sort(([a], [b]) => probes[a] - probes[b])) console.log(`${((100 * probes[probe]) / worlds).toFixed(2).padStart(6)} %  ${says}`)
  for (const [id, times] of Object.entries(broken).sort()) console.log(`${id} broken in ${times}`)
}

try {
  main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
