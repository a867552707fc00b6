/**
 * `npm run check:worlds -- 1000000`: searches so many generated worlds with all promises, as `situs check` does, on all cores; exits with 1 where
 * anything breaks, differs or gives up. `--from N` begins with another world, `--workers N` takes so many processes, `--record` adds a
 * row to docs/alarms.md. Smallest worlds of what fails go to out/bench/worlds/.
 */
import { execFileSync, spawn } from "node:child_process"
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { parseArgs } from "node:util"
import { bundle } from "./bundle.ts"

/** What came of the worlds of one step. */
export interface Step {
  readonly played: number
  readonly discarded: number
  readonly ended: boolean
  readonly failures: ReadonlyArray<{ readonly id: string; readonly says: string; readonly text: string }>
}

const STEP_WORLDS = 5000
const root = join(import.meta.dirname, "..")
const failed = join(root, "out/bench/worlds")

const { positionals, values } = parseArgs({ allowPositionals: true, options: { from: { type: "string", default: "1" }, workers: { type: "string" }, record: { type: "boolean", default: false } } })

async function main(): Promise<void> {
  const [count, from, workers] = [Number(positionals[0] ?? 1_000_000), Number(values.from), Number(values.workers ?? availableParallelism())]
  // What is recorded is of a commit, and the program is bundled from it before anything else can change.
  const commit = git("rev-parse", "HEAD")
  if (values.record && git("status", "--porcelain", "src") !== "") throw new Error("src has changes that are in no commit: nothing could be recorded of it")
  const folder = mkdtempSync(join(tmpdir(), "situs-worlds-"))
  try {
    const program = join(folder, "run.mjs")
    bundle("worldsRun.ts", program)
    const steps = await searched(program, count, from, workers)
    const total = (of: (step: Step) => number) => steps.reduce((sum, step) => sum + of(step), 0)
    const failures = steps.flatMap((step) => step.failures)
    const complete = total(({ played }) => played) === count && steps.every(({ ended }) => ended)
    console.log(`${total(({ played }) => played).toLocaleString("en")} worlds played, ${total(({ discarded }) => discarded)} discarded, ${failures.length} alarms`)
    if (failures.length > 0 || !complete) process.exitCode = 1
    if (values.record && complete) appendFileSync(join(root, "docs/alarms.md"), rowOf(commit, from, count, failures))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every process takes a stretch of its own. */
async function searched(program: string, count: number, from: number, workers: number): Promise<ReadonlyArray<Step>> {
  const steps: Array<Step> = []
  const began = Date.now()
  let played = 0
  const share = Math.ceil(count / workers / STEP_WORLDS) * STEP_WORLDS
  const stretches = Array.from({ length: workers }, (_, i) => [from + i * share, Math.min(share, count - i * share)]).filter(([, worlds]) => worlds > 0)
  await Promise.all(
    stretches.map(async ([first, worlds]) => {
      const child = spawn(process.execPath, [program, String(first), String(worlds), String(STEP_WORLDS)], { stdio: ["ignore", "pipe", "inherit"] })
      const ended = new Promise<number | null>((resolve) => child.once("close", resolve))
      for await (const line of createInterface({ input: child.stdout })) {
        const step: Step = JSON.parse(line)
        steps.push(step)
        played += step.played
        console.log(`${played.toLocaleString("en")} of ${count.toLocaleString("en")} worlds, ${((1000 * played) / (Date.now() - began)).toFixed(0)} a second`)
        for (const failure of step.failures) keep(failure)
      }
      const code = await ended
      if (code !== 0) throw new Error(`the search from ${first} on ended with ${code}`)
    })
  )
  return steps
}

function keep({ id, says, text }: Step["failures"][number]): void {
  mkdirSync(failed, { recursive: true })
  writeFileSync(join(failed, `${id}.yaml`), text)
  console.log(`${id}: ${says}`)
}

/** A row of docs/alarms.md: what a search said of the engine as it is in a commit. */
function rowOf(commit: string, from: number, played: number, failures: Step["failures"]): string {
  const cases = [...new Set(failures.map(({ id }) => id.replace(/^found-/, "")))].sort()
  return `| ${commit.slice(0, 7)} | ${from.toLocaleString("en")} | ${played.toLocaleString("en")} | ${cases.length === 0 ? "**0**" : `${cases.length}: ${cases.join(", ")}`} |\n`
}

function git(...args: ReadonlyArray<string>): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim()
}

await main()
